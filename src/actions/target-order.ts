/** One call for a target. */
interface Turn {
  /** Turns with the same text make the same change. Undefined: equal to no other turn. */
  what: string | undefined;
  /** Whether the call has not been sent yet. */
  waiting: boolean;
  /** Of the last of those who share the turn. What comes next waits for it. */
  result: Promise<unknown> | undefined;
}

/** A call that requests for the same change may share. */
interface SharedCall<Result> {
  /** Calls for one target with the same text make the same change. */
  what: string;
  /** Sends the call. It must call `sent` then. */
  send(sent: () => void): Promise<Result>;
  /**
   * Whether a result counts for the other requests that wait for it too. If not, the next of them tries again, before any
   * change that was asked for later.
   */
  isForAll(result: Result): boolean;
}

/**
 * Keeps the calls for one target in the order of their requests. The network keeps no order between calls, so each call is
 * sent only after the call before it was answered. If a request asks for the same change as the last waiting call, both
 * share that call and its result.
 *
 * A target is a user in a place. A call can be for several targets, or for a place as a whole, such as the dismissal of a
 * room. That one comes after all calls for targets in the place that were asked for before, and before all later ones.
 *
 * A call is forgotten once it has ended.
 */
export class TargetOrder {
  /** The places with calls that have not ended. */
  readonly #places = new Map<string, PlaceOrder>();

  /** Sends the call when its turn comes, unless the same change is waiting already. */
  share<Result>(place: string, userId: string, call: SharedCall<Result>): Promise<Result> {
    return this.#in(place).share(userId, call);
  }

  /** Runs `send` when its turn comes. No other request shares its result. */
  alone<Result>(place: string, userId: string, send: () => Promise<Result>): Promise<Result> {
    return this.#in(place).inTurn(userId, undefined, send);
  }

  /** Runs `send` when its turn comes for every one of these users. No other request shares its result. */
  together<Result>(place: string, userIds: readonly string[], send: () => Promise<Result>): Promise<Result> {
    return this.#in(place).together(userIds, send);
  }

  /** Runs `send` when its turn comes for the whole place. No other request shares its result. */
  wholePlace<Result>(place: string, send: () => Promise<Result>): Promise<Result> {
    return this.#in(place).whole(send);
  }

  #in(place: string): PlaceOrder {
    const known = this.#places.get(place);
    if (known) return known;
    const order = new PlaceOrder(() => {
      if (this.#places.get(place) === order) this.#places.delete(place);
    });
    this.#places.set(place, order);
    return order;
  }
}

/** The order of the calls in one place. */
class PlaceOrder {
  /** The turn that was asked for last for the whole place. */
  #whole: Turn | undefined;
  /** By user: the turn that was asked for last. All of them came after `#whole`. */
  readonly #users = new Map<string, Turn>();
  readonly #onEmpty: () => void;

  /** `onEmpty` is called when no call is left. The order must not be used after that. */
  constructor(onEmpty: () => void) {
    this.#onEmpty = onEmpty;
  }

  share<Result>(userId: string, call: SharedCall<Result>): Promise<Result> {
    const turn = this.#users.get(userId);
    if (!turn?.waiting || turn.what !== call.what) {
      return this.inTurn(userId, call.what, (sent) => call.send(sent));
    }
    const before = turn.result as Promise<Result>;
    return this.#settle(userId, turn, async (sent) => {
      const result = await before;
      return call.isForAll(result) ? result : call.send(sent);
    });
  }

  inTurn<Result>(
    userId: string,
    what: string | undefined,
    send: (sent: () => void) => Promise<Result>,
  ): Promise<Result> {
    const before = this.#before(userId);
    const turn: Turn = { what, waiting: true, result: undefined };
    this.#users.set(userId, turn);
    if (!before) return this.#settle(userId, turn, send);
    return this.#settle(userId, turn, async (sent) => {
      await before.catch(() => {});
      return send(sent);
    });
  }

  together<Result>(userIds: readonly string[], send: () => Promise<Result>): Promise<Result> {
    const before = userIds.map((userId) => this.#before(userId));
    const turn = sendAfter(before, send, () => {
      for (const userId of userIds) if (this.#users.get(userId) === turn) this.#users.delete(userId);
      this.#tellIfEmpty();
    });
    for (const userId of userIds) this.#users.set(userId, turn);
    return turn.result;
  }

  whole<Result>(send: () => Promise<Result>): Promise<Result> {
    const all = [...this.#users.values()].map(({ result }) => result);
    const turn = sendAfter([this.#whole?.result, ...all], send, () => {
      if (this.#whole === turn) this.#whole = undefined;
      this.#tellIfEmpty();
    });
    this.#whole = turn;
    // Whatever comes for these users now has to wait for the whole place.
    this.#users.clear();
    return turn.result;
  }

  /** The call that a new one for the user waits for. */
  #before(userId: string): Promise<unknown> | undefined {
    return (this.#users.get(userId) ?? this.#whole)?.result;
  }

  /** Forgets the turn with the last of its results. */
  #settle<Result>(userId: string, turn: Turn, run: (sent: () => void) => Promise<Result>): Promise<Result> {
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
      if (turn.result !== result || this.#users.get(userId) !== turn) return;
      this.#users.delete(userId);
      this.#tellIfEmpty();
    };
    result.then(forget, forget);
    return result;
  }

  #tellIfEmpty(): void {
    if (this.#users.size === 0 && !this.#whole) this.#onEmpty();
  }
}

/** Sends once all `before` have ended. `onEnd` is called when the call has ended. */
function sendAfter<Result>(
  before: readonly (Promise<unknown> | undefined)[],
  send: () => Promise<Result>,
  onEnd: () => void,
): Turn & { result: Promise<Result> } {
  const result = Promise.allSettled(new Set(before)).then(send);
  result.then(onEnd, onEnd);
  return { what: undefined, waiting: true, result };
}
