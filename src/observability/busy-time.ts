/** How long something was under way, however much of it was at once. */
export class BusyTime {
  /** Apart from each other, in the order of time. */
  readonly #stretches: { from: number; to: number }[] = [];

  /** To be called when a part of it ends: `to` is never less than before. */
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
