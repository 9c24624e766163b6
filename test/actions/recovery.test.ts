import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ActionIds } from '../../src/journal/action-id.js';
import type { ActionRecord, Intent } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { IN_FLIGHT_MS } from '../../src/vendors/calling/permits.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { holdWaitsOf } from '../held-waits.js';
import { ENDED_LEASE_MS } from '../journal/ended-lease.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { NOTHING_AGAIN, startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';

const MINUTE_MS = 60_000;
const DEADLINE_MS = 20_000;
const ROOM = { sdkAppId: 1400188366, roomId: 10006 };
const LIST = { appId: 123456, ownerId: '10001', inboxType: 0 };

const ids = new ActionIds(Date.now);

function inState(intent: Intent, state: string): Intent {
  return { ...intent, input: intent.input.replace('AUDIO_DISABLED', state) };
}

function mute(userId: string, fields: Partial<Intent> = {}, ageMs = 0): Intent {
  const call = { ...ROOM, userId, state: 'AUDIO_DISABLED', region: 'ap-singapore' };
  return {
    id: ageMs > 0 ? v7({ msecs: Date.now() - ageMs }) : ids.next(),
    requestId: 'request',
    actor: 'admin',
    operation: 'SET_USER_MEDIA_STATE',
    place: `room/${ROOM.sdkAppId}/${ROOM.roomId}`,
    applicationId: ROOM.sdkAppId,
    roomId: ROOM.roomId,
    userIds: [userId],
    input: JSON.stringify(call),
    ...fields,
  };
}

function addition(userIds: string[], fields: Partial<Intent> = {}): Intent {
  const { roomId: _, ...intent } = mute('nobody', { operation: 'ADD_TO_BLACKLIST' });
  const call = { ...LIST, users: userIds.map((userId) => ({ userId })) };
  return {
    ...intent,
    place: `list/${LIST.appId}/${LIST.ownerId}/${LIST.inboxType}`,
    applicationId: LIST.appId,
    listOwnerId: LIST.ownerId,
    userIds,
    input: JSON.stringify(call),
    ...fields,
  };
}

const APPLIED = {
  status: 'APPLIED',
  answer: '{}',
  vendorRequestIds: [],
  attempts: 1,
  freesKey: false,
} as const;

