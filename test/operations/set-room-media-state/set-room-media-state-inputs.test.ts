import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import type { SetRoomMediaStateInput } from '../../generated/graphql.js';
import { EVERYWHERE, SECRET, tokenOf } from '../../history/signed-callers.js';
import { startSandboxWithoutEvents, startTestSandbox } from '../../sandbox-gateway.js';
import { TestRoom } from './rooms.js';

const admin = tokenOf('admin', {
  scope: 'moderation:media moderation:rooms moderation:audit',
  ...EVERYWHERE,
});
let sandbox: Sandbox;
let room: TestRoom;
beforeAll(async () => {
  const started = await startTestSandbox({ AUTH_JWT_SECRET: SECRET.toString() });
  sandbox = { ...started, tokens: { ...started.tokens, admin } } as Sandbox;
});
afterAll(() => sandbox.close());
beforeEach(() => {
  room = new TestRoom(() => sandbox, 10006);
  sandbox.trtc.clearRequests();
});

const issuesOf = async (input: SetRoomMediaStateInput) => {
  const answer = (await room.set(input)) as { __typename: string; issues?: { path: string; code: string }[] };
  expect(answer.__typename).toBe('InvalidInputError');
  return answer.issues?.map(({ path, code }) => `${path} ${code}`);
};

describe('the input of setRoomMediaState', () => {
  const user = (index: number) => `user-${index}`;
  it.each<[string, SetRoomMediaStateInput, string[]]>([
    ['neither state nor media', {}, ['state EXACTLY_ONE']],
    ['both state and a medium', { state: 'AUDIO_DISABLED', video: 'DISABLED' }, ['state EXACTLY_ONE']],
    [
      'two names of the room',
      { strRoomId: '10006', audio: 'DISABLED' },
      ['roomId EXACTLY_ONE', 'strRoomId EXACTLY_ONE'],
    ],
    ['no time at all', { audio: 'DISABLED', durationSeconds: 0 }, ['durationSeconds OUT_OF_RANGE']],
    [
      'an exception twice',
      { audio: 'DISABLED', exceptUserIds: ['a', 'b', 'a'] },
      ['exceptUserIds.2 DUPLICATE'],
    ],
    [
      'an exception without a name',
      { audio: 'DISABLED', exceptUserIds: [''] },
      ['exceptUserIds.0 TOO_SHORT'],
    ],
    [
      'too many exceptions',
      { audio: 'DISABLED', exceptUserIds: Array.from({ length: 1_001 }, (_, index) => user(index)) },
      ['exceptUserIds TOO_LONG'],
    ],
  ])('must not have %s', async (_, input, issues) => {
    expect(await issuesOf(input)).toEqual(issues);
    expect(sandbox.trtc.requests()).toEqual([]);
  });

  it('takes a thousand exceptions', async () => {
    const exceptUserIds = Array.from({ length: 1_000 }, (_, index) => user(index));
    const { restriction } = (await room.set({ video: 'ENABLED', exceptUserIds })) as {
      restriction: { exceptUserIds: string[] };
    };
    expect(restriction.exceptUserIds).toEqual(exceptUserIds);
  });

  it('is refused for a room of which no event has told, unless it is enforced', async () => {
    room = new TestRoom(() => sandbox, 404);
    expect(await room.set({ audio: 'DISABLED' })).toMatchObject({
      __typename: 'RoomNotFoundError',
      outcome: 'NOT_APPLIED',
    });
    expect(await room.set({ audio: 'DISABLED', durationSeconds: 60 })).toMatchObject({
      __typename: 'RoomNotFoundError',
    });
    const { restriction } = (await room.set({ audio: 'DISABLED', enforce: true })) as { restriction: object };
    expect(restriction).toMatchObject({
      enforced: true,
      endsAt: null,
      progress: { wanted: 0, done: 0, failed: 0, unknown: 0, waiting: 0 },
    });
  });

  it('is refused as a whole where no callbacks are taken for the application', async () => {
    const without = await startSandboxWithoutEvents({ TRTC_SDK_APP_IDS: '1400188366,1400188367' });
    try {
      room = new TestRoom(() => without, 10006);
      // The other application has no key.
      expect(await issuesOf({ sdkAppId: 1400188367, audio: 'DISABLED' })).toEqual([' ENFORCEMENT_OFF']);
    } finally {
      await without.close();
    }
  });
});

describe('the token for setRoomMediaState', () => {
  it.each(['moderation:media', 'moderation:rooms'])('with %s', async (scope) => {
    const token = tokenOf('moderator', { scope, ...EVERYWHERE });
    const answer = await room.set({ audio: 'ENABLED' }, token);
    const isEnough = scope === 'moderation:rooms';
    expect(answer).toMatchObject(
      isEnough
        ? { __typename: 'SetRoomMediaStateAccepted' }
        : { __typename: 'ForbiddenError', missingGrant: 'moderation:rooms' },
    );
  });
});
