import { connect, type Socket } from 'node:net';
import { setInterval } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { systemClock } from '../../src/time/clock.js';
import { startTestSandbox } from '../sandbox-gateway.js';

/** Much shorter than Node's own limits, and long enough for a busy machine. */
const SOON_MS = 8_000;
const LENGTH = 900_000;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox(
    { METRICS_PORT: '0', CALLER_REQUESTS_PER_SECOND: '10', CORS_ORIGINS: 'https://app.example.com' },
    // A caller that has used up its burst is refused.
    { clock: { ...systemClock, now: () => 0 } },
  );
  const options = { headers: { authorization: `Bearer ${sandbox.tokens?.anchor}` } };
  for (let status = 0; status !== 429; ) ({ status } = await fetch(`${sandbox.url}/graphql`, options));
});
afterAll(() => sandbox.close());

/** Everything that is answered before its body is read: a request line, its headers, and the status. */
const HOST = 'host: gateway.example.com';
const JSON_TYPE = 'content-type: application/json';
const bearer = (name: 'admin' | 'anchor' | 'user') => `authorization: Bearer ${sandbox.tokens?.[name]}`;
const answered: Record<string, () => [line: string, headers: string[], status: number]> = {
  'no token': () => ['POST /graphql', [HOST, JSON_TYPE], 401],
  'a bad token': () => ['POST /graphql', [HOST, JSON_TYPE, 'authorization: Bearer x.y.z'], 401],
  'too many requests': () => ['POST /graphql', [HOST, JSON_TYPE, bearer('anchor')], 429],
  'a bad host': () => ['POST /graphql', ['host: [', JSON_TYPE, bearer('admin')], 400],
  'a type that is not read': () => [
    'POST /graphql',
    [HOST, 'content-type: text/plain', bearer('admin')],
    415,
  ],
  'a query with a body': () => [
    'GET /graphql?query=%7B__typename%7D',
    [HOST, bearer('user'), 'apollo-require-preflight: 1'],
    200,
  ],
  'the playground': () => ['GET /graphql', [HOST, 'accept: text/html', 'sec-fetch-mode: navigate'], 200],
  'a preflight': () => [
    'OPTIONS /graphql',
    [HOST, 'origin: https://app.example.com', 'access-control-request-method: POST'],
    204,
  ],
  'an unknown path': () => ['POST /nothing', [HOST, JSON_TYPE], 404],
  'an unknown method': () => ['PUT /graphql', [HOST, JSON_TYPE], 404],
  'a malformed path': () => ['POST /%zz', [HOST, JSON_TYPE], 400],
  health: () => ['GET /healthz', [HOST], 200],
};
const answeredForMetrics: typeof answered = {
  metrics: () => ['GET /metrics', [HOST], 200],
  'metrics by POST': () => ['POST /metrics', [HOST, JSON_TYPE], 404],
  'an unknown path of the metrics': () => ['POST /nothing', [HOST, JSON_TYPE], 404],
  'a malformed path of the metrics': () => ['POST /%zz', [HOST, JSON_TYPE], 400],
  'readiness of the metrics': () => ['GET /readyz', [HOST, JSON_TYPE], 200],
};

/** What a client may do when it is answered early. */
interface Sending {
  header: string;
  send: (socket: Socket) => void;
}
const sending: Record<string, Sending> = {
  'announces a body and sends none': { header: `content-length: ${LENGTH}`, send: () => {} },
  'trickles its body': { header: `content-length: ${LENGTH}`, send: (socket) => void trickle(socket, 'x') },
  'trickles chunks': {
    header: 'transfer-encoding: chunked',
    send: (socket) => void trickle(socket, '1\r\nx\r\n'),
  },
  'never ends its chunks': {
    header: 'transfer-encoding: chunked',
    send: (socket) => socket.write('5\r\nhello\r\n'),
  },
  'sends more than it announced': {
    header: `content-length: ${LENGTH}`,
    send: (socket) => socket.write('x'.repeat(2 * LENGTH)),
  },
};

async function trickle(socket: Socket, text: string): Promise<void> {
  for await (const _ of setInterval(50)) {
    if (socket.destroyed) return;
    socket.write(text);
  }
}