describe('recovery after a crash', () => {
  let directory: string;
  let sandbox: Sandbox | undefined;
  /** Lets the gateway look for the first time, without its wait for calls of a dead gateway. */
  let letItLook: () => void;
  const file = () => join(directory, 'journal.db');
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'recovery-'));
  });
  afterEach(async () => {
    await sandbox?.close();
    sandbox = undefined;
    rmSync(directory, { recursive: true });
  });

  /** Records `intents` as a gateway does that dies before their outcomes. */
  async function left(...intents: Intent[]): Promise<void> {
    await inJournal(async (journal) => {
      for (const intent of intents) await journal.begin(intent, 60_000);
    });
  }

  async function inJournal<T>(use: (journal: Journal, database: JournalDatabase) => Promise<T>): Promise<T> {
    const database = await openSqlite(file());
    try {
      return await use(new Journal(database, 'a gateway that died', Date.now), database);
    } finally {
      await database.close();
    }
  }

  async function start(before: (sandbox: Sandbox) => void = () => {}): Promise<Sandbox> {
    const environment = {
      DATABASE_URL: `file:${file()}`,
      VENDOR_DEADLINE_MS: `${DEADLINE_MS}`,
      ...NOTHING_AGAIN,
    };
    const { clock, end } = holdWaitsOf(DEADLINE_MS + IN_FLIGHT_MS);
    letItLook = end;
    sandbox = await startSandboxWithoutEvents(environment, { ...withoutJitter, clock });
    before(sandbox);
    return sandbox;
  }

  /** The records of `intents` once none of them is pending. */
  async function resolved(...intents: Intent[]): Promise<(ActionRecord | undefined)[]> {
    letItLook();
    await expect.poll(() => pending(intents)).toEqual([]);
    await sandbox?.close();
    return inJournal((journal) => Promise.all(intents.map(({ id }) => journal.find(id))));
  }

  async function pending(intents: readonly Intent[]): Promise<string[]> {
    const query = 'query ($id: ID!) { moderationAction(id: $id) { status } }';
    const statuses = await Promise.all(
      intents.map(async ({ id }) => {
        const answer = await fetch(`${sandbox?.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${sandbox?.tokens?.admin}` },
          body: JSON.stringify({ query, variables: { id } }),
        });
        const { data } = (await answer.json()) as { data: { moderationAction: { status: string } } };
        return data.moderationAction.status;
      }),
    );
    return statuses.filter((status) => status === 'PENDING');
  }

  it('sets a media state again, and a repeat of the key gets the answer', async () => {
    const key = { idempotencyKey: 'key', inputDigest: 'of another version' };
    const intent = mute('alice', key);
    await left(intent);
    const { trtc } = await start();
    const [record] = await resolved(intent);
    expect(record).toMatchObject({ status: 'APPLIED', recovered: true, attempts: 1 });
    expect(JSON.parse(record?.answer ?? '')).toMatchObject({
      __typename: 'SetUserMediaStateSuccess',
      userId: 'alice',
      state: 'AUDIO_DISABLED',
      actionId: intent.id,
    });
    expect(trtc.mediaState(ROOM.sdkAppId, ROOM.roomId, 'alice')).toBe(2);
    expect(trtc.requests()).toHaveLength(1);
  });

  it('does not set a state again that a newer one has replaced, or that is older than ten minutes', async () => {
    const replaced = mute('alice');
    const newer = inState(mute('alice'), 'VIDEO_DISABLED');
    const old = mute('bob', {}, 11 * MINUTE_MS);
    await left(replaced, newer, old);
    await inJournal((journal) => journal.end(newer.id, APPLIED));
    const { trtc } = await start();
    for (const record of await resolved(replaced, old)) {
      expect(record).toMatchObject({ status: 'UNKNOWN', recovered: true });
      expect(JSON.parse(record?.answer ?? '')).toMatchObject({
        __typename: 'GatewayUnavailableError',
        code: 'INTERRUPTED',
        outcome: 'UNKNOWN',
      });
    }
    // The newer one is sent once more, because the older one may have come after it.
    expect(trtc.requests().map(({ body }) => JSON.parse(body).UserId)).toEqual(['alice']);
  });

  it('sets only the newest of several states', async () => {
    const others = ['VIDEO_DISABLED', 'AUDIO_VIDEO_ENABLED'].map((state) => inState(mute('alice'), state));
    const intents = [...others, mute('alice')];
    await left(...intents);
    const { trtc } = await start();
    const records = await resolved(...intents);
    expect(records.map((record) => record?.status)).toEqual(['UNKNOWN', 'UNKNOWN', 'APPLIED']);
    const sent = trtc.requests().map(({ body }) => JSON.parse(body).IsMute);
    // Each recovery sends what holds by now. Some of them share a call.
    expect(new Set(sent)).toEqual(new Set([2]));
  });

  it('answers UNKNOWN after a refusal, because the state may have been set before the crash', async () => {
    const intent = mute('mallory');
    await left(intent);
    await start();
    expect(await resolved(intent)).toMatchObject([{ status: 'UNKNOWN', recovered: true }]);
  });

  it('asks the vendor for ten users at a time whether they are on the list', async () => {
    const onTheList = Array.from({ length: 25 }, (_, index) => `${9_007_199_254_740_993n + BigInt(index)}`);
    const all = addition(onTheList);
    const some = addition(['7', ...onTheList.slice(0, 2), '8']);
    const none = addition(['7', '8'], { idempotencyKey: 'key', inputDigest: 'digest' });
    await left(all, some, none);
    await start(({ volcengine }) => volcengine.seedBlacklist(LIST.appId, LIST.ownerId, 0, onTheList));
    const records = await resolved(all, some, none);
    expect(records.map((record) => record?.status)).toEqual(['UNKNOWN', 'UNKNOWN', 'REFUSED']);
    const error = { code: 'INTERRUPTED', actionId: some.id };
    const message =
      'The gateway failed in the middle. The user is on the list now. Whether this action put them there is unknown.';
    // They may have been on the list before.
    const [first, second] = onTheList;
    expect(JSON.parse(records[1]?.answer ?? '')).toMatchObject({
      addedUserIds: [],
      failures: [
        { index: 0, userId: '7', error: { ...error, outcome: 'NOT_APPLIED' } },
        { index: 1, userId: first, error: { ...error, outcome: 'UNKNOWN', message } },
        { index: 2, userId: second, error: { ...error, outcome: 'UNKNOWN', message } },
        { index: 3, userId: '8', error: { ...error, outcome: 'NOT_APPLIED' } },
      ],
    });
    // Nothing was applied, so the key may be used again.
    await inJournal(async (journal) => {
      expect(await journal.begin(addition(['9'], { idempotencyKey: 'key' }), 1000)).toMatchObject({
        begun: true,
      });
    });
  });

  it('asks again while the vendor cannot tell', async () => {
    const intent = addition(['7']);
    await left(intent);
    const { volcengine } = await start((sandbox) =>
      sandbox.volcengine.injectFault({
        kind: 'error',
        status: 503,
        code: 'InternalError',
        message: '',
        action: 'IsInBlackList',
        times: 100,
      }),
    );
    letItLook();
    await expect.poll(() => volcengine.requests().length).toBeGreaterThan(0);
    expect(await pending([intent])).toEqual(['PENDING']);
  });

  it('gives a recorded answer after a restart, without a vendor call', async () => {
    const input = { ...ROOM, userId: 'alice', state: 'VIDEO_DISABLED', idempotencyKey: 'mute' } as const;
    const users = [{ userId: '10006' }, { userId: '10001' }, { userId: '7', ext: { why: '\u0000"' } }];
    const list = { userId: '10001', users, idempotencyKey: 'add' };
    const both = async (target: Sandbox) => [
      (await send(target, SetUserMediaStateDocument, { input })).data?.setUserMediaState,
      (await send(target, AddToBlacklistDocument, { input: list })).data?.addToBlacklist,
    ];
    const first = await both(await start());
    expect(first.map((answer) => answer?.__typename)).toEqual([
      'SetUserMediaStateSuccess',
      'AddToBlacklistPartialFailure',
    ]);
    await sandbox?.close();
    const again = await start();
    expect(await both(again)).toEqual(first);
    expect([...again.trtc.requests(), ...again.volcengine.requests()]).toEqual([]);
  });
});

