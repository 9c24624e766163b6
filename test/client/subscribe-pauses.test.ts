import { type SubscribeOptions, subscribe } from 'moderation-gateway-client/strings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { begun, COMPLETE, DOCUMENT, failure, next, opening, type ScriptedEvent } from './scripted-streams.js';

/** What `fetch` answers next; the last one again and again. */
let answers: (() => Promise<Response>)[];
const fakeFetch = (() => (answers.length > 1 ? answers.shift() : answers[0])?.()) as typeof fetch;

/** The pauses that were announced, in milliseconds. */
let pauses: number[];
let ending: AbortController;

const PATIENTLY = { timeout: 30_000 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(Math, 'random').mockReturnValue(1);
  pauses = [];
  ending = new AbortController();
});
afterEach(() => {
  ending.abort();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const encoder = new TextEncoder();
const headers = { 'content-type': 'text/event-stream' };
const stream =
  (...pieces: (string | Uint8Array)[]) =>
  async () => {
    const start = (controller: ReadableStreamDefaultController) => {
      for (const piece of pieces)
        controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
      controller.close();
    };
    return new Response(new ReadableStream({ start }), { headers });
  };
/** Stays open and silent after the text. */
const silentAfter = (text: string) => async () =>
  new Response(new ReadableStream({ start: (controller) => controller.enqueue(encoder.encode(text)) }), {
    headers,
  });
const lost = () => Promise.reject(new TypeError('fetch failed'));

function read(getToken: () => Promise<string> | string = () => 'token', options: SubscribeOptions = {}) {
  const onRetry = (_reason: unknown, pauseMs: number) => pauses.push(pauseMs);
  return subscribe(
    '/graphql/stream',
    getToken,
    DOCUMENT,
    {},
    {
      fetch: fakeFetch,
      onRetry,
      signal: ending.signal,
      ...options,
    },
  );
}

async function all(events: AsyncIterable<ScriptedEvent>): Promise<ScriptedEvent[]> {
  const found: ScriptedEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

describe('the pause before another attempt', () => {
  it('doubles up to half a minute, and is random below that', async () => {
    answers = [lost];
    const reading = all(read());
    await vi.waitUntil(async () => {
      await vi.advanceTimersByTimeAsync(30_000);
      return pauses.length > 7;
    }, PATIENTLY);
    expect(pauses.slice(0, 8)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    ending.abort();
    expect(await reading).toEqual([]);
  });

  it('is short again after a stream that has worked, and not after one that only opened', async () => {
    const opened = stream(next(opening('1')));
    const worked = stream(next(opening('1')), ':\n\n');
    answers = [lost, opened, opened, worked, opened, stream(COMPLETE)];
    vi.mocked(Math.random).mockReturnValue(0.001);

    const reading = all(read());
    await vi.waitUntil(async () => {
      await vi.advanceTimersByTimeAsync(100);
      return pauses.length === 5;
    }, PATIENTLY);
    expect(pauses).toEqual([1, 2, 4, 1, 2]);
    await vi.advanceTimersByTimeAsync(100);
    await reading;
  });

  it.each([
    ['Retry-After', async () => Response.json({}, { status: 429, headers: { 'retry-after': '7' } }), 8_000],
    [
      'Retry-After as a date, which no gateway sends',
      async () =>
        Response.json({}, { status: 503, headers: { 'retry-after': 'Fri, 27 Nov 2026 08:00:00 GMT' } }),
      1_000,
    ],
    ['retryAfterMs', stream(failure('DRAINING', { retryable: true, retryAfterMs: 2_500 })), 3_500],
    ['retry of the stream', stream('retry: 4000\n\n', next(opening('1'))), 5_000],
    [
      'retryAfterMs, five minutes at most',
      stream(failure('DRAINING', { retryable: true, retryAfterMs: 1e12 })),
      301_000,
    ],
    ['what is no number', stream('retry: soon\n\n'), 1_000],
  ])('follows the hint of the server: %s', async (_hint, answer, pauseMs) => {
    answers = [answer, stream(COMPLETE)];
    const reading = all(read());
    await vi.waitUntil(() => pauses.length > 0, PATIENTLY);
    expect(pauses).toEqual([pauseMs]);
    await vi.advanceTimersByTimeAsync(pauseMs);
    await reading;
  });

  it('is left out once for an expired token, and kept if each fresh token expires at once', async () => {
    answers = [stream(next(opening('1')), failure('TOKEN_EXPIRED'))];
    const reading = all(read());
    await vi.waitUntil(async () => {
      await vi.advanceTimersByTimeAsync(10_000);
      return pauses.length > 3;
    }, PATIENTLY);
    expect(pauses.slice(0, 4)).toEqual([0, 2_000, 4_000, 8_000]);
    ending.abort();
    await reading;
  });
});

describe('a connection that is silent', () => {
  it.each<[string, (() => Promise<Response>) | undefined, (() => Promise<string>) | undefined]>([
    ['without an answer', () => new Promise(() => {}), undefined],
    ['within the stream', silentAfter(next(opening('1'))), undefined],
    ['while a refusal is read', async () => new Response(new ReadableStream(), { status: 503 }), undefined],
    ['while a token is fetched', undefined, () => new Promise(() => {})],
  ])('for 45 seconds is given up and opened again: %s', async (_where, answer, getToken) => {
    answers = [answer ?? lost, stream(next(begun('2')), COMPLETE)];
    let asked = 0;
    const token = () => (asked++ === 0 && getToken ? getToken() : 'token');
    if (!answer) answers.shift();
    const reading = all(read(token));
    await vi.advanceTimersByTimeAsync(44_900);
    expect(pauses).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(pauses).toEqual([1_000]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await reading).at(-1)).toEqual(begun('2'));
  });

  it('is kept while comments come', async () => {
    let sent = 0;
    const beats = new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 15_000));
        sent += 1;
        controller.enqueue(encoder.encode(sent < 40 ? ':\n\n' : COMPLETE));
      },
    });
    answers = [async () => new Response(beats, { headers })];
    const reading = all(read());
    await vi.advanceTimersByTimeAsync(41 * 15_000);
    expect(await reading).toEqual([]);
    expect(pauses).toEqual([]);
  });

  it('because its reader is slow is kept, and is not read ahead', async () => {
    let pulled = 0;
    const source = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(encoder.encode(next(begun(`${pulled}`))));
      },
    });
    answers = [async () => new Response(source, { headers })];
    const events = read();
    await events.next();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(pulled).toBeLessThan(5);
    expect(await events.next()).toEqual({ done: false, value: begun('2') });
    expect(pauses).toEqual([]);
  });
});

