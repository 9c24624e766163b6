import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { print } from 'graphql';
import { ModerationActionsDocument, SetUserMediaStateDocument } from 'moderation-gateway-client';
import { request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { type BothPaths, startBothPaths } from './both-paths.js';

const JSON_TYPE = 'application/json';
const MUTE = print(SetUserMediaStateDocument);
const ACTIONS = print(ModerationActionsDocument);

/** A mute of this user, as text. */
const muteOf = (userId: string) =>
  JSON.stringify({
    query: MUTE,
    variables: { input: { roomId: 10006, userId, state: 'AUDIO_DISABLED' } },
  });
/** The same in UTF-8, but with these bytes as the user's id. */
function muteOfBytes(...bytes: number[]): Buffer {
  const [before = '', after = ''] = muteOf('HERE').split('HERE');
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
}
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

let paths: BothPaths;
beforeAll(async () => {
  paths = await startBothPaths([MUTE, ACTIONS]);
});
afterAll(() => paths.close());
afterEach(() => {
  for (const { trtc } of [paths.trusted, paths.apollo]) trtc.reset();
});

interface Sent {
  body?: Buffer;
  headers?: Record<string, string>;
  path?: string;
}

async function send({ url, tokens }: Sandbox, { body, headers = {}, path = '/graphql' }: Sent) {
  const {
    statusCode,
    headers: answered,
    body: answer,
  } = await request(`${url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${tokens?.admin}`,
      ...(body && { 'content-type': JSON_TYPE }),
      ...headers,
    },
    body: body ?? null,
  });
  const { errors } = (await answer.json()) as {
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: statusCode, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message, answered };
}

const PATHS = ['trusted', 'apollo'] as const;

