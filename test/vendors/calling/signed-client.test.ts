import { describe, expect, it } from 'vitest';
import { type Attempt, vendorRequestIdOf } from '../../../src/vendors/calling/attempt.js';
import type { Dialect, Envelope } from '../../../src/vendors/calling/dialect.js';
import type { CallRequest } from '../../../src/vendors/calling/retry.js';
import type { VendorAnswer, VendorRequest } from '../../../src/vendors/calling/send-request.js';
import { SignedClient } from '../../../src/vendors/calling/signed-client.js';
import type { AnswerTo, VendorApi } from '../../../src/vendors/calling/vendor-api.js';
import { refused, refusedForNow, undecided } from '../../../src/vendors/calling/vendor-failure.js';
import { SimulatedClock } from './simulated-clock.js';

const DAY_MS = 86_400_000;
const SECRET = 'the-secret';

interface Vendor {
  client: SignedClient;
  clock: SimulatedClock;
  sent: VendorRequest[];
  /** The dates that a key was derived for. */
  keys: string[];
  attempts: Attempt<unknown>[];
  /** Whom the client reported as absent, and the time that it gave. */
  absences: [string, number][];
  request: CallRequest;
}

interface VendorOptions {
  status?: number;
  startMs?: number;
  /** The `Date` of the answers. */
  dateMs?: number | undefined;
}

/**
 * A client of a vendor that gives these answers in order. The time of day begins at `startMs`, and every request takes a
 * millisecond.
 */
function connect(
  answers: (Envelope | 'nonsense')[],
  { status = 200, startMs = 0, dateMs }: VendorOptions = {},
): Vendor {
  const clock = new SimulatedClock();
  const sent: VendorRequest[] = [];
  const keys: string[] = [];
  const attempts: Attempt<unknown>[] = [];
  const absences: [string, number][] = [];
  const dialect: Dialect = {
    endpoint: new URL('http://127.0.0.1:1'),
    credentials: ['the-key-id', SECRET, undefined],
    keyDate: (ms) => `day ${Math.floor(ms / DAY_MS)}`,
    signingKey(date) {
      keys.push(date);
      return Buffer.from(date);
    },
    sign: ({ api, scope, body }, ms, key) => ({
      path: `/${api}/${scope ?? ''}`,
      headers: { signature: `${key} at ${ms}` },
      body,
    }),
    open: (body) => (body === 'nonsense' ? undefined : JSON.parse(body)),
    meaning: (code) =>
      code === 'absent'
        ? refused('user-not-in-room')
        : code === 'busy'
          ? refusedForNow('vendor-unavailable', 'backing-off')
          : undecided('unknown-code', 'never'),
  };
  const counting = {
    sharedPrefix: 'Vendor',
    credentialId: 'the-key-id',
    applicationId: 1,
    scale: { configured: 20, documented: 20 },
    codes: [],
  };
  const send = (request: VendorRequest): Promise<VendorAnswer> => {
    sent.push(request);
    const answer = answers.shift() ?? 'nonsense';
    return Promise.resolve({
      status,
      body: answer === 'nonsense' ? answer : JSON.stringify(answer),
      ...(dateMs !== undefined && { dateMs }),
    });
  };
  const client = new SignedClient(dialect, counting, [], {
    vendor: 'VENDOR',
    clock,
    epochMs: () => startMs + sent.length,
    random: () => 0,
    timeoutMs: 5_000,
    queueMax: 10,
    noticeAbsence: ({ userId }, sentAt) => absences.push([userId, sentAt]),
    log: { error: () => {}, warn: () => {}, info: () => {} },
    connect: () => ({ send, close: () => Promise.resolve() }),
  });
  const observer = {
    waited: () => {},
    attempted: (_api: string, _from: number, _to: number, attempt: Attempt<unknown>) => {
      attempts.push(attempt);
    },
  };
  return {
    client,
    clock,
    sent,
    keys,
    attempts,
    absences,
    request: { caller: 'a', deadline: 15_000, observer },
  };
}

/** Its value is the body that it was given to read. */
const ECHO: VendorApi<{ word: string }, { result: unknown; answer: AnswerTo<{ word: string }> }> = {
  api: 'Echo',
  callsPerSecond: 20,
  body: ({ word }) => word,
  read: (result, answer) => (result === 'unfit' ? undefined : { result, answer }),
};
const ARGS = { word: 'hello' };

