import { LONG_AGO } from '../../time/clock.js';

/** What was measured, in milliseconds. JSON: it can be kept in a database. */
export interface RoundTripSpans {
  recent: Span;
  earlier: Span;
  mean?: number;
}

interface Span {
  start: number;
  count: number;
  sum: number;
  least: number;
}

export function noRoundTrips(): RoundTripSpans {
  return { recent: emptySpan(LONG_AGO), earlier: emptySpan(LONG_AGO) };
}

/**
 * How much sooner than a second after its answer a call's permit may come back.
 *
 * Call j takes over call i's permit. The vendor sees i no later than i's answer less the way back, and j no
 * sooner than j's sending plus the way out. So, if j is sent one second less an allowance after i's answer,
 * the vendor sees them a second apart whenever
 *
 *     way back of i + way out of j  >=  allowance.
 *
 * Neither way can be measured, and they need not be alike; but their sum, of two calls, is what a round trip
 * is, of one. The least round trip seen would therefore do if it were the least there can be. It is a little
 * more than that, by luck, so something is kept in reserve. Where the delays of the two ways vary by chance and
 * independently, few round trips are near the least there can be (their density grows from zero), and the luck
 * of the best of n falls as the square root of n: hence the reserve below.
 *
 * - A round trip that grows is harmless: the least recent one is then less than need be.
 * - One that suddenly shrinks by more than the reserve can let calls through too early until the first shorter
 *   answer arrives, which is one (short) round trip later: a call or two. No allowance can avoid that; the
 *   vendor refuses them, and the caller tries again.
 * - Only calls that waited for their permit are measured. An idle gateway's first burst opens connections, and
 *   a handshake would pass for distance; while others wait, connections are warm.
 * - Gateways that share a quota share what they measure. i can then be one's call and j another's, and the least of
 *   all their round trips is taken for the sum of i's way back and j's way out: gateways that share a database are
 *   assumed to have much the same way to the vendor, and the nearest of them decides.
 */
export class RoundTrips {
  readonly #spans: RoundTripSpans;

  /** @param spans are changed in place */
  constructor(spans: RoundTripSpans) {
    this.#spans = spans;
  }

  /** A moving average of all round trips in milliseconds, for estimates; before the first, a guess. */
  get mean(): number {
    return this.#spans.mean ?? GUESS_MS;
  }

  /** @param waited whether the call had waited for its permit */
  record(roundTrip: number, waited: boolean, now: number): void {
    const { mean = roundTrip } = this.#spans;
    this.#spans.mean = mean + (roundTrip - mean) / MEAN_OVER;
    if (!waited) return;
    this.#turnPage(now);
    const { recent } = this.#spans;
    recent.count++;
    recent.sum += roundTrip;
    recent.least = Math.min(recent.least, roundTrip);
  }

  /** In milliseconds. */
  allowance(now: number): number {
    this.#turnPage(now);
    const { recent, earlier } = this.#spans;
    const count = recent.count + earlier.count;
    if (count < LEAST_COUNT) return 0;
    const least = Math.min(recent.least, earlier.least);
    const spread = (recent.sum + earlier.sum) / count - least;
    const luck = (LUCK_FACTOR * Math.max(spread, LEAST_SPREAD_MS)) / Math.sqrt(count);
    return Math.max(0, least - Math.max(luck, LEAST_RESERVE_MS));
  }

  #turnPage(now: number): void {
    const { recent } = this.#spans;
    if (now - recent.start < SPAN_MS) return;
    this.#spans.earlier = now - recent.start < 2 * SPAN_MS ? recent : emptySpan(now);
    this.#spans.recent = emptySpan(now);
  }
}

/**
 * What counts as recent is one to two spans: at 20 calls a second 200 to 400 round trips, which is enough for
 * the least reserve, and a route that has become longer is made use of in less than half a minute.
 */
const SPAN_MS = 10_000;

/** Also covers a gateway that was always a little late, and suddenly is not. */
const LEAST_RESERVE_MS = 10;

/**
 * Simulated, 1,500 starts of ten seconds each, 100 ms away: with 4, none is refused a call if the jitter is 30 ms
 * each way, and one in a thousand if it is 60 to 100 ms; with 3, none and one in 200; with 2, one in a thousand and
 * one in 40. A reserve of always 10 ms costs 1 % less, and is refused calls in one start in 25 at 5 calls a second.
 */
const LUCK_FACTOR = 4;

/** A few calls in a row can have opened connections although they waited: after an outage, say. */
const LEAST_COUNT = 10;

/** A few answers in a row can be alike by chance. */
const LEAST_SPREAD_MS = 30;

const MEAN_OVER = 16;
const GUESS_MS = 100;

function emptySpan(start: number): Span {
  return { start, count: 0, sum: 0, least: Number.MAX_VALUE };
}
