import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTrtcEmulator, type TrtcEmulator } from '../../../src/emulators/trtc/trtc-emulator.js';
import { callTrtc, NOW_MS, SET_USER_BLOCKED, TRTC, type TrtcCallOptions } from '../signed-calls.js';

const SIGNATURE_FAILURE =
  'The provided credentials could not be validated. Please check your signature is correct.';
const now = { epochMs: () => NOW_MS };

let emulator: TrtcEmulator;
beforeEach(async () => {
  emulator = await startTrtcEmulator({ ...TRTC, now });
  emulator.enterRoom(1400188366, 10006, '29376');
});
afterEach(() => emulator.close());

const call = (options: TrtcCallOptions = {}) => callTrtc(emulator.url, options);
const callWith = (parameters: object) => call({ body: JSON.stringify(parameters) });
const stateOfUser = () => emulator.mediaState(1400188366, 10006, '29376');

describe('SetUserBlocked of the TRTC emulator', () => {
  it.each([0, 1, 2, 3])('sets the state of IsMute %i', async (IsMute) => {
    const answer = await callWith({ ...SET_USER_BLOCKED, IsMute });

    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ Response: { RequestId: answer.requestId } });
    expect(answer.requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(stateOfUser()).toBe(IsMute);
  });

  it('reads the parameters of a GET from the query', async () => {
    const query = 'SdkAppId=1400188366&RoomId=10006&UserId=29376&IsMute=3';
    const answer = await call({ method: 'GET', query, body: '' });

    expect(answer.code).toBeUndefined();
    expect(stateOfUser()).toBe(3);
  });

  it('accepts room numbers beyond 31 bits', async () => {
    emulator.enterRoom(1400188366, 4_294_967_294, '29376');
    await callWith({ ...SET_USER_BLOCKED, RoomId: 4_294_967_294 });
    expect(emulator.mediaState(1400188366, 4_294_967_294, '29376')).toBe(1);
  });

  it('changes no other user', async () => {
    emulator.enterRoom(1400188366, 10006, 'bystander');
    emulator.enterRoom(1400188366, 10007, '29376');
    await call();
    expect(emulator.mediaState(1400188366, 10006, 'bystander')).toBe(0);
    expect(emulator.mediaState(1400188366, 10007, '29376')).toBe(0);
  });

  it.each([
    [
      { SdkAppId: undefined },
      'MissingParameter.SdkAppId',
      'The request is missing a required parameter `SdkAppId`.',
    ],
    [{ RoomId: null }, 'MissingParameter.RoomId', 'The request is missing a required parameter `RoomId`.'],
    [{ UserId: undefined }, 'MissingParameter', 'The request is missing a required parameter `UserId`.'],
    [{ IsMute: undefined }, 'MissingParameter', 'The request is missing a required parameter `IsMute`.'],
    [{ SdkAppId: 'x' }, 'InvalidParameter', 'The value type of parameter `SdkAppId` is not valid.'],
    [{ RoomId: '10006' }, 'InvalidParameter', 'The value type of parameter `RoomId` is not valid.'],
    [{ RoomId: 1.5 }, 'InvalidParameter', 'The value type of parameter `RoomId` is not valid.'],
    [{ UserId: 29376 }, 'InvalidParameter', 'The value type of parameter `UserId` is not valid.'],
    [{ IsMute: true }, 'InvalidParameter', 'The value type of parameter `IsMute` is not valid.'],
    [{ IsMute: -1 }, 'InvalidParameter', 'Parameter error.'],
    [{ IsMute: 4 }, 'InvalidParameter', 'Parameter error.'],
    [{ SdkAppId: 0 }, 'InvalidParameter.SdkAppId', 'SdkAppId is incorrect.'],
    [{ RoomId: 0 }, 'InvalidParameterValue.RoomId', 'Invalid RoomId.'],
    [{ RoomId: 4_294_967_295 }, 'InvalidParameterValue.RoomId', 'Invalid RoomId.'],
    [{ UserId: '' }, 'InvalidParameter.UserId', 'Invalid UserId.'],
    [{ UserId: 'two words' }, 'InvalidParameter.UserId', 'Invalid UserId.'],
    [{ UserId: 'u'.repeat(33) }, 'InvalidParameter.UserId', 'Invalid UserId.'],
    [{ Reason: 'spam' }, 'UnknownParameter', 'The parameter `Reason` is not recognized.'],
    [{ SdkAppId: 1 }, 'FailedOperation.SdkAppIdNotExist', 'The application ID does not exist.'],
    [{ RoomId: 1 }, 'FailedOperation.RoomNotExist', 'The room does not exist.'],
    [{ UserId: 'stranger' }, 'FailedOperation.UserNotExist', 'The user is not in the room.'],
  ])('refuses %o', async (change, code, message) => {
    const answer = await callWith({ ...SET_USER_BLOCKED, ...change });

    expect(answer).toMatchObject({ status: 200, code, message });
    expect(stateOfUser()).toBe(0);
  });

  it.each(['', '{', '[]', 'null', '"text"'])('refuses the body %j', async (body) => {
    expect(await call({ body })).toMatchObject({ code: 'InvalidParameter' });
  });

  it('does not find a user who left, or a dismissed room', async () => {
    await call();
    emulator.leaveRoom(1400188366, 10006, '29376');
    expect(await call()).toMatchObject({ code: 'FailedOperation.UserNotExist' });
    emulator.dismissRoom(1400188366, 10006);
    expect(await call()).toMatchObject({ code: 'FailedOperation.RoomNotExist' });
    emulator.enterRoom(1400188366, 10006, '29376');
    expect(stateOfUser()).toBe(0);
  });
});

