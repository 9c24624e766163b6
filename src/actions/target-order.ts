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
 * A call can be for several targets, or for a place as a whole, such as the dismissal of a room. That one comes after all
 * calls for targets in the place that were asked for before, and before all later ones.
 *
 * A target is named by its place, a slash and the user's id. No place begins with the name of another place and a slash.
 *
 * A call is forgotten once it has ended.
 */
export class TargetOrder {
  /** By target: the turn that was asked for last. */
  readonly #latest = new Map<string, Turn>();
  /** By place: the turn that was asked for last for the whole place. Turns in `#latest` came after it. */
  readonly #places = new Map<string, Turn>();

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

  /** Runs `send` when its turn comes for every one of these targets. No other request shares its result. */
  together<Result>(targets: readonly string[], send: () => Promise<Result>): Promise<Result> {
    const before = targets.map((target) => this.#before(target));
    return sendAfter(before, send, targets, this.#latest);
  }

  /** Runs `send` when its turn comes for the whole place. No other request shares its result. */
  wholePlace<Result>(place: string, send: () => Promise<Result>): Promise<Result> {
    const before = [this.#places.get(place)?.result];
    for (const [target, { result }] of this.#latest) {
      if (!isIn(place, target)) continue;
      before.push(result);
      // Whatever comes for this target now has to wait for the whole place.
      this.#latest.delete(target);
    }
    return sendAfter(before, send, [place], this.#places);
  }

  /** The call that a new one for `target` waits for. */
  #before(target: string): Promise<unknown> | undefined {
    const latest = this.#latest.get(target);
    if (latest) return latest.result;
    // There are hardly ever any.
    for (const [place, turn] of this.#places) if (isIn(place, target)) return turn.result;
    return undefined;
  }

  #inTurn<Result>(
    target: string,
    what: string | undefined,
    send: (sent: () => void) => Promise<Result>,
  ): Promise<Result> {
    const before = this.#before(target);
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

function isIn(place: string, target: string): boolean {
  return target.startsWith(place) && target[place.length] === '/';
}

/** Sends once all `before` have ended. Until it has ended too, `turns` has a turn for each key. */
function sendAfter<Result>(
  before: readonly (Promise<unknown> | undefined)[],
  send: () => Promise<Result>,
  keys: readonly string[],
  turns: Map<string, Turn>,
): Promise<Result> {
  const ended = Promise.allSettled(new Set(before));
  const result = ended.then(send);
  const turn: Turn = { what: undefined, waiting: true, result };
  for (const key of keys) turns.set(key, turn);
  const forget = () => {
    for (const key of keys) if (turns.get(key) === turn) turns.delete(key);
  };
  result.then(forget, forget);
  return result;
}
