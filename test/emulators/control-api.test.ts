import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedTrtc } from '../../src/emulators/trtc/emulator.js';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import { seedVolcengine } from '../../src/emulators/volcengine/emulator.js';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../src/emulators/volcengine/volcengine-emulator.js';
import { control } from './control-request.js';
import { callTrtc, callVolcengine, NOW_MS, TRTC, VOLCENGINE } from './signed-calls.js';

const now = { epochMs: () => NOW_MS };

let trtc: TrtcEmulator;
let volcengine: VolcengineEmulator;
beforeEach(async () => {
  trtc = await startTrtcEmulator({ ...TRTC, now });
  volcengine = await startVolcengineEmulator({ ...VOLCENGINE, now });
  seedTrtc(trtc, TRTC.sdkAppIds);
  seedVolcengine(volcengine, VOLCENGINE.appIds);
});
afterEach(() => Promise.all([trtc.close(), volcengine.close()]));

const ROOM = '/applications/1400188366/rooms/10006';
const LIST = '/applications/123456/blacklists/10001/0';

describe('rooms in the control API', () => {
  it('are shown with their users', async () => {
    expect(await control(trtc, 'GET', '/state')).toEqual({
      status: 200,
      body: {
        applications: [
          {
            sdkAppId: 1400188366,
            rooms: [
              {
                roomId: 10006,
                users: [
                  { userId: '29376', isMute: 0, role: 20, publishes: ['audio', 'video'] },
                  { userId: 'alice', isMute: 0, role: 20, publishes: ['audio'] },
                  { userId: 'bob', isMute: 0, role: 21, publishes: [] },
                ],
              },
              {
                roomId: 10007,
                users: [{ userId: 'carol', isMute: 0, role: 20, publishes: ['audio', 'video', 'screen'] }],
              },
              {
                strRoomId: 'stage',
                users: [
                  { userId: 'dave', isMute: 0, role: 20, publishes: ['audio', 'video'] },
                  { userId: 'erin', isMute: 0, role: 21, publishes: [] },
                ],
              },
            ],
          },
        ],
      },
    });
  });

  it('have numbers or names, and room "10006" is not room 10006', async () => {
    const strRoom = '/applications/1400188366/str-rooms/10006';
    await control(trtc, 'PUT', `${strRoom}/users/dave`);
    expect(trtc.mediaState(1400188366, '10006', 'dave')).toBe(0);
    expect(trtc.mediaState(1400188366, 10006, 'dave')).toBeUndefined();
    await control(trtc, 'DELETE', strRoom);
    expect([trtc.hasRoom(1400188366, '10006'), trtc.hasRoom(1400188366, 10006)]).toEqual([false, true]);
    const spelled = `/applications/1400188366/str-rooms/${encodeURIComponent('a b?#%~')}`;
    expect(await control(trtc, 'PUT', spelled)).toMatchObject({ status: 204 });
    expect(trtc.hasRoom(1400188366, 'a b?#%~')).toBe(true);
    expect(await control(trtc, 'PUT', '/applications/1400188366/str-rooms/a%2Fb')).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/^strRoomId: /) },
    });
    trtc.reset();
  });

  it('let users enter and leave', async () => {
    expect(await control(trtc, 'PUT', `${ROOM}/users/dave`)).toEqual({ status: 204, body: undefined });
    expect(trtc.mediaState(1400188366, 10006, 'dave')).toBe(0);
    expect(await control(trtc, 'DELETE', `${ROOM}/users/dave`)).toMatchObject({ status: 204 });
    expect(trtc.mediaState(1400188366, 10006, 'dave')).toBeUndefined();
  });

  it('show a user’s state, which does not change when the user enters again', async () => {
    await callTrtc(trtc.url);
    await control(trtc, 'PUT', `${ROOM}/users/29376`);
    expect(await control(trtc, 'GET', `${ROOM}/users/29376`)).toEqual({
      status: 200,
      body: { isMute: 1, role: 20, terminalType: 2, userType: 3, publishes: ['audio', 'video'] },
    });
    expect(await control(trtc, 'GET', `${ROOM}/users/nobody`)).toEqual({
      status: 200,
      body: { isMute: null },
    });
  });

  it('can be dismissed and created', async () => {
    await control(trtc, 'DELETE', ROOM);
    expect(await callTrtc(trtc.url)).toMatchObject({ code: 'FailedOperation.RoomNotExist' });
    await control(trtc, 'PUT', ROOM);
    expect(await callTrtc(trtc.url)).toMatchObject({ code: 'FailedOperation.UserNotExist' });
  });

  it.each([
    ['PUT', '/applications/7/rooms/10006', 'sdkAppId: 7 is not'],
    ['PUT', '/applications/1400188366/rooms/0', 'roomId: must be'],
    ['PUT', '/applications/1400188366/rooms/lobby', 'roomId: must be'],
    ['PUT', `${ROOM}/users/two%20words`, 'userId: must be'],
    ['GET', '/applications/7/rooms/10006/users/29376', 'sdkAppId: 7 is not'],
  ])('refuse %s %s', async (method, path, error) => {
    expect(await control(trtc, method, path)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(error) },
    });
  });
});

