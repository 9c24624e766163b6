import type { CallRequest } from '../calling/retry.js';
import type { SignedClient } from '../calling/signed-client.js';
import type { VendorFailure } from '../calling/vendor-failure.js';
import type { Blacklist, BlacklistUser } from './calls/blacklist.js';
import { isInBlackList } from './calls/is-in-black-list.js';
import type { ListChangeApi } from './calls/list-change.js';
import { ListBatches } from './list-batches.js';
import { provenChanges, type SharedCall, type UserChange } from './proven-changes.js';

/** The result for one user of a list. */
export type ListChangeResult = UserChange & {
  /** Present if the list already was as asked, so that nothing was sent. */
  wasDoneBefore?: true;
  /** The call that asked whether the list already was as asked. */
  look?: SharedCall;
};

/** Stands for a call that was never sent. */
export const NO_CALL: SharedCall = { attempts: 0 };

/** The result of a user whose change was not sent because of `failure`. */
export function unchanged(failure: VendorFailure, call = NO_CALL): ListChangeResult {
  return { done: false, failure, wholeCall: true, call };
}

/** Changes blacklists through one api. */
export class ListChanges {
  readonly #batches: ListBatches<ListChangeResult>;

  constructor(client: Pick<SignedClient, 'call' | 'limitsOf'>, api: ListChangeApi) {
    this.#batches = new ListBatches({
      limits: () => client.limitsOf(api),
      notSent: (failure) => unchanged(failure),
      async send(list, users, request, slot) {
        const limits = client.limitsOf(api);
        limits.observer?.batched?.(users.length);
        const call = await client.call(api, { list, users }, request, slot);
        const userIds = users.map(({ userId }) => userId);
        return provenChanges(call, userIds, limits, request, {
          leavesListed: api.leavesListed,
          look: (doubtful) => client.call(isInBlackList, { list, userIds: doubtful }, request),
        });
      },
    });
  }

  /** The caller must not have two changes of one user under way at once. `sent` is called when the change is sent. */
  change(
    list: Blacklist,
    user: BlacklistUser,
    request: CallRequest,
    sent?: () => void,
  ): Promise<ListChangeResult> {
    return this.#batches.load(list, user, request, sent);
  }
}
