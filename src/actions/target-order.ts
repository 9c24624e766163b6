/** One thing that is done to a target. */
interface Turn {
  /** Turns that agree in this do the same. Undefined: the same as no other. */
  what: string | undefined;
  /** It has not been sent yet. */
  waiting: boolean;
  /** Of the last of those who share the turn. What comes next waits for it. */
  result: Promise<unknown>;
}

/**
 * Keeps what is done to one target in the order in which it was asked for. The next call is not sent before the one before
 * it has been answered, since the network keeps no order between calls. What is asked for again while it waits is done once,
 * and everybody who asked gets its result.
 *
 * It holds what is under way, and forgets it afterwards.
 */
export class TargetOrder {
  /** By target: what was asked for last. */
  readonly #latest = new Map<string, Turn>();

  /**
   * Runs `send` when it is this target's turn, unless the same waits already. `send` has to call `sent` once its call is on
   * its way. `isForAll`: whether the others who ask for the same may have a result too; otherwise the next of them tries on
   * their own, before anything that was asked for later.
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

  /** Runs `send` when it is this target's turn, and shares its result with nobody. */
  alone<Result>(target: string, send: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(target, undefined, send);
  }

  #inTurn<Result>(
    target: string,
    what: string | undefined,
    send: (sent: () => void) => Promise<Result>,
  ): Promise<Result> {
    const before = this.#latest.get(target)?.result;
    const turn: Turn = { what, waiting: true, result: Promise.resolve() };
    this.#latest.set(target, turn);
    return this.#settle(target, turn, async (sent) => {
      await before?.catch(() => {});
      return send(sent);
    });
  }

  /** Forgets the turn with the last of its results. */
  #settle<Result>(target: string, turn: Turn, run: (sent: () => void) => Promise<Result>): Promise<Result> {
    const sent = () => {
      turn.waiting = false;
    };
    const settled = async () => {
      try {
        return await run(sent);
      } finally {
        if (turn.result === result && this.#latest.get(target) === turn) this.#latest.delete(target);
      }
    };
    const result = settled();
    turn.result = result;
    return result;
  }
}