describe('every action of the TRTC emulator', () => {
  it.each([
    [{ action: 'RemoveEverybody' }, 'InvalidAction', 'The request `Action` is invalid or not found.'],
    [{ version: '2018-01-01' }, 'NoSuchVersion', 'The API version of the request does not exist.'],
    [{ region: 'eu-frankfurt' }, 'UnsupportedRegion', 'The action not support this region.'],
    [
      { tampered: { headers: { 'x-tc-region': undefined } } },
      'MissingParameter',
      'The request is missing a required parameter `Region`.',
    ],
  ])('refuses %o', async (options, code, message) => {
    expect(await call(options)).toMatchObject({ status: 200, code, message });
    expect(emulator.requests()).toMatchObject([{ authenticated: true, applied: false, code }]);
  });

  it.each(['ap-beijing', 'ap-guangzhou', 'ap-singapore'])('serves the region %s', async (region) => {
    expect(await call({ region })).toMatchObject({ code: undefined });
  });
});

describe('the authentication of the TRTC emulator', () => {
  const body = JSON.stringify({ ...SET_USER_BLOCKED, IsMute: 2 });

  it.each<[string, TrtcCallOptions, string, string]>([
    ['another secret', { secretKey: 'guess' }, 'AuthFailure.SignatureFailure', SIGNATURE_FAILURE],
    ['another body', { tampered: { body } }, 'AuthFailure.SignatureFailure', SIGNATURE_FAILURE],
    ['another query', { tampered: { query: 'a=b' } }, 'AuthFailure.SignatureFailure', SIGNATURE_FAILURE],
    ['another host', { host: 'example.com' }, 'AuthFailure.SignatureFailure', SIGNATURE_FAILURE],
    [
      'another content type',
      { tampered: { headers: { 'content-type': 'text/plain' } } },
      'AuthFailure.SignatureFailure',
      SIGNATURE_FAILURE,
    ],
    [
      'a timestamp that was not signed',
      { tampered: { headers: { 'x-tc-timestamp': String(NOW_MS / 1000 - 1) } } },
      'AuthFailure.SignatureFailure',
      SIGNATURE_FAILURE,
    ],
    [
      'a signature from 301 s ago',
      { signedAtMs: NOW_MS - 301_000 },
      'AuthFailure.SignatureExpire',
      'The signature is expired, please request again.',
    ],
    [
      'a signature of 301 s from now',
      { signedAtMs: NOW_MS + 301_000 },
      'AuthFailure.SignatureExpire',
      'The signature is expired, please request again.',
    ],
    [
      'an unknown secret id',
      { secretId: 'nobody' },
      'AuthFailure.SecretIdNotFound',
      'The SecretId is not found, please ensure that your SecretId is correct.',
    ],
    [
      'no authorization',
      { tampered: { headers: { authorization: undefined } } },
      'AuthFailure.InvalidAuthorization',
      'The `Authorization` header of the request is not valid.',
    ],
    [
      'a malformed authorization',
      { tampered: { headers: { authorization: 'Bearer token' } } },
      'AuthFailure.InvalidAuthorization',
      'The `Authorization` header of the request is not valid.',
    ],
    [
      'an authorization that does not sign the host',
      {
        tampered: {
          headers: {
            authorization: `TC3-HMAC-SHA256 Credential=test-id/2024-01-02/trtc/tc3_request, SignedHeaders=content-type, Signature=${'0'.repeat(64)}`,
          },
        },
      },
      'AuthFailure.InvalidAuthorization',
      'The `Authorization` header of the request is not valid.',
    ],
    [
      'a signed header that was not sent',
      {
        tampered: {
          headers: {
            authorization: `TC3-HMAC-SHA256 Credential=test-id/2024-01-02/trtc/tc3_request, SignedHeaders=content-type;host;x-absent, Signature=${'0'.repeat(64)}`,
          },
        },
      },
      'AuthFailure.InvalidAuthorization',
      'The `Authorization` header of the request is not valid.',
    ],
    [
      'no timestamp',
      { tampered: { headers: { 'x-tc-timestamp': undefined } } },
      'MissingParameter',
      'The request is missing a required parameter `Timestamp`.',
    ],
    [
      'a timestamp that is none',
      { tampered: { headers: { 'x-tc-timestamp': 'noon' } } },
      'InvalidParameter',
      'The value type of parameter `Timestamp` is not valid.',
    ],
    [
      'a session token with a permanent credential',
      { sessionToken: 'token' },
      'AuthFailure.TokenFailure',
      'The token is not valid.',
    ],
  ])('refuses %s', async (_, options, code, message) => {
    expect(await call(options)).toMatchObject({ status: 200, code, message });
    expect(stateOfUser()).toBe(0);
    expect(emulator.requests()).toMatchObject([{ authenticated: false, applied: false, code }]);
  });

  it.each<[string, TrtcCallOptions]>([
    ['a signature from 300 s ago', { signedAtMs: NOW_MS - 300_000 }],
    ['a signature of 300 s from now', { signedAtMs: NOW_MS + 300_000 }],
    ['the host signed without its port', { host: '127.0.0.1' }],
    ['another service label', { service: '127' }],
  ])('accepts %s', async (_, options) => {
    expect(await call(options)).toMatchObject({ code: undefined });
    expect(emulator.requests()).toMatchObject([{ authenticated: true, applied: true, code: undefined }]);
  });

  it('needs the session token of a temporary credential', async () => {
    const temporary = await startTrtcEmulator({ ...TRTC, sessionToken: 'token', now });
    try {
      temporary.enterRoom(1400188366, 10006, '29376');
      expect(await callTrtc(temporary.url)).toMatchObject({ code: 'AuthFailure.TokenFailure' });
      expect(await callTrtc(temporary.url, { sessionToken: 'tokem' })).toMatchObject({
        code: 'AuthFailure.TokenFailure',
      });
      expect(await callTrtc(temporary.url, { sessionToken: 'token' })).toMatchObject({ code: undefined });
    } finally {
      await temporary.close();
    }
  });

  it('sends its own time, so that a client can correct its clock', async () => {
    const { headers } = await call({ signedAtMs: 0 });
    expect(headers.date).toBe('Tue, 02 Jan 2024 03:04:05 GMT');
  });
});
