/** One call for a target. */
interface Turn {
  /** Turns with the same text make the same change. Undefined: equal to no other turn. */
  what: string | undefined;
  /** Whether the call has not been sent yet. */
  waiting: boolean;
  result: Promise<unknown>;
}

/**
 * Keeps the calls for one target in the order of their requests. The network keeps no order between calls, so each call is
 * sent only after the call before it was answered. If a request asks for the same change as the last waiting call, both
 * share that call and its result.
 *
 * A call is forgotten once it has ended.
 */
export class TargetOrder {
  /** By target: the turn that was asked for last. */
  readonly #latest = new Map<string, Turn>();

  /**
   * Runs `send` when its turn comes, unless the same change is waiting already. `send` must call `sent` when it sends its
   * call. `isForAll`: whether a result counts for the other requests that wait for it too. If not, they try again.
   */
  async share<Result>(
    target: string,
    what: string,
    send: (sent: () => void) => Promise<Result>,
    isForAll: (result: Result) => boolean,
  ): Promise<Result> {
    for (;;) {
      const before = this.#latest.get(target);
      if (!before?.waiting || before.what !== what) return this.#inTurn(target, what, send);
      const result = (await before.result) as Result;
      if (isForAll(result)) return result;
    }
  }

  /** Runs `send` when its turn comes. No other request shares its result. */
  alone<Result>(target: string, send: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(target, undefined, send);
  }

  #inTurn<Result>(
    target: string,
    what: string | undefined,
    send: (sent: () => void) => Promise<Result>,
  ): Promise<Result> {
    const before = this.#latest.get(target);
    const run = async () => {
      await before?.result.catch(() => {});
      try {
        return await send(() => {
          turn.waiting = false;
        });
      } finally {
        if (this.#latest.get(target) === turn) this.#latest.delete(target);
      }
    };
    const result = run();
    const turn: Turn = { what, waiting: true, result };
    this.#latest.set(target, turn);
    return result;
  }
}
