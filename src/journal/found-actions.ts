import { sql } from 'kysely';
import type { ActionRecord, Intent } from './action-record.js';
import { recordOf } from './action-rows.js';
import type { JournalDatabase } from './journal-database.js';
import { recordedPlace } from './old-actions.js';

/** Whole rows of `actions`, with the place, the action that each of them undoes, and its cause. For quick lookups. */
export function wholeActions({ db, pages }: JournalDatabase) {
  return db
    .selectFrom('actions')
    .selectAll('actions')
    .select([
      recordedPlace(pages.dialect.name).as('place'),
      sql<string | null>`(select undone_id from undos where undos.action_id = actions.id)`.as('undoes'),
      sql<string | null>`(select cause_id from causes where causes.action_id = actions.id)`.as('cause_id'),
    ]);
}

export async function findAction(database: JournalDatabase, id: string): Promise<ActionRecord | undefined> {
  const row = await wholeActions(database).where('id', '=', id).executeTakeFirst();
  return row && recordOf(row);
}

/** The action that holds an idempotency key. */
export async function holderOf(
  database: JournalDatabase,
  { actor, operation, idempotencyKey }: Pick<Intent, 'actor' | 'operation' | 'idempotencyKey'>,
): Promise<ActionRecord | undefined> {
  const row = await wholeActions(database)
    .where('actor', '=', actor)
    .where('operation', '=', operation)
    .where('held_key', '=', idempotencyKey ?? null)
    .executeTakeFirst();
  return row && recordOf(row);
}
