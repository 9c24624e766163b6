/** One call for a target. */
interface Turn {
  /** Turns with the same text make the same change. Undefined: equal to no other turn. */
  what: string | undefined;
  /** Whether the call has not been sent yet. */
  waiting: boolean;
  /** Of the last of those who share the turn. What comes next waits for it. */
  result: Promise<unknown> | undefined;
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
   * call. `isForAll`: whether a result counts for the other requests that wait for it too. If not, the next of them tries
   * again, before any change that was asked for later.
   */
  share<Result>(
    target: string,
    what: string,
    send: (sent: () => void) => Promise<Result>,
    isForAll: (result: Result) => boolean,
  ): Promise<Result> {
    const turn = this.#latest.get(target);
    if (!turn?.waiting || turn.what !== what) return this.#inTurn(target, what, send);
    const before = turn.result as Promise<Result>;
    return this.#settle(target, turn, async (sent) => {
      const result = await before;
      return isForAll(result) ? result : send(sent);
    });
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
    const before = this.#latest.get(target)?.result;
    const turn: Turn = { what, waiting: true, result: undefined };
    this.#latest.set(target, turn);
    if (!before) return this.#settle(target, turn, send);
    return this.#settle(target, turn, async (sent) => {
      await before.catch(() => {});
      return send(sent);
    });
  }

  /** Forgets the turn with the last of its results. */
  #settle<Result>(target: string, turn: Turn, run: (sent: () => void) => Promise<Result>): Promise<Result> {
    const sent = () => {
      turn.waiting = false;
    };
    let result: Promise<Result>;
    // An async function around it would take one promise more for each user.
    try {
      result = run(sent);
    } catch (fault) {
      result = Promise.reject(fault);
    }
    turn.result = result;
    const forget = () => {
      if (turn.result === result && this.#latest.get(target) === turn) this.#latest.delete(target);
    };
    result.then(forget, forget);
    return result;
  }
}
