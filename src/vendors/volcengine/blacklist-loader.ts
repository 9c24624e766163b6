import DataLoader from 'dataloader';
import { sharedObserver } from '../calling/call-observer.js';
import type { Slot, SlotGrant } from '../calling/quota.js';
import { type CallLimits, type CallRequest, latestStart, slotRefused } from '../calling/retry.js';
import type { VendorFailure } from '../calling/vendor-failure.js';
import { provenAdditions, type UserAddition } from './proven-additions.js';
import {
  type Blacklist,
  type BlacklistUser,
  MAX_USERS_PER_CALL,
  type VolcengineClient,
} from './volcengine-client.js';

/** A call, which several users' additions shared, perhaps of several requests. */
export interface SharedCall {
  /** How often it was sent. */
  readonly attempts: number;
}

/** What became of one user of a list. */
export type AdditionResult = UserAddition & { call: SharedCall };

function notSent(failure: VendorFailure): AdditionResult {
  return { added: false, failure, wholeCall: true, call: NO_CALL };
}

const NO_CALL: SharedCall = { attempts: 0 };

/** Nobody waits for this addition any more. */
const ABANDONED = notSent({ reason: 'no-slot-in-time', outcome: 'NOT_APPLIED', retryable: true });

interface Addition {
  user: BlacklistUser;
  request: CallRequest;
}

/** A call that is due: its slot, or why there is none. */
interface Due {
  opener: CallRequest;
  openedAt: number;
  grant: SlotGrant;
}

interface Waiting {
  user: BlacklistUser;
  result: Promise<AdditionResult>;
}

/**
 * Additions to blacklists, in calls of at most 10 users.
 *
 * One loader per list forms the calls, and lives as long as additions to its list do. A call takes its users at the
 * moment when it gets its quota slot: an idle gateway sends at once, and a busy one fills its calls while they wait,
 * with the users of any number of requests. So that many small requests at once do not use up a whole second's slots
 * with calls of a user or two, a list's calls that are not full go at a quarter of the quota's pace (80 ms apart at 50 a
 * second); full ones go as they fill. Nothing is cached, and the loader sends nothing twice.
 */
export class BlacklistLoaders {
  readonly #client: VolcengineClient;
  readonly #limits: CallLimits;
  readonly #onCall: (users: number) => void;
  readonly #loaders = new Map<string, BlacklistLoader>();

  /** `onCall` is told of each call how many users it has. */
  constructor(client: VolcengineClient, limits: CallLimits, onCall: (users: number) => void = () => {}) {
    this.#client = client;
    this.#limits = limits;
    this.#onCall = onCall;
  }

  /** Adds different users to one list. The results come in their order; no user's failure hides another's result. */
  async addAll(
    list: Blacklist,
    users: readonly BlacklistUser[],
    request: CallRequest,
  ): Promise<AdditionResult[]> {
    const { breaker } = this.#limits;
    if (breaker.blocks) return users.map(() => notSent(breaker.refusal()));

    const key = `${list.appId}/${list.ownerId}/${list.inboxType}`;
    const loader =
      this.#loaders.get(key) ?? new BlacklistLoader(list, this.#client, this.#limits, this.#onCall);
    this.#loaders.set(key, loader);
    try {
      return await loader.addAll(users, request);
    } finally {
      if (loader.idle) this.#loaders.delete(key);
    }
  }
}

class BlacklistLoader {
  readonly #list: Blacklist;
  readonly #client: VolcengineClient;
  readonly #limits: CallLimits;
  readonly #onCall: (users: number) => void;
  readonly #loader: DataLoader<Addition, AdditionResult>;
  /** Additions that have not been sent yet, by user. */
  readonly #waiting = new Map<string, Waiting>();
  #requests = 0;
  /** Whose addition opens a call, while it opens. */
  #opener: CallRequest | undefined;
  /** The call that the next addition joins, unless it is full. */
  #forming: { users: number; full: () => void } | undefined;
  #lastSlotAt = -Infinity;
  /** The call that the loader dispatches right now; or the fault that kept it from coming to that. */
  #dispatching: Due | { fault: unknown } | undefined;

