import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument } from '../../generated/graphql.js';
import { type SendOptions, send } from '../../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';

const APP = 1400188366;
const MUTE = { userId: '29376', state: 'AUDIO_DISABLED' } as const;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({}, withoutJitter);
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.trtc.reset();
  sandbox.trtc.clearFaults();
  sandbox.trtc.clearRequests();
});

async function mute(fields: object, options?: SendOptions) {
  const input = { ...MUTE, ...fields };
  const { status, data, errors } = await send(sandbox, SetUserMediaStateDocument, { input }, options);
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  if (!data) throw new Error('no data');
  return data.setUserMediaState;
}

const sent = () => sandbox.trtc.requests().map(({ action, body }) => ({ action, ...JSON.parse(body) }));

describe('setUserMediaState in a string room', () => {
  it('calls the api for string rooms, and leaves the numeric room of the same digits alone', async () => {
    sandbox.trtc.enterRoom(APP, '10006', '29376');
    const answer = await mute({ strRoomId: '10006' });
    expect(answer).toMatchObject({
      __typename: 'SetUserMediaStateSuccess',
      sdkAppId: APP,
      roomId: null,
      strRoomId: '10006',
      userId: '29376',
    });
    expect(sent()).toEqual([
      { action: 'SetUserBlockedByStrRoomId', SdkAppId: APP, StrRoomId: '10006', UserId: '29376', IsMute: 2 },
    ]);
    expect(sandbox.trtc.mediaState(APP, '10006', '29376')).toBe(2);
    expect(sandbox.trtc.mediaState(APP, 10006, '29376')).toBe(0);
  });

  it('is not found where only the numeric room of the same digits exists', async () => {
    expect(await mute({ strRoomId: '10006' })).toMatchObject({ __typename: 'RoomNotFoundError' });
    sandbox.trtc.enterRoom(APP, '777', '29376');
    expect(await mute({ roomId: 777 })).toMatchObject({ __typename: 'RoomNotFoundError' });
  });

  it('never waits for the numeric room of the same digits, and never shares its call', async () => {
    sandbox.trtc.enterRoom(APP, '10006', '29376');
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: 3_000, action: 'SetUserBlocked' });
    const first = mute({ roomId: 10006 });
    await expect.poll(() => sent().length).toBe(1);
    const second = await mute({ strRoomId: '10006' });
    expect(sandbox.trtc.requests()[0]?.answeredStatus).toBeUndefined();
    const answers = [await first, second];
    expect(answers.map((answer) => 'strRoomId' in answer && answer.strRoomId)).toEqual([null, '10006']);
    expect(sent().map(({ action }) => action)).toEqual(['SetUserBlocked', 'SetUserBlockedByStrRoomId']);
  });

  it('takes a name of 64 characters, of all characters that TRTC allows', async () => {
    const all = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,';
    for (const strRoomId of [all.slice(0, 64), all.slice(-64), ' ', '0']) {
      sandbox.trtc.enterRoom(APP, strRoomId, '29376');
      expect(await mute({ strRoomId })).toMatchObject({ __typename: 'SetUserMediaStateSuccess', strRoomId });
    }
  });
});

describe('the name of the room', () => {
  const both = [
    ['roomId', 'EXACTLY_ONE'],
    ['strRoomId', 'EXACTLY_ONE'],
  ];
  const malformed = [['strRoomId', 'MALFORMED']];
  const cases: readonly (readonly [fields: object, issues: readonly (readonly string[])[]])[] = [
    [{}, both],
    [{ roomId: null }, both],
    [{ roomId: null, strRoomId: null }, both],
    [{ roomId: 10006, strRoomId: '10006' }, both],
    [{ roomId: 10006, strRoomId: '' }, both],
    [{ strRoomId: '' }, [['strRoomId', 'TOO_SHORT']]],
    [{ strRoomId: 'x'.repeat(65) }, [['strRoomId', 'TOO_LONG']]],
    [{ strRoomId: '房'.repeat(22) }, [['strRoomId', 'TOO_LONG']]],
    ...['房', 'a/b', 'a"b', "a'b", 'a\\b', 'a*b', 'a`b', '\0', '\ud800', 'a\n', '\t', 'é'].map(
      (strRoomId) => [{ strRoomId }, malformed] as const,
    ),
  ];

  // Documents that came often before go another way than new ones.
  it.each(cases)('%j is refused, however often it is sent', async (fields, issues) => {
    for (let times = 1; times <= 5; times += 1) {
      const answer = await mute(fields);
      expect(answer).toMatchObject({
        __typename: 'InvalidInputError',
        code: 'INVALID_INPUT',
        outcome: 'NOT_APPLIED',
      });
      if (answer.__typename !== 'InvalidInputError') throw new Error('no issues');
      expect(answer.issues.map(({ path, code }) => [path, code])).toEqual(issues);
    }
    expect(sent()).toEqual([]);
  });
});
