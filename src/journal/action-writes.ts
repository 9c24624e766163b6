import { type CompiledQuery, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Intent, Outcome } from './action-record.js';
import { rowOf } from './action-rows.js';
import type { JournalDatabase } from './journal-database.js';
import { prepareQuery, type ValueOf } from './prepared-query.js';
import type { ActionsTable } from './tables.js';

/** The statements that write actions. */
export interface ActionWrites {
  /**
   * Inserts an intent and gives it a number that is greater than those of all recorded actions on its targets. Inserts
   * nothing if another action holds the idempotency key. Returns several queries for one transaction.
   */
  begin(intent: Intent, leaseMs: number): CompiledQuery[];
  /** Inserts a denial. A denial changes nothing, so it holds no idempotency key and has no place in the order. */
  deny(intent: Intent): CompiledQuery[];
  /**
   * Ends a pending action. If recovery has recorded an outcome meanwhile, only APPLIED or PARTIAL replaces it: for any
   * other status, recovery may have carried out the change after this gateway failed to.
   */
  end(id: string, outcome: Outcome, finishedAt: number): CompiledQuery;
  /** Ends a pending action that this gateway began. */
  refuse(id: string, outcome: Outcome, finishedAt: number): CompiledQuery;
  /** Ends a pending action that this gateway took over. */
  resolve(id: string, outcome: Outcome, finishedAt: number): CompiledQuery;
}

type IntentRow = ReturnType<typeof rowOf>;
type OutcomeRow = ReturnType<typeof outcomeRowOf>;

/**
 * `owners`: the names that hold the leases: `gateway` for actions that this gateway began, `recoverer` for actions that
 * it took over.
 */
export function prepareWrites(
  database: JournalDatabase,
  owners: { gateway: string; recoverer: string },
): ActionWrites {
  const insertAction = prepareAction(database, owners.gateway);
  const targets = prepareTargets(database);
  const strRoom = prepareStrRoom(database);
  return {
    begin(intent, leaseMs) {
      const row = rowOf(intent);
      return [
        insertAction({ ...row, leaseMs }),
        ...targets.ordered(intent, row.user_ids),
        ...strRoom(intent),
      ];
    },
    deny(intent) {
      const row = { ...rowOf(intent), held_key: null };
      const unordered = targets.unordered(intent.id, row.user_ids);
      return [insertAction({ ...row, leaseMs: 0 }), unordered, ...strRoom(intent)];
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
        // Constants are part of the SQL text, because binding a parameter takes longer.
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

/** Selects from `actions`, so it inserts nothing if the action was not inserted. */
function prepareStrRoom({ db }: JournalDatabase): (intent: Intent) => CompiledQuery[] {
  const insert = prepareQuery<{ id: string; strRoomId: string }>((value) =>
    db
      .insertInto('action_str_rooms')
      .columns(['str_room_id', 'action_id', 'operation', 'application_id', 'actor'])
      .expression(
        sql`select cast(${value('strRoomId')} as text), id, operation, application_id, actor from actions where id = ${value('id')}`,
      ),
  );
  return ({ id, strRoomId }) => (strRoomId === undefined ? [] : [insert({ id, strRoomId })]);
}

const ORDER = ['place', 'user_id', 'number', 'action_id'] as const;

/** Each statement selects from `actions`, so it inserts no targets if the action was not inserted. */
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

/** Inserts into `action_targets` and `action_order`. `usersOf` is a table with user ids in the column `value`. */
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

/**
 * The place is bound again as a parameter: in the row of `actions` it comes after `input`, which can be long to read
 * past.
 */
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

/** The columns of an outcome. `frees_key` is 1 if the idempotency key becomes free, else 0. */
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

/** Gives `rowOf` something to take the column names from. */
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
