import { type CompiledQuery, sql } from 'kysely';
import type { Outcome } from './action-record.js';
import type { JournalDatabase } from './journal-database.js';
import { prepareQuery } from './prepared-query.js';

/** The statements that record when an action ends. They insert nothing unless its outcome was written in the same transaction. */
export function prepareEnds({ db, rowsOf, pages: { dialect } }: JournalDatabase) {
  const insert = prepareQuery<{
    id: string;
    userIds: string;
    endsAt: number;
    inherits: number;
    status: Outcome['status'];
    finishedAt: number;
  }>((value) => {
    const endsAt = sql`cast(${value('endsAt')} as bigint)`;
    return db
      .insertInto('timed_targets')
      .columns([
        'action_id',
        'user_id',
        'place',
        'application_id',
        'ends_at',
        'next_at',
        'checked_at',
        'inherits',
      ])
      .expression(
        sql`select actions.id, target.value, acts_in, application_id, ${endsAt}, ${endsAt}, requested_at,
          cast(${value('inherits')} as integer)
          from ${rowsOf(value('userIds'))} as target, actions
          where actions.id = ${dialect.id(value('id'))} and status = ${value('status')}
            and finished_at = ${value('finishedAt')}`,
      )
      .onConflict((conflict) => conflict.doNothing());
  });
  return (id: string, { status, ends }: Outcome, finishedAt: number): CompiledQuery[] => {
    if (!ends) return [];
    const { endsAt, userIds, inheriting } = ends;
    const common = { id, endsAt, status, finishedAt };
    return [
      ...(userIds.length > 0 ? [insert({ ...common, inherits: 0, userIds: JSON.stringify(userIds) })] : []),
      ...(inheriting.length > 0
        ? [insert({ ...common, inherits: 1, userIds: JSON.stringify(inheriting) })]
        : []),
    ];
  };
}
