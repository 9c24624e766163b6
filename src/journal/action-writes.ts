import { type CompiledQuery, type SqlBool, sql } from 'kysely';
import type { Intent, Outcome } from './action-record.js';
import { rowOf } from './action-rows.js';
import type { JournalDatabase } from './journal-database.js';
import { prepareQuery, type ValueOf } from './prepared-query.js';
import type { ActionsTable } from './tables.js';

/** The writes that every action takes. */
export interface ActionWrites {
  /** Inserts nothing where another action holds the idempotency key. Several queries, for one transaction. */
  begin(intent: Intent, leaseMs: number, options?: { holdingKey: boolean }): CompiledQuery[];
  /**
   * Of an action that is pending. Where recovery has found out an outcome meanwhile, it gives way to one that says that
   * something was applied, and to no other: recovery may have carried out what this gateway has not.
   */
  end(id: string, outcome: Outcome, finishedAt: number): CompiledQuery;
  /** Of an action of this gateway's that is pending. */
  refuse(id: string, outcome: Outcome, finishedAt: number): CompiledQuery;
  /** Of an action that this gateway took over and that is still pending. */
  resolve(id: string, outcome: Outcome, finishedAt: number): CompiledQuery;
}

type IntentRow = ReturnType<typeof rowOf>;
type OutcomeRow = ReturnType<typeof outcomeRowOf>;

/** `owners`: who holds the lease of an action that the gateway has begun, and of one that it has taken over. */
export function prepareWrites(
  { db, nowMs, rowsOf }: JournalDatabase,
  owners: { gateway: string; recoverer: string },
): ActionWrites {
  const insertAction = prepareQuery<IntentRow & { leaseMs: number }>((value) => {
    const columns = Object.keys(rowOf(NO_INTENT)) as (keyof IntentRow)[];
    const row = Object.fromEntries(columns.map((column) => [column, value(column)])) as IntentRow;
    return db
      .insertInto('actions')
      .values({
        ...row,
        // In the text where they are always the same: a parameter takes longer.
        vendor_request_ids: sql.lit('[]'),
        attempts: sql.lit(0),
        recovered: sql.lit(0),
        status: sql.lit('PENDING'),
        lease_owner: sql.lit(owners.gateway),
        lease_until: sql<number>`${nowMs} + ${value('leaseMs')}`,
      })
      .onConflict((conflict) =>
        conflict.columns(['actor', 'operation', 'held_key']).where('held_key', 'is not', null).doNothing(),
      );
  });
  const insertTarget = prepareQuery<{ userId: string; id: string }>((value) =>
    db
      .insertInto('action_targets')
      .columns(['user_id', 'action_id', 'operation', 'application_id', 'room_id', 'actor'])
      .expression(
        sql`select cast(${value('userId')} as text), id, operation, application_id, room_id, actor from actions where id = ${value('id')}`,
      ),
  );
  const insertTargets = prepareQuery<{ userIds: string; id: string }>((value) =>
    db
      .insertInto('action_targets')
      .columns(['user_id', 'action_id', 'operation', 'application_id', 'room_id', 'actor'])
      .expression(
        sql`select target.value, actions.id, operation, application_id, room_id, actor from ${rowsOf(value('userIds'))} as target, actions where actions.id = ${value('id')}`,
      ),
  );
  const update = (value: ValueOf<OutcomeRow & { id: string }>, recovered: 0 | 1) =>
    db
      .updateTable('actions')
      .set({
        status: value('status'),
        answer: value('answer'),
        vendor_code: value('vendor_code'),
        vendor_request_ids: value('vendor_request_ids'),
        attempts: value('attempts'),
        duration_ms: value('duration_ms'),
        finished_at: value('finished_at'),
        held_key: sql<string | null>`case when ${value('frees_key')} = 1 then null else held_key end`,
        recovered: sql.lit(recovered),
        lease_owner: sql.lit(null),
        lease_until: sql.lit(null),
      })
      .where('id', '=', value('id'));
  const end = prepareQuery<OutcomeRow & { id: string }>((value) =>
    update(value, 0).where((row) =>
      row.or([
        row('status', '=', sql.lit('PENDING')),
        row.and([
          row('recovered', '=', sql.lit(1)),
          sql<SqlBool>`cast(${value('status')} as text) in ('APPLIED', 'PARTIAL')`,
        ]),
      ]),
    ),
  );
  const pendingOf = (owner: string, recovered: 0 | 1) =>
    prepareQuery<OutcomeRow & { id: string }>((value) =>
      update(value, recovered)
        .where('status', '=', sql.lit('PENDING'))
        .where('lease_owner', '=', sql.lit(owner)),
    );
  const refuse = pendingOf(owners.gateway, 0);
  const resolve = pendingOf(owners.recoverer, 1);
  return {
    begin(intent, leaseMs, { holdingKey } = { holdingKey: true }) {
      const { id, userIds } = intent;
      const row = rowOf(intent);
      const [userId = ''] = userIds;
      const targets =
        userIds.length === 1 ? insertTarget({ userId, id }) : insertTargets({ userIds: row.user_ids, id });
      return [insertAction({ ...row, ...(!holdingKey && { held_key: null }), leaseMs }), targets];
    },
    end: (id, outcome, finishedAt) => end({ ...outcomeRowOf(outcome, finishedAt), id }),
    refuse: (id, outcome, finishedAt) => refuse({ ...outcomeRowOf(outcome, finishedAt), id }),
    resolve: (id, outcome, finishedAt) => resolve({ ...outcomeRowOf(outcome, finishedAt), id }),
  };
}

/** The columns of an outcome, and whether it gives the idempotency key back: 0 or 1. */
function outcomeRowOf(outcome: Outcome, finishedAt: number) {
  return {
    status: outcome.status as ActionsTable['status'],
    answer: outcome.answer as string | null,
    vendor_code: outcome.vendorCode ?? null,
    vendor_request_ids: JSON.stringify(outcome.vendorRequestIds),
    attempts: outcome.attempts,
    duration_ms: outcome.durationMs ?? null,
    finished_at: finishedAt as number | null,
    frees_key: outcome.freesKey ? 1 : 0,
  };
}

/** For the names of the columns. */
const NO_INTENT: Intent = {
  id: '',
  requestId: '',
  actor: '',
  operation: 'SET_USER_MEDIA_STATE',
  applicationId: 0,
  userIds: [],
  input: '',
};
