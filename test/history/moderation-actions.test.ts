import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openSqliteForReading } from '../../src/journal/sqlite-database.js';
import {
  AddToBlacklistDocument,
  type ModerationActionFilter,
  ModerationActionsDocument,
  SetUserMediaStateDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';
import {
  ADD,
  APP,
  AUDITOR,
  actionIdOf,
  add,
  byId,
  file,
  ids,
  list,
  MUTE,
  mute,
  newModerator,
  nowMs,
  OTHER_APP,
  OTHER_VOLC_APP,
  sandbox,
  TIME,
  target,
  UUID,
  VOLC_APP,
  withRecordedGateway,
} from './recorded-gateway.js';
import { SECRET, tokenOf } from './signed-callers.js';

withRecordedGateway();

describe('a recorded action', () => {
  const muted = {
    operation: 'SET_USER_MEDIA_STATE',
    vendor: 'TENCENT_TRTC',
    applicationId: APP,
    roomId: 10006,
    strRoomId: null,
    listOwnerId: null,
    inboxType: null,
    state: 'AUDIO_DISABLED',
    audio: null,
    video: null,
    durationSeconds: null,
    restriction: null,
    reason: null,
    idempotencyKey: null,
    attempts: 1,
    recovered: false,
    requestedAt: TIME,
    finishedAt: TIME,
    durationMs: expect.any(Number),
    requestId: UUID,
    automatic: false,
    causedBy: null,
    undoes: null,
    undoneBy: null,
  };
  const added = {
    ...muted,
    operation: 'ADD_TO_BLACKLIST',
    vendor: 'VOLCENGINE_RTC',
    applicationId: VOLC_APP,
    roomId: null,
    strRoomId: null,
    listOwnerId: '10001',
    inboxType: 0,
    state: null,
  };

  it('that was applied has all fields of its input, and its outcome', async () => {
    const { sub, token } = newModerator();
    const before = nowMs();
    const answer = await mute(token, {
      sdkAppId: OTHER_APP,
      reason: '骂人 "twice"\n',
      idempotencyKey: 'key 🔑',
    });
    const id = actionIdOf(answer);
    const action = await byId(id);
    expect(action).toEqual({
      ...muted,
      id,
      actor: sub,
      applicationId: OTHER_APP,
      targets: [{ userId: '29376', outcome: 'APPLIED', code: null, vendorCode: null }],
      status: 'APPLIED',
      code: null,
      message: null,
      reason: '骂人 "twice"\n',
      idempotencyKey: 'key 🔑',
      vendorCode: null,
      vendorRequestIds: [(answer as { vendorRequestId: string }).vendorRequestId],
    });
    const [requestedAt, finishedAt] = [action?.requestedAt, action?.finishedAt].map((time) =>
      Date.parse(time ?? ''),
    ) as [number, number];
    expect(requestedAt).toBeGreaterThanOrEqual(before);
    expect(finishedAt).toBeGreaterThanOrEqual(requestedAt);
    expect(finishedAt).toBeLessThanOrEqual(nowMs());
    expect(await list({ actor: sub })).toEqual([action]);
  });

  it('that ends by itself tells for how long it was asked for', async () => {
    const { token } = newModerator();
    const muting = await byId(actionIdOf(await mute(token, { durationSeconds: 90 })));
    expect(muting).toMatchObject({ status: 'APPLIED', durationSeconds: 90 });
    const users = [{ userId: '20002' }];
    const addition = await byId(actionIdOf(await add(token, { users, durationSeconds: 600 })));
    expect(addition).toMatchObject({ status: 'APPLIED', durationSeconds: 600 });
  });

  it('that was applied to a list has its owner, its inbox, and the users in input order', async () => {
    const { sub, token } = newModerator();
    const users = ['9223372036854775807', '10002', '9'].map((userId) => ({ userId }));
    const answer = await add(token, { appId: OTHER_VOLC_APP, inboxType: 7, users });
    expect(await byId(actionIdOf(answer))).toEqual({
      ...added,
      id: answer.actionId,
      actor: sub,
      applicationId: OTHER_VOLC_APP,
      inboxType: 7,
      targets: users.map(({ userId }) => ({ userId, outcome: 'APPLIED', code: null, vendorCode: null })),
      status: 'APPLIED',
      code: null,
      message: null,
      vendorCode: null,
      vendorRequestIds: (answer as { vendorRequestIds: string[] }).vendorRequestIds,
    });
  });

  it('that was applied to some users has an outcome for each user', async () => {
    const { sub, token } = newModerator();
    const input = { ...ADD, users: ['10002', '10006', '10001'].map((userId) => ({ userId })) };
    const { data } = await send(target, AddToBlacklistDocument, { input }, { token });
    const answer = data?.addToBlacklist as { actionId: string; failures: { error: { actionId: string } }[] };
    expect(answer.failures.map(({ error }) => error.actionId)).toEqual([answer.actionId, answer.actionId]);
    expect(await byId(answer.actionId)).toEqual({
      ...added,
      id: answer.actionId,
      actor: sub,
      targets: [
        { userId: '10002', outcome: 'APPLIED', code: null, vendorCode: null },
        {
          userId: '10006',
          outcome: 'NOT_APPLIED',
          code: 'ALREADY_BLACKLISTED',
          vendorCode: 'AlreadyOnTheBlackList',
        },
        { userId: '10001', outcome: 'NOT_APPLIED', code: 'SELF_BLACKLIST', vendorCode: 'AddSelfNotAllow' },
      ],
      status: 'PARTIAL',
      code: null,
      message: null,
      vendorCode: null,
      vendorRequestIds: [expect.any(String)],
    });
  });

  it.each([
    ['REFUSED', 'NOT_APPLIED', 'FailedOperation.RoomNotExist', 'ROOM_NOT_FOUND'],
    ['UNKNOWN', 'UNKNOWN', 'FailedOperation', 'VENDOR_INTERNAL_ERROR'],
  ] as const)(
    'with the status %s has the code and the message of its failure',
    async (status, outcome, vendorCode, code) => {
      const { sub, token } = newModerator();
      sandbox.trtc.injectFault({ kind: 'error', code: vendorCode, message: 'as the vendor says' });
      const answer = await mute(token);
      expect(await byId(actionIdOf(answer))).toEqual({
        ...muted,
        id: answer.actionId,
        actor: sub,
        targets: [{ userId: '29376', outcome, code, vendorCode }],
        status,
        code,
        message: (answer as { message: string }).message,
        vendorCode,
        vendorRequestIds: [(answer as { vendorRequestId: string }).vendorRequestId],
      });
    },
  );

  it('that added no user is REFUSED, or UNKNOWN if it may have added some', async () => {
    const { token } = newModerator();
    const users = ['10006', '10001'].map((userId) => ({ userId }));
    const refused = await add(token, { users });
    expect(refused.__typename).toBe('AddToBlacklistPartialFailure');
    expect(await byId(actionIdOf(refused))).toMatchObject({
      status: 'REFUSED',
      targets: [{ outcome: 'NOT_APPLIED' }, { outcome: 'NOT_APPLIED' }],
    });
    // There are two calls. It does not matter which call meets the fault.
    const eleven = Array.from({ length: 11 }, (_, index) => ({ userId: `${500 + index}` }));
    await add(token, { users: eleven });
    sandbox.volcengine.injectFault({ kind: 'error', status: 200, code: 'SomethingNew', message: '' });
    const unclear = await byId(actionIdOf(await add(token, { users: eleven })));
    expect(unclear?.status).toBe('UNKNOWN');
    const outcomes = unclear?.targets.map(({ outcome, code }) => `${outcome} ${code}`);
    expect(new Set(outcomes)).toEqual(new Set(['UNKNOWN UNKNOWN', 'NOT_APPLIED ALREADY_BLACKLISTED']));
  });

  it('that was denied names the missing grant, and calls no vendor', async () => {
    const anchor = tokenOf('anchor-of-7', { scope: 'moderation:media', rooms: [7] });
    sandbox.trtc.clearRequests();
    const answer = await mute(anchor, { reason: 'revenge', idempotencyKey: 'k' });
    expect(answer).toMatchObject({ __typename: 'ForbiddenError', missingGrant: 'rooms' });
    expect(await byId(actionIdOf(answer))).toEqual({
      ...muted,
      id: answer.actionId,
      actor: 'anchor-of-7',
      targets: [{ userId: '29376', outcome: 'NOT_APPLIED', code: 'FORBIDDEN', vendorCode: null }],
      status: 'DENIED',
      code: 'FORBIDDEN',
      message: (answer as { message: string }).message,
      reason: 'revenge',
      idempotencyKey: 'k',
      vendorCode: null,
      vendorRequestIds: [],
      attempts: 0,
      durationMs: 0,
    });
    expect(sandbox.trtc.requests()).toEqual([]);
  });

  it('is PENDING while it is being carried out', async () => {
    // The clock stands still, so the pause after the vendor's refusal does not end.
    const clock = new SimulatedClock();
    const slow = await startTestSandbox({ AUTH_JWT_SECRET: SECRET.toString() }, { clock, random: () => 0.5 });
    try {
      const target = { url: slow.url, tokens: { admin: AUDITOR } };
      const { sub, token } = newModerator();
      slow.trtc.injectFault({ kind: 'throttle' });
      const input = { ...MUTE, reason: 'slowly' };
      const answer = send(target, SetUserMediaStateDocument, { input }, { token });
      const found = async () => {
        const filter: ModerationActionFilter = { actor: sub, status: ['PENDING'] };
        const { data } = await send(target, ModerationActionsDocument, { filter });
        return data?.moderationActions.edges.map(({ node }) => node);
      };
      await expect.poll(found).toHaveLength(1);
      expect(await found()).toEqual([
        {
          ...muted,
          id: UUID,
          actor: sub,
          targets: [{ userId: '29376', outcome: 'PENDING', code: null, vendorCode: null }],
          status: 'PENDING',
          code: null,
          message: null,
          reason: 'slowly',
          vendorCode: null,
          vendorRequestIds: [],
          attempts: 0,
          finishedAt: null,
          durationMs: null,
        },
      ]);
      // No more time passes than the pause takes, so that no wait for the journal ends.
      const calls = () => slow.trtc.requests().length;
      await expect.poll(() => clock.run(10).then(calls), { interval: 10 }).toBe(2);
      expect((await answer).data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
      expect(await found()).toEqual([]);
    } finally {
      await slow.close();
    }
  });

  it('with an invalid input is not recorded, and its answer has no actionId', async () => {
    const { sub, token } = newModerator();
    expect(await mute(token, { userId: 'x'.repeat(33) })).toMatchObject({
      __typename: 'InvalidInputError',
      actionId: null,
    });
    expect(await add(token, { users: [] })).toMatchObject({
      __typename: 'InvalidInputError',
      actionId: null,
    });
    expect(await list({ actor: sub })).toEqual([]);
  });

  it('keeps its id and its row when its key is repeated', async () => {
    const { sub, token } = newModerator();
    const first = await mute(token, { idempotencyKey: 'again' });
    expect(await mute(token, { idempotencyKey: 'again' })).toEqual(first);
    const conflict = await mute(token, { idempotencyKey: 'again', state: 'VIDEO_DISABLED' });
    expect(conflict).toMatchObject({ __typename: 'IdempotencyConflictError', actionId: first.actionId });
    expect(await ids({ actor: sub })).toEqual([first.actionId]);
  });
});

it('no row of the journal contains a token or a credential', async () => {
  const { token } = newModerator();
  await mute(token, { reason: 'for the record' });
  await add(token);
  const { db, close } = await openSqliteForReading(file);
  const { rows } = await sql<object>`select * from actions`.execute(db);
  await close();
  const text = JSON.stringify(rows);
  expect(text).toContain('for the record');
  const secrets = [
    SECRET.toString(),
    'SandboxSecretKeyForTheEmulator',
    'AKIDSandbox',
    'SandboxSecretAccessKey',
    'AKLTSandbox',
    // The beginnings of a token and of a signed request.
    ...token.split('.'),
    'Bearer',
    'Signature=',
  ];
  for (const secret of secrets) expect(text).not.toContain(secret);
});
