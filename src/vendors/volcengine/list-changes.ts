import DataLoader from 'dataloader';
import { sharedObserver } from '../calling/call-observer.js';
import type { Slot, SlotGrant } from '../calling/quota.js';
import { type CallLimits, type CallRequest, latestStart, slotRefused } from '../calling/retry.js';
import type { SignedClient } from '../calling/signed-client.js';
import type { VendorFailure } from '../calling/vendor-failure.js';
import { type Blacklist, type BlacklistUser, MAX_USERS_PER_CALL } from './calls/blacklist.js';
import { isInBlackList } from './calls/is-in-black-list.js';
import type { ListChangeApi } from './calls/list-change.js';
import { provenChanges, type UserChange } from './proven-changes.js';

/** What the changes of a list are sent with. */
type Client = Pick<SignedClient, 'call' | 'limitsOf'>;

/** A call that several users shared, perhaps of several requests. */
export interface SharedCall {
  /** How often it was sent. */
  readonly attempts: number;
}

/** What became of one user of a list. */
export type ListChangeResult = UserChange & { call: SharedCall };

function notSent(failure: VendorFailure): ListChangeResult {
  return { done: false, failure, wholeCall: true, call: NO_CALL };
}

const NO_CALL: SharedCall = { attempts: 0 };

/** Nobody waits for this user's change any more. */
const ABANDONED = notSent({ reason: 'no-slot-in-time', outcome: 'NOT_APPLIED', retryable: true });

interface Change {
  user: BlacklistUser;
  request: CallRequest;
}

/** A call that is due: its slot, or why there is none. */
interface Due {
  opener: CallRequest;
  openedAt: number;
  grant: SlotGrant;
}

/**
 * Changes of blacklists by one api, in calls of at most 10 users.
 *
 * One loader per list forms the calls, and lives as long as changes of its list do. A call takes its users at the
 * moment when it gets its quota slot: an idle gateway sends at once, and a busy one fills its calls while they wait,
 * with the users of any number of requests. Otherwise many small requests at once would use up a whole second's slots
 * with calls of a user or two. So a list's calls that are not full go at a quarter of the quota's pace (80 ms apart at
 * 50 a second); full ones go as they fill. Nothing is cached, and the loader sends nothing twice.
 */
export class ListChanges {
  readonly #client: Client;
  readonly #api: ListChangeApi;
  readonly #loaders = new Map<string, ListLoader>();

  constructor(client: Client, api: ListChangeApi) {
    this.#client = client;
    this.#api = api;
  }

  /** Changes one user of a list. Who calls it sees to it that no two changes of one user are under way at once. */
  async change(list: Blacklist, user: BlacklistUser, request: CallRequest): Promise<ListChangeResult> {
    const limits = this.#client.limitsOf(this.#api);
    if (limits.breaker.blocks) return notSent(limits.breaker.refusal());

    const key = `${list.appId}/${list.ownerId}/${list.inboxType}`;
    const loader = this.#loaders.get(key) ?? new ListLoader(list, this.#client, this.#api, limits);
    this.#loaders.set(key, loader);
    try {
      return await loader.change(user, request);
    } finally {
      if (loader.isIdle) this.#loaders.delete(key);
    }
  }
}

class ListLoader {
  readonly #list: Blacklist;
  readonly #client: Client;
  readonly #api: ListChangeApi;
  readonly #limits: CallLimits;
  readonly #loader: DataLoader<Change, ListChangeResult>;
  /** How many changes are not over. */
  #changes = 0;
  /** Whose change opens a call, while it opens. */
  #opener: CallRequest | undefined;
  /** The call that the next change joins, unless it is full. */
  #forming: { users: number; full: () => void } | undefined;
  #lastSlotAt = -Infinity;
  /** The call that the loader dispatches right now; or the fault that kept it from coming to that. */
  #dispatching: Due | { fault: unknown } | undefined;

  constructor(list: Blacklist, client: Client, api: ListChangeApi, limits: CallLimits) {
    this.#list = list;
    this.#client = client;
    this.#api = api;
    this.#limits = limits;
    this.#loader = new DataLoader((changes) => this.#send(changes), {
      cache: false,
      maxBatchSize: MAX_USERS_PER_CALL,
      batchScheduleFn: (dispatch) => void this.#dispatchInSlot(dispatch),
    });
  }

  get isIdle(): boolean {
    return this.#changes === 0;
  }

  async change(user: BlacklistUser, request: CallRequest): Promise<ListChangeResult> {
    this.#changes += 1;
    try {
      return await this.#load({ user, request });
    } finally {
      this.#changes -= 1;
    }
  }

  #load(change: Change): Promise<ListChangeResult> {
    this.#opener = change.request;
    const result = this.#loader.load(change);
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
  async #send(changes: readonly Change[]): Promise<ListChangeResult[]> {
    const due = this.#dispatching;
    for (const { request } of changes) request.onSlot?.();
    if (!due) throw new Error('a call without a slot');
    if ('fault' in due) throw due.fault;
    try {
      return await this.#sendInSlot(changes, due);
    } finally {
      // Its permit comes back whatever was thrown; a slot that was used has ended already.
      if (due.grant.granted) due.grant.slot.unused();
    }
  }

  async #sendInSlot(
    changes: readonly Change[],
    { opener, openedAt, grant }: Due,
  ): Promise<ListChangeResult[]> {
    const observer = sharedObserver(changes.map(({ request }) => request.observer));
    const grantedAt = this.#limits.clock.now();
    if (grant.granted) this.#lastSlotAt = grantedAt;
    this.#limits.observer?.waited(openedAt, grantedAt, grant.granted);
    observer?.waited(openedAt, grantedAt, grant.granted);
    if (!grant.granted) return Promise.all(changes.map((change) => this.#refuse(change, opener, grant)));

    const wanted = changes.filter(({ request }) => !request.signal?.aborted);
    if (wanted.length === 0) return changes.map(() => ABANDONED);
    const { caller, deadline } = opener;
    const users = wanted.map(({ user }) => user);
    const results = await this.#call(users, { caller, deadline, observer }, grant.slot);
    return changes.map(({ user }) => results.get(user.userId) ?? ABANDONED);
  }

  /** By user id. */
  async #call(
    users: readonly BlacklistUser[],
    request: CallRequest,
    slot: Slot,
  ): Promise<ReadonlyMap<string, ListChangeResult>> {
    this.#limits.observer?.batched?.(users.length);
    const list = this.#list;
    const call = await this.#client.call(this.#api, { list, users }, request, slot);
    const userIds = users.map(({ userId }) => userId);
    const changes = await provenChanges(call, userIds, this.#limits, request, {
      leavesListed: this.#api.leavesListed,
      look: (doubtful) => this.#client.call(isInBlackList, { list, userIds: doubtful }, request),
    });
    return new Map(changes.map((change, index) => [userIds[index] ?? '', { ...change, call }]));
  }

  /** What stopped the call's opener (its deadline, its client's leaving) need not stop those who joined it. */
  #refuse(
    change: Change,
    opener: CallRequest,
    grant: Extract<SlotGrant, { granted: false }>,
  ): Promise<ListChangeResult> {
    const { request } = change;
    const mayGoOn =
      !request.signal?.aborted &&
      (grant.reason === 'aborted' || (grant.reason === 'deadline' && request.deadline > opener.deadline));
    if (mayGoOn) return this.#load(change);
    return Promise.resolve(notSent(slotRefused(grant)));
  }
}
