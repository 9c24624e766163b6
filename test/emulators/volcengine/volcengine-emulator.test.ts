import { parse } from 'lossless-json';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../../src/emulators/volcengine/volcengine-emulator.js';
import { callVolcengine, NOW_MS, VOLCENGINE, type VolcengineCallOptions } from '../signed-calls.js';

const now = { epochMs: () => NOW_MS };

let emulator: VolcengineEmulator;
beforeEach(async () => {
  emulator = await startVolcengineEmulator({ ...VOLCENGINE, now });
});
afterEach(() => emulator.close());

const call = (options: VolcengineCallOptions = {}) => callVolcengine(emulator.url, options);
const add = (fields: string, infos: string) =>
  call({ body: `{"AppId":123456,"UserId":10001,${fields}"BlackListInfos":[${infos}]}` });
const listed = (inboxType = 0) => [...emulator.blacklist(123456, '10001', inboxType)];

describe('AddBlackList of the Volcengine emulator', () => {
  it('adds users, with and without Ext', async () => {
    const answer = await add(
      '"InboxType":0,',
      '{"BlackListUserId":10002,"BlackListUserExt":{"key":"value"}},{"BlackListUserId":10003}',
    );

    expect(answer.status).toBe(200);
    expect(answer.metadata).toEqual({
      RequestId: expect.stringMatching(/^20240102030405[0-9A-F]{20}$/),
      Action: 'AddBlackList',
      Version: '2020-12-01',
      Service: 'rtc',
      Region: 'cn-north-1',
    });
    expect(answer.result).toEqual({ FailedInfos: [] });
    expect(listed()).toEqual([
      ['10002', { key: 'value' }],
      ['10003', undefined],
    ]);
  });

  it('fails the owner and users already on the list, and adds the others', async () => {
    emulator.seedBlacklist(123456, '10001', 0, ['10006']);
    const answer = await add(
      '',
      '{"BlackListUserId":10001},{"BlackListUserId":10006},{"BlackListUserId":10002}',
    );

    expect(answer.status).toBe(200);
    expect(answer.result.FailedInfos).toEqual([
      { UserId: 10001, Code: 'AddSelfNotAllow', Message: 'add self not allow' },
      { UserId: 10006, Code: 'AlreadyOnTheBlackList', Message: 'user already on the blacklist' },
    ]);
    expect(listed().map(([userId]) => userId)).toEqual(['10006', '10002']);
  });

  it('keeps every digit of an int64, in the list and in the answer', async () => {
    const largest = '9223372036854775807';
    await add('', `{"BlackListUserId":${largest}},{"BlackListUserId":9007199254740993}`);
    expect(listed().map(([userId]) => userId)).toEqual([largest, '9007199254740993']);

    const repeat = await add('', `{"BlackListUserId":${largest}}`);
    const document = parse(repeat.text) as { Result: { FailedInfos: { UserId: unknown }[] } };
    expect(String(document.Result.FailedInfos[0]?.UserId)).toBe(largest);
  });

  it('accepts any key and any text in an Ext', async () => {
    const ext = '{"__proto__":"a","constructor":"b","":"","中文":"\\u0000\\"\\\\😀"}';
    await add('', `{"BlackListUserId":10002,"BlackListUserExt":${ext}}`);
    const [[, stored] = []] = listed();

    expect(JSON.stringify(stored)).toBe(JSON.stringify(JSON.parse(ext)));
    const body = '{"AppId":123456,"UserId":10001,"Cursor":0,"Limit":20}';
    const read = await call({ action: 'GetBlackList', body });
    expect(JSON.stringify(read.result.BlackListInfos[0].BlackListUserExt)).toBe(JSON.stringify(stored));
  });

  it('keeps a separate list for each inbox of an owner', async () => {
    await add('', '{"BlackListUserId":10002}');
    const other = await add('"InboxType":1,', '{"BlackListUserId":10002}');
    expect(other.result.FailedInfos).toEqual([]);
    expect(listed(0)).toEqual(listed(1));
    expect(listed(2)).toEqual([]);
  });

  it('fails the second entry of a user who is named twice', async () => {
    const answer = await add('', '{"BlackListUserId":10002},{"BlackListUserId":10002}');
    expect(answer.result.FailedInfos).toMatchObject([{ UserId: 10002, Code: 'AlreadyOnTheBlackList' }]);
  });

  const infos = (count: number) =>
    Array.from({ length: count }, (_, index) => `{"BlackListUserId":${20000 + index}}`).join(',');

  it('accepts 10 users in a call, but not 11', async () => {
    expect(await add('', infos(11))).toMatchObject({ status: 400, codeN: undefined, code: 'InvalidParam' });
    expect(listed()).toEqual([]);
    expect((await add('', infos(10))).result).toEqual({ FailedInfos: [] });
    expect(listed()).toHaveLength(10);
  });

  it.each([
    ['JsonParsingError', ''],
    ['JsonParsingError', '{"AppId":123456,'],
    ['JsonParsingError', '[]'],
    ['JsonParsingError', `${'['.repeat(100_000)}`],
    ['InvalidParam', '{"UserId":10001,"BlackListInfos":[{"BlackListUserId":10002}]}'],
    ['InvalidParam', '{"AppId":"123456","UserId":10001,"BlackListInfos":[{"BlackListUserId":10002}]}'],
    ['InvalidParam', '{"AppId":2147483648,"UserId":10001,"BlackListInfos":[{"BlackListUserId":10002}]}'],
    ['InvalidParam', '{"AppId":123456,"BlackListInfos":[{"BlackListUserId":10002}]}'],
    ['InvalidParam', '{"AppId":123456,"UserId":"10001","BlackListInfos":[{"BlackListUserId":10002}]}'],
    ['InvalidParam', '{"AppId":123456,"UserId":-1,"BlackListInfos":[{"BlackListUserId":10002}]}'],
    [
      'InvalidParam',
      '{"AppId":123456,"UserId":10001,"InboxType":"0","BlackListInfos":[{"BlackListUserId":2}]}',
    ],
    ['InvalidParam', '{"AppId":123456,"UserId":10001}'],
    ['InvalidParam', '{"AppId":123456,"UserId":10001,"BlackListInfos":[]}'],
    ['InvalidParam', '{"AppId":123456,"UserId":10001,"BlackListInfos":[{}]}'],
    ['InvalidParam', '{"AppId":123456,"UserId":10001,"BlackListInfos":[{"BlackListUserId":"10002"}]}'],
    ['InvalidParam', '{"AppId":123456,"UserId":10001,"BlackListInfos":[{"BlackListUserId":-1}]}'],
    ['InvalidParam', '{"AppId":123456,"UserId":10001,"BlackListInfos":[{"BlackListUserId":1.5}]}'],
    ['InvalidParam', '{"AppId":123456,"UserId":10001,"BlackListInfos":[{"BlackListUserId":1e3}]}'],
    [
      'InvalidParam',
      '{"AppId":123456,"UserId":10001,"BlackListInfos":[{"BlackListUserId":9223372036854775808}]}',
    ],
    [
      'InvalidParam',
      '{"AppId":123456,"UserId":10001,"BlackListInfos":[{"BlackListUserId":2,"BlackListUserExt":{"a":1}}]}',
    ],
    ['AppNotFound', '{"AppId":654321,"UserId":10001,"BlackListInfos":[{"BlackListUserId":10002}]}'],
  ])('answers %s to %s', async (code, body) => {
    const answer = await call({ body });
    expect(answer).toMatchObject({ status: 400, codeN: undefined, code });
    expect(answer.metadata.Error).not.toHaveProperty('CodeN');
    expect(listed()).toEqual([]);
  });
});