describe.each(PATHS)('a body in another encoding than UTF-8 (%s path)', (name) => {
  const invalid: [string, Buffer][] = [
    ['GBK', muteOfBytes(0xd5, 0xc5, 0xc8, 0xfd)],
    ['Big5', muteOfBytes(0xb1, 0x69, 0xa4, 0x54)],
    ['Shift JIS', muteOfBytes(0x8e, 0x52, 0x93, 0x63)],
    ['Latin-1', muteOfBytes(0x6d, 0xfc, 0x6c, 0x6c, 0x65, 0x72)],
    ['Windows-1252', muteOfBytes(0x93, 0x61, 0x94)],
    ['an overlong slash', muteOfBytes(0xc0, 0xaf)],
    ['an overlong NUL', muteOfBytes(0xc0, 0x80)],
    ['a surrogate', muteOfBytes(0xed, 0xa0, 0x80)],
    ['a pair of surrogates (CESU-8)', muteOfBytes(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80)],
    ['a character beyond U+10FFFF', muteOfBytes(0xf4, 0x90, 0x80, 0x80)],
    ['half a character', muteOfBytes(0xe5, 0xbc)],
    ['a continuation without its start', muteOfBytes(0x80)],
    ['UTF-16, little-endian', Buffer.from(muteOf('alice'), 'utf16le')],
    ['UTF-16, little-endian, with a byte-order mark', Buffer.from(`\ufeff${muteOf('alice')}`, 'utf16le')],
    ['UTF-16, big-endian', utf16be(muteOf('alice'))],
    ['UTF-16, big-endian, with a byte-order mark', utf16be(`\ufeff${muteOf('alice')}`)],
    ['gzip that no header mentions', gzipSync(muteOf('alice'))],
    ['cut off within a character', muteOfBytes(0xe5, 0xbc, 0xa0).subarray(0, muteOfBytes().length)],
  ];
  it.each(invalid)('is refused with 400, and nothing is sent: %s', async (_name, body) => {
    const { status, code } = await send(paths[name], { body });
    expect({ status, code }).toEqual({ status: 400, code: 'BAD_REQUEST' });
    expect(paths[name].trtc.requests()).toEqual([]);
  });

  const CHARSETS = [
    'gbk',
    'GB18030',
    'iso-8859-1',
    '"latin1"',
    'utf-16',
    'UTF-16LE',
    'utf-7',
    'us-ascii',
    '""',
  ];
  const unsupported: [string, Sent][] = [
    ...[...CHARSETS, 'utf-8x', '', 'utf-8"'].map((charset): [string, Sent] => [
      `charset=${charset}`,
      { headers: { 'content-type': `application/json; charset=${charset}` } },
    ]),
    ['two charsets', { headers: { 'content-type': 'application/json; charset=utf-8; charset=gbk' } }],
    [
      'a charset after another parameter',
      { headers: { 'content-type': 'application/json; a=b;Charset = GBK' } },
    ],
    ['gzip', { body: gzipSync(muteOf('alice')), headers: { 'content-encoding': 'gzip' } }],
    ['deflate', { body: deflateRawSync(muteOf('alice')), headers: { 'content-encoding': 'DEFLATE' } }],
    [
      'identity and gzip',
      { body: gzipSync(muteOf('alice')), headers: { 'content-encoding': 'identity, gzip' } },
    ],
    ['brotli that is none', { headers: { 'content-encoding': 'br' } }],
  ];
  it.each(unsupported)('is refused with 415, and nothing is sent: %s', async (_name, sent) => {
    const body = sent.body ?? Buffer.from(muteOf('alice'));
    const { status, code, answered } = await send(paths[name], { ...sent, body });
    expect({ status, code }).toEqual({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
    expect(answered['accept-encoding']).toBe(sent.headers?.['content-encoding'] ? 'identity' : undefined);
    expect(paths[name].trtc.requests()).toEqual([]);
  });

  const accepted: [string, Sent][] = [
    ...['utf-8', 'UTF-8', 'utf8', '"utf-8"', ' "UTF8" '].map((charset): [string, Sent] => [
      `charset=${charset}`,
      { headers: { 'content-type': `application/json;charset=${charset}` } },
    ]),
    ['another parameter', { headers: { 'content-type': 'application/json; profile="a;b"' } }],
    ['no coding', { headers: { 'content-encoding': 'identity' } }],
    ['a byte-order mark', { body: Buffer.from(`\ufeff${muteOf('alice')}`) }],
  ];
  it.each(accepted)('is not what a UTF-8 body is taken for: %s', async (_name, sent) => {
    const body = sent.body ?? Buffer.from(muteOf('alice'));
    expect(await send(paths[name], { ...sent, body })).toMatchObject({ status: 200, code: undefined });
    expect(paths[name].trtc.requests()).toHaveLength(1);
  });
});

describe('a body of another type than JSON', () => {
  const TYPES = [
    'text/plain',
    'text/plain; charset=utf-8',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/graphql+json',
    'application/jsonp',
    'application/json, text/plain',
    'text/json',
    '',
  ];
  it.each(TYPES)('is refused with 415 and told which type is read: %s', async (type) => {
    for (const name of PATHS) {
      const sent = { body: Buffer.from(muteOf('alice')), headers: { 'content-type': type } };
      expect(await send(paths[name], sent)).toMatchObject({
        status: 415,
        code: 'UNSUPPORTED_MEDIA_TYPE',
        message: 'The body must be JSON: the Content-Type header must be application/json.',
      });
      expect(paths[name].trtc.requests()).toEqual([]);
    }
  });
});

describe('any bytes in the place of a user', () => {
  it('reach the vendor as they are, or not at all', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 8 }).map((array) => [...array]),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }).map((text) => [...Buffer.from(text)]),
    );
    // JSON reads more into a backslash.
    const plain = bytes.filter((bytes) => !bytes.includes(0x5c));
    await fc.assert(
      fc.asyncProperty(plain, fc.constantFrom(...PATHS), async (bytes, name) => {
        const { trtc } = paths[name];
        trtc.reset();
        await send(paths[name], { body: muteOfBytes(...bytes) });
        for (const { body } of trtc.requests()) {
          expect([...Buffer.from(JSON.parse(body).UserId)]).toEqual(bytes);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a query string', () => {
  const pathOf = (user: string) => {
    const variables = encodeURIComponent('{"filter":{"targetUserId":"HERE"}}').replace('HERE', user);
    return `/graphql?query=${encodeURIComponent(ACTIONS)}&variables=${variables}`;
  };

  it.each([
    ['GBK', '%D5%C5%C8%FD'],
    ['Latin-1', 'm%FCller'],
    ['an overlong slash', '%C0%AF'],
    ['a surrogate', '%ED%A0%80'],
    ['half a character', '%E5%BC'],
    ['a percent sign alone', '100%'],
    ['a percent sign before something else', '%zz'],
    ['the notation of old browsers', '%u5F20'],
  ])('that is not percent-encoded UTF-8 is refused with 400: %s', async (_name, user) => {
    for (const name of PATHS) {
      const { status, message } = await send(paths[name], { path: pathOf(user) });
      expect({ status, message }).toEqual({
        status: 400,
        message: 'The query string is not percent-encoded UTF-8.',
      });
    }
  });

  it.each([
    ['characters of each length', encodeURIComponent('aü張😀')],
    ['small letters in escapes', '%e5%bc%a0'],
    ['a plus sign for a space', 'a+b'],
  ])('that is percent-encoded UTF-8 is read: %s', async (_name, user) => {
    for (const name of PATHS)
      expect(await send(paths[name], { path: pathOf(user) })).toMatchObject({ status: 200 });
  });
});
