import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { mintToken } from '../../src/tokens/minted-token.js';
import { type GatewayBefore, startGatewayBefore } from '../gateway-before.js';
import { SetUserMediaStateDocument, type SetUserMediaStateInput } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';

const APP = 1400188366;
const ROOM = 10006;
const SECRET = 'a secret that is long enough for a test';
const PEOPLE = 100;
const MUTE_LASTS_SECONDS = 60;
const CALLS_PER_SECOND = 20;
const SLOT_MS = 1_000 / CALLS_PER_SECOND;
const MODERATORS = ['moderator-0', 'moderator-1', 'moderator-2'];
/** For each moderator's call: the callers who wait besides. */
const OTHERS = MODERATORS.length;
/** For how many of the ends the moderators work. */
const ENDS_BESIDE = 20;

const clock = new SimulatedClock();
let sandbox: Sandbox;
let gateway: GatewayBefore;

/** Those whose states the vendor was told, in the order of the calls. A call of a moderator begins with the moderator's name. */
const sent = () =>
  sandbox.trtc.requests().map(({ body }) => JSON.parse(body) as { UserId: string; IsMute: number });
const ends = () => sent().filter(({ IsMute }) => IsMute === 0);

async function mute(userId: string, token: string, more: Partial<SetUserMediaStateInput> = {}) {
  sandbox.trtc.enterRoom(APP, ROOM, userId);
  const input = { roomId: ROOM, userId, audio: 'DISABLED', ...more } as const;
  const { data } = await send(gateway, SetUserMediaStateDocument, { input }, { token });
  expect(data?.setUserMediaState).toMatchObject({ state: 'AUDIO_DISABLED' });
}

const tokenOf = (sub: string) =>
  mintToken(
    { key: Buffer.from(SECRET), algorithm: 'HS256' },
    { sub, scope: 'moderation:media moderation:audit', rooms: ['*'] },
    3_600,
  );

/** Waits until everything that was sent has its outcome on record, and these callers have actions that wait for the quota. */
async function untilWaiting(token: string, callers?: readonly string[]): Promise<void> {
  const query = `{ moderationActions(filter: { status: [PENDING] }, first: 100) {
    edges { node { actor targets { userId } } }
  } }`;
  type Page = { moderationActions: { edges: { node: { actor: string; targets: { userId: string }[] } }[] } };
  const states = async () => {
    const wereSent = new Set(sent().map(({ UserId, IsMute }) => `${UserId} ${IsMute}`));
    const { data } = await sendText(gateway, query, {}, { token });
    const pending = (data as Page).moderationActions.edges.map(({ node }) => node);
    const isSent = ({ actor, targets: [target] }: (typeof pending)[number]) =>
      wereSent.has(`${target?.userId} ${actor === 'gateway' ? 0 : 2}`);
    // The gateway looks for ends that are due from time to time.
    if (!pending.some(({ actor }) => actor === 'gateway')) await clock.run(SLOT_MS / 10);
    return { sent: pending.filter(isSent), callers: callers && new Set(pending.map(({ actor }) => actor)) };
  };
  await expect.poll(states, WAIT).toEqual({ sent: [], callers: callers && new Set(callers) });
}

/** Lets time pass until there are so many of these calls. */
async function untilSent(count: number, which = sent): Promise<void> {
  const calls = async () => {
    await clock.run(SLOT_MS / 5);
    return which().length;
  };
  await expect.poll(calls, WAIT).toBeGreaterThanOrEqual(count);
}

/** Lets time pass until this has ended. */
async function untilEnded(work: Promise<void>): Promise<void> {
  let isOver = false;
  const ending = work.finally(() => {
    isOver = true;
  });
  const looked = async () => {
    await clock.run(SLOT_MS / 5);
    return isOver;
  };
  await Promise.all([ending, expect.poll(looked, WAIT).toBe(true)]);
}

const WAIT = { timeout: 60_000, interval: 5 };

describe('100 restrictions of the audio that end in the same second', () => {
  beforeEach(async () => {
    const startedAt = Date.now();
    const epochMs = () => startedAt + clock.now();
    vi.spyOn(Date, 'now').mockImplementation(epochMs);
    sandbox = await startSandboxWithoutEvents();
    gateway = await startGatewayBefore(
      sandbox,
      {
        AUTH_JWT_SECRET: SECRET,
        TRTC_QPS: `${CALLS_PER_SECOND}`,
        VENDOR_DEADLINE_MS: '600000',
        VENDOR_TIMEOUT_MS: '600000',
        CALLER_REQUESTS_PER_SECOND: '0',
      },
      { clock, epochMs, random: () => 0 },
    );
  });
  afterEach(async () => {
    let isClosed = false;
    const closing = gateway.close().then(() => {
      isClosed = true;
    });
    for (; !isClosed; await new Promise(setImmediate)) await clock.run(1_000);
    await closing;
    await sandbox.close();
    vi.restoreAllMocks();
  });

  it('take one turn among those of the moderators, and each ends by one call', async () => {
    const token = await tokenOf('muting for a time');
    const people = Array.from({ length: PEOPLE }, (_, index) => `person-${index}`);
    const lasting = { durationSeconds: MUTE_LASTS_SECONDS };
    const muting = people.map((userId) => mute(userId, token, lasting));
    await untilEnded(Promise.all(muting).then(() => {}));
    expect(ends()).toEqual([]);

    // One call after the other until the ends begin, so that the quota lets them go one by one from then on.
    await clock.run(1_000 * MUTE_LASTS_SECONDS - clock.now() - 900);
    for (let calls = 0; calls < CALLS_PER_SECOND || ends().length === 0; calls += 1) {
      await untilEnded(mute('somebody', token));
      await clock.run(SLOT_MS);
    }
    await untilWaiting(token, ['gateway']);
    const before = sent().length;
    const waits: number[] = [];
    let over = false;
    const moderate = async (name: string) => {
      const own = await tokenOf(name);
      for (let times = 0; !over; times += 1) {
        const userId = `${name}-${times}`;
        const sentBefore = sent().length;
        await mute(userId, own);
        waits.push(sent().findIndex(({ UserId }) => UserId === userId) - sentBefore);
      }
    };
    const moderating = Promise.all(MODERATORS.map(moderate));
    while (ends().length < ENDS_BESIDE) {
      await untilWaiting(token, ['gateway', ...MODERATORS]);
      await untilSent(sent().length + 1);
    }
    const calls = sent().length - before;
    over = true;
    await Promise.all([moderating, untilSent(PEOPLE, ends)]);
    await untilWaiting(token);
    expect(Math.max(...waits)).toBeLessThanOrEqual(2 * OTHERS);
    // The ends have their share too.
    expect(calls).toBeLessThanOrEqual((1 + OTHERS) * (ENDS_BESIDE + 1));
    const ended = ends().map(({ UserId }) => UserId);
    expect(ended.sort()).toEqual(people.sort());
  }, 180_000);
});
