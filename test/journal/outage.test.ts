import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../src/journal/journal.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { type Clock, systemClock } from '../../src/time/clock.js';
import { SetUserMediaStateDocument, type SetUserMediaStateMutation } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { listedActions } from './listed-actions.js';

type Answer = SetUserMediaStateMutation['setUserMediaState'];

const ROOM = { sdkAppId: 1400188366, roomId: 10006 };

let postgres: PostgresServer;
let sandbox: Sandbox;
let users = 0;

const steered = (pace: number): Clock => ({
  ...systemClock,
  after: (ms, callback) => systemClock.after(ms / pace, callback),
});
/** Timers run five times as fast. */
const hasty = steered(5);
/** Timers run a fifth as fast, so that a busy machine has started a server before the gateway gives it up. */
const patient = steered(0.2);
/** Until a vendor answers, PostgreSQL has been stopped, also on a busy machine. */
const LATE_MS = 3_000;
/** Long enough for PostgreSQL to start on a busy machine. */
const PATIENTLY = { timeout: 30_000 };

beforeEach(async () => {
  postgres = await startPostgres();
  await start(systemClock);
});
afterEach(async () => {
  postgres.resume();
  await sandbox.close();
  await postgres.remove();
});

async function start(clock: Clock): Promise<void> {
  sandbox = await startTestSandbox({ DATABASE_URL: postgres.url }, { ...withoutJitter, clock });
}

/** Mutes a new user each time, so that no action replaces another. */
async function mute(): Promise<{ userId: string; answer: Answer }> {
  const userId = `user-${users++}`;
  sandbox.trtc.enterRoom(ROOM.sdkAppId, ROOM.roomId, userId);
  const { data } = await send(sandbox, SetUserMediaStateDocument, {
    input: { ...ROOM, userId, state: 'AUDIO_DISABLED' },
  });
  if (!data) throw new Error('no answer');
  return { userId, answer: data.setUserMediaState };
}

const ready = async () => (await fetch(`${sandbox.url}/readyz`)).status;

function applied(userId: string): boolean {
  return sandbox.trtc.mediaState(ROOM.sdkAppId, ROOM.roomId, userId) === 2;
}

describe('a gateway whose PostgreSQL is down', () => {
  it('refuses actions with GatewayUnavailableError, is not ready, and recovers by itself', async () => {
    expect(await ready()).toBe(200);
    await postgres.stop();

    const { userId, answer } = await mute();
    expect(answer).toMatchObject({
      __typename: 'GatewayUnavailableError',
      code: 'JOURNAL_UNAVAILABLE',
      outcome: 'NOT_APPLIED',
      retryable: true,
    });
    expect(applied(userId)).toBe(false);
    expect(sandbox.trtc.requests()).toEqual([]);
    expect(await ready()).toBe(503);

    await postgres.start();
    await expect
      .poll(async () => (await mute()).answer.__typename, PATIENTLY)
      .toBe('SetUserMediaStateSuccess');
    expect(await ready()).toBe(200);
  });

  it('answers a request with an idempotency key with the outcome UNKNOWN', async () => {
    const userId = 'alice';
    const input = { ...ROOM, userId, state: 'AUDIO_DISABLED', idempotencyKey: 'key' } as const;
    sandbox.trtc.enterRoom(ROOM.sdkAppId, ROOM.roomId, userId);
    const repeat = async () =>
      (await send(sandbox, SetUserMediaStateDocument, { input })).data?.setUserMediaState;
    const first = await repeat();
    expect(first?.__typename).toBe('SetUserMediaStateSuccess');
    await postgres.stop();
    expect(await repeat()).toMatchObject({
      __typename: 'GatewayUnavailableError',
      code: 'JOURNAL_UNAVAILABLE',
      outcome: 'UNKNOWN',
      retryable: true,
    });
    await postgres.start();
    await expect.poll(repeat, PATIENTLY).toEqual(first);
    expect(sandbox.trtc.requests()).toHaveLength(1);
  });

  it('delays an answer until the outcome is in the journal', async () => {
    await sandbox.close();
    await start(patient);
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: LATE_MS });
    const muting = mute();
    await expect.poll(() => sandbox.trtc.requests().length).toBe(1);
    await postgres.stop();
    await expect.poll(() => sandbox.trtc.requests()[0]?.answeredStatus).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await postgres.start();
    const { answer } = await muting;
    expect(answer.__typename).toBe('SetUserMediaStateSuccess');
    expect(await recordOf(answer)).toMatchObject({ status: 'APPLIED', recovered: false });
  });

  it('answers UNKNOWN when it cannot record the outcome, and records it later', async () => {
    await sandbox.close();
    await start(hasty);
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: LATE_MS });
    const muting = mute();
    await expect.poll(() => sandbox.trtc.requests().length).toBe(1);
    await postgres.stop();
    const { answer } = await muting;
    expect(answer).toMatchObject({
      __typename: 'GatewayUnavailableError',
      code: 'OUTCOME_UNRECORDED',
      outcome: 'UNKNOWN',
    });
    await postgres.start();
    await expect.poll(async () => (await recordOf(answer))?.status, PATIENTLY).toBe('APPLIED');
  });

  it('answers in time when the database server does not respond', async () => {
    await sandbox.close();
    await start(hasty);
    await mute();
    postgres.suspend();
    const startedAt = Date.now();
    const { userId, answer } = await mute();
    // Its intent is on its way. If this gateway died now, another would carry it out.
    expect(answer).toMatchObject({ code: 'JOURNAL_UNAVAILABLE', outcome: 'UNKNOWN' });
    expect(Date.now() - startedAt).toBeLessThan(15_000);
    postgres.resume();
    await expect
      .poll(async () => (await mute()).answer.__typename, PATIENTLY)
      .toBe('SetUserMediaStateSuccess');
    // Whether or not the intent arrived, no gateway carries it out.
    await inJournal(async (journal) => {
      const statuses = async () =>
        (await listedActions(journal, { targetUserId: userId }, 10)).map(({ status }) => status);
      await expect
        .poll(async () => new Set([...(await statuses()), 'REFUSED']))
        .toEqual(new Set(['REFUSED']));
    });
    expect(applied(userId)).toBe(false);
  });
});

