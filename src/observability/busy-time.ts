/** Measures for how long at least one of several overlapping periods was running. */
export class BusyTime {
  /** Merged periods, which do not overlap, in the order of time. */
  readonly #stretches: { from: number; to: number }[] = [];

  /** Call this when a period ends: `to` must not be less than in the call before. */
  add(from: number, to: number): void {
    let start = from;
    for (let last = this.#stretches.at(-1); last && last.to >= from; last = this.#stretches.at(-1)) {
      start = Math.min(start, last.from);
      this.#stretches.pop();
    }
    this.#stretches.push({ from: start, to });
  }

  get ms(): number {
    return this.#stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  }
}
