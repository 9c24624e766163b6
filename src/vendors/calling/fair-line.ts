/**
 * A waiting line that serves callers in turn, one request each, regardless of how many requests a caller has waiting.
 * The requests of one caller are served in the order of their arrival. Joining and computing a position cost O(log
 * capacity); all other operations cost O(1).
 *
 * The caller who was served last goes behind the callers who arrive before the next is served. Otherwise a lone caller
 * with many requests would always be next, and each newcomer would wait for one more turn.
 */
export class FairLine<T> {
  readonly #callers = new Map<string, WaitingCaller<T>>();
  /** The callers whose turn is to come: all waiting callers except `#servedLast`. */
  readonly #turns = new LinkedList<WaitingCaller<T>>();
  readonly #callersByLength: PrefixSums;
  #servedLast: WaitingCaller<T> | undefined;
  #turnsGiven = 0;
  #size = 0;

  /** @param capacity the greatest number of requests that may wait. The caller of `join` must keep to it. */
  constructor(capacity: number) {
    this.#callersByLength = new PrefixSums(capacity + 1);
  }

  get size(): number {
    return this.#size;
  }

  /** The number of waiting requests that would be served before a new request of `name`. */
  ahead(name: string): number {
    const caller = this.#callers.get(name);
    const own = caller?.requests.size ?? 0;
    // Each other caller is served as often as `name` has requests waiting. Then the callers whose turn comes before are
    // served once more.
    const sooner = this.#callersByLength.upTo(own);
    const withOneMore = this.#callersByLength.upTo(own + 1) - sooner;
    return sooner + Math.min(withOneMore, this.#callersBefore(caller));
  }

  join(name: string, value: T): Place<T> {
    let caller = this.#callers.get(name);
    if (!caller) {
      caller = { name, requests: new LinkedList(), turn: undefined, turnNumber: 0 };
      this.#callers.set(name, caller);
      this.#giveTurn(caller);
    }
    const request = caller.requests.push(value);
    this.#size++;
    this.#callersByLength.add(caller.requests.size, 1);
    return { caller, request };
  }

  leave({ caller, request }: Place<T>): void {
    this.#forget(caller, request);
    if (caller.requests.size > 0) return;
    if (caller.turn) this.#turns.remove(caller.turn);
    else this.#servedLast = undefined;
  }

  /** Removes and returns the request whose turn it is. */
  next(): T | undefined {
    if (this.#servedLast) this.#giveTurn(this.#servedLast);
    this.#servedLast = undefined;
    const caller = this.#turns.first;
    const request = caller?.value.requests.first;
    if (!caller || !request) return undefined;
    this.#turns.remove(caller);
    caller.value.turn = undefined;
    this.#forget(caller.value, request);
    if (caller.value.requests.size > 0) this.#servedLast = caller.value;
    return request.value;
  }

  #forget(caller: WaitingCaller<T>, request: Link<T>): void {
    this.#callersByLength.add(caller.requests.size, -1);
    caller.requests.remove(request);
    this.#size--;
    if (caller.requests.size === 0) this.#callers.delete(caller.name);
  }

  #giveTurn(caller: WaitingCaller<T>): void {
    caller.turn = this.#turns.push(caller);
    caller.turnNumber = this.#turnsGiven++;
  }

  /** An upper bound: callers who left the line without being served are still counted. */
  #callersBefore(caller: WaitingCaller<T> | undefined): number {
    const first = this.#turns.first;
    return caller?.turn && first ? caller.turnNumber - first.value.turnNumber : this.#callers.size;
  }
}

/** A request's place in the line, for leaving it. A request that was served has no place any more. */
export interface Place<T> {
  readonly caller: WaitingCaller<T>;
  readonly request: Link<T>;
}

interface WaitingCaller<T> {
  readonly name: string;
  readonly requests: LinkedList<T>;
  turn: Link<WaitingCaller<T>> | undefined;
  turnNumber: number;
}

interface Link<T> {
  readonly value: T;
  before: Link<T> | undefined;
  after: Link<T> | undefined;
}

/**
 * A linked list, because removing from the middle and taking the first must not cost O(n), as they do with an array or
 * a Set.
 */
class LinkedList<T> {
  first: Link<T> | undefined;
  #last: Link<T> | undefined;
  size = 0;

  push(value: T): Link<T> {
    const link: Link<T> = { value, before: this.#last, after: undefined };
    if (this.#last) this.#last.after = link;
    else this.first = link;
    this.#last = link;
    this.size++;
    return link;
  }

  remove(link: Link<T>): void {
    if (link.before) link.before.after = link.after;
    else this.first = link.after;
    if (link.after) link.after.before = link.before;
    else this.#last = link.before;
    this.size--;
  }
}

/** Counts at the indexes 1 to `length`, with their prefix sums (a Fenwick tree). */
class PrefixSums {
  readonly #sums: Int32Array;

  constructor(length: number) {
    this.#sums = new Int32Array(length + 1);
  }

  add(index: number, count: number): void {
    for (let i = index; i < this.#sums.length; i += i & -i) this.#sums[i] = (this.#sums[i] ?? 0) + count;
  }

  upTo(index: number): number {
    let sum = 0;
    for (let i = index; i > 0; i -= i & -i) sum += this.#sums[i] ?? 0;
    return sum;
  }
}