describe('blacklists in the control API', () => {
  it('are shown, and can be replaced', async () => {
    expect(await control(volcengine, 'GET', LIST)).toEqual({
      status: 200,
      body: { users: [{ userId: '10006' }] },
    });

    const userIds = ['10002', '9223372036854775807'];
    expect(await control(volcengine, 'PUT', LIST, { userIds })).toMatchObject({ status: 204 });
    expect(await control(volcengine, 'GET', '/state')).toEqual({
      status: 200,
      body: {
        blacklists: [
          { appId: 123456, ownerId: '10001', inboxType: 0, users: userIds.map((userId) => ({ userId })) },
        ],
      },
    });
    await control(volcengine, 'PUT', LIST, { userIds: [] });
    expect(await control(volcengine, 'GET', '/state')).toEqual({ status: 200, body: { blacklists: [] } });
  });

  it('show users that AddBlackList added', async () => {
    const info = '{"BlackListUserId":10002,"BlackListUserExt":{"key":"value"}}';
    await callVolcengine(volcengine.url, {
      body: `{"AppId":123456,"UserId":10001,"BlackListInfos":[${info}]}`,
    });
    expect((await control(volcengine, 'GET', LIST)).body.users).toEqual([
      { userId: '10006' },
      { userId: '10002', ext: { key: 'value' } },
    ]);
  });

  it.each([
    ['GET', '/applications/7/blacklists/10001/0', undefined, 'appId: 7 is not'],
    ['GET', '/applications/123456/blacklists/me/0', undefined, 'ownerId: must be'],
    ['GET', '/applications/123456/blacklists/10001/2147483648', undefined, 'inboxType: must be'],
    ['PUT', LIST, undefined, 'userIds: must be'],
    ['PUT', LIST, { userIds: [10002] }, 'userIds: must be'],
    ['PUT', LIST, { userIds: ['10002', '9223372036854775808'] }, 'userIds.1: must be'],
    ['PUT', LIST, '{', 'body: is not JSON'],
  ])('refuse %s %s with %o', async (method, path, body, error) => {
    expect(await control(volcengine, method, path, body)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(error) },
    });
    expect([...volcengine.blacklist(123456, '10001', 0).keys()]).toEqual(['10006']);
  });
});