/** The bytes that came back until the server closed the connection. The client does not close it. */
function exchange(url: string, head: string, send: (socket: Socket) => void): Promise<string> {
  const chunks: Buffer[] = [];
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
  socket.on('data', (chunk) => chunks.push(chunk));
  // The server has sent everything. Only a reset shows that it has closed its side.
  socket.on('end', () => void trickle(socket, 'x'));
  socket.on('error', () => {});
  socket.write(head);
  send(socket);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('still connected')), SOON_MS);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
  });
}

/** All requests run at once, because each takes as long as the gateway waits for the rest of a body. */
async function exchangeEach(
  url: string,
  requests: typeof answered,
  { header, send }: Sending,
): Promise<Record<string, unknown>> {
  const answers = Object.entries(requests).map(async ([name, request]) => {
    const [line, headers] = request();
    const head = `${[`${line} HTTP/1.1`, ...headers, header].join('\r\n')}\r\n\r\n`;
    const answer = await exchange(url, head, send).catch(({ message }: Error) => message);
    const [, status] = /^HTTP\/1\.1 (\d+) /.exec(answer) ?? [];
    return [name, status && /^connection: close\r$/im.test(answer) ? Number(status) : answer];
  });
  return Object.fromEntries(await Promise.all(answers));
}

const statuses = (requests: typeof answered) =>
  Object.fromEntries(Object.entries(requests).map(([name, request]) => [name, request()[2]]));

// They wait together for the end of the gateway's patience.
describe.concurrent.each(Object.entries(sending))('a client that %s', (_what, sending) => {
  it('gets every answer that does not need the body, and its connection is closed', async () => {
    expect(await exchangeEach(sandbox.url, answered, sending)).toEqual(statuses(answered));
  });

  it('gets such an answer from the listener for metrics, too', async () => {
    const url = sandbox.metricsUrl ?? '';
    expect(await exchangeEach(url, answeredForMetrics, sending)).toEqual(statuses(answeredForMetrics));
  });
});

describe('a connection that is about to end', () => {
  const query =
    'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename } }';
  const body = JSON.stringify({ query });
  const mutation = () => {
    const head = [
      'POST /graphql HTTP/1.1',
      HOST,
      JSON_TYPE,
      bearer('admin'),
      `content-length: ${body.length}`,
    ];
    return `${head.join('\r\n')}\r\n\r\n${body}`;
  };
  const refused = `POST /graphql HTTP/1.1\r\n${HOST}\r\ncontent-length: ${LENGTH}\r\n\r\n`;
  afterEach(() => sandbox.trtc.reset());

  it('executes no further requests', async () => {
    const answer = await exchange(sandbox.url, refused, (socket) => {
      socket.once('data', () => socket.write(`${'x'.repeat(LENGTH)}${mutation()}`));
    });
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401']);
    expect(sandbox.trtc.requests()).toEqual([]);
  });

  it('answers all earlier requests first', async () => {
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: 1_500 });
    const whole = `${refused}${'x'.repeat(LENGTH)}`;
    const answer = await exchange(sandbox.url, mutation(), (socket) => {
      const sent = () => sandbox.trtc.requests().length > 0;
      void vi
        .waitUntil(sent, { timeout: SOON_MS })
        .then(() => socket.write(`${whole}${mutation()}${mutation()}`));
    });
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401']);
    expect(answer).toContain('SetUserMediaStateSuccess');
    expect(sandbox.trtc.requests()).toHaveLength(1);
  });
});

describe('a short body that comes after the answer', () => {
  const refused = (length: number) =>
    `POST /graphql HTTP/1.1\r\n${HOST}\r\ncontent-length: ${length}\r\n\r\n`;

  it('keeps its connection open for other requests', async () => {
    const last = `GET /healthz HTTP/1.1\r\n${HOST}\r\nconnection: close\r\n\r\n`;
    const answer = await exchange(sandbox.url, refused(5), (socket) => {
      socket.once('data', () => socket.write(`hello${last}`));
    });
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 200']);
  });

  it('closes its connection if it is not complete in time', async () => {
    const answer = await exchange(sandbox.url, refused(10), (socket) => socket.write('hello'));
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401']);
  });
});

describe('a message that is not HTTP', () => {
  it.each([
    ['the gateway', () => sandbox.url],
    ['its metrics', () => sandbox.metricsUrl ?? ''],
  ])('gets an answer and loses its connection: %s', async (_where, url) => {
    const answer = await exchange(url(), 'no HTTP\r\n\r\n', () => {});
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nconnection: close\r\n/);
  });
});