describe('the Volcengine emulator, asked for a list', () => {
  it('tells who is on it', async () => {
    emulator.seedBlacklist(123456, '10001', 0, ['9007199254740993']);
    const body = '{"AppId":123456,"UserId":10001,"BlackListUserIds":[9007199254740993,9007199254740992]}';
    const answer = await call({ action: 'IsInBlackList', body });
    expect(answer.result).toEqual({
      IsInBlackListInfos: { '9007199254740993': true, '9007199254740992': false },
    });
  });
});

describe('every action of the Volcengine emulator', () => {
  it.each<[string, VolcengineCallOptions, number, number, string, string]>([
    [
      'no Action',
      { query: { Version: '2020-12-01' } },
      400,
      100002,
      'MissingParameter',
      'The request is missing Action parameter.',
    ],
    [
      'no Version',
      { query: { Action: 'AddBlackList' } },
      400,
      100002,
      'MissingParameter',
      'The request is missing Version parameter.',
    ],
    [
      'no X-Date',
      { tampered: { headers: { 'x-date': undefined } } },
      400,
      100004,
      'MissingRequestInfo',
      'The request is missing timestamp information.',
    ],
    [
      'no authorization',
      { tampered: { headers: { authorization: undefined } } },
      401,
      100003,
      'MissingAuthenticationToken',
      'The request is missing an authentication token.',
    ],
    [
      'a malformed authorization',
      { tampered: { headers: { authorization: 'Bearer token' } } },
      400,
      100024,
      'InvalidAuthorization',
      "Invalid 'Authorization' header, Pls check your authorization header.",
    ],
    [
      'a malformed credential',
      {
        tampered: {
          headers: {
            authorization: 'HMAC-SHA256 Credential=test-ak/rtc, SignedHeaders=x-date, Signature=00',
          },
        },
      },
      400,
      100025,
      'InvalidCredential',
      "Invalid credential in 'Authorization', Pls check your authorization header.",
    ],
    [
      'a credential of another day',
      {
        tampered: {
          headers: {
            authorization:
              'HMAC-SHA256 Credential=test-ak/20240101/cn-north-1/rtc/request, SignedHeaders=x-date, Signature=00',
          },
        },
      },
      400,
      100025,
      'InvalidCredential',
      "Invalid credential in 'Authorization', Pls check your authorization header.",
    ],
    [
      'no signature',
      {
        tampered: {
          headers: {
            authorization:
              'HMAC-SHA256 Credential=test-ak/20240102/cn-north-1/rtc/request, SignedHeaders=x-date',
          },
        },
      },
      401,
      100005,
      'MissingSignature',
      'The request is missing a signature.',
    ],
    [
      'an unknown access key',
      { accessKeyId: 'nobody' },
      401,
      100009,
      'InvalidAccessKey',
      'The accesskey [nobody] included in the request is invalid.',
    ],
    [
      'a date 15 min and 1 s ago',
      { signedAtMs: NOW_MS - 901_000 },
      400,
      100006,
      'InvalidTimestamp',
      'The Signature of the request is expired',
    ],
    [
      'a date 15 min and 1 s from now',
      { signedAtMs: NOW_MS + 901_000 },
      400,
      100006,
      'InvalidTimestamp',
      'The Signature of the request is expired',
    ],
    [
      'a date that is none',
      { tampered: { headers: { 'x-date': '20240102T250000Z' } } },
      400,
      100006,
      'InvalidTimestamp',
      'The Signature of the request is expired',
    ],
    ['another service', { service: 'iam' }, 404, 100007, 'ServiceNotFound', 'Could not find service iam.'],
    [
      'a session token with a permanent credential',
      { sessionToken: 'token' },
      401,
      100026,
      'InvalidSecretToken',
      'The security token in the request is invalid.',
    ],
  ])('refuses %s', async (_, options, status, codeN, code, message) => {
    expect(await call(options)).toMatchObject({ status, codeN, code, message });
    expect(listed()).toEqual([]);
    expect(emulator.requests()).toMatchObject([{ answeredStatus: status, authenticated: false, code }]);
  });

  it.each<[string, VolcengineCallOptions]>([
    ['another secret', { secretAccessKey: 'guess' }],
    ['another body', { tampered: { body: '{}' } }],
    ['another query', { tampered: { query: 'Action=GetBlackList&Version=2020-12-01' } }],
    ['another content type', { tampered: { headers: { 'content-type': 'text/plain' } } }],
    ['another hash of the body', { tampered: { headers: { 'x-content-sha256': '0'.repeat(64) } } }],
    ['a signed header that was not sent', { tampered: { headers: { 'x-content-sha256': undefined } } }],
    ['a date that was not signed', { tampered: { headers: { 'x-date': '20240102T030404Z' } } }],
  ])('does not take a signature for %s', async (_, options) => {
    expect(await call(options)).toMatchObject({
      status: 401,
      codeN: 100010,
      code: 'SignatureDoesNotMatch',
      message:
        'The request signature we calculated does not match the signature you provided. Check your Secret Access Key and signing method. Consult the service documentation for details.',
    });
    expect(listed()).toEqual([]);
  });

  it.each<[string, VolcengineCallOptions]>([
    ['a date 15 min ago', { signedAtMs: NOW_MS - 900_000 }],
    ['a date 15 min from now', { signedAtMs: NOW_MS + 900_000 }],
    ['another region', { region: 'cn-beijing' }],
  ])('accepts %s', async (_, options) => {
    expect(await call(options)).toMatchObject({ status: 200, code: undefined });
    expect(emulator.requests()).toMatchObject([{ authenticated: true, applied: true }]);
  });

  it.each([
    { Action: 'Nonsense', Version: '2020-12-01' },
    { Action: 'AddBlackList', Version: '2019-01-01' },
  ])('does not know %o', async (query) => {
    expect(await call({ query })).toMatchObject({
      status: 404,
      codeN: 100008,
      code: 'InvalidActionOrVersion',
      message: `Could not find operation ${query.Action} for version ${query.Version}.`,
    });
  });

  it('needs the session token of a temporary credential', async () => {
    const temporary = await startVolcengineEmulator({ ...VOLCENGINE, sessionToken: 'token', now });
    try {
      const refused = { status: 401, codeN: 100026, code: 'InvalidSecretToken' };
      expect(await callVolcengine(temporary.url)).toMatchObject(refused);
      expect(await callVolcengine(temporary.url, { sessionToken: 'tokem' })).toMatchObject(refused);
      expect(await callVolcengine(temporary.url, { sessionToken: 'token' })).toMatchObject({ status: 200 });
    } finally {
      await temporary.close();
    }
  });
});
