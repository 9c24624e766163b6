const MINUTE_MS = 60_000;
const MOST_IN_A_MINUTE = 6;
/** Somebody who flaps gets at most one call in so long. */
const PAUSE_MS = 1_000;

/** When a person was lately enforced on, in milliseconds since the epoch, the newest last. */
interface Lately {
  readonly at: readonly number[];
  readonly flaps: boolean;
}

/** @param text what `enforcedAgain` gave */
function latelyIn(text: string | undefined): Lately {
  return text === undefined ? { at: [], flaps: false } : JSON.parse(text);
}

/** Notes that a person is enforced on now. Somebody who was so more than six times in a minute flaps until a minute passes without it. */
export function enforcedAgain(text: string | undefined, now: number): string {
  const lately = latelyIn(text);
  const at = [...lately.at, now].slice(-MOST_IN_A_MINUTE - 1);
  const isTooOften = at.length > MOST_IN_A_MINUTE && now - (at[0] ?? now) < MINUTE_MS;
  return JSON.stringify({ at, flaps: isTooOften || hasFlapped(lately, now) });
}

/** When the person may be enforced on next. Undefined: they do not flap. */
export function nextOfFlapping(text: string | undefined, now: number): number | undefined {
  const lately = latelyIn(text);
  return hasFlapped(lately, now) ? (lately.at.at(-1) ?? now) + PAUSE_MS : undefined;
}

function hasFlapped({ at, flaps }: Lately, now: number): boolean {
  return flaps && now - (at.at(-1) ?? 0) < MINUTE_MS;
}
