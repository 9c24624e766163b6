import DataLoader from 'dataloader';
import { sharedObserver } from '../calling/call-observer.js';
import type { Slot, SlotGrant } from '../calling/quota.js';
import { type CallLimits, type CallRequest, latestStart, slotRefused } from '../calling/retry.js';
import { SharedTurn } from '../calling/shared-turn.js';
import type { VendorFailure } from '../calling/vendor-failure.js';
import { type Blacklist, type BlacklistUser, MAX_USERS_PER_CALL } from './calls/blacklist.js';

/** A call for 1 to 10 users of a list. */
export interface ListBatch<Result> {
  /** The limits of the api. They are made when they are first asked for. */
  limits(): CallLimits;
  /** Calls the vendor. Resolves with one result for each user, in the order of the users. */
  send(
    list: Blacklist,
    users: readonly BlacklistUser[],
    request: CallRequest,
    slot: Slot,
  ): Promise<readonly Result[]>;
  /** The result of a user for whom nothing was sent. */
  notSent(failure: VendorFailure): Result;
}

/** The failure of a user whose requester stopped waiting. */
const ABANDONED: VendorFailure = { reason: 'no-slot-in-time', outcome: 'NOT_APPLIED', retryable: true };

interface Entry {
  user: BlacklistUser;
  request: CallRequest;
  sent: (() => void) | undefined;
}

/** A call that is due, with its slot or the reason why it has none. */
interface Due {
  /** The request that opened the call, or one that joined it and got the slot first. */
  opener: CallRequest;
  openedAt: number;
  grant: SlotGrant;
}

/**
 * Calls one api for users of blacklists, at most 10 users a call.
 *
 * Each list has a loader while it has work. The loader forms the calls. A call takes its users when it gets its quota
 * slot. So an idle gateway sends at once, and a busy one fills its calls while they wait, with users of any number of
 * requests. Without a pause, many small requests at once would spend a second's slots on calls of one or two users. So
 * calls of one list that are not full are sent at a quarter of the quota's pace (80 ms apart at 50 a second). Full
 * calls are sent as they fill. Nothing is cached, and nothing is sent twice.
 */
export class ListBatches<Result> {
  readonly #batch: ListBatch<Result>;
  readonly #loaders = new Map<string, ListLoader<Result>>();

  constructor(batch: ListBatch<Result>) {
    this.#batch = batch;
  }

  /**
   * Resolves with the result of one user. The caller must not have two calls for one user under way at once. `sent` is
   * called when the user's call is sent.
   */
  load(list: Blacklist, user: BlacklistUser, request: CallRequest, sent?: () => void): Promise<Result> {
    const limits = this.#batch.limits();
    if (limits.breaker.blocks) return Promise.resolve(this.#batch.notSent(limits.breaker.refusal()));

    const key = `${list.appId}/${list.ownerId}/${list.inboxType}`;
    let loader = this.#loaders.get(key);
    if (!loader) {
      loader = new ListLoader(list, this.#batch, limits, () => this.#loaders.delete(key));
      this.#loaders.set(key, loader);
    }
    return loader.load(user, request, sent);
  }
}

class ListLoader<Result> {
  readonly #list: Blacklist;
  readonly #batch: ListBatch<Result>;
  readonly #limits: CallLimits;
  readonly #onIdle: () => void;
  readonly #loader: DataLoader<Entry, Result>;
  /** The number of users that wait for their results. */
  #waiting = 0;
  /** The request whose user opens a call, while it opens. */
  #opener: CallRequest | undefined;
  /** The call that the next user joins, unless it is full. */
  #forming: { users: number; full: () => void; turn: SharedTurn } | undefined;
  #lastSlotAt = -Infinity;
  /** The call that the loader is dispatching, or the error that kept it from getting a slot. */
  #dispatching: Due | { fault: unknown } | undefined;

  /** `onIdle` is called when no user waits any more. */
  constructor(list: Blacklist, batch: ListBatch<Result>, limits: CallLimits, onIdle: () => void) {
    this.#list = list;
    this.#batch = batch;
    this.#limits = limits;
    this.#onIdle = onIdle;
    this.#loader = new DataLoader((entries) => this.#send(entries), {
      cache: false,
      maxBatchSize: MAX_USERS_PER_CALL,
      batchScheduleFn: (dispatch) => void this.#dispatchInSlot(dispatch),
    });
  }

