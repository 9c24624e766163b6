import { NotWritten } from './not-written.js';

interface Waiting {
  reject(error: Error): void;
}

/** How long a caller waits for a write. A write that has not been sent by then is dropped. */
export class Patience {
  #isOver = false;
  #leave: () => void = () => {};

  end(): void {
    this.#isOver = true;
    this.#leave();
  }

  /** Makes `unit`, which has just joined `line`, leave it if the patience ends before the unit is sent. */
  waitIn<Unit extends Waiting>(line: Unit[], unit: Unit): void {
    this.#leave = () => {
      const place = line.indexOf(unit);
      if (place < 0) return;
      line.splice(place, 1);
      unit.reject(new NotWritten('nobody waits for it any more'));
    };
    if (this.#isOver) this.#leave();
  }
}
