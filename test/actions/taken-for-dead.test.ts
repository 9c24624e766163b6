import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Journal } from '../../src/journal/journal.js';
import { openPostgres, type PostgresDatabase } from '../../src/journal/postgres-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { ENDED_LEASE_MS } from '../journal/ended-lease.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { NOTHING_GIVEN_UP, startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';

let postgres: PostgresServer;
let sandbox: Sandbox;
let database: PostgresDatabase;
let other: Journal;
beforeEach(async () => {
  postgres = await startPostgres();
  sandbox = await startSandboxWithoutEvents(
    { DATABASE_URL: postgres.url, ...NOTHING_GIVEN_UP },
    withoutJitter,
  );
  database = await openPostgres(postgres.url, () => {});
  other = new Journal(database, 'another gateway', Date.now);
});
afterEach(async () => {
  await database.close();
  await sandbox.close();
  await postgres.remove();
});

/** Long enough for all that comes before the vendor's answer, also on a busy machine. */
const LATE_MS = 5_000;
const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;

/** Begins an action whose vendor answers late, and lets its lease end in the meantime. */
async function outlivesItsLease() {
  const answer = send(sandbox, SetUserMediaStateDocument, { input });
  await expect.poll(() => sandbox.trtc.requests().length).toBe(1);
  await sql`update actions set lease_until = 0`.execute(database.db);
  return { answer };
}

it('an outcome that recovery found out is kept when the first gateway was refused', async () => {
  sandbox.trtc.injectFault({
    kind: 'error',
    code: 'FailedOperation.UserNotExist',
    message: '',
    delayMs: LATE_MS,
  });
  const { answer } = await outlivesItsLease();
  const [taken] = await other.takeOver(['SET_USER_MEDIA_STATE']);
  const success = { __typename: 'SetUserMediaStateSuccess', sdkAppId: 1400188366, ...input };
  await other.resolve(taken?.id ?? '', {
    status: 'APPLIED',
    answer: JSON.stringify({ ...success, actionId: taken?.id }),
    vendorRequestIds: [],
    attempts: 1,
    freesKey: false,
  });
  // The caller gets the recorded answer.
  expect((await answer).data?.setUserMediaState).toMatchObject({
    __typename: 'SetUserMediaStateSuccess',
    actionId: taken?.id,
  });
  expect(await other.find(taken?.id ?? '')).toMatchObject({ status: 'APPLIED', recovered: true });
});

it('an UNKNOWN outcome of recovery is replaced by APPLIED from the first gateway', async () => {
  sandbox.trtc.injectFault({ kind: 'delay', delayMs: LATE_MS });
  const { answer } = await outlivesItsLease();
  const [taken] = await other.takeOver(['SET_USER_MEDIA_STATE']);
  await other.resolve(taken?.id ?? '', {
    status: 'UNKNOWN',
    answer: '{"__typename":"GatewayUnavailableError"}',
    vendorRequestIds: [],
    attempts: 0,
    freesKey: false,
  });
  expect((await answer).data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
  expect(await other.find(taken?.id ?? '')).toMatchObject({ status: 'APPLIED', recovered: false });
});

it('recovery ignores pending actions of its own gateway, however late they are', async () => {
  const journal = new Journal(database, 'a gateway', Date.now);
  const id = journal.newId();
  const call = { sdkAppId: 1400188366, ...input, region: 'ap-singapore' };
  const intent = {
    id,
    requestId: 'request',
    actor: 'admin',
    operation: 'SET_USER_MEDIA_STATE',
    place: 'room/1400188366/10006',
    applicationId: 1400188366,
    roomId: 10006,
    userIds: ['29376'],
    input: JSON.stringify(call),
  } as const;
  await journal.begin(intent, ENDED_LEASE_MS);
  expect(await journal.takeOver(['SET_USER_MEDIA_STATE'], { evenIfLeased: true })).toEqual([]);
  expect(await other.takeOver(['SET_USER_MEDIA_STATE'])).toMatchObject([{ id }]);
  // Not again at once. Otherwise unresolvable actions would keep recovery from all others.
  expect(await other.takeOver(['SET_USER_MEDIA_STATE'], { evenIfLeased: true })).toEqual([]);
  // The action belongs to another gateway now, so the refusal comes too late.
  const refusal = {
    status: 'REFUSED',
    answer: '{}',
    vendorRequestIds: [],
    attempts: 0,
    freesKey: true,
  } as const;
  expect(await journal.endAll([id], refusal)).toEqual([]);
});
