import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type GatewayBefore, startGatewayBefore } from '../gateway-before.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument, VendorsDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { type SteeredClock, steeredClock } from '../steered-clock.js';
import {
  type ClockJudgingVendor,
  type OddAnswer,
  startClockJudgingVendor,
} from '../vendors/calling/clock-judging-vendor.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let time: SteeredClock;
let vendor: ClockJudgingVendor;
let gateway: GatewayBefore;

beforeAll(async () => {
  time = steeredClock();
  vendor = await startClockJudgingVendor(time.trueEpochMs);
  const vendors = { trtc: vendor, volcengine: vendor };
  gateway = await startGatewayBefore(vendors, { CALLER_REQUESTS_PER_SECOND: '0' }, time.surroundings);
  // The token is cached from now on, so the time of day does not matter for it.
  expect(await slotsMissing()).toBe(0);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await gateway.close();
  await vendor.close();
});

/** Long enough that all slots of earlier calls are free again. */
const A_WHILE_MS = 2_000;

async function mute(userId = 'alice'): Promise<string> {
  time.pass(A_WHILE_MS);
  const input = { roomId: 10006, userId, state: 'AUDIO_DISABLED' } as const;
  const { data, errors } = await send(gateway, SetUserMediaStateDocument, { input });
  expect(errors).toBeUndefined();
  return resultOf(data?.setUserMediaState);
}

async function add(userId = '1'): Promise<string> {
  time.pass(A_WHILE_MS);
  const input = { userId: '10001', users: [{ userId }] };
  const { data, errors } = await send(gateway, AddToBlacklistDocument, { input });
  expect(errors).toBeUndefined();
  return resultOf(data?.addToBlacklist);
}

/** `done`, or the reason and the outcome of the failure. */
function resultOf(answer: { __typename: string } | undefined): string {
  if (answer?.__typename.endsWith('Success')) return 'done';
  const { code, outcome } = answer as { code?: string; outcome?: string };
  return `${code} ${outcome}`;
}

/** How many slots of all quotas are not free long after every call has ended. */
async function slotsMissing(): Promise<number> {
  time.pass(A_WHILE_MS);
  const { data } = await send(gateway, VendorsDocument, {});
  const quotas = data?.vendors.flatMap(({ quotas }) => quotas) ?? [];
  expect(quotas.length).toBeGreaterThan(1);
  return quotas.reduce((sum, { callsPerSecond, slotsLeft }) => sum + callsPerSecond - slotsLeft, 0);
}

const CALLS = { setUserMediaState: mute, addToBlacklist: add };
const SKEWED = 'VENDOR_CLOCK_SKEW NOT_APPLIED';
const WRONG = { refuses: true } as const;