describe('the text of a stream', () => {
  const EVENTS = [opening('1'), begun('2'), begun('3')];

  describe.each([
    ['a line feed', '\n'],
    ['a return and a line feed', '\r\n'],
    ['a return', '\r'],
  ])('whose lines end in %s', (_name, end) => {
    const text = `${EVENTS.map((event) => next(event, end)).join(`:${end}${end}`)}event: complete${end}data: null${end}${end}`;
    const bytes = encoder.encode(text);

    it('is read in two pieces, wherever the first one ends', async () => {
      for (let at = 0; at <= bytes.length; at += 1) {
        answers = [stream(bytes.subarray(0, at), bytes.subarray(at))];
        expect(await all(read()), `cut at ${at}`).toEqual(EVENTS);
      }
    });

    it('is read byte by byte', async () => {
      answers = [stream(...Array.from(bytes, (byte) => Uint8Array.of(byte)))];
      expect(await all(read())).toEqual(EVENTS);
    });
  });

  it('may have several lines of data, fields without a space, other fields and other events', async () => {
    const json = JSON.stringify({ data: begun('2') }, null, 2);
    const lines = json.split('\n').map((line) => `data:${line}`);
    answers = [
      stream(
        '\uFEFFid: 7\nevent:next\n',
        `${lines.join('\n')}\n\n`,
        'event: other\ndata: 1\n\n',
        'data: 2\n\n',
        COMPLETE,
      ),
    ];

    expect(await all(read())).toEqual([begun('2')]);
  });

  it('is given up where an event has no end', async () => {
    const piece = new Uint8Array(2 ** 20).fill(97);
    let pieces = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pieces += 1;
        controller.enqueue(piece);
      },
    });
    answers = [async () => new Response(endless, { headers }), stream(COMPLETE)];
    const reading = all(read());
    await vi.waitUntil(() => pauses.length > 0, PATIENTLY);
    await vi.advanceTimersByTimeAsync(1_000);
    await reading;
    expect(pieces).toBeLessThan(25);
  });
});
