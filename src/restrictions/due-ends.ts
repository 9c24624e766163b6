import { sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import { EVERYBODY } from './media-columns.js';
import type { Due } from './room-call-queries.js';

/** A restriction whose end has come. */
export interface DueEnd {
  readonly actionId: string;
  readonly place: string;
  readonly endsAt: number;
  readonly dueAt: number;
  /** JSON: the call of the action that gave it. */
  readonly call: string;
}

/** The restrictions whose end is due and not settled, those that wait for longest first. `'='`: those on rooms. `'!='`: those on people. */
export function readDueEnds(
  { db, pages }: JournalDatabase,
  onEverybody: '=' | '!=',
  { applicationIds, now, limit }: Due,
): Promise<DueEnd[]> {
  return (
    db
      .selectFrom('media_instructions as given')
      .innerJoin('actions', 'actions.id', 'given.action_id')
      .where('given.ends_at', 'is not', null)
      .where('given.due_at', '<=', now)
      .where('given.ended_at', 'is', null)
      .where('given.user_id', onEverybody, EVERYBODY)
      // The sign hides the column from its index. Otherwise SQLite reads all restrictions of an application to find the few that are due.
      .where(pages.dialect.isIn(sql`+given.application_id`, applicationIds))
      .select([
        'given.action_id as actionId',
        'given.place',
        'given.ends_at as endsAt',
        'given.due_at as dueAt',
        'actions.input as call',
      ])
      .orderBy('given.due_at')
      .limit(limit)
      .$castTo<DueEnd>()
      .execute()
  );
}
