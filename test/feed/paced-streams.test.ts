import { type IncomingMessage, request } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { afterEach, expect, it, vi } from 'vitest';
import type { Target } from '../graphql-client.js';
import { SteeredSources } from './steered-sources.js';
import { StreamReader } from './stream-reader.js';
import { serveStreams } from './streams-app.js';

const query = 'subscription { told }';
const sources = new SteeredSources();

let app: (FastifyInstance & Target) | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await app?.close();
});

it('does not drop a reader who reads, when more than a megabyte happens at once', async () => {
  app = await serveStreams({ subscribe: () => sources.open() });
  const reader = await StreamReader.open(app, { query });
  await expect.poll(() => sources.asked).toBe(sources.count);
  const text = 'x'.repeat(10_000);
  for (let place = 1; place <= 400; place += 1) sources.tell({ text }, place);
  await reader.until((answers) => answers.length === 400 || answers.some(({ errors }) => errors));
  expect(reader.answers.at(-1)).toEqual({ data: { told: text } });
  await reader.close();
});

it('drops a reader who has missed much and does not read', async () => {
  app = await serveStreams({ subscribe: () => sources.open() });
  const response = await new Promise<IncomingMessage>((resolve) => {
    const asked = request(`${app?.url}/graphql/stream`, {
      method: 'POST',
      headers: { authorization: 'Bearer a.b.c', 'content-type': 'application/json' },
    });
    asked.on('response', resolve);
    asked.end(JSON.stringify({ query }));
  });
  response.pause();
  await expect.poll(() => sources.asked).toBe(sources.count);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const text = 'x'.repeat(900_000);
  for (let place = 1; place <= 20; place += 1) sources.tell({ text }, place, false);
  let ended = false;
  response.once('close', () => {
    ended = true;
  });
  // The system takes some megabytes. Whoever takes nothing for half a minute is dropped, and cut off five seconds later.
  for (let seconds = 0; seconds < 60 && !ended; seconds += 1) {
    for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
    vi.advanceTimersByTime(1_000);
  }
  response.resume();
  let told = '';
  response.setEncoding('utf8');
  try {
    for await (const piece of response) told += piece;
  } catch {
    // It was cut off.
  }
  expect(told.match(/event: next/g)?.length ?? 0).toBeLessThan(20);
});