it('a gateway that starts before PostgreSQL serves once PostgreSQL has started', async () => {
  await sandbox.close();
  await postgres.stop();
  await start(systemClock);
  expect(await ready()).toBe(503);
  expect((await mute()).answer).toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
  await postgres.start();
  await expect.poll(ready, PATIENTLY).toBe(200);
  expect((await mute()).answer.__typename).toBe('SetUserMediaStateSuccess');
});

it('a gateway loses no row, answers every request and does not crash when PostgreSQL restarts under load', async () => {
  const answers: { userId: string; answer: Answer }[] = [];
  let over = false;
  const client = async () => {
    while (!over) answers.push(await mute());
  };
  const clients = Array.from({ length: 20 }, client);
  for (let round = 0; round < 2; round++) {
    await expect.poll(() => successes(answers), PATIENTLY).toBeGreaterThan(20 * round);
    await postgres.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await postgres.start();
  }
  await expect.poll(() => successes(answers.slice(-50)), PATIENTLY).toBeGreaterThan(0);
  over = true;
  await Promise.all(clients);

  await expect.poll(async () => (await mute()).answer.__typename, PATIENTLY).toBe('SetUserMediaStateSuccess');
  await inJournal(async (journal) => {
    for (const { userId, answer } of answers) {
      if (answer.__typename === 'SetUserMediaStateSuccess') {
        expect((await journal.find(answer.actionId ?? ''))?.status).toBe('APPLIED');
        expect(applied(userId)).toBe(true);
      } else {
        expect(answer).toMatchObject({ __typename: 'GatewayUnavailableError' });
        const notApplied = 'outcome' in answer && answer.outcome === 'NOT_APPLIED';
        if (notApplied) expect(applied(userId)).toBe(false);
      }
    }
    const pending = () => listedActions(journal, { statuses: ['PENDING'] }, 10);
    await expect.poll(pending, PATIENTLY).toEqual([]);
  });
}, 200_000);

function successes(answers: readonly { answer: Answer }[]): number {
  return answers.filter(({ answer }) => answer.__typename === 'SetUserMediaStateSuccess').length;
}

async function recordOf(answer: Answer) {
  return inJournal((journal) => journal.find(answer.actionId ?? ''));
}

async function inJournal<T>(use: (journal: Journal) => Promise<T>): Promise<T> {
  const database = await openPostgres(postgres.url, () => {});
  try {
    return await use(new Journal(database, 'a reader', Date.now));
  } finally {
    await database.close();
  }
}