  constructor(
    list: Blacklist,
    client: VolcengineClient,
    limits: CallLimits,
    onCall: (users: number) => void,
  ) {
    this.#list = list;
    this.#client = client;
    this.#limits = limits;
    this.#onCall = onCall;
    this.#loader = new DataLoader((additions) => this.#send(additions), {
      cache: false,
      maxBatchSize: MAX_USERS_PER_CALL,
      batchScheduleFn: (dispatch) => void this.#dispatchInSlot(dispatch),
    });
  }

  get idle(): boolean {
    return this.#requests === 0;
  }

  async addAll(users: readonly BlacklistUser[], request: CallRequest): Promise<AdditionResult[]> {
    this.#requests += 1;
    try {
      return await Promise.all(users.map((user) => this.#add(user, request)));
    } finally {
      this.#requests -= 1;
    }
  }

  #add(user: BlacklistUser, request: CallRequest): Promise<AdditionResult> {
    const other = this.#waiting.get(user.userId);
    if (other) return this.#addAfter(other, user, request);
    const result = this.#load({ user, request });
    this.#waiting.set(user.userId, { user, result });
    return result;
  }

  /** Shares the answer of an equal addition that still waits; a different one for the same user goes after it. */
  async #addAfter(other: Waiting, user: BlacklistUser, request: CallRequest): Promise<AdditionResult> {
    const result = await other.result;
    const equal = JSON.stringify(other.user.ext) === JSON.stringify(user.ext);
    if (equal && (result.added || result.failure.reason !== 'no-slot-in-time')) return result;
    return this.#add(user, request);
  }

  #load(addition: Addition): Promise<AdditionResult> {
    this.#opener = addition.request;
    const result = this.#loader.load(addition);
    const forming = this.#forming;
    if (forming) {
      forming.users += 1;
      if (forming.users === MAX_USERS_PER_CALL) forming.full();
    }
    return result;
  }

  /** Whatever happens, the call is dispatched, so that nobody waits for it in vain. */
  async #dispatchInSlot(dispatch: () => void): Promise<void> {
    const dispatching = await this.#whenDue(this.#opener).catch((fault: unknown) => ({ fault }));
    this.#dispatching = dispatching;
    dispatch();
  }

  async #whenDue(opener: CallRequest | undefined): Promise<Due> {
    if (!opener) throw new Error('a call that nobody opened');
    const { quota, clock, timeoutMs } = this.#limits;
    const openedAt = clock.now();
    const deadline = latestStart(opener.deadline, openedAt, timeoutMs);
    await this.#fullOrDue();
    return { opener, openedAt, grant: await quota.acquire({ ...opener, deadline }) };
  }

  /** Resolves when the call that opens now has 10 users, or is due at a quarter of the quota's pace. */
  async #fullOrDue(): Promise<void> {
    const { quota, clock } = this.#limits;
    const forming = { users: 0, full: () => {} };
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

  /** The loader's batch function. It runs inside `dispatch`, so `#dispatching` is this call's own. */
  async #send(additions: readonly Addition[]): Promise<AdditionResult[]> {
    const due = this.#dispatching;
    for (const { user, request } of additions) {
      this.#waiting.delete(user.userId);
      request.onSlot?.();
    }
    if (!due) throw new Error('a call without a slot');
    if ('fault' in due) throw due.fault;
    try {
      return await this.#sendInSlot(additions, due);
    } finally {
      // Its permit comes back whatever was thrown; a slot that was used has ended already.
      if (due.grant.granted) due.grant.slot.unused();
    }
  }

  async #sendInSlot(
    additions: readonly Addition[],
    { opener, openedAt, grant }: Due,
  ): Promise<AdditionResult[]> {
    const observer = sharedObserver(additions.map(({ request }) => request.observer));
    const grantedAt = this.#limits.clock.now();
    if (grant.granted) this.#lastSlotAt = grantedAt;
    this.#limits.observer?.waited(openedAt, grantedAt, grant.granted);
    observer?.waited(openedAt, grantedAt, grant.granted);
    if (!grant.granted)
      return Promise.all(additions.map((addition) => this.#refuse(addition, opener, grant)));

    const wanted = additions.filter(({ request }) => !request.signal?.aborted);
    if (wanted.length === 0) return additions.map(() => ABANDONED);
    const { caller, deadline } = opener;
    const users = wanted.map(({ user }) => user);
    const results = await this.#call(users, { caller, deadline, observer }, grant.slot);
    return additions.map(({ user }) => results.get(user.userId) ?? ABANDONED);
  }

  /** By user id. */
  async #call(
    users: readonly BlacklistUser[],
    request: CallRequest,
    slot: Slot,
  ): Promise<ReadonlyMap<string, AdditionResult>> {
    this.#onCall(users.length);
    const call = await this.#client.addBlackList(this.#list, users, request, slot);
    const userIds = users.map(({ userId }) => userId);
    const additions = await provenAdditions(call, userIds, this.#limits, request, (doubtful) =>
      this.#client.isInBlackList(this.#list, doubtful, request),
    );
    return new Map(additions.map((addition, index) => [userIds[index] ?? '', { ...addition, call }]));
  }

  /** What stopped the call's opener (its deadline, its client's leaving) need not stop those who joined it. */
  #refuse(
    addition: Addition,
    opener: CallRequest,
    grant: Extract<SlotGrant, { granted: false }>,
  ): Promise<AdditionResult> {
    const { request } = addition;
    const mayGoOn =
      !request.signal?.aborted &&
      (grant.reason === 'aborted' || (grant.reason === 'deadline' && request.deadline > opener.deadline));
    if (mayGoOn) return this.#add(addition.user, request);
    return Promise.resolve(notSent(slotRefused(grant)));
  }
}
