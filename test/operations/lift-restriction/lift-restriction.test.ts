import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import {
  LiftRestrictionDocument,
  type LiftRestrictionInput,
  MediaRestrictionDocument,
  ModerationActionDocument,
  ModerationActionsDocument,
  UndoModerationActionDocument,
} from '../../generated/graphql.js';
import { send } from '../../graphql-client.js';
import { bothDatabases } from '../../history/both-databases.js';
import { EVERYWHERE, SECRET, tokenOf } from '../../history/signed-callers.js';
import { expire, mute, restrict } from '../../restriction-queries/timed-mutes.js';
import { startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';

const APP = 1400188366;
const token = tokenOf('moderator', { scope: 'moderation:media moderation:audit', ...EVERYWHERE });

let sandbox: Sandbox;

describe.each(bothDatabases())('liftRestriction on %s', (_database, databaseUrl) => {
  beforeAll(async () => {
    sandbox = await startTestSandbox(
      {
        DATABASE_URL: databaseUrl(),
        AUTH_JWT_SECRET: SECRET.toString(),
      },
      withoutJitter,
    );
  });
  afterAll(() => sandbox?.close());
  beforeEach(async () => {
    sandbox.trtc.clearFaults();
    // A successful call first: otherwise the faults of two tests together would open the breaker.
    await mute(target(), { ...somebody(), state: 'AUDIO_VIDEO_ENABLED' });
    sandbox.trtc.clearRequests();
  });

  const target = () => ({ url: sandbox.url, tokens: { admin: token } });
  const give = (input: Parameters<typeof restrict>[1]) => restrict(target(), input);

  let people = 0;
  /** Somebody of whom no other test speaks. */
  function somebody() {
    people += 1;
    const userId = `user-${people}`;
    sandbox.trtc.enterRoom(APP, 10006, userId);
    return { roomId: 10006, userId };
  }

  async function lift(input: LiftRestrictionInput, caller = token) {
    const { data, errors } = await send(sandbox, LiftRestrictionDocument, { input }, { token: caller });
    expect(errors).toBeUndefined();
    if (!data) throw new Error('no data');
    return data.liftRestriction;
  }

  async function statusOf(id: string) {
    const { data } = await send(sandbox, MediaRestrictionDocument, { id }, { token });
    return data?.mediaRestriction?.status;
  }

  /** The vendor's IsMute of each call, and of whom. */
  const sent = () =>
    sandbox.trtc
      .requests()
      .map(({ body }) => JSON.parse(body))
      .map(({ UserId, IsMute }) => [UserId, IsMute]);

  it('ends a restriction, and enables its media alone', async () => {
    const person = somebody();
    const id = await give({ ...person, audio: 'DISABLED' });
    await mute(target(), { ...person, video: 'DISABLED' });
    sandbox.trtc.clearRequests();
    const answer = await lift({ restrictionId: id, reason: 'a mistake' });
    expect(answer).toMatchObject({
      __typename: 'LiftRestrictionSuccess',
      restriction: { id, status: 'LIFTED', holding: 'UNKNOWN', userId: person.userId, audio: 'DISABLED' },
      vendorRequestId: expect.any(String),
      actionId: expect.any(String),
    });
    expect(sent()).toEqual([[person.userId, 3]]);
    expect(await statusOf(id)).toBe('LIFTED');
  });

  it('is in the journal as an action on the person, with the restriction that it ended', async () => {
    const person = somebody();
    const id = await give({ ...person, state: 'AUDIO_DISABLED' });
    const { actionId } = await lift({ restrictionId: id, reason: 'a mistake' });
    const { data } = await send(
      sandbox,
      ModerationActionDocument,
      { id: actionId ?? '' },
      {
        token,
      },
    );
    expect(data?.moderationAction).toMatchObject({
      operation: 'LIFT_RESTRICTION',
      status: 'APPLIED',
      actor: 'moderator',
      reason: 'a mistake',
      roomId: 10006,
      targets: [{ userId: person.userId, outcome: 'APPLIED' }],
      state: null,
      restriction: { id },
      automatic: false,
    });
    const { data: given } = await send(sandbox, ModerationActionDocument, { id }, { token });
    expect(given?.moderationAction?.restriction).toEqual({ id });
  });

  it('brings back what the restriction has overridden', async () => {
    const person = somebody();
    const older = await give({ ...person, state: 'AUDIO_VIDEO_DISABLED' });
    const newer = await give({ ...person, audio: 'ENABLED' });
    sandbox.trtc.clearRequests();
    await lift({ restrictionId: newer });
    expect(sent()).toEqual([[person.userId, 1]]);
    expect(await statusOf(older)).toBe('IN_FORCE');
  });

  it('sends nothing where newer restrictions decide all of its media', async () => {
    const person = somebody();
    const older = await give({ ...person, audio: 'DISABLED' });
    const newer = await give({ ...person, audio: 'ENABLED' });
    sandbox.trtc.clearRequests();
    expect(await lift({ restrictionId: older })).toMatchObject({
      __typename: 'LiftRestrictionSuccess',
      restriction: { status: 'LIFTED' },
    });
    expect(sent()).toEqual([]);
    await lift({ restrictionId: newer });
    expect(sent()).toEqual([[person.userId, 0]]);
  });

  it.each<[string, string, (id: string, person: ReturnType<typeof somebody>) => Promise<unknown>]>([
    ['expired', 'EXPIRED', (id) => expire(databaseUrl(), id)],
    ['was lifted', 'LIFTED', (restrictionId) => lift({ restrictionId })],
    ['was superseded', 'LIFTED', (_id, person) => mute(target(), { ...person, audio: 'ENABLED' })],
    [
      'was undone',
      'LIFTED',
      (actionId) => send(sandbox, UndoModerationActionDocument, { input: { actionId } }, { token }),
    ],
  ])('succeeds without a call where the restriction %s', async (_name, status, end) => {
    const person = somebody();
    const id = await give({ ...person, audio: 'DISABLED' });
    await end(id, person);
    sandbox.trtc.clearRequests();
    expect(await lift({ restrictionId: id })).toMatchObject({
      __typename: 'LiftRestrictionSuccess',
      restriction: { status },
      vendorRequestId: null,
      actionId: expect.any(String),
    });
    expect(sent()).toEqual([]);
  });

  it('ends a superseded restriction for good', async () => {
    const person = somebody();
    const id = await give({ ...person, audio: 'DISABLED' });
    const newer = await mute(target(), { ...person, audio: 'ENABLED' });
    await lift({ restrictionId: id });
    const undone = await send(
      sandbox,
      UndoModerationActionDocument,
      { input: { actionId: newer } },
      { token },
    );
    // The lift is newer.
    expect(undone.data?.undoModerationAction.__typename).toBe('SupersededError');
    await mute(target(), { ...person, video: 'DISABLED' });
    expect(await statusOf(id)).toBe('LIFTED');
    expect(sandbox.trtc.mediaState(APP, person.roomId, person.userId)).toBe(3);
  });

  it('does not find what is no restriction', async () => {
    const plain = await mute(target(), { ...somebody(), state: 'AUDIO_DISABLED' });
    const refused = await give({ roomId: 10006, userId: 'nobody-there', state: 'AUDIO_DISABLED' });
    for (const restrictionId of ['x', '01900000-0000-7000-8000-000000000000', plain, refused]) {
      expect(await lift({ restrictionId })).toMatchObject({
        __typename: 'RestrictionNotFoundError',
        code: 'RESTRICTION_NOT_FOUND',
        outcome: 'NOT_APPLIED',
        actionId: null,
      });
    }
  });

  it('needs the grant of the room, and records a denial', async () => {
    const id = await give({ ...somebody(), state: 'AUDIO_DISABLED' });
    sandbox.trtc.clearRequests();
    for (const [claims, missingGrant] of [
      [{ scope: 'moderation:media', rooms: [10007] }, 'rooms'],
      [{ scope: 'moderation:media', rooms: '*', sdk_app_ids: [5] }, 'sdk_app_ids'],
    ] as const) {
      const caller = `intruder-${missingGrant}`;
      expect(await lift({ restrictionId: id }, tokenOf(caller, claims))).toMatchObject({
        __typename: 'ForbiddenError',
        missingGrant,
      });
      const filter = { actor: caller };
      const { data } = await send(sandbox, ModerationActionsDocument, { filter }, { token });
      const [denial] = data?.moderationActions.edges ?? [];
      expect(denial?.node).toMatchObject({
        operation: 'LIFT_RESTRICTION',
        status: 'DENIED',
        restriction: null,
      });
    }
    expect(sent()).toEqual([]);
    expect(await statusOf(id)).toBe('IN_FORCE');
  });

  it.each(['moderation:audit', 'moderation:self'])(
    'tells a token with no scope but %s nothing of what is on record',
    async (scope) => {
      const id = await give({ ...somebody(), state: 'AUDIO_DISABLED' });
      const caller = `reader-${scope}`;
      for (const restrictionId of [id, '01900000-0000-7000-8000-000000000000', 'x']) {
        const answer = await lift({ restrictionId }, tokenOf(caller, { scope, ...EVERYWHERE }));
        const missingGrant = 'moderation:media';
        expect(answer).toMatchObject({ __typename: 'ForbiddenError', missingGrant, actionId: null });
      }
      const { data } = await send(
        sandbox,
        ModerationActionsDocument,
        { filter: { actor: caller } },
        { token },
      );
      expect(data?.moderationActions.edges).toEqual([]);
      expect(await statusOf(id)).toBe('IN_FORCE');
    },
  );

  it('gives a repeat the recorded answer, and touches no other restriction under the same key', async () => {
    const [one, other] = [
      await give({ ...somebody(), state: 'AUDIO_DISABLED' }),
      await give({ ...somebody(), state: 'AUDIO_DISABLED' }),
    ];
    sandbox.trtc.clearRequests();
    const input = { restrictionId: one, idempotencyKey: `lift-${one}` };
    const answer = await lift(input);
    expect(answer.__typename).toBe('LiftRestrictionSuccess');
    expect(await lift(input)).toEqual(answer);
    expect(await lift({ ...input, restrictionId: other })).toMatchObject({
      __typename: 'IdempotencyConflictError',
      actionId: answer.actionId,
    });
    expect(sent()).toHaveLength(1);
    expect(await statusOf(other)).toBe('IN_FORCE');
  });

  it('refuses an input that breaks a rule', async () => {
    expect(await lift({ restrictionId: 'x', reason: 'r'.repeat(1_001) })).toMatchObject({
      __typename: 'InvalidInputError',
      issues: [{ path: 'reason', code: 'TOO_LONG' }],
    });
  });

  it('succeeds where the person has left, since nothing can be sent then', async () => {
    const person = somebody();
    const id = await give({ ...person, state: 'AUDIO_DISABLED' });
    sandbox.trtc.leaveRoom(APP, 10006, person.userId);
    expect(await lift({ restrictionId: id })).toMatchObject({
      __typename: 'LiftRestrictionSuccess',
      restriction: { status: 'LIFTED' },
    });
  });

  it('leaves the restriction in force where the vendor certainly refused the call', async () => {
    const person = somebody();
    const id = await give({ ...person, state: 'AUDIO_DISABLED' });
    sandbox.trtc.injectFault({ kind: 'error', code: 'UnauthorizedOperation.SdkAppId', message: 'No.' });
    const refused = await lift({ restrictionId: id });
    expect(refused).toMatchObject({
      __typename: 'VendorPermissionDeniedError',
      outcome: 'NOT_APPLIED',
      actionId: expect.any(String),
    });
    expect(await statusOf(id)).toBe('IN_FORCE');
    expect(await lift({ restrictionId: id })).toMatchObject({ __typename: 'LiftRestrictionSuccess' });
    expect(sandbox.trtc.mediaState(APP, 10006, person.userId)).toBe(0);
  });

  it('has ended where nobody knows whether the vendor was reached', async () => {
    const person = somebody();
    const id = await give({ ...person, state: 'AUDIO_DISABLED' });
    sandbox.trtc.injectFault({ kind: 'reset', applied: false, times: 4 });
    expect(await lift({ restrictionId: id })).toMatchObject({ outcome: 'UNKNOWN' });
    expect(await statusOf(id)).toBe('LIFTED');
    await expect.poll(() => sent().length).toBeGreaterThan(1);
  });
});
