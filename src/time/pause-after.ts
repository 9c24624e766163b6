const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60 * 1000;

/** The pause before something is tried again, in whole milliseconds: half as long as all tries took until then. */
export function pauseAfter(triedForMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, Math.ceil(triedForMs / 2)));
}
