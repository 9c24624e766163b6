import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { afterEach, expect, it } from 'vitest';
import type { Target } from '../graphql-client.js';
import { SteeredSources } from './steered-sources.js';
import { StreamReader } from './stream-reader.js';
import { readers, serveStreams } from './streams-app.js';

const query = 'subscription { told }';

let app: (FastifyInstance & Target) | undefined;
afterEach(() => app?.close());

/** Serves sources, and counts the executions. `resolve` gets the number of the execution, from 1. */
async function serve(resolve: (execution: number) => string) {
  const sources = new SteeredSources();
  const executions = { count: 0 };
  const gateway = await serveStreams({
    subscribe: () => sources.open(),
    resolve: () => {
      executions.count += 1;
      return resolve(executions.count);
    },
  });
  app = gateway;
  const open = async () => {
    const reader = await StreamReader.open(gateway, { query });
    await expect.poll(() => sources.asked).toBe(sources.count);
    return reader;
  };
  return { sources, executions, open };
}

const unavailable = () => {
  throw new GraphQLError('away', { extensions: { code: 'JOURNAL_UNAVAILABLE' } });
};

it('executes an event once for two streams, and keeps nothing for one alone', async () => {
  const { sources, executions, open } = await serve((execution) => `text ${execution}`);
  const first = await open();
  sources.tell({}, 1);
  await first.until((answers) => answers.length === 1);
  const second = await open();
  const event = {};
  sources.tell(event, 2);
  await Promise.all([
    first.until((answers) => answers.length === 2),
    second.until((answers) => answers.length === 1),
  ]);
  expect(executions.count).toBe(2);
  await second.close();
  await expect.poll(() => sources.read).toBe(1);
  const alone = {};
  sources.tell(alone, 3);
  await first.until((answers) => answers.length === 3);
  await open();
  sources.tell(alone, 4);
  await expect.poll(() => executions.count).toBe(4);
});

it('tells an event with an error no second time from what is kept', async () => {
  const { sources, open } = await serve((execution) => {
    if (execution === 1) throw new GraphQLError('once', { extensions: { code: 'ANSWER_TOO_LARGE' } });
    return 'whole';
  });
  const event = {};
  const [first, second] = [await open(), await open()];
  sources.tell(event, 1);
  await first.until((answers) => answers.length === 1);
  await second.until((answers) => answers.length === 1);
  expect(first.answers[0]?.errors).toHaveLength(1);
  sources.tell(event, 1);
  await first.until((answers) => answers.length === 2);
  expect(first.answers[1]).toEqual({ data: { told: 'whole' } });
});

it('has events wait for what they read beside the requests, and not among them', async () => {
  const lines = new Set<unknown>();
  const sources = new SteeredSources();
  app = await serveStreams({
    subscribe: () => sources.open(),
    resolve: (_told, _args, { gateway }) => {
      lines.add(gateway.readers);
      return 'text';
    },
  });
  const ask = [query, 'subscription { other: told }'];
  const both = await Promise.all(ask.map((each) => StreamReader.open(app as Target, { query: each })));
  await expect.poll(() => sources.asked).toBe(2);
  sources.tell({}, 1);
  for (const reader of both) await reader.until((answers) => answers.length === 1);
  // One line for all streams together.
  expect(lines.size).toBe(1);
  expect(lines.has(readers)).toBe(false);
});

it('tries an event again of which the journal cannot be read', async () => {
  const { sources, open } = await serve((execution) => (execution === 1 ? unavailable() : 'whole'));
  const reader = await open();
  sources.tell({}, 1);
  await reader.until((answers) => answers.length === 1);
  expect(reader.answers).toEqual([{ data: { told: 'whole' } }]);
});

it('ends a stream before an event of which the journal cannot be read, and not behind it', async () => {
  const { sources, open } = await serve((execution) => (execution === 1 ? 'whole' : unavailable()));
  const reader = await open();
  sources.tell({}, 1);
  sources.tell({}, 2);
  await reader.ended;
  expect(reader.answers).toEqual([
    { data: { told: 'whole' } },
    {
      errors: [
        expect.objectContaining({
          extensions: {
            code: 'JOURNAL_UNAVAILABLE',
            outcome: 'NOT_APPLIED',
            retryable: true,
            cursor: 'cursor 1',
          },
        }),
      ],
    },
  ]);
  expect(reader.complete).toBe(true);
});
