import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { post, sendText } from '../graphql-client.js';
import { startTestSandbox } from '../sandbox-gateway.js';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startTestSandbox({ CALLER_REQUESTS_PER_SECOND: '0' });
});
afterEach(() => sandbox.close());

/** Begins a request without its body. `length` undefined: the body comes in chunks. */
function begin(length?: number): { sent: ClientRequest; answer: Promise<IncomingMessage> } {
  const sent = request(`${sandbox.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sandbox.tokens?.admin}`,
      'content-type': 'application/json',
      ...(length === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': length }),
    },
  });
  sent.flushHeaders();
  const answer = once(sent, 'response').then(([response]) => response as IncomingMessage);
  answer.catch(() => {});
  return { sent, answer };
}

async function connected(sent: ClientRequest): Promise<void> {
  const socket = sent.socket ?? (await once(sent, 'socket'))[0];
  if (socket.connecting) await once(socket, 'connect');
}

/** A valid body of the given length. */
function largeBody(length: number): string {
  const start = '{"query":"{ __typename }","operationName":null,"unknown":"';
  return `${start}${'x'.repeat(length - start.length - 2)}"}`;
}

const small = () => sendText(sandbox, '{ __typename }');

describe('bodies that come in chunks', () => {
  it('are all accepted at once if they are short', async () => {
    // It asks for nothing that takes long.
    const query = (count: number) => `{ viewer { subject } } # ${'x'.repeat(200)}${count}`;
    const bodies = Array.from({ length: 60 }, (_, count) => JSON.stringify({ query: query(count) }));
    const begun = bodies.map(() => begin());
    for (const [index, { sent }] of begun.entries()) sent.write(bodies[index]?.slice(0, 100));
    await Promise.all(begun.map(({ sent }) => connected(sent)));
    expect(await small()).toMatchObject({ status: 200 });
    for (const [index, { sent }] of begun.entries()) sent.end(bodies[index]?.slice(100));
    const answers = await Promise.all(begun.map(({ answer }) => answer));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(60).fill(200));
    const viewer = { data: { viewer: { subject: 'admin' } } };
    expect(await Promise.all(answers.map(json))).toEqual(Array(60).fill(viewer));
  });

  it('are counted by the bytes that have arrived', async () => {
    const waiting = Array.from({ length: 60 }, () => begin());
    for (const { sent } of waiting) sent.write('{');
    await Promise.all(waiting.map(({ sent }) => connected(sent)));
    expect((await post(sandbox, largeBody(1_000_000))).status).toBe(200);
    for (const { sent } of waiting) sent.destroy();
  });
});

describe.each([
  ['in chunks', undefined],
  ['of known length', 900_000],
])('more large bodies than there is memory for, %s', (_how, length) => {
  it('are refused with 503 beyond the limit, while other requests are served', async () => {
    const body = largeBody(900_000);
    const begun = Array.from({ length: 45 }, () => begin(length));
    const refused = new Map<ClientRequest, IncomingMessage>();
    for (const { sent, answer } of begun) {
      // The request was cut off in the middle of its body.
      sent.on('error', () => {});
      answer.then((response) => refused.set(sent, response)).catch(() => {});
      sent.write(body.slice(0, -1));
    }
    // 37 of 900,000 bytes fit into 32 MiB.
    await expect.poll(() => refused.size).toBeGreaterThanOrEqual(8);
    expect(await small()).toEqual({ status: 200, data: { __typename: 'Query' } });
    for (const response of refused.values()) {
      expect(response.statusCode).toBe(503);
      expect(response.headers['retry-after']).toBe('1');
      expect(await json(response)).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
    }

    const admitted = begun.filter(({ sent }) => !refused.has(sent));
    expect(admitted.length).toBeGreaterThan(20);
    for (const { sent } of admitted) sent.end(body.slice(-1));
    const answers = await Promise.all(admitted.map(({ answer }) => answer));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  });
});

describe('a large body', () => {
  it('is counted until its request is answered or its client has left', async () => {
    const waiting = Array.from({ length: 33 }, (_, index) => begin(index < 20 ? 1_000_000 : undefined));
    for (const { sent } of waiting) {
      sent.on('error', () => {});
      sent.write(largeBody(1_000_000).slice(0, -1));
    }
    const announced = async () => (await post(sandbox, largeBody(1_000_000))).status;
    await expect.poll(announced).toBe(503);
    expect(await small()).toMatchObject({ status: 200 });

    for (const { sent } of waiting) sent.destroy();
    await expect.poll(announced).toBe(200);
  });

  it('is no longer counted after it was refused as too long', async () => {
    const begun = Array.from({ length: 40 }, () => begin());
    for (const { sent } of begun) {
      sent.on('error', () => {});
      sent.write(largeBody(1_100_000));
    }
    const answers = await Promise.all(begun.map(({ answer }) => answer));
    // The number of bodies that there was room for.
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toContain(413);
    for (const { sent } of begun) sent.destroy();

    // This body fills the limit.
    const body = largeBody(1_000_000);
    const filling = Array.from({ length: 33 }, () => begin(1_000_000));
    for (const { sent } of filling) sent.write(body.slice(0, -1));
    await Promise.all(filling.map(({ sent }) => connected(sent)));
    expect(await small()).toMatchObject({ status: 200 });
    for (const { sent } of filling) sent.end(body.slice(-1));
    const filled = await Promise.all(filling.map(({ answer }) => answer));
    expect(filled.map(({ statusCode }) => statusCode)).toEqual(Array(33).fill(200));
  });

  it('above the limit of a single body is refused with 413, not with 503', async () => {
    expect((await post(sandbox, largeBody(40_000_000))).status).toBe(413);
  });
});
