import type { Clock } from './clock.js';

/** Runs a task again and again. */
export class Repeated {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #run: () => Promise<number>;
  #cancel: () => void = () => {};
  #running: Promise<void> | undefined;
  #closed = false;

  /** `run` resolves with the pause before the next run, in milliseconds. It must not reject. */
  constructor(clock: Pick<Clock, 'after'>, run: () => Promise<number>) {
    this.#clock = clock;
    this.#run = run;
  }

  /** Runs the task for the first time after `pauseMs`. */
  start(pauseMs = 0): void {
    this.#cancel = this.#clock.after(pauseMs, () => {
      this.#running = this.#run().then((next) => {
        if (!this.#closed) this.start(next);
      });
    });
  }

  /** Resolves once the run under way has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#running;
  }
}
