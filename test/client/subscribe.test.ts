import { SubscriptionError, subscribe } from 'moderation-gateway-client/strings';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  begun,
  breaksOff,
  COMPLETE,
  DOCUMENT,
  failure,
  next,
  opening,
  refuses,
  refusesWith,
  type ScriptedEvent,
  ScriptedStreams,
  writes,
} from './scripted-streams.js';

const streams = new ScriptedStreams();
beforeAll(() => streams.listen());
afterAll(() => streams.close());
// No test waits for a pause; what the pauses are is in subscribe-pauses.test.ts.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => {
  vi.restoreAllMocks();
  streams.reset();
});

let tokens = 0;
beforeEach(() => {
  tokens = 0;
});
const getToken = async () => {
  tokens += 1;
  return `token-${tokens}`;
};

const read = (variables = {}, options = {}) => subscribe(streams.url, getToken, DOCUMENT, variables, options);

async function all(events: AsyncIterable<ScriptedEvent>): Promise<ScriptedEvent[]> {
  const found: ScriptedEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

const acts = (events: readonly ScriptedEvent[]) => events.filter(({ feed }) => feed.action !== null);
const tokensSent = () => streams.requests.map(({ headers }) => headers.authorization);

describe('subscribe', () => {
  it('sends the token, the document and the variables, and gives the data of each event until the gateway completes', async () => {
    streams.scripts = [writes([next(opening('1')), ':\n\n', next(begun('2')), COMPLETE].join(''))];

    expect(await all(read({ room: 7 }))).toEqual([opening('1'), begun('2')]);
    expect(streams.requests).toEqual([
      {
        headers: expect.objectContaining({
          accept: 'text/event-stream',
          'content-type': 'application/json',
          authorization: 'Bearer token-1',
        }),
        query: DOCUMENT,
        variables: { room: 7 },
      },
    ]);
  });

  it('starts after the cursor in the variables, and goes on after the last one that came', async () => {
    streams.scripts = [
      breaksOff(next(opening('5')) + next(begun('6'))),
      writes(next(opening('6')) + COMPLETE),
    ];

    await all(read({ after: '5', room: 7 }));

    expect(streams.requests.map(({ variables }) => variables)).toEqual([
      { after: '5', room: 7 },
      { after: '6', room: 7 },
    ]);
  });

  it('misses nothing and repeats nothing, at whichever byte a stream breaks off', async () => {
    const events = [begun('2'), begun('3'), begun('4')];
    const whole = next(opening('1')) + events.map((event) => next(event)).join(`:\n\n`);
    const bytes = Buffer.byteLength(whole);
    expect(bytes).toBeGreaterThan(300);
    /** As the gateway does: what comes after the cursor, and nothing else. */
    const answerAfter = (after = '1') =>
      next(opening(after)) +
      events
        .filter(({ feed }) => feed.cursor > after)
        .map((event) => next(event))
        .join('');

    for (let at = 0; at <= bytes; at += 1) {
      streams.scripts = [
        breaksOff(whole, at),
        (response, request) => writes(answerAfter(request.variables.after) + COMPLETE)(response, request),
      ];
      expect(acts(await all(read())), `broken off after ${at} bytes`).toEqual(events);
      expect(streams.scripts).toHaveLength(1);
    }
  });

  it('gives no event twice, although a server repeats them', async () => {
    const text = [opening('1'), begun('2'), begun('2'), begun('3')].map((event) => next(event)).join('');
    streams.scripts = [breaksOff(text), breaksOff(text), writes(text + next(begun('4')) + COMPLETE)];

    expect(acts(await all(read()))).toEqual([begun('2'), begun('3'), begun('4')]);
  });

  it('gives the beginning and the end of one action, and each message that only has a cursor', async () => {
    const ended = { feed: { ...begun('3').feed, kind: 'ENDED' as const } };
    const events = [opening('1'), begun('2'), opening('2'), opening('2'), ended];
    streams.scripts = [writes(events.map((event) => next(event)).join('') + COMPLETE)];

    expect(await all(read())).toEqual(events);
  });

  it('takes line ends in texts that end no line of the stream', async () => {
    const pasted = { feed: { ...begun('2').feed, action: { id: 'id-2', reason: 'a\u2028b\u2029c\u0085d' } } };
    streams.scripts = [writes(next(pasted) + COMPLETE)];

    expect(await all(read())).toEqual([pasted]);
    expect(streams.requests).toHaveLength(1);
  });

  it('begins anew without a cursor where events have none', async () => {
    const snapshot = { room: { kind: 'SNAPSHOT', room: null } };
    streams.scripts = [breaksOff(next(snapshot)), writes(next(snapshot) + COMPLETE)];

    expect(await all(read())).toEqual([snapshot, snapshot]);
    expect(streams.requests.map(({ variables }) => variables)).toEqual([{}, {}]);
  });

  it('opens a stream again that ends without a word, that is no JSON, or that is not answered', async () => {
    streams.scripts = [
      (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(),
      (response) => response.destroy(),
      breaksOff('event: next\ndata: <html>\n\n'),
      refuses(503),
      writes(next(begun('2')) + COMPLETE),
    ];
    const onRetry = vi.fn();

    expect(await all(read({}, { onRetry }))).toEqual([begun('2')]);
    expect(onRetry).toHaveBeenCalledTimes(4);
    expect(onRetry).toHaveBeenLastCalledWith(expect.objectContaining({ status: 503, code: '503' }), 0);
  });
});

describe('subscribe, when it is ended', () => {
  /** Whether the server sees the connection close. */
  const closes = () =>
    new Promise<void>((resolve) => {
      streams.scripts = [
        (response, request) => {
          response.on('close', resolve);
          writes(next(opening('1')))(response, request);
        },
      ];
    });

  it('by its signal, is done without an error and closes the connection', async () => {
    const closed = closes();
    const ending = new AbortController();
    const events = read({}, { signal: ending.signal });
    expect(await events.next()).toEqual({ done: false, value: opening('1') });
    const pending = events.next();
    ending.abort();

    expect(await pending).toEqual({ done: true, value: undefined });
    await closed;
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('by break or by return, closes the connection', async () => {
    let closed = closes();
    for await (const event of read()) {
      expect(event).toEqual(opening('1'));
      break;
    }
    await closed;

    closed = closes();
    const events = read();
    await events.next();
    const pending = events.next();
    await events.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    await closed;
  });

  it('while the reader is busy with an event, closes the connection', async () => {
    const closed = closes();
    const ending = new AbortController();
    await read({}, { signal: ending.signal }).next();
    ending.abort();

    await closed;
  });

  it('while events are there that were not asked for, gives no more of them', async () => {
    streams.scripts = [writes(next(opening('1')) + next(begun('2')) + next(begun('3')))];
    const ending = new AbortController();
    const events = read({}, { signal: ending.signal });
    await events.next();
    ending.abort();

    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('before it starts, asks for nothing', async () => {
    streams.scripts = [writes('')];

    expect(await all(read({}, { signal: AbortSignal.abort() }))).toEqual([]);
    expect([tokens, streams.requests]).toEqual([0, []]);
  });

  it('in a pause, ends the pause', async () => {
    vi.mocked(Math.random).mockReturnValue(1);
    streams.scripts = [refuses(503, {}, { 'retry-after': '200' })];
    const ending = new AbortController();
    const pauses: number[] = [];
    const onRetry = (_reason: unknown, pauseMs: number) => {
      pauses.push(pauseMs);
      setImmediate(() => ending.abort());
    };

    expect(await all(read({}, { signal: ending.signal, onRetry }))).toEqual([]);
    expect(pauses).toEqual([201_000]);
  });
});

describe('subscribe with a token that is refused', () => {
  it('gets a fresh token and goes on after the last event, when the stream says that the token has expired', async () => {
    const expired = next(opening('1')) + next(begun('2')) + failure('TOKEN_EXPIRED') + COMPLETE;
    streams.scripts = [writes(expired), writes(next(begun('3')) + COMPLETE)];

    expect(acts(await all(read()))).toEqual([begun('2'), begun('3')]);
    expect(tokensSent()).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(streams.requests[1]?.variables).toEqual({ after: '2' });
  });

  it.each(['TOKEN_EXPIRED', 'UNAUTHENTICATED'])('gets a fresh token after a 401 with %s', async (code) => {
    streams.scripts = [refusesWith(401, code), writes(next(begun('2')) + COMPLETE)];

    expect(await all(read())).toEqual([begun('2')]);
    expect(tokensSent()).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('stops if the fresh token is refused too', async () => {
    streams.scripts = [refusesWith(401, 'TOKEN_EXPIRED')];

    await expect(all(read())).rejects.toMatchObject({
      name: 'SubscriptionError',
      code: 'TOKEN_EXPIRED',
      status: 401,
    });
    expect(streams.requests).toHaveLength(2);
  });

  it('stops if fresh tokens are refused in the stream', async () => {
    streams.scripts = [writes(failure('TOKEN_EXPIRED') + COMPLETE)];

    await expect(all(read())).rejects.toMatchObject({ code: 'TOKEN_EXPIRED', status: 200 });
    expect(streams.requests).toHaveLength(2);
  });

  it('renews each token that has worked, as often as one expires', async () => {
    const lives = (cursor: string) => writes(next(begun(cursor)) + failure('TOKEN_EXPIRED') + COMPLETE);
    streams.scripts = [
      lives('2'),
      lives('3'),
      refusesWith(401, 'TOKEN_EXPIRED'),
      writes(next(begun('4')) + COMPLETE),
    ];

    expect(await all(read())).toEqual([begun('2'), begun('3'), begun('4')]);
    expect(tokens).toBe(4);
  });

  it('asks for a token again after the back end that makes tokens has failed', async () => {
    streams.scripts = [writes(next(begun('2')) + COMPLETE)];
    const onRetry = vi.fn();
    let away = true;
    const token = () => {
      if (!away) return 'token';
      away = false;
      throw new Error('the back end is away');
    };

    expect(await all(subscribe(streams.url, token, DOCUMENT, {}, { onRetry }))).toEqual([begun('2')]);
    expect(onRetry).toHaveBeenCalledExactlyOnceWith(new Error('the back end is away'), 0);
  });
});

describe('subscribe stops', () => {
  it.each([
    [
      'a refused variable, in the stream',
      writes(failure('BAD_USER_INPUT') + COMPLETE),
      'BAD_USER_INPUT',
      200,
    ],
    ['a missing grant', writes(failure('FORBIDDEN', { retryable: false }) + COMPLETE), 'FORBIDDEN', 200],
    ['a malformed request', refusesWith(400, 'BAD_REQUEST'), 'BAD_REQUEST', 400],
    ['a wrong address', refuses(404), '404', 404],
    ['a page instead of a stream', refuses(200, '<html>', { 'content-type': 'text/html' }), '200', 200],
    [
      'a refusal for good with a status that is else for a time',
      refusesWith(503, 'OFF', { retryable: false }),
      'OFF',
      503,
    ],
  ])('at %s', async (_what, script, code, status) => {
    streams.scripts = [script];

    const error = await all(read()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SubscriptionError);
    expect(error).toMatchObject({ code, status });
    expect(streams.requests).toHaveLength(1);
  });

  it('with the cursor still known to the caller, when one has become too old', async () => {
    streams.scripts = [breaksOff(next(begun('2'))), writes(failure('CURSOR_TOO_OLD') + COMPLETE)];
    const events = read();

    expect(await events.next()).toEqual({ done: false, value: begun('2') });
    await expect(events.next()).rejects.toMatchObject({ code: 'CURSOR_TOO_OLD', message: 'CURSOR_TOO_OLD' });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });
});
