import type { CallRequest } from '../calling/retry.js';
import type { SignedClient } from '../calling/signed-client.js';
import type { VendorFailure } from '../calling/vendor-failure.js';
import type { Blacklist } from './calls/blacklist.js';
import { isInBlackList } from './calls/is-in-black-list.js';
import { ListBatches } from './list-batches.js';
import { NO_CALL } from './list-changes.js';
import type { SharedCall } from './proven-changes.js';

/** Whether a user is on a list, or why that could not be found out. */
export type ListLook = ({ isListed: boolean } | { failure: VendorFailure }) & { call: SharedCall };

/** Looks up who is on blacklists, for the users of any number of requests. */
export class ListLooks {
  readonly #batches: ListBatches<ListLook>;

  constructor(client: Pick<SignedClient, 'call' | 'limitsOf'>) {
    this.#batches = new ListBatches<ListLook>({
      limits: () => client.limitsOf(isInBlackList),
      notSent: (failure) => ({ failure, call: NO_CALL }),
      async send(list, users, request, slot) {
        // Two requests may look for the same user at once.
        const userIds = [...new Set(users.map(({ userId }) => userId))];
        const call = await client.call(isInBlackList, { list, userIds }, request, slot);
        const lookAt = (userId: string): ListLook =>
          call.ok ? { isListed: call.value.get(userId) === true, call } : { failure: call.failure, call };
        return users.map(({ userId }) => lookAt(userId));
      },
    });
  }

  /** `sent` is called when the look is sent. */
  look(list: Blacklist, userId: string, request: CallRequest, sent?: () => void): Promise<ListLook> {
    return this.#batches.load(list, { userId }, request, sent);
  }
}
