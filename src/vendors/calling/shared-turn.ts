import type { Quota, Signal, SlotGrant } from './quota.js';
import type { CallRequest } from './retry.js';

/** The slot of a shared call, and whose turn it was. Or why the request that opened the call got no slot. */
interface TurnEnd {
  grant: SlotGrant;
  request: CallRequest;
}

/**
 * A wait for the slot of one call that several callers share. If somebody joins whose turn comes sooner, the call waits in
 * the turns of both, and takes the first slot. Otherwise whoever joins a call of a busy caller would wait behind everything
 * that the busy caller has waiting.
 */
export class SharedTurn {
  readonly #quota: Pick<Quota, 'acquire' | 'servesSooner'>;
  readonly #deadlineOf: (request: CallRequest) => number;
  /** By caller. The first opened the call. */
  readonly #requests = new Map<string, CallRequest>();
  readonly #waiting: LeavingSignal[] = [];
  /** The caller whose turn comes first, of those in whose turns the call waits. */
  #soonest = '';
  #state: 'gathering' | 'waiting' | 'over' = 'gathering';
  #resolve: (end: TurnEnd) => void = () => {};
  #reject: (fault: unknown) => void = () => {};

  /** `deadlineOf`: the latest time for a slot. */
  constructor(quota: Pick<Quota, 'acquire' | 'servesSooner'>, deadlineOf: (request: CallRequest) => number) {
    this.#quota = quota;
    this.#deadlineOf = deadlineOf;
  }

  /** Adds a request to those that share the call. */
  join(request: CallRequest): void {
    if (this.#state === 'over' || this.#requests.has(request.caller)) return;
    this.#requests.set(request.caller, request);
    if (this.#state === 'waiting') this.#waitIfSooner(request);
  }

  /** Starts to wait. Whoever joins later counts too. */
  begin(): Promise<TurnEnd> {
    const end = new Promise<TurnEnd>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#state = 'waiting';
    const [opener, ...others] = this.#requests.values();
    if (!opener) throw new Error('a shared call that nobody opened');
    this.#wait(opener, true);
    for (const request of others) this.#waitIfSooner(request);
    return end;
  }

  /** Every wait makes the line longer, and with it the estimates for others. So only useful ones are made. */
  #waitIfSooner(request: CallRequest): void {
    if (this.#quota.servesSooner(request.caller, this.#soonest)) this.#wait(request, false);
  }

  /** A refusal of the opener ends the wait, and the others open a call of their own. Another refusal changes nothing. */
  #wait(request: CallRequest, isOpener: boolean): void {
    this.#soonest = request.caller;
    const signal = new LeavingSignal(request.signal);
    this.#waiting.push(signal);
    this.#quota
      .acquire({ ...request, deadline: this.#deadlineOf(request), signal })
      .then((grant) => {
        if (this.#state === 'over') {
          // Two callers got a slot at the same moment.
          if (grant.granted) grant.slot.unused();
        } else if (grant.granted || isOpener) {
          this.#state = 'over';
          for (const other of this.#waiting) if (other !== signal) other.leave();
          this.#resolve({ grant, request });
        }
      })
      .catch(this.#reject);
  }
}

/** Aborted when the client leaves, or when the call got its slot in another line. */
class LeavingSignal implements Signal {
  readonly #client: Signal | undefined;
  readonly #listeners = new Set<() => void>();
  #hasLeft = false;

  constructor(client: Signal | undefined) {
    this.#client = client;
  }

  get aborted(): boolean {
    return this.#hasLeft || this.#client?.aborted === true;
  }

  leave(): void {
    this.#hasLeft = true;
    for (const listener of this.#listeners) listener();
  }

  addEventListener(type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
    this.#client?.addEventListener(type, listener);
  }

  removeEventListener(type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
    this.#client?.removeEventListener(type, listener);
  }
}
