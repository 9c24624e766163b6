import { sql } from 'kysely';
import { ACTION_STATUSES } from './action-record.js';
import type { JournalPages } from './journal-database.js';

/**
 * The operations of all recorded actions, including operations of other versions of the gateway. The query jumps from
 * one operation to the next in the index by status and operation, so the number of actions does not matter.
 */
export async function recordedOperations({ db, dialect }: JournalPages): Promise<string[]> {
  const over = ACTION_STATUSES.filter((status) => status !== 'PENDING');
  const { rows } = await sql<{ operation: string }>`
    with recursive found as (
      select given.value as status, (
        select min(actions.operation) from actions
        where actions.status = given.value and actions.status <> 'PENDING'
      ) as operation from ${dialect.texts(over)} as given
      union all
      select status, (
        select min(actions.operation) from actions
        where actions.status = found.status and actions.operation > found.operation
          and actions.status <> 'PENDING'
      ) as operation from found where operation is not null
    )
    select operation from found where operation is not null
    union select operation from actions where status = 'PENDING'`.execute(db);
  return rows.map(({ operation }) => operation);
}
