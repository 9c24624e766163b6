import type { ServerResponse } from 'node:http';
import type { Signal } from '../vendors/calling/quota.js';

/**
 * Aborted when a client leaves before it has its answer. It costs nothing until somebody listens, and only calls that
 * have to wait do. An `AbortController` for each request would be among the most expensive parts of a request.
 */
export class ClientSignal implements Signal {
  readonly #response: ServerResponse;
  readonly #listeners = new Set<() => void>();
  #watching = false;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get aborted(): boolean {
    return this.#response.closed && !this.#response.writableFinished;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
    if (this.#watching) return;
    this.#watching = true;
    this.#response.once('close', () => {
      if (!this.aborted) return;
      for (const listener of this.#listeners) listener();
    });
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }
}
