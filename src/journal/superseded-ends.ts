import { sql } from 'kysely';
import type { ReadAction } from './action-rows.js';
import type { JournalPages } from './journal-database.js';
import { OUTCOME, type SupersededEndsTable } from './superseded-tables.js';

/**
 * Resolves with how these actions were at a place at which they were over. It must be called after the actions were read: one that
 * is corrected in between is then found here.
 */
export async function readSupersededEnds(
  { db, dialect }: JournalPages,
  ids: readonly string[],
): Promise<(action: ReadAction, place: number) => ReadAction> {
  if (ids.length === 0) return (action) => action;
  const { rows } = await sql<SupersededEndsTable>`
    select action_id, up_to, ${sql.raw(OUTCOME.join(', '))} from superseded_ends
    where action_id in ${dialect.ids(ids)} order by up_to`.execute(db);
  return (action, place) => {
    const end = rows.find(({ action_id, up_to }) => action_id === action.id && up_to >= place);
    return end ? endedAs(action, end) : action;
  };
}

function endedAs(action: ReadAction, end: SupersededEndsTable): ReadAction {
  const { answer: _, vendorCode: _code, durationMs: _ms, finishedAt: _at, ...intent } = action;
  return {
    ...intent,
    status: end.status as ReadAction['status'],
    vendorRequestIds: JSON.parse(end.vendor_request_ids),
    attempts: end.attempts,
    recovered: end.recovered === 1,
    ...(end.answer !== null && { answer: end.answer }),
    ...(end.vendor_code !== null && { vendorCode: end.vendor_code }),
    ...(end.duration_ms !== null && { durationMs: end.duration_ms }),
    ...(end.finished_at !== null && { finishedAt: end.finished_at }),
  } as ReadAction;
}
