import { type CompiledQuery, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Intent, Outcome } from './action-record.js';
import { rowOf } from './action-rows.js';
import type { JournalDatabase } from './journal-database.js';
import { prepareQuery, type ValueOf } from './prepared-query.js';
import type { ActionsTable } from './tables.js';

/** The writes that every action takes. */
export interface ActionWrites {
  /**
   * Inserts an intent, and puts it in order: it is newer than all that is on record of its targets. Inserts nothing
   * where another action holds the idempotency key. Several queries, for one transaction.
   */
  begin(intent: Intent, leaseMs: number): CompiledQuery[];
  /** Inserts a denial, which acts on nothing: it holds no key and comes neither before nor after anything. */
  deny(intent: Intent): CompiledQuery[];
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
  database: JournalDatabase,
  owners: { gateway: string; recoverer: string },
): ActionWrites {
  const insertAction = prepareAction(database, owners.gateway);
  const targets = prepareTargets(database);
  return {
    begin(intent, leaseMs) {
      const row = rowOf(intent);
      return [insertAction({ ...row, leaseMs }), ...targets.ordered(intent, row.user_ids)];
    },
    deny(intent) {
      const row = { ...rowOf(intent), held_key: null };
      return [insertAction({ ...row, leaseMs: 0 }), targets.unordered(intent.id, row.user_ids)];
    },
    ...prepareOutcomes(database, owners),
  };
}

function prepareAction({ db, nowMs }: JournalDatabase, owner: string) {
  return prepareQuery<IntentRow & { leaseMs: number }>((value) => {
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
        lease_owner: sql.lit(owner),
        lease_until: sql<number>`${nowMs} + ${value('leaseMs')}`,
      })
      .onConflict((conflict) =>
        conflict.columns(['actor', 'operation', 'held_key']).where('held_key', 'is not', null).doNothing(),
      );
  });
}

const ORDER = ['place', 'user_id', 'number', 'action_id'] as const;

/** Where an action was not inserted, its targets are not either. */
function prepareTargets(database: JournalDatabase) {
  const { db, rowsOf } = database;
  const insertOne = prepareBoth<{ id: string; place: string; userId: string }>(
    database,
    (value) => sql`(select cast(${value('userId')} as text) as value)`,
  );
  const insertMany = prepareBoth<{ id: string; place: string; userIds: string }>(database, (value) =>
    rowsOf(value('userIds')),
  );
  const insertPlace = prepareQuery<{ id: string; place: string }>((value) =>
    db
      .insertInto('action_order')
      .columns(ORDER)
      .expression(order(database, sql`(select '' as value)`, value('place'), value('id'))),
  );
  const insertUnordered = prepareQuery<{ id: string; userIds: string }>((value) =>
    insertTargets(database, rowsOf(value('userIds')), value('id')),
  );
  return {
    ordered({ id, place, userIds: [userId, ...others] }: Intent, userIds: string): CompiledQuery[] {
      if (userId === undefined) return [insertPlace({ id, place })];
      return others.length === 0 ? insertOne({ id, place, userId }) : insertMany({ id, place, userIds });
    },
    unordered: (id: string, userIds: string) => insertUnordered({ id, userIds }),
  };
}

/** Inserts into both `action_targets` and `action_order`. `usersOf`: a table with users' ids in a column `value`. */
function prepareBoth<Values extends { id: string; place: string }>(
  database: JournalDatabase,
  usersOf: (value: ValueOf<Values>) => RawBuilder<unknown>,
): (values: Values) => CompiledQuery[] {
  const { db, insertsTogether } = database;
  const targets = (value: ValueOf<Values>) => insertTargets(database, usersOf(value), value('id'));
  const ordered = (value: ValueOf<Values>) => order(database, usersOf(value), value('place'), value('id'));
  const insertOrder = (value: ValueOf<Values>) =>
    db.insertInto('action_order').columns(ORDER).expression(ordered(value));
  const insertInOne = (value: ValueOf<Values>) =>
    db
      .with('targets', () => targets(value))
      .insertInto('action_order')
      .columns(ORDER)
      .expression(ordered(value));
  const all = insertsTogether
    ? [prepareQuery<Values>(insertInOne)]
    : [prepareQuery<Values>(targets), prepareQuery<Values>(insertOrder)];
  return (values) => all.map((query) => query(values));
}

function insertTargets({ db }: JournalDatabase, users: RawBuilder<unknown>, id: string) {
  return db
    .insertInto('action_targets')
    .columns(['user_id', 'action_id', 'operation', 'application_id', 'room_id', 'actor'])
    .expression(
      sql`select target.value, actions.id, operation, application_id, room_id, actor from ${users} as target, actions where actions.id = ${id}`,
    );
}

/** The place is a parameter, since in the row it comes after the input, which can be long. */
function order({ nextNumber }: JournalDatabase, users: RawBuilder<unknown>, place: string, id: string) {
  return sql`select cast(${place} as text), target.value, ${nextNumber(place, sql`target.value`)}, actions.id from ${users} as target, actions where actions.id = ${id}`;
}

function prepareOutcomes(
  { db }: JournalDatabase,
  owners: { gateway: string; recoverer: string },
): Pick<ActionWrites, 'end' | 'refuse' | 'resolve'> {
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
  operation: '',
  place: '',
  applicationId: 0,
  userIds: [],
  input: '',
};
