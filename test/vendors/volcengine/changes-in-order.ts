import { TargetOrder } from '../../../src/actions/target-order.js';
import { changeInOrder } from '../../../src/blacklists/changed-users.js';
import type { CallRequest } from '../../../src/vendors/calling/retry.js';
import type { Blacklist, BlacklistUser } from '../../../src/vendors/volcengine/calls/blacklist.js';
import type { ListChangeResult, ListChanges } from '../../../src/vendors/volcengine/list-changes.js';

/** Changes users of a list as operations do: changes of one user in order, equal changes together. */
export function changesInOrder(changes: ListChanges) {
  const order = new TargetOrder();
  return (
    list: Blacklist,
    users: readonly BlacklistUser[],
    request: CallRequest,
  ): Promise<ListChangeResult[]> =>
    changeInOrder(
      list,
      users,
      { order, vendorRequest: () => request },
      {
        what: ({ ext }) => JSON.stringify({ ext }),
        change: (user, request, sent) => changes.change(list, user, request, sent),
      },
    );
}
