import { request } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { DismissRoomDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { signed } from '../identity/signed-tokens.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';
import { ACTIONS, eventsIn, follow, lastCursor } from './followed-actions.js';
import { StreamReader } from './stream-reader.js';

const scope = 'moderation:audit moderation:rooms moderation:media';
const admin = tokenOf('admin', { scope, ...EVERYWHERE });
/** Tokens are accepted for 30 seconds more, because clocks differ. */
const TOLERANCE_SECONDS = 30;

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function start(environment: Record<string, string> = {}): Promise<Sandbox> {
  sandbox = await startSandboxWithoutEvents({
    AUTH_JWT_SECRET: SECRET.toString(),
    CALLER_REQUESTS_PER_SECOND: '0',
    ...environment,
  });
  return sandbox;
}

const errorOf = ({ answers }: StreamReader) => answers.at(-1)?.errors?.[0];

it('ends a stream with TOKEN_EXPIRED and its last cursor when the token expires', async () => {
  const gateway = await start();
  const exp = Math.floor(Date.now() / 1000) - TOLERANCE_SECONDS + 3;
  const token = signed({ alg: 'HS256' }, { sub: 'admin', exp, scope, ...EVERYWHERE }, 'HS256', SECRET);
  const reader = await follow(gateway, {}, token);
  await reader.ended;
  expect(reader.complete).toBe(true);
  expect(errorOf(reader)?.extensions).toMatchObject({
    code: 'TOKEN_EXPIRED',
    retryable: true,
    cursor: lastCursor(reader),
  });
});

it('ends all streams at a shutdown with a random time to come back, and does not wait for them', async () => {
  const gateway = await start();
  const readers = await Promise.all([follow(gateway, {}, admin), follow(gateway, {}, admin)]);
  const startedAt = performance.now();
  await gateway.close();
  sandbox = undefined;
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  await Promise.all(readers.map(({ ended }) => ended));
  for (const reader of readers) {
    expect(reader.complete).toBe(true);
    const { code, retryAfterMs, cursor } = errorOf(reader)?.extensions ?? {};
    expect({ code, cursor }).toEqual({ code: 'GATEWAY_UNAVAILABLE', cursor: lastCursor(reader) });
    expect(retryAfterMs).toBeLessThanOrEqual(5_000);
  }
  const waits = readers.map((reader) => errorOf(reader)?.extensions.retryAfterMs);
  expect(new Set(waits).size).toBe(2);
});

it('refuses more streams of one caller, and more of all, and has room again when one ends', async () => {
  const gateway = await start({ FEED_MAX_SUBSCRIPTIONS: '3', FEED_MAX_PER_CALLER: '2' });
  const other = tokenOf('other', { scope, ...EVERYWHERE });
  const third = tokenOf('third', { scope, ...EVERYWHERE });
  const [first] = await Promise.all([follow(gateway, {}, admin), follow(gateway, {}, admin)]);
  const ask = async (token: string) => {
    const reader = await StreamReader.open(gateway, { query: ACTIONS, token });
    const { status } = reader.response;
    if (status !== 200) return { status, code: (await reader.response.json()).errors[0].extensions.code };
    return { status };
  };
  expect(await ask(admin)).toEqual({ status: 429, code: 'TOO_MANY_SUBSCRIPTIONS' });
  expect(await ask(other)).toEqual({ status: 200 });
  expect(await ask(third)).toEqual({ status: 503, code: 'TOO_MANY_SUBSCRIPTIONS' });
  await first?.close();
  await expect.poll(() => ask(third)).toEqual({ status: 200 });
});

it('refuses 5,000 subscribers beyond the bound, and serves those within it', async () => {
  const gateway = await start({ FEED_MAX_SUBSCRIPTIONS: '50', FEED_MAX_PER_CALLER: '100000' });
  const readers = await Promise.all(Array.from({ length: 50 }, () => follow(gateway, {}, admin)));
  const statuses = new Map<number, number>();
  for (let group = 0; group < 50; group += 1) {
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const reader = await StreamReader.open(gateway, { query: ACTIONS, token: admin });
        await reader.response.text();
        return reader.response.status;
      }),
    );
    for (const status of answers) statuses.set(status, 1 + (statuses.get(status) ?? 0));
  }
  expect([...statuses]).toEqual([[503, 5_000]]);
  await send(gateway, DismissRoomDocument, { input: { strRoomId: 'nowhere' } }, { token: admin });
  await Promise.all(readers.map((reader) => reader.until((answers) => eventsIn(answers).length === 2)));
}, 120_000);

it('drops a reader who stops reading, and tells the reason and the last cursor to whoever reads on', async () => {
  const gateway = await start({ METRICS_PORT: '0' });
  const dropped = async () => {
    const text = await (await fetch(`${gateway.metricsUrl}/metrics`)).text();
    return /gateway_feed_streams_ended_total{reason="slow"} (\d+)/.exec(text)?.[1] === '1';
  };
  // Each event is long: the same fields under many names.
  const long = Array.from({ length: 90 }, (_, at) => `f${at}: reason`).join(' ');
  const query = `subscription { moderationActions { cursor kind action { id ${long} } } }`;
  const { hostname, port } = new URL(gateway.url);
  const response = await new Promise<import('node:http').IncomingMessage>((resolve) => {
    const asked = request({
      hostname,
      port,
      path: '/graphql/stream',
      method: 'POST',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
    });
    asked.on('response', resolve);
    asked.end(JSON.stringify({ query }));
  });
  response.pause();
  const reason = 'x'.repeat(500);
  const input = { strRoomId: 'nowhere', reason };
  // Twice 90 KB with each action, until what the system holds back and the bound of 1 MB are full.
  let actions = 0;
  for (; !(await dropped()) && actions < 600; actions += 1) {
    await send(gateway, DismissRoomDocument, { input }, { token: admin });
  }
  expect(actions).toBeLessThan(600);
  response.resume();
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response) text = (text + chunk).slice(-1_000_000);
  expect(text).toContain('"code":"SUBSCRIBER_TOO_SLOW"');
  expect(text.endsWith('event: complete\ndata: \n\n')).toBe(true);
  const told = [...text.matchAll(/"cursor":"([\w-]+)"/g)].map(([, cursor]) => cursor);
  // The error has the cursor of the last event that was told.
  expect(told.at(-1)).toBe(told.at(-2));
}, 120_000);
