import { NotWritten } from './not-written.js';

interface Waiting {
  reject(error: Error): void;
}

/** How long somebody waits for a write. What has not been sent by then is not sent any more. */
export class Patience {
  #isOver = false;
  #leave: () => void = () => {};

  end(): void {
    this.#isOver = true;
    this.#leave();
  }

  /** Has `unit`, which has just joined `line`, leave it when the patience ends before it is sent. */
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