async function call({ client, clock, request }: Vendor, api = ECHO) {
  const result = client.call(api, ARGS, request);
  await clock.run(5_000);
  return result;
}

describe('a signed client', () => {
  it('gives the result of a call, and its request id', async () => {
    const vendor = connect([{ requestId: 'r1', result: 42 }]);
    expect(await call(vendor, { ...ECHO, scope: () => 'here' })).toMatchObject({
      ok: true,
      vendorRequestId: 'r1',
      attempts: 1,
      value: { result: 42, answer: { args: ARGS, requestId: 'r1', earlierAttemptMayHaveLanded: false } },
    });
    expect(vendor.sent).toMatchObject([{ path: '/Echo/here', body: 'hello' }]);
  });

  it('tells the request id of every attempt, successful or not', async () => {
    const busy = { code: 'busy', message: '' };
    const vendor = connect([
      { requestId: 'r1', error: busy, result: null },
      { requestId: 7, error: busy, result: null },
      { requestId: 'r3', result: null },
    ]);
    expect(await call(vendor)).toMatchObject({ ok: true, attempts: 3 });
    expect(vendor.attempts.map(vendorRequestIdOf)).toEqual(['r1', undefined, 'r3']);
  });

  it('signs each attempt with the current time, and derives its key once a day', async () => {
    const busy: Envelope = { requestId: 'r', error: { code: 'busy', message: '' }, result: null };
    const vendor = connect([busy, busy, busy, { requestId: 'r', result: null }], { startMs: DAY_MS - 2 });
    expect(await call(vendor)).toMatchObject({ ok: true });
    expect(vendor.sent.map(({ headers }) => headers.signature)).toEqual([
      `day 0 at ${DAY_MS - 2}`,
      `day 0 at ${DAY_MS - 1}`,
      `day 1 at ${DAY_MS}`,
      `day 1 at ${DAY_MS + 1}`,
    ]);
    expect(vendor.keys).toEqual(['day 0', 'day 1']);
  });

  it('removes its credentials from the vendor’s messages', async () => {
    const message = `bad: ${SECRET} ${encodeURIComponent(SECRET)} ${Buffer.from(SECRET).toString('base64')}`;
    const vendor = connect([{ requestId: SECRET, error: { code: SECRET, message }, result: null }]);
    expect(await call(vendor)).toMatchObject({
      failure: {
        vendorCode: '[redacted]',
        vendorMessage: 'bad: [redacted] [redacted] [redacted]',
        vendorRequestId: '[redacted]',
      },
    });
  });

  it.each([
    ['by the vendor’s clock, where this machine’s is ahead', 110_000, 100_000, 100_000],
    ['by this machine’s clock, where it is behind', 90_000, 100_000, 90_000],
    ['by this machine’s clock, where the answer has no date', 110_000, undefined, 110_000],
  ])('reports who is not in the room, and when it asked, %s', async (_name, startMs, dateMs, sentAt) => {
    const absent: Envelope = { requestId: 'r', error: { code: 'absent', message: '' }, result: null };
    const vendor = connect([absent], { startMs, dateMs });
    const person = { applicationId: 1, room: { roomId: 1 }, userId: 'anna' };
    expect(await call(vendor, { ...ECHO, person: () => person })).toMatchObject({ ok: false });
    expect(vendor.absences).toEqual([['anna', sentAt]]);
  });

  it.each<[string, Envelope | 'nonsense', { status?: number }]>([
    ["a text that is not the vendor's", 'nonsense', {}],
    ['an answer without a request id', { requestId: '', result: 1 }, {}],
    ['a result that does not fit', { requestId: 'r', result: 'unfit' }, {}],
    ['a status of 202', { requestId: 'r', result: 1 }, { status: 202 }],
    ['an error without a code', { requestId: 'r', error: { code: 5, message: '' }, result: null }, {}],
  ])('does not take for a success %s', async (_name, answer, options) => {
    const vendor = connect(Array(4).fill(answer), options);
    expect(await call(vendor)).toMatchObject({
      ok: false,
      failure: { reason: 'answer-unreadable', outcome: 'UNKNOWN' },
    });
  });
});