  load(user: BlacklistUser, request: CallRequest, sent: Entry['sent']): Promise<Result> {
    return this.#load({ user, request, sent });
  }

  #load(entry: Entry): Promise<Result> {
    this.#waiting += 1;
    this.#opener = entry.request;
    const result = this.#loader.load(entry);
    const forming = this.#forming;
    if (forming) {
      forming.users += 1;
      forming.turn.join(entry.request);
      if (forming.users === MAX_USERS_PER_CALL) forming.full();
    }
    return result;
  }

  /** Always dispatches the call, even after an error, so that no user waits forever. */
  async #dispatchInSlot(dispatch: () => void): Promise<void> {
    const dispatching = await this.#whenDue(this.#opener).catch((fault: unknown) => ({ fault }));
    this.#dispatching = dispatching;
    dispatch();
  }

  async #whenDue(opener: CallRequest | undefined): Promise<Due> {
    if (!opener) throw new Error('no request opened this call');
    const { quota, clock, timeoutMs } = this.#limits;
    const openedAt = clock.now();
    const turn = new SharedTurn(quota, ({ deadline }) => latestStart(deadline, openedAt, timeoutMs));
    turn.join(opener);
    await this.#fullOrDue(turn);
    const { grant, request } = await turn.begin();
    return { opener: request, openedAt, grant };
  }

  /** Resolves when the opening call has 10 users, or is due at a quarter of the quota's pace. */
  async #fullOrDue(turn: SharedTurn): Promise<void> {
    const { quota, clock } = this.#limits;
    const forming = { users: 0, full: () => {}, turn };
    this.#forming = forming;
    const pause = this.#lastSlotAt + 4000 / quota.status().callsPerSecond - clock.now();
    if (pause <= 0) return;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(pause, resolve);
      forming.full = () => {
        cancel();
        resolve();
      };
    });
  }

  /** The loader's batch function. It runs inside `dispatch`, so `#dispatching` belongs to this call. */
  async #send(entries: readonly Entry[]): Promise<readonly Result[]> {
    const due = this.#dispatching;
    try {
      if (!due) throw new Error('a call without a slot');
      if ('fault' in due) throw due.fault;
      return await this.#sendInSlot(entries, due);
    } finally {
      // The permit must come back even after an error. If the slot was used, this does nothing.
      if (due && 'grant' in due && due.grant.granted) due.grant.slot.unused();
      this.#waiting -= entries.length;
      if (this.#waiting === 0) this.#onIdle();
    }
  }

  async #sendInSlot(entries: readonly Entry[], { opener, openedAt, grant }: Due): Promise<readonly Result[]> {
    const observer = sharedObserver(entries.map(({ request }) => request.observer));
    const grantedAt = this.#limits.clock.now();
    if (grant.granted) this.#lastSlotAt = grantedAt;
    this.#limits.observer?.waited(openedAt, grantedAt, grant.granted);
    observer?.waited(openedAt, grantedAt, grant.granted);
    if (!grant.granted) return Promise.all(entries.map((entry) => this.#refuse(entry, opener, grant)));

    const wanted = entries.filter(({ request }) => !request.signal?.aborted);
    const abandoned = this.#batch.notSent(ABANDONED);
    if (wanted.length === 0) return entries.map(() => abandoned);
    for (const { sent } of wanted) sent?.();
    const { caller, deadline } = opener;
    const users = wanted.map(({ user }) => user);
    const request = { caller, deadline, observer };
    const results = await this.#batch.send(this.#list, users, request, grant.slot);
    if (wanted.length === entries.length) return results;
    return entries.map((entry) => results[wanted.indexOf(entry)] ?? abandoned);
  }

  /**
   * The opener's deadline or abort need not stop the users that joined its call. Nor does the opener's place in the line, where
   * another caller's turn comes sooner.
   */
  #refuse(entry: Entry, opener: CallRequest, grant: Extract<SlotGrant, { granted: false }>): Promise<Result> {
    const { request } = entry;
    const hasMoreTime = request.deadline > opener.deadline || request.caller !== opener.caller;
    const mayGoOn =
      !request.signal?.aborted &&
      (grant.reason === 'aborted' || (grant.reason === 'deadline' && hasMoreTime));
    if (mayGoOn) return this.#load(entry);
    return Promise.resolve(this.#batch.notSent(slotRefused(grant)));
  }
}
