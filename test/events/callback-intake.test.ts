import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { systemClock } from '../../src/time/clock.js';
import { RoomDocument, RoomsDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { sampleValue, scrape } from '../observability/scrape.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { APP, CALLBACK_KEY, callbackBody, report, sendCallback, signOf } from './callbacks.js';

interface Vectors {
  key: string;
  cases: { name: string; body: string; sign: string }[];
}
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../vectors/trtc-callback.json', import.meta.url), 'utf8'),
);
const OTHER_APP = 1400188367;
const NEW_KEY = 'TheNextKey2027';
const token = tokenOf('reader', { scope: 'moderation:media', ...EVERYWHERE });

let sandbox: Sandbox;
/** The time at which a test has stopped the gateway's clock. */
let stoppedAt: number | undefined;

beforeAll(async () => {
  const clock = { ...systemClock, now: () => stoppedAt ?? systemClock.now() };
  sandbox = await startTestSandbox(
    {
      AUTH_JWT_SECRET: SECRET.toString(),
      TRTC_SDK_APP_IDS: `${APP},${OTHER_APP}`,
      TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY},${APP}:${NEW_KEY}`,
      METRICS_PORT: '0',
    },
    { clock },
  );
});
afterAll(() => sandbox?.close());

async function roomOf(variables: { roomId?: number; strRoomId?: string }) {
  const { data, errors } = await send(sandbox, RoomDocument, variables, { token });
  expect(errors).toBeUndefined();
  return data?.room;
}

async function countOf(type: string, result: string): Promise<number> {
  const labels = { application: String(APP), type, result };
  return sampleValue(await scrape(sandbox), 'gateway_events_total', labels) ?? 0;
}

describe('a signed callback', () => {
  it.each(vectors.cases)('is taken: $name', async ({ body, sign }) => {
    const answer = await sendCallback(sandbox.url, body, { sign });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.text()).toBe('{"code":0}');
  });

  it('is known by what it tells: who is in the room, how, and that a 203 without a 103 is somebody there', async () => {
    expect(await roomOf({ strRoomId: '派对 1' })).toMatchObject({
      open: true,
      participantCount: 1,
      participants: { edges: [{ node: { userId: '张三', role: 'AUDIENCE', terminal: 'OTHER' } }] },
    });
    expect(await roomOf({ roomId: 8489 })).toMatchObject({ open: true, participantCount: 1 });
    // Dismissed by a string.
    expect(await roomOf({ roomId: 12345 })).toMatchObject({ open: false, participantCount: 0 });
    expect(await roomOf({ strRoomId: '12345' })).toBeNull();
  });

  it('may be signed with either of two keys', async () => {
    const body = callbackBody(103, { RoomId: 77, EventMsTs: Date.now(), UserId: 'two-keys', Role: 20 });
    expect((await sendCallback(sandbox.url, body, { sign: signOf(body, NEW_KEY) })).status).toBe(200);
    expect(await roomOf({ roomId: 77 })).toMatchObject({ participantCount: 1, publisherCount: 0 });
  });

  it('is signed for its exact bytes, so the same JSON with other white space is refused', async () => {
    const [{ body, sign }] = vectors.cases as [Vectors['cases'][0]];
    const answer = await sendCallback(sandbox.url, JSON.stringify(JSON.parse(body)), { sign });
    expect(answer.status).toBe(401);
  });
});

describe('a callback', () => {
  const enter = (userId: string) =>
    callbackBody(103, { RoomId: 4711, EventMsTs: Date.now(), UserId: userId, Role: 20 });

  it.each([
    ['an application without a key', { app: OTHER_APP }, 404],
    ['an application that is not a number', { app: 'x' }, 404],
    ['an application that is not in its usual form', { app: `0${APP}` }, 404],
    ['no signature', { sign: null }, 401],
    ['a signature with another key', { sign: signOf(enter('nobody'), 'another') }, 401],
    ['a signature that is no base64', { sign: '?' }, 401],
    ['an empty signature', { sign: '' }, 401],
    ['a signature in hexadecimal', { sign: 'a'.repeat(64) }, 401],
  ])('with %s is refused, and nothing is stored', async (_name, options, status) => {
    const answer = await sendCallback(sandbox.url, enter('nobody'), options);
    expect(answer.status).toBe(status);
    expect(await roomOf({ roomId: 4711 })).toBeNull();
  });

  it('of more than 64 KB is refused with 413', async () => {
    const body = ' '.repeat(65_537);
    expect((await sendCallback(sandbox.url, body)).status).toBe(413);
    const longest = enter('x').padEnd(65_536, ' ');
    expect((await sendCallback(sandbox.url, longest)).status).toBe(200);
  });

  it.each([
    ['no JSON', 'no JSON'],
    ['nothing', ''],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
    ['no object', '[]'],
    ['no event', '{"EventType":103}'],
    ['no room', callbackBody(103, { EventMsTs: 1, UserId: 'a' } as never)],
    ['a room beyond all numbers', callbackBody(103, { RoomId: 2 ** 32, EventMsTs: 1, UserId: 'a' })],
    ['nobody who entered', callbackBody(103, { RoomId: 1, EventMsTs: 1 })],
    ['a text as time', callbackBody(103, { RoomId: 1, EventMsTs: '1' as never, UserId: 'a' })],
    // It would hide what happens until then.
    ['a time in six minutes', callbackBody(103, { RoomId: 1, EventMsTs: Date.now() + 360_000, UserId: 'a' })],
    ['a text as type', callbackBody('103' as never, { RoomId: 1, EventMsTs: 1, UserId: 'a' })],
    ['30,000 nested arrays', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['U+0000 in a name', callbackBody(103, { RoomId: 'a\0', EventMsTs: 1, UserId: 'a' })],
    ['half a character in an id', callbackBody(103, { RoomId: 1, EventMsTs: 1, UserId: '\ud83d' })],
    ['a long id', callbackBody(103, { RoomId: 1, EventMsTs: 1, UserId: 'a'.repeat(256) })],
  ])(
    'with %s and a good signature is answered 200, since sending it again would not help',
    async (_name, body) => {
      const before = await countOf('unread', 'malformed');
      const answer = await sendCallback(sandbox.url, body);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe('{"code":0}');
      expect(await countOf('unread', 'malformed')).toBe(before + 1);
      expect(await roomOf({ roomId: 1 })).toBeNull();
    },
  );

  it.each([
    ['a room and a user', callbackBody(999, { RoomId: 999, EventMsTs: Date.now(), UserId: 'a' })],
    ['a room that is none', callbackBody(999, { RoomId: -1, EventMsTs: Date.now(), UserId: '' })],
    ['no room', JSON.stringify({ EventType: 401, CallbackTs: Date.now(), EventInfo: { TaskId: 'x' } })],
    ['a text as time', JSON.stringify({ EventType: 311, EventInfo: { RoomId: '20015', EventTs: '1' } })],
    ['no fields', JSON.stringify({ EventType: 500 })],
  ])('of an unknown type with %s is recorded and changes nothing', async (_name, body) => {
    const before = await countOf('other', 'stored');
    expect((await sendCallback(sandbox.url, body)).status).toBe(200);
    expect(await countOf('other', 'stored')).toBe(before + 1);
    expect(await roomOf({ roomId: 999 })).toBeNull();
  });

  it('with new fields is taken, however they are nested', async () => {
    const { EventInfo, ...others } = JSON.parse(
      callbackBody(103, { RoomId: 83, EventMsTs: Date.now(), UserId: 'nested', Role: 20 }),
    );
    const text = JSON.stringify({ ...others, EventInfo: { ...EventInfo, New: 'NEW' } });
    const body = text.replace('"NEW"', `${'['.repeat(30_000)}${']'.repeat(30_000)}`);
    expect((await sendCallback(sandbox.url, body)).status).toBe(200);
    expect(await roomOf({ roomId: 83 })).toMatchObject({ participantCount: 1 });
  });

  it.each<Record<string, string>>([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/octet-stream' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'x' },
    { 'content-type': '/' },
    { 'content-type': '' },
    { 'content-type': 'application/json; charset=nonsense' },
    { 'content-type': 'application/json;;=' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'nonsense' },
  ])('is taken with the header %j, because the signature over the bytes decides', async (headers) => {
    const userId = JSON.stringify(headers);
    const body = callbackBody(103, { RoomId: 81, EventMsTs: Date.now(), UserId: userId, Role: 21 });
    const before = await countOf('entered', 'stored');
    expect((await sendCallback(sandbox.url, body, { headers })).status).toBe(200);
    expect(await countOf('entered', 'stored')).toBe(before + 1);
    const unsigned = await sendCallback(sandbox.url, body, { headers, sign: 'A'.repeat(43).concat('=') });
    expect(unsigned.status).toBe(401);
  });

  it('needs no token, and one does not help', async () => {
    const headers = { authorization: `Bearer ${token}` };
    expect((await sendCallback(sandbox.url, enter('nobody'), { sign: null, headers })).status).toBe(401);
  });

  it('is counted where it is unsigned, and signed ones are taken all the same', async () => {
    const statuses = new Set<number>();
    // However long that many requests take, no further ones become free meanwhile.
    stoppedAt = systemClock.now();
    for (let count = 0; count < 80; count++) {
      statuses.add((await sendCallback(sandbox.url, enter('nobody'), { sign: null })).status);
    }
    expect([...statuses].sort()).toEqual([401, 429]);
    stoppedAt = undefined;
    await report(sandbox.url, 103, { RoomId: 82, EventMsTs: Date.now(), UserId: 'signed', Role: 20 });
    expect(await roomOf({ roomId: 82 })).toMatchObject({ participantCount: 1 });
  });
});

it('Query.rooms lists open rooms, the newest opened first, in pages', async () => {
  // After all rooms of the tests before, even if the clock was set back since.
  const start = Date.now() + 60_000;
  for (const [index, room] of ['first', 'second', 'third'].entries()) {
    await report(sandbox.url, 101, { RoomId: room, EventMsTs: start + index, UserId: 'a' });
  }
  const names: (string | null | undefined)[] = [];
  let after: string | null = null;
  do {
    const {
      data,
    }: {
      data?: {
        rooms: {
          edges: { node: { strRoomId?: string | null } }[];
          pageInfo: { endCursor?: string | null; hasNextPage: boolean };
        };
      } | null;
    } = await send(sandbox, RoomsDocument, { first: 2, after }, { token });
    names.push(...(data?.rooms.edges.map(({ node }) => node.strRoomId) ?? []));
    after = data?.rooms.pageInfo.hasNextPage ? (data.rooms.pageInfo.endCursor ?? null) : null;
  } while (after);
  expect(names.slice(0, 3)).toEqual(['third', 'second', 'first']);
  expect(names.filter((name) => name === '12345')).toEqual([]);
});
