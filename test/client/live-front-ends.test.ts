import { parse } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApolloClient } from '../../docs/apollo-client.js';
import { createUrqlClient } from '../../docs/urql.js';
import { relaySubscription } from './relay-front-end.js';
import {
  breaksOff,
  COMPLETE,
  failure,
  next,
  refusesWith,
  ScriptedStreams,
  writes,
} from './scripted-streams.js';

interface Data {
  feed: { __typename: string; cursor: string; kind: string | null };
}

interface Sink {
  next(data: unknown): void;
  error(error: Error): void;
  complete(): void;
}

const TEXT =
  'subscription feedSubscription($after: String) {\n  feed(after: $after) {\n    __typename\n    cursor\n    kind\n  }\n}\n';

/** Subscribes as the pages of the documentation say. Returns a function that ends it. */
type Subscribe = (url: string, getToken: () => Promise<string>, variables: object, sink: Sink) => () => void;

const frontEnds: [string, Subscribe][] = [
  [
    'Apollo Client',
    (url, getToken, variables, sink) => {
      const client = createApolloClient(url, getToken);
      const subscription = client.subscribe({ query: parse(TEXT), variables }).subscribe({
        next: ({ data, error }) => (error ? sink.error(error) : sink.next(data)),
        complete: () => sink.complete(),
      });
      return () => subscription.unsubscribe();
    },
  ],
  [
    'urql',
    (url, getToken, variables, sink) => {
      const { unsubscribe } = createUrqlClient(url, getToken)
        .subscription(parse(TEXT), variables)
        .subscribe(({ data, error, hasNext }) => {
          if (error) return sink.error(error);
          // urql gives the last event once more when the subscription completes.
          if (hasNext) sink.next(data);
          else sink.complete();
        });
      return unsubscribe;
    },
  ],
  [
    'Relay',
    (url, getToken, variables, sink) =>
      relaySubscription(
        url,
        getToken,
        {
          name: 'feedSubscription',
          kind: 'subscription',
          text: TEXT,
          field: 'feed',
          type: 'FeedEvent',
          scalars: ['__typename', 'cursor', 'kind'],
          argument: 'after',
        },
        variables,
        sink,
      ),
  ],
];

const streams = new ScriptedStreams();
beforeAll(() => streams.listen());
afterAll(() => streams.close());
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => {
  vi.restoreAllMocks();
  streams.reset();
});

const event = (cursor: string, kind: string | null = 'BEGUN'): Data => ({
  feed: { __typename: 'FeedEvent', cursor, kind },
});

describe.each(frontEnds)('a subscription of %s, as documented', (_name, subscribe) => {
  /** Subscribes and notes what comes. */
  const follow = (variables: object = {}) => {
    const came: unknown[] = [];
    const failed: Error[] = [];
    let tokens = 0;
    const getToken = async () => `token-${++tokens}`;
    let end = () => {};
    const ended = new Promise<Error | undefined>((resolve) => {
      const sink = {
        next: (data: unknown) => came.push(data),
        error(error: Error) {
          failed.push(error);
          resolve(error);
        },
        complete: () => resolve(undefined),
      };
      end = subscribe(streams.url.replace(/\/stream$/, ''), getToken, variables, sink);
    });
    return { came, failed, ended, end: () => end() };
  };

  it('goes on through streams that break off and tokens that expire, with nothing missing and nothing twice', async () => {
    const events = ['2', '3', '4', '5'].map((cursor) => event(cursor));
    const eventsAfter = (cursor = '1') =>
      next(event(cursor, null)) +
      events
        .filter(({ feed }) => feed.cursor > cursor)
        .map((one) => next(one))
        .join('');
    streams.scripts = [
      breaksOff(eventsAfter(), Buffer.byteLength(next(event('1', null)) + next(event('2'))) + 30),
      refusesWith(503, 'DRAINING'),
      writes(next(event('3')) + failure('TOKEN_EXPIRED') + COMPLETE),
      (response, request) => writes(eventsAfter(request.variables.after) + COMPLETE)(response, request),
    ];

    const { came, ended } = follow({ after: '1' });
    expect(await ended).toBeUndefined();
    expect(came.filter((data) => (data as Data).feed.kind !== null)).toEqual(events);
    expect(streams.requests.map(({ variables }) => variables.after)).toEqual(['1', '2', '2', '3']);
    expect(new Set(streams.requests.map(({ headers }) => headers.authorization)).size).toBe(4);
    expect(streams.requests[0]?.query).toContain('subscription feedSubscription');
  });

  it('is told of an error that another attempt would not mend', async () => {
    streams.scripts = [writes(next(event('2')) + failure('FORBIDDEN', { retryable: false }) + COMPLETE)];

    const { came, ended } = follow();
    expect((await ended)?.message).toContain('FORBIDDEN');
    expect(came).toEqual([event('2')]);
    expect(streams.requests).toHaveLength(1);
  });

  it('is told of the errors of an event, and of the events behind it', async () => {
    const errors = [{ message: 'too large', extensions: { code: 'ANSWER_TOO_LARGE', retryable: false } }];
    const partly = `event: next\ndata: ${JSON.stringify({ data: event('2'), errors })}\n\n`;
    streams.scripts = [writes(next(event('1')) + partly + next(event('3')) + COMPLETE)];

    const { came, failed, ended } = follow();
    await expect.poll(() => came).toContainEqual(event('3'));
    await expect.poll(() => came).toContainEqual(event('1'));
    // Relay gives what has come: a field that failed is null there.
    const told = failed.map(({ message }) => message).concat(came.length === 3 ? ['too large'] : []);
    expect(told).toEqual([expect.stringContaining('too large')]);
    await ended;
  });

  it('closes its connection when it is ended', async () => {
    let close = () => {};
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    streams.scripts = [
      (response, request) => {
        response.on('close', close);
        writes(next(event('2')))(response, request);
      },
    ];
    const { came, end } = follow();
    await expect.poll(() => came).toEqual([event('2')]);
    end();
    await closed;
    expect(streams.requests).toHaveLength(1);
  });
});