describe('recovery with several gateways on PostgreSQL', () => {
  let postgres: PostgresServer;
  const sandboxes: Sandbox[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => {
    for (const sandbox of sandboxes) await sandbox.close();
    await postgres.remove();
  });

  it('resolves an action of a dead gateway once, and not before its lease is over', async () => {
    const database = await openPostgres(postgres.url, () => {});
    const journal = new Journal(database, 'a gateway that died', Date.now);
    const over = [mute('alice'), mute('bob'), mute('29376')];
    const leased = mute('carol');
    for (const intent of over) await journal.begin(intent, ENDED_LEASE_MS);
    await journal.begin(leased, 600_000);
    const environment = { DATABASE_URL: postgres.url, ...NOTHING_AGAIN };
    for (let count = 0; count < 4; count++) {
      sandboxes.push(await startSandboxWithoutEvents(environment, withoutJitter));
    }
    const statuses = () =>
      Promise.all([...over, leased].map(async ({ id }) => (await journal.find(id))?.status));
    await expect.poll(statuses).toEqual(['APPLIED', 'APPLIED', 'APPLIED', 'PENDING']);
    expect(sandboxes.flatMap(({ trtc }) => trtc.requests())).toHaveLength(3);
    await database.close();
  });

  it('does not replace a state that another gateway set meanwhile with an old one', async () => {
    const [sandbox] = sandboxes;
    if (!sandbox) throw new Error('no gateway');
    const database = await openPostgres(postgres.url, () => {});
    const journal = new Journal(database, 'another gateway', Date.now);
    for (const { trtc } of sandboxes) {
      trtc.clearRequests();
      trtc.injectFault({ kind: 'delay', delayMs: 500 });
    }
    const old = mute('bob');
    await journal.begin(old, ENDED_LEASE_MS);
    const asked = () => sandboxes.find(({ trtc }) => trtc.requests().length > 0)?.trtc;
    await expect.poll(asked).toBeDefined();
    const first = asked();
    const other = sandboxes.find(({ trtc }) => trtc !== first);
    if (!other) throw new Error('no other gateway');
    const input = { ...ROOM, userId: 'bob', state: 'VIDEO_DISABLED' } as const;
    const newer = send(other, SetUserMediaStateDocument, { input });
    const sent = () => other.trtc.requests().filter(({ body }) => JSON.parse(body).IsMute === 3);
    await expect.poll(sent).toHaveLength(1);
    // The newer state is not sent before the older one has been answered.
    expect(first?.requests()[0]).toMatchObject({ answeredStatus: 200 });
    expect((await newer).data?.setUserMediaState).toMatchObject({ state: 'VIDEO_DISABLED' });
    for (const { trtc } of sandboxes) trtc.clearFaults();
    await database.close();
  });

  it('acts once when all gateways get the same key at once, and all give the same answer', async () => {
    const input = { ...ROOM, userId: 'alice', state: 'VIDEO_DISABLED', idempotencyKey: 'at once' } as const;
    for (const { trtc } of sandboxes) {
      trtc.clearRequests();
      trtc.injectFault({ kind: 'delay', delayMs: 300 });
    }
    const answers = await Promise.all(
      sandboxes.map(async (sandbox) => (await send(sandbox, SetUserMediaStateDocument, { input })).data),
    );
    expect(answers[0]?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(sandboxes.flatMap(({ trtc }) => trtc.requests())).toHaveLength(1);
  });
});
