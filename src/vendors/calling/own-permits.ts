import type { Permit, PermitSource } from './permit-source.js';
import { allPermitsIn, Permits } from './permits.js';

/** The permits of a gateway that shares its quota with no other. */
export class OwnPermits implements PermitSource {
  readonly #permits: Permits;
  #taken = 0;

  constructor(callsPerSecond: number) {
    this.#permits = new Permits(callsPerSecond, allPermitsIn(callsPerSecond));
  }

  free(now: number): boolean {
    return this.left(now) > 0;
  }

  left(now: number): number {
    this.#permits.takeBack(now);
    return this.#permits.left(now);
  }

  nextAt(now: number): number {
    this.#permits.takeBack(now);
    return this.#permits.nextAt(now);
  }

  take(sentAt: number, waited: boolean): Permit {
    const id = `${this.#taken++}`;
    this.#permits.take(id, sentAt, sentAt);
    return { end: (end, at) => this.#permits.end(id, { end, sentAt, at, waited }) };
  }

  waitFor(ahead: number, now: number): number {
    this.#permits.takeBack(now);
    return this.#permits.waitFor(ahead, now);
  }

  expect(): void {}

  async close(): Promise<void> {}
}
