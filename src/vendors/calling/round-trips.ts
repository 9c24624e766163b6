import { LONG_AGO } from '../../time/clock.js';

/** The measured round trips, in milliseconds. They can be stored as JSON. */
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
 * How much sooner than a second after its call's answer a permit may come back.
 *
 * Call j takes over the permit of call i. The vendor receives i no later than i's answer less the way back. It receives
 * j no sooner than j's sending plus the way out. So if j is sent one second less an allowance after i's answer, the
 * vendor receives them a second apart whenever
 *
 *     way back of i + way out of j  >=  allowance.
 *
 * Neither way can be measured, and the two may differ. But their sum, over two calls, is like the round trip of one
 * call. So the shortest possible round trip would be a safe allowance. The shortest one seen is a little longer, by
 * chance, so a reserve is subtracted from it. If the delays of the two ways vary independently, few round trips are
 * near the shortest possible one (their density grows from zero). Then the excess of the shortest of n falls as the
 * square root of n, and so does the reserve below.
 *
 * - Longer round trips are harmless: the shortest recent one is then less than it could be.
 * - If round trips suddenly shrink by more than the reserve, calls may arrive too early until the first shorter answer
 *   comes, which takes one (short) round trip: a call or two. No allowance can avoid that. The vendor refuses them, and
 *   the caller tries again.
 * - Only calls that waited for their permit are measured. The first burst of an idle gateway opens connections, and a
 *   handshake would be taken for distance. While calls wait, connections are open.
 * - Gateways that share a quota share their measurements. Then i and j may be calls of two gateways, and the shortest
 *   of all round trips stands for i's way back plus j's way out. This assumes that gateways with one database have
 *   about the same way to the vendor, and the nearest of them decides.
 */
export class RoundTrips {
  readonly #spans: RoundTripSpans;

  /** @param spans are changed in place */
  constructor(spans: RoundTripSpans) {
    this.#spans = spans;
  }

  /**
   * A moving average of all round trips, in milliseconds, for estimates. Before the first round trip, it is a guess.
   */
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
 * The last one to two spans count as recent. At 20 calls a second these are 200 to 400 round trips, which is enough for
 * the smallest reserve, and a longer route is taken into account within half a minute.
 */
const SPAN_MS = 10_000;

/** Also covers a gateway that was always a little late and suddenly is not. */
const LEAST_RESERVE_MS = 10;

/**
 * Found by simulating 1,500 starts of ten seconds each, 100 ms from the vendor. With a factor of 4, no start had a
 * refused call at 30 ms of jitter each way, and one in a thousand had at 60 to 100 ms. With 3: none, and one in 200.
 * With 2: one in a thousand, and one in 40. A constant reserve of 10 ms costs 1 % less, but one start in 25 has refused
 * calls at 5 calls a second.
 */
const LUCK_FACTOR = 4;

/**
 * The least number of measurements. A few successive calls may have opened connections although they waited, for
 * example after an outage.
 */
const LEAST_COUNT = 10;

/** The least spread. A few successive answers can be alike by chance. */
const LEAST_SPREAD_MS = 30;

const MEAN_OVER = 16;
const GUESS_MS = 100;

function emptySpan(start: number): Span {
  return { start, count: 0, sum: 0, least: Number.MAX_VALUE };
}
