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
  type ScriptedEvent,
  ScriptedStreams,
  writes,
} from './scripted-streams.js';

const streams = new ScriptedStreams();
beforeAll(() => streams.listen());
afterAll(() => streams.close());
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => {
  vi.restoreAllMocks();
  streams.reset();
});

/** An event of which a part could not be read. */
const partly = (cursor: string): ScriptedEvent => ({
  feed: { ...begun(cursor).feed, action: null },
});
const withErrors = (data: unknown, code: string, extensions: object = {}) => {
  const errors = [{ message: code, path: ['feed', 'action'], extensions: { code, ...extensions } }];
  return `event: next\ndata: ${JSON.stringify({ data, errors })}\n\n`;
};

/** What comes, in order: events, errors that are told with them, and attempts that failed. */
async function read() {
  const story: unknown[] = [];
  const onErrors = (errors: readonly { message: string }[]) =>
    story.push(errors.map(({ message }) => message));
  const onRetry = (reason: unknown) => story.push((reason as SubscriptionError).code);
  const events = subscribe(streams.url, () => 'token', DOCUMENT, {}, { onErrors, onRetry });
  for await (const event of events) story.push(event);
  return story;
}

const cursorsAsked = () => streams.requests.map(({ variables }) => variables.after);

describe('subscribe, where an event comes with errors', () => {
  it('asks for it again, and goes on when it comes whole', async () => {
    streams.scripts = [
      writes(next(opening('1')) + withErrors(partly('2'), 'INTERNAL_SERVER_ERROR')),
      writes(next(opening('1')) + next(begun('2')) + next(begun('3')) + COMPLETE),
    ];

    expect(await read()).toEqual([
      opening('1'),
      'INTERNAL_SERVER_ERROR',
      opening('1'),
      begun('2'),
      begun('3'),
    ]);
    expect(cursorsAsked()).toEqual([undefined, '1']);
  });

  it('gives it with its errors at the third attempt, and goes on behind it', async () => {
    const fails = next(opening('1')) + withErrors(partly('2'), 'INTERNAL_SERVER_ERROR');
    streams.scripts = [
      writes(fails),
      writes(fails),
      breaksOff(fails + next(begun('3'))),
      writes(next(begun('4')) + COMPLETE),
    ];

    expect((await read()).slice(-6)).toEqual([
      opening('1'),
      ['INTERNAL_SERVER_ERROR'],
      partly('2'),
      begun('3'),
      undefined,
      begun('4'),
    ]);
    expect(cursorsAsked()).toEqual([undefined, '1', '1', '3']);
  });

  it('gives it at once if the error lasts, and each one after it', async () => {
    streams.scripts = [
      writes(
        withErrors(partly('2'), 'FORBIDDEN', { retryable: false }) +
          withErrors(partly('3'), 'ANSWER_TOO_LARGE', { retryable: false }) +
          COMPLETE,
      ),
    ];

    expect(await read()).toEqual([['FORBIDDEN'], partly('2'), ['ANSWER_TOO_LARGE'], partly('3')]);
    expect(streams.requests).toHaveLength(1);
  });

  it('counts the attempts of each event alone', async () => {
    const fails = (cursor: string) => withErrors(partly(cursor), 'INTERNAL_SERVER_ERROR');
    streams.scripts = [
      writes(fails('2')),
      writes(fails('2')),
      writes(next(begun('2')) + fails('3')),
      writes(fails('3')),
      writes(next(begun('3')) + COMPLETE),
    ];

    expect((await read()).filter((part) => typeof part === 'object')).toEqual([begun('2'), begun('3')]);
  });

  it('ends with an error that has the event if nobody hears of errors', async () => {
    const fails = next(opening('1')) + withErrors(partly('2'), 'INTERNAL_SERVER_ERROR');
    streams.scripts = [writes(fails)];
    const events = subscribe(streams.url, () => 'token', DOCUMENT, {});

    const all = async () => {
      for await (const event of events) expect(event).toEqual(opening('1'));
    };
    const error = await all().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SubscriptionError);
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', data: partly('2') });
    expect(streams.requests).toHaveLength(3);
  });
});

