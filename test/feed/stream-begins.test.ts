import type { FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import type { ToldSource } from '../../src/feed/told.js';
import type { Target } from '../graphql-client.js';
import { StreamReader } from './stream-reader.js';
import { serveStreams } from './streams-app.js';

const query = 'subscription { told }';
const never = new Promise<never>(() => {});

let app: (FastifyInstance & Target) | undefined;
afterEach(() => app?.close());

it('ends a stream at a shutdown that has not begun, and its source when that comes after all', async () => {
  let begin: (source: ToldSource) => void = () => {};
  let returned = 0;
  const source = {
    [Symbol.asyncIterator]: () => source,
    next: () => never,
    return: async () => {
      returned += 1;
      return { done: true, value: undefined };
    },
  } as ToldSource;
  const begun = new Promise<ToldSource>((resolve) => {
    begin = resolve;
  });
  app = await serveStreams({ subscribe: () => begun });
  const reader = await StreamReader.open(app, { query });
  await app.close();
  await reader.ended;
  expect(reader.answers).toMatchObject([{ errors: [{ extensions: { code: 'GATEWAY_UNAVAILABLE' } }] }]);
  expect(reader.complete).toBe(true);
  begin(source);
  await expect.poll(() => returned).toBeGreaterThan(0);
});

it('ends a stream whose execution throws, instead of leaving it open', async () => {
  app = await serveStreams({
    // graphql-js gives errors of a resolver to the stream. It throws what happens outside of one.
    subscribe: () => Promise.resolve('no source' as unknown as ToldSource),
  });
  const reader = await StreamReader.open(app, { query });
  await reader.ended;
  expect(reader.answers).toMatchObject([{ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }]);
  expect(reader.complete).toBe(true);
});

it.each([
  'subscription { told @skip(if: true) }',
  'subscription { told @include(if: false) }',
  'subscription { ... @skip(if: true) { told } }',
  'subscription { ...other } fragment other on Subscription { told @skip(if: true) }',
])('refuses conditions at the root: %s', async (conditional) => {
  app = await serveStreams({ subscribe: () => never });
  const reader = await StreamReader.open(app, { query: conditional });
  await reader.ended;
  expect(reader.answers).toMatchObject([{ errors: [{ extensions: { code: 'BAD_REQUEST' } }] }]);
  expect(reader.complete).toBe(true);
});

it('refuses documents that are too long to be kept for other streams', async () => {
  app = await serveStreams({ subscribe: () => never });
  const reader = await StreamReader.open(app, { query: `${query} #${'x'.repeat(16_384)}` });
  await reader.ended;
  expect(reader.answers).toMatchObject([
    { errors: [{ message: expect.stringContaining('16384 characters') }] },
  ]);
});
