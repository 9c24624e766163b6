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

/** The turns in one place. */
interface PlaceTurns {
  /** The turn that was asked for last for the whole place. */
  whole: Turn | undefined;
  /** By user: the turn that was asked for last. All of them came after `whole`. */
  readonly users: Map<string, Turn>;
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
  readonly #places = new Map<string, PlaceTurns>();

  /** Sends the call when its turn comes, unless the same change is waiting already. */
  share<Result>(place: string, userId: string, call: SharedCall<Result>): Promise<Result> {
    const turns = this.#turnsIn(place);
    const turn = turns.users.get(userId);
    if (!turn?.waiting || turn.what !== call.what) {
      return this.#inTurn(place, userId, turns, call.what, (sent) => call.send(sent));
    }
    const before = turn.result as Promise<Result>;
    return this.#settle(place, userId, turns, turn, async (sent) => {
      const result = await before;
      return call.isForAll(result) ? result : call.send(sent);
    });
  }

  /** Runs `send` when its turn comes. No other request shares its result. */
  alone<Result>(place: string, userId: string, send: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(place, userId, this.#turnsIn(place), undefined, send);
  }

  /** Runs `send` when its turn comes for every one of these users. No other request shares its result. */
  together<Result>(place: string, userIds: readonly string[], send: () => Promise<Result>): Promise<Result> {
    const turns = this.#turnsIn(place);
    const { result, turn } = sendAfter(
      userIds.map((userId) => before(turns, userId)),
      send,
    );
    for (const userId of userIds) turns.users.set(userId, turn);
    const forget = () => {
      for (const userId of userIds) if (turns.users.get(userId) === turn) turns.users.delete(userId);
      this.#forgetEmpty(place, turns);
    };
    result.then(forget, forget);
    return result;
  }

  /** Runs `send` when its turn comes for the whole place. No other request shares its result. */
  wholePlace<Result>(place: string, send: () => Promise<Result>): Promise<Result> {
    const turns = this.#turnsIn(place);
    const all = [...turns.users.values()].map(({ result }) => result);
    const { result, turn } = sendAfter([turns.whole?.result, ...all], send);
    turns.whole = turn;
    // Whatever comes for these users now has to wait for the whole place.
    turns.users.clear();
    const forget = () => {
      if (turns.whole === turn) turns.whole = undefined;
      this.#forgetEmpty(place, turns);
    };
    result.then(forget, forget);
    return result;
  }

  /** The caller must put a turn there. */
  #turnsIn(place: string): PlaceTurns {
    let turns = this.#places.get(place);
    if (!turns) {
      turns = { whole: undefined, users: new Map() };
      this.#places.set(place, turns);
    }
    return turns;
  }

  #forgetEmpty(place: string, turns: PlaceTurns): void {
    const isEmpty = turns.users.size === 0 && !turns.whole;
    if (isEmpty && this.#places.get(place) === turns) this.#places.delete(place);
  }

  #inTurn<Result>(
    place: string,
    userId: string,
    turns: PlaceTurns,
    what: string | undefined,
    send: (sent: () => void) => Promise<Result>,
  ): Promise<Result> {
    const earlier = before(turns, userId);
    const turn: Turn = { what, waiting: true, result: undefined };
    turns.users.set(userId, turn);
    if (!earlier) return this.#settle(place, userId, turns, turn, send);
    return this.#settle(place, userId, turns, turn, async (sent) => {
      await earlier.catch(() => {});
      return send(sent);
    });
  }

  /** Forgets the turn with the last of its results. */
  #settle<Result>(
    place: string,
    userId: string,
    turns: PlaceTurns,
    turn: Turn,
    run: (sent: () => void) => Promise<Result>,
  ): Promise<Result> {
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
      if (turn.result !== result || turns.users.get(userId) !== turn) return;
      turns.users.delete(userId);
      this.#forgetEmpty(place, turns);
    };
    result.then(forget, forget);
    return result;
  }
}

/** The call that a new one for the user waits for. */
function before({ whole, users }: PlaceTurns, userId: string): Promise<unknown> | undefined {
  return (users.get(userId) ?? whole)?.result;
}

/** Sends once all `earlier` have ended. */
function sendAfter<Result>(
  earlier: readonly (Promise<unknown> | undefined)[],
  send: () => Promise<Result>,
): { result: Promise<Result>; turn: Turn } {
  const result = Promise.allSettled(new Set(earlier)).then(send);
  return { result, turn: { what: undefined, waiting: true, result } };
}