describe('subscribe, where an event without a cursor comes with errors', () => {
  const snapshot = { room: { kind: 'SNAPSHOT', room: { userCount: 2 }, restriction: null } };
  const given = { room: { kind: 'RESTRICTION', room: null, restriction: { action: null } } };
  const left = { room: { kind: 'LEFT', room: null, restriction: null } };

  it('gives it at once, because it does not come again', async () => {
    const fails = withErrors(given, 'JOURNAL_UNAVAILABLE', { retryable: true });
    const whole = next(snapshot) + fails + next(left) + fails + COMPLETE;
    streams.scripts = [writes(whole), writes(next(snapshot) + COMPLETE)];

    const told = [['JOURNAL_UNAVAILABLE'], given];
    expect(await read()).toEqual([snapshot, ...told, left, ...told]);
    expect(streams.requests).toHaveLength(1);
  });

  it('asks for the first one again, which comes again, three times in all', async () => {
    const unread = { room: { ...snapshot.room, room: null } };
    const fails = withErrors(unread, 'JOURNAL_UNAVAILABLE', { retryable: true });
    streams.scripts = [writes(fails), breaksOff(next(snapshot)), writes(fails), writes(fails)];
    streams.scripts.push(writes(fails + next(left) + COMPLETE));

    const retried = 'JOURNAL_UNAVAILABLE';
    const brokeOff = undefined;
    expect(await read()).toEqual([
      ...[retried, snapshot, brokeOff],
      ...[retried, retried, [retried], unread, left],
    ]);
    expect(streams.requests).toHaveLength(5);
  });

  it('ends with an error that has the event if nobody hears of errors', async () => {
    streams.scripts = [
      writes(next(snapshot) + withErrors(given, 'JOURNAL_UNAVAILABLE', { retryable: true })),
    ];
    const events = subscribe(streams.url, () => 'token', DOCUMENT, {});

    expect(await events.next()).toMatchObject({ value: snapshot });
    await expect(events.next()).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE', data: given });
    expect(streams.requests).toHaveLength(1);
  });
});

describe('subscribe, where onErrors throws', () => {
  const fault = new Error('The page could not be drawn.');
  const fails = withErrors(partly('2'), 'FORBIDDEN', { retryable: false });

  it('ends with what it has thrown, and asks for nothing more', async () => {
    let isClosed = false;
    const first: (typeof streams.scripts)[number] = (response, request) => {
      response.on('close', () => {
        isClosed = true;
      });
      writes(next(opening('1')) + fails)(response, request);
    };
    streams.scripts = [first, writes(next(begun('3')) + COMPLETE)];
    const onRetry = vi.fn();
    const onErrors = () => {
      throw fault;
    };
    const events = subscribe(streams.url, () => 'token', DOCUMENT, {}, { onRetry, onErrors });

    expect(await events.next()).toMatchObject({ value: opening('1') });
    await expect(events.next()).rejects.toBe(fault);
    expect(await events.next()).toEqual({ done: true, value: undefined });
    await expect.poll(() => isClosed).toBe(true);
    expect(onRetry).not.toHaveBeenCalled();
    expect(streams.requests).toHaveLength(1);
  });

  it('throws it also if the subscription was ended just before', async () => {
    streams.scripts = [writes(fails)];
    const ending = new AbortController();
    const onErrors = () => {
      ending.abort();
      throw fault;
    };
    const events = subscribe(streams.url, () => 'token', DOCUMENT, {}, { onErrors, signal: ending.signal });

    await expect(events.next()).rejects.toBe(fault);
  });
});

describe('subscribe, where the cursor is gone', () => {
  const gone = failure('INVALID_INPUT', {
    retryable: false,
    issues: [{ path: 'after', code: 'EXPIRED', message: 'is not in this journal' }],
  });

  it('stops and says so, so that the page can be read again', async () => {
    streams.scripts = [breaksOff(next(begun('2'))), writes(gone + COMPLETE)];
    const events = subscribe(streams.url, () => 'token', DOCUMENT, {});

    await events.next();
    await expect(events.next()).rejects.toMatchObject({ code: 'INVALID_INPUT', cursorIsGone: true });
    expect(cursorsAsked()).toEqual([undefined, '2']);
  });

  it('does not say so of other refusals', async () => {
    for (const script of [
      failure('INVALID_INPUT', { issues: [{ path: 'after', code: 'MALFORMED', message: '' }] }),
      failure('FORBIDDEN', { retryable: false }),
    ]) {
      streams.scripts = [writes(script + COMPLETE)];
      const events = subscribe(streams.url, () => 'token', DOCUMENT, {});
      await expect(events.next()).rejects.toMatchObject({ cursorIsGone: false });
    }
  });
});
