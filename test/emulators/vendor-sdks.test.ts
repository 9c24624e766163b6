import { Service } from '@volcengine/openapi';
import { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../src/emulators/volcengine/volcengine-emulator.js';
import { SET_USER_BLOCKED, TRTC, VOLCENGINE } from './signed-calls.js';

describe('Tencent’s own client with the emulator', () => {
  let emulator: TrtcEmulator;
  beforeEach(async () => {
    emulator = await startTrtcEmulator({ ...TRTC, sessionToken: 'token' });
    emulator.enterRoom(1400188366, 10006, '29376');
  });
  afterEach(() => emulator.close());

  const client = (credential: object, reqMethod: 'GET' | 'POST') =>
    new CommonClient(`127.0.0.1:${emulator.port}`, '2019-07-22', {
      credential: { secretId: TRTC.secretId, secretKey: TRTC.secretKey, token: 'token', ...credential },
      region: 'ap-guangzhou',
      profile: { httpProfile: { protocol: 'http://', reqMethod } },
    });

  it.each(['GET', 'POST'] as const)('gets an answer by %s', async (method) => {
    const answer = await client({}, method).request('SetUserBlocked', SET_USER_BLOCKED);

    expect(answer).toEqual({ RequestId: expect.any(String) });
    expect(emulator.mediaState(1400188366, 10006, '29376')).toBe(1);
    expect(emulator.requests()).toMatchObject([
      { action: 'SetUserBlocked', region: 'ap-guangzhou', authenticated: true, applied: true },
    ]);
  });

  it('reads the errors', async () => {
    const refused = client({ secretKey: 'guess' }, 'POST').request('SetUserBlocked', SET_USER_BLOCKED);
    await expect(refused).rejects.toMatchObject({ code: 'AuthFailure.SignatureFailure' });
    const lost = client({}, 'POST').request('SetUserBlocked', { ...SET_USER_BLOCKED, RoomId: 1 });
    await expect(lost).rejects.toMatchObject({ code: 'FailedOperation.RoomNotExist' });
  });
});

describe('Volcengine’s own client with the emulator', () => {
  let emulator: VolcengineEmulator;
  beforeEach(async () => {
    emulator = await startVolcengineEmulator({ ...VOLCENGINE, sessionToken: 'token' });
  });
  afterEach(() => emulator.close());

  const addBlackList = (secretKey: string) =>
    new Service({
      serviceName: 'rtc',
      protocol: 'http:',
      host: `127.0.0.1:${emulator.port}`,
      accessKeyId: VOLCENGINE.accessKeyId,
      secretKey,
      sessionToken: 'token',
      defaultVersion: '2020-12-01',
    }).createJSONAPI('AddBlackList')({
      AppId: 123456,
      UserId: 10001,
      InboxType: 0,
      BlackListInfos: [{ BlackListUserId: 10002, BlackListUserExt: { key: 'value' } }],
    });

  it('gets an answer', async () => {
    expect(await addBlackList(VOLCENGINE.secretAccessKey)).toMatchObject({
      ResponseMetadata: { Action: 'AddBlackList', Region: 'cn-north-1' },
      Result: { FailedInfos: [] },
    });
    expect(emulator.blacklist(123456, '10001', 0)).toEqual(new Map([['10002', { key: 'value' }]]));
  });

  it('reads the errors', async () => {
    expect(await addBlackList('guess')).toMatchObject({
      ResponseMetadata: { Error: { CodeN: 100010, Code: 'SignatureDoesNotMatch' } },
    });
  });
});
