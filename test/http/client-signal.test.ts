import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ClientSignal } from '../../src/http/client-signal.js';

const server = createServer();
let client: Socket;
let response: ServerResponse;

beforeEach(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  [, response] = await once(server, 'request');
});
afterEach(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

it('the client signal calls each listener when the client has left, but no removed listener', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => void warnings.push(warning);
  process.on('warning', onWarning);
  const signal = new ClientSignal(response);
  const told: number[] = [];
  // The number of waiting calls of a mutation on a thousand users.
  const listeners = Array.from({ length: 100 }, (_, index) => () => void told.push(index));
  for (const listener of listeners) signal.addEventListener('abort', listener);
  for (const listener of listeners.slice(2)) signal.removeEventListener('abort', listener);
  expect(signal.aborted).toBe(false);

  client.destroy();
  await once(response, 'close');

  expect(signal.aborted).toBe(true);
  expect(told).toEqual([0, 1]);
  process.off('warning', onWarning);
  expect(warnings).toEqual([]);
});

it('the client signal calls no listener when the client has its answer', async () => {
  const signal = new ClientSignal(response);
  let told = false;
  signal.addEventListener('abort', () => {
    told = true;
  });
  response.end('done');
  await once(response, 'close');
  client.destroy();
  expect([signal.aborted, told]).toEqual([false, false]);
});

it('the client signal is aborted after the client has left, even without a listener', async () => {
  const signal = new ClientSignal(response);
  client.destroy();
  await once(response, 'close');
  expect(signal.aborted).toBe(true);
});
