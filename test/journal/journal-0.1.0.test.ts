import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  ModerationActionsDocument,
  SetUserMediaStateDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';
import { steeredClock } from '../steered-clock.js';

/**
 * A journal that a gateway of 0.1.0 has written, until it was killed, and what its callers asked for and were told.
 * `test/rolling-upgrade/write-old-journal.ts` made both.
 */
const FIXTURE = 'test/journal/fixtures/journal-0.1.0';

interface Asked {
  verb: 'mute' | 'add';
  input: { idempotencyKey?: string };
  /** Absent: it was under way when the gateway was killed. */
  answer?: { __typename: string; actionId: string };
}

const { killedAt, asked } = JSON.parse(readFileSync(`${FIXTURE}.json`, 'utf8')) as {
  killedAt: number;
  asked: Asked[];
};

let folder: string;
let gateway: Sandbox;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'journal-0.1.0-'));
  const file = join(folder, 'journal.db');
  copyFileSync(`${FIXTURE}.db`, file);
  const clock = steeredClock();
  // A minute later. Keys are held for a day, and what is pending longer than some minutes is given up.
  clock.setTimeOfDay(killedAt + 60_000 - clock.trueEpochMs());
  // Recovery waits for so long. A call needs less, also on a busy machine.
  const environment = { DATABASE_URL: `file:${file}`, VENDOR_DEADLINE_MS: '5000' };
  gateway = await startSandboxWithoutEvents(environment, clock.surroundings);
});
afterEach(async () => {
  await gateway.close();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

async function ask({ verb, input }: Asked) {
  if (verb === 'mute') {
    return (await send(gateway, SetUserMediaStateDocument, { input } as never)).data?.setUserMediaState;
  }
  return (await send(gateway, AddToBlacklistDocument, { input } as never)).data?.addToBlacklist;
}

async function listed() {
  const { data } = await send(gateway, ModerationActionsDocument, { first: 50 });
  return data?.moderationActions.edges.map(({ node }) => node).reverse() ?? [];
}

const isSettled = async () => (await listed()).every(({ status }) => status !== 'PENDING');

it('a journal of 0.1.0 is read through GraphQL, with each kind of action and each status', async () => {
  const actions = await listed();
  expect(
    actions.map(({ operation, status, idempotencyKey, targets }) => [
      operation,
      status,
      idempotencyKey,
      targets.map(({ userId }) => userId).join(),
    ]),
  ).toEqual([
    ['SET_USER_MEDIA_STATE', 'APPLIED', 'applied', 'alice'],
    ['SET_USER_MEDIA_STATE', 'REFUSED', 'refused', 'nobody'],
    ['SET_USER_MEDIA_STATE', 'UNKNOWN', 'unknown', 'carol'],
    ['SET_USER_MEDIA_STATE', 'DENIED', null, 'alice'],
    ['ADD_TO_BLACKLIST', 'APPLIED', 'added', '1,2,3'],
    ['ADD_TO_BLACKLIST', 'PARTIAL', 'added-in-part', '4,5'],
    ['ADD_TO_BLACKLIST', 'UNKNOWN', null, '6'],
    ['SET_USER_MEDIA_STATE', 'PENDING', 'left', 'bob'],
    ['ADD_TO_BLACKLIST', 'PENDING', 'left-too', '7,8'],
  ]);
  const byId = new Map(actions.map((action) => [action.id, action]));
  for (const { input, answer } of asked) {
    if (!answer) continue;
    expect(byId.get(answer.actionId)?.idempotencyKey ?? undefined).toBe(input.idempotencyKey);
  }
});

it('a journal of 0.1.0 gives the recorded answer to a repeated idempotency key, and nothing is sent', async () => {
  const repeats = asked.filter(({ input, answer }) => answer && input.idempotencyKey);
  // A refused action has not used its key up.
  for (const each of repeats.filter(({ input }) => input.idempotencyKey !== 'refused')) {
    // That version knew no string rooms.
    const isMute = each.answer?.__typename === 'SetUserMediaStateSuccess';
    const known = isMute ? { strRoomId: null, restriction: null } : {};
    expect(await ask(each)).toEqual({ ...each.answer, ...known });
  }
  expect(gateway.trtc.requests()).toEqual([]);
  expect(gateway.volcengine.requests()).toEqual([]);
});

it('what a killed gateway of 0.1.0 left pending is recovered, and its idempotency keys give what came of it', async () => {
  // What the addition had done at the vendor before the gateway was killed.
  gateway.volcengine.seedBlacklist(123456, '10001', 2, ['7', '8']);
  await vi.waitUntil(isSettled, { timeout: 30_000, interval: 100 });
  const actions = await listed();
  expect(actions.slice(-2)).toMatchObject([
    { status: 'APPLIED', idempotencyKey: 'left', recovered: true },
    // They may have been on the list before.
    { status: 'UNKNOWN', idempotencyKey: 'left-too', recovered: true },
  ]);
  expect(gateway.trtc.mediaState(1400188366, 10006, 'bob')).toBe(2);
  const [mute, addition] = asked.filter(({ answer }) => !answer) as [Asked, Asked];
  expect(await ask(mute)).toMatchObject({
    __typename: 'SetUserMediaStateSuccess',
    actionId: actions.at(-2)?.id,
  });
  expect(await ask(addition)).toMatchObject({
    __typename: 'AddToBlacklistPartialFailure',
    addedUserIds: [],
    actionId: actions.at(-1)?.id,
  });
});
