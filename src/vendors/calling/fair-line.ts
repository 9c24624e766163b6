/**
 * A waiting line that takes one request from each caller in turn, whatever number each has waiting, and each
 * caller's own in the order they came. Joining and telling a place cost O(log capacity), all else O(1).
 *
 * The caller who was served last goes behind those who come until the next is served. So a lone caller's mass
 * action, which would otherwise always be next, does not make a newcomer wait for one more turn.
 */
export class FairLine<T> {
  readonly #callers = new Map<string, WaitingCaller<T>>();
  /** Those whose turn is to come: everyone who waits, except `#servedLast`. */
  readonly #turns = new LinkedList<WaitingCaller<T>>();
  readonly #callersByLength: PrefixSums;
  #servedLast: WaitingCaller<T> | undefined;
  #turnsGiven = 0;
  #size = 0;

  /** @param capacity the greatest number that may wait; keeping to it is up to whoever calls `join` */
  constructor(capacity: number) {
    this.#callersByLength = new PrefixSums(capacity + 1);
  }

  get size(): number {
    return this.#size;
  }

  /** How many of those waiting now would be served before one that `name` added now. */
  ahead(name: string): number {
    const caller = this.#callers.get(name);
    const own = caller?.requests.size ?? 0;
    // Everybody is served as often as `name` is for those it already has waiting; then, once more, the callers
    // whose turn comes before.
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

  /** Takes out the request whose turn it is. */
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

  /** At most this many: those who left the line without being served are still counted. */
  #callersBefore(caller: WaitingCaller<T> | undefined): number {
    const first = this.#turns.first;
    return caller?.turn && first ? caller.turnNumber - first.value.turnNumber : this.#callers.size;
  }
}

/** A request's place in a line, to leave it by. A request that was taken out has no place any more. */
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

/** An array or a Set would not do: removing from the middle, or taking the first of many, must not cost O(n). */
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

/** Counts at the indexes 1 to `length`, and their sums from the start (a Fenwick tree). */
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