describe('the control API of every emulator', () => {
  it('takes faults, shows the pending ones and removes them', async () => {
    const fault = { kind: 'error', code: 'InternalError', message: '', times: 2 };
    expect(await control(trtc, 'POST', '/faults', fault)).toEqual({ status: 204, body: undefined });
    expect(await callTrtc(trtc.url)).toMatchObject({ code: 'InternalError' });
    expect(await control(trtc, 'GET', '/faults')).toEqual({
      status: 200,
      body: [{ ...fault, times: 1, applied: false, delayMs: 0 }],
    });
    await control(trtc, 'DELETE', '/faults');
    expect(await callTrtc(trtc.url)).toMatchObject({ code: undefined });
  });

  it.each([
    [{ kind: 'explode' }, 'kind: '],
    [{ kind: 'truncate', bytes: -1 }, 'bytes: '],
    [{ kind: 'reset', tmies: 2 }, '"tmies"'],
    [undefined, 'body: '],
  ])('refuses the fault %o', async (fault, error) => {
    for (const emulator of [trtc, volcengine]) {
      expect(await control(emulator, 'POST', '/faults', fault)).toEqual({
        status: 400,
        body: { error: expect.stringContaining(error) },
      });
    }
  });

  it('shows vendor requests and their results, but not its own requests', async () => {
    await callTrtc(trtc.url);
    await callTrtc(trtc.url, { body: '{}', region: 'ap-beijing' });
    const { body } = await control(trtc, 'GET', '/requests');

    expect(body).toEqual([
      {
        at: expect.any(Number),
        action: 'SetUserBlocked',
        region: 'ap-singapore',
        headers: expect.objectContaining({ 'x-tc-version': '2019-07-22' }),
        body: '{"SdkAppId":1400188366,"RoomId":10006,"UserId":"29376","IsMute":1}',
        answeredStatus: 200,
        authenticated: true,
        applied: true,
      },
      expect.objectContaining({ region: 'ap-beijing', code: 'MissingParameter.SdkAppId', applied: false }),
    ]);
    await control(trtc, 'DELETE', '/requests');
    expect(trtc.requests()).toEqual([]);
  });

  it('shows the region of a Volcengine call, which only the signature’s scope holds', async () => {
    await callVolcengine(volcengine.url, { region: 'cn-beijing' });
    expect(volcengine.requests()).toMatchObject([{ action: 'AddBlackList', region: 'cn-beijing' }]);
  });

  it('shows its traffic', async () => {
    await callTrtc(trtc.url);
    expect(await control(trtc, 'GET', '/traffic')).toEqual({
      status: 200,
      body: { accepted: 1, refused: 0, mostInOneSecond: 1 },
    });
  });

  it('can restore the state after the seeding', async () => {
    await callTrtc(trtc.url);
    trtc.dismissRoom(1400188366, 10007);
    trtc.injectFault({ kind: 'reset' });
    expect(await control(trtc, 'POST', '/reset')).toMatchObject({ status: 204 });
    expect(trtc.mediaState(1400188366, 10006, '29376')).toBe(0);
    expect(trtc.mediaState(1400188366, 10007, 'carol')).toBe(0);
    expect(trtc.requests()).toEqual([]);
    expect(trtc.traffic()).toEqual({ accepted: 0, refused: 0, mostInOneSecond: 0 });
    expect(await callTrtc(trtc.url)).toMatchObject({ code: undefined });

    await callVolcengine(volcengine.url);
    await control(volcengine, 'POST', '/reset');
    expect([...volcengine.blacklist(123456, '10001', 0).keys()]).toEqual(['10006']);
    await callVolcengine(volcengine.url);
    volcengine.reset();
    expect([...volcengine.blacklist(123456, '10001', 0).keys()]).toEqual(['10006']);
  });

  it.each([
    ['GET', '/_control/nothing'],
    ['PATCH', '/_control/state'],
    ['GET', '/_control'],
    ['POST', '/elsewhere'],
    ['GET', '/_control/applications/%E0%A4%A'],
  ])('answers 404 to %s %s', async (method, path) => {
    const response = await fetch(trtc.url + path, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: expect.any(String) });
    expect(trtc.requests()).toEqual([]);
  });

  it('refuses a body of more than 10 MB', async () => {
    const response = await fetch(`${trtc.url}/`, {
      method: 'POST',
      body: Buffer.alloc(10 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
  });

  it('starts empty, and reports a port that is taken', async () => {
    const empty = await startTrtcEmulator(TRTC);
    expect(await callTrtc(empty.url, { signedAtMs: Date.now() })).toMatchObject({
      code: 'FailedOperation.RoomNotExist',
    });
    await expect(startTrtcEmulator({ ...TRTC, port: empty.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await empty.close();
  });
});