describe.each(Object.entries(CALLS))('%s:', (_name, call) => {
  beforeEach(async () => {
    vendor.clear();
    time.setTimeOfDay(0);
    // Whatever state the test before has left, a second call succeeds.
    await call();
    expect(await call()).toBe('done');
  });

  /** Three ways to write it: RFC 9110, section 5.6.7. */
  const formsOf = (ms: number) => {
    const imf = new Date(ms).toUTCString();
    const [, day, month, year, clock] = /^\w+, (\d\d) (\w+) (\d+) ([\d:]+) GMT$/.exec(imf) ?? [];
    const weekday = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][
      new Date(ms).getUTCDay()
    ];
    return {
      imf,
      rfc850: `${weekday}, ${day}-${month}-${year?.slice(-2)} ${clock} GMT`,
      asctime: `${imf.slice(0, 3)} ${month} ${day?.replace(/^0/, ' ')} ${clock} ${year}`,
    };
  };
  const at = (offBy: number) => formsOf(Date.now() + offBy);

  const dates: readonly (readonly [string, () => string | null])[] = [
    ['no Date', () => null],
    ['an empty Date', () => ''],
    ['a Date that is none', () => 'yesterday'],
    ['two Dates in one', () => `${at(0).imf}, ${at(HOUR_MS).imf}`],
    ['a number for a Date', () => '5'],
    ['the right Date', () => at(0).imf],
    ['a Date of a minute ahead', () => at(MINUTE_MS).imf],
    ['a Date of an hour ago', () => at(-HOUR_MS).imf],
    ['a Date of an hour ahead, as RFC 850 has it', () => at(HOUR_MS).rfc850],
    ['a Date of an hour ahead, as asctime has it', () => at(HOUR_MS).asctime],
    ['a Date of just under a day ahead', () => at(DAY_MS - MINUTE_MS).imf],
    ['a Date of a year ahead', () => at(365 * DAY_MS).imf],
    ['a Date before 1970', () => 'Sun, 06 Nov 1904 08:49:37 GMT'],
    ['a Date of the year 9999', () => 'Fri, 31 Dec 9999 23:59:59 GMT'],
    ['the latest Date that there is', () => 'Sat, 13 Sep 275760 00:00:00 GMT'],
    ['a Date later than any', () => 'Sat, 13 Sep 275761 00:00:00 GMT'],
  ];

  it.each(dates)('the next call succeeds after a refusal of the right time with %s', async (_name, date) => {
    vendor.answerOddly({ ...WRONG, date: date() }, { date: null });
    expect(['done', SKEWED]).toContain(await call());
    vendor.answerOddly({ date: null });
    expect(await call()).toBe('done');
    expect(await slotsMissing()).toBe(0);
  });

  it.each(dates)(
    'a later call succeeds after several refusals of the right time with %s',
    async (_name, date) => {
      for (let times = 0; times < 3; times += 1) {
        vendor.answerOddly({ ...WRONG, date: date() }, { ...WRONG, date: date() });
        expect(await call()).toBe(SKEWED);
      }
      vendor.answerOddly({ date: null }, { date: null });
      expect(await call()).toBe('done');
      expect(await slotsMissing()).toBe(0);
    },
  );

  it('uses this machine’s clock after a refusal without a Date', async () => {
    vendor.answerOddly({ ...WRONG, date: at(HOUR_MS).imf }, { date: null });
    expect(await call()).toBe(SKEWED);
    vendor.answerOddly({ date: null });
    expect(await call()).toBe('done');
  });

  it.each(['imf', 'rfc850', 'asctime'] as const)(
    'a clock that is an hour off is corrected by a Date in the form of %s, in the same call',
    async (form) => {
      time.setTimeOfDay(-HOUR_MS);
      vendor.answerOddly({ ...WRONG, date: at(HOUR_MS)[form] });
      expect(await call()).toBe('done');
      expect(await call()).toBe('done');
    },
  );

  it.each([
    ['with the right Date', undefined],
    ['without a Date', null],
  ])('a clock that was corrected may be set right, or wrong in another way: %s', async (_name, date) => {
    time.setTimeOfDay(-HOUR_MS);
    expect(await call()).toBe('done');
    time.setTimeOfDay(0);
    vendor.answerOddly(date === null ? { ...WRONG, date } : {});
    expect(await call()).toBe('done');
    time.setTimeOfDay(2 * HOUR_MS);
    expect(await call()).toBe('done');
  });

  it('does not correct a clock that is wrong by more than a day, and answers VENDOR_CLOCK_SKEW', async () => {
    time.setTimeOfDay(-2 * DAY_MS);
    expect(await call()).toBe(SKEWED);
    expect(await call()).toBe(SKEWED);
    time.setTimeOfDay(0);
    expect(await call()).toBe('done');
  });

  it('corrects its clock once for concurrent calls, and all of them succeed', async () => {
    time.setTimeOfDay(-HOUR_MS);
    const users = ['11', '12', '13', '14', '15'];
    expect(new Set(await Promise.all(users.map((user) => call(user))))).toEqual(new Set(['done']));
    time.setTimeOfDay(0);
    expect(new Set(await Promise.all(users.map((user) => call(user))))).toEqual(new Set(['done']));
    expect(await slotsMissing()).toBe(0);
  });
});

it('after any Dates and clocks the second call succeeds, and every slot is given back', async () => {
  const offBy = fc.oneof(
    fc.constantFrom(0, 0, HOUR_MS, -HOUR_MS, MINUTE_MS, DAY_MS - 1_000, 3 * DAY_MS, 8.64e15),
    fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }),
  );
  const date = fc.oneof(
    fc.constantFrom<string | null | undefined>(null, undefined, '', 'x', 'Sat, 13 Sep 275760 00:00:00 GMT'),
    offBy.map((ms) => new Date(Math.min(8.64e15, Date.now() + ms)).toUTCString()),
  );
  const odd = fc.record({ refuses: fc.boolean(), date }, { requiredKeys: [] }) as fc.Arbitrary<OddAnswer>;
  const step = fc.record({
    // Within the token's life.
    timeOfDay: offBy.filter((ms) => Math.abs(ms) < 11 * HOUR_MS),
    answers: fc.array(odd, { maxLength: 5 }),
    calls: fc.array(fc.constantFrom(mute, add), { minLength: 1, maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      for (const { timeOfDay, answers, calls } of steps) {
        time.setTimeOfDay(timeOfDay);
        vendor.clear();
        vendor.answerOddly(...answers);
        const results = await Promise.all(calls.map((call, index) => call(`${20 + index}`)));
        for (const result of results) expect(['done', SKEWED]).toContain(result);
      }
      vendor.clear();
      for (const call of [mute, add]) {
        await call();
        expect(await call()).toBe('done');
      }
      expect(await slotsMissing()).toBe(0);
    }),
    { numRuns: 40 },
  );
}, 180_000);
