import { type CompiledQuery, type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Intent, type Outcome, wholePlace } from './action-record.js';
import { rowOf } from './action-rows.js';
import type { JournalDatabase } from './journal-database.js';
import { prepareQuery, type ValueOf } from './prepared-query.js';
import type { ActionsTable } from './tables.js';
import { prepareEnds } from './timed-ends.js';

/** The statements that write actions. */
export interface ActionWrites {
  /**
   * Inserts an intent and gives it a number that is greater than those of all recorded actions in its place. Inserts
   * nothing if another action holds the idempotency key. Returns several queries for one transaction.
   */
  begin(intent: Intent, leaseMs: number): CompiledQuery[];
  /** Inserts a denial. A denial changes nothing, so it holds no idempotency key. */
  deny(intent: Intent): CompiledQuery[];
  /**
   * Ends a pending action. If recovery has recorded an outcome meanwhile, only APPLIED or PARTIAL replaces it: for any
   * other status, recovery may have carried out the change after this gateway failed to.
   */
  end(id: string, outcome: Outcome, finishedAt: number): CompiledQuery[];
  /** Ends a pending action that this gateway began. */
  refuse(id: string, outcome: Outcome, finishedAt: number): CompiledQuery;
  /** Ends a pending action that this gateway took over. */
  resolve(id: string, outcome: Outcome, finishedAt: number): CompiledQuery[];
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
  const targetsOf = prepareTargets(database);
  const strRoom = prepareStrRoom(database);
  const undosOf = prepareUndos(database);
  const causeOf = prepareCause(database);
  return {
    begin(intent, leaseMs) {
      const row = rowOf(intent);
      return [
        insertAction({ leaseMs, ...row }),
        ...targetsOf(intent, row.user_ids),
        ...strRoom(intent),
        ...undosOf(intent),
        ...causeOf(intent),
      ];
    },
    deny(intent) {
      const row = { ...rowOf(intent), held_key: null };
      return [insertAction({ leaseMs: 0, ...row }), ...targetsOf(intent, row.user_ids), ...strRoom(intent)];
    },
    ...prepareOutcomes(database, owners),
  };
}

function prepareAction({ db, nowMs, nextNumber }: JournalDatabase, owner: string) {
  return prepareQuery<IntentRow & { leaseMs: number }>((value) => {
    const columns = Object.keys(rowOf(NO_INTENT)) as (keyof IntentRow)[];
    const row = Object.fromEntries(columns.map((column) => [column, value(column)])) as IntentRow;
    return db
      .insertInto('actions')
      .values({
        ...row,
        ...(nextNumber && { number: nextNumber }),
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

/** Each statement selects from `actions`, so it inserts no targets if the action was not inserted. */
function prepareTargets({ db, rowsOf }: JournalDatabase) {
  const insert = (users: RawBuilder<unknown>, id: string) =>
    db
      .insertInto('action_targets')
      .columns(['user_id', 'action_id', 'operation', 'application_id', 'room_id', 'actor'])
      .expression(
        sql`select target.value, actions.id, operation, application_id, room_id, actor from ${users} as target, actions where actions.id = ${id}`,
      );
  const insertOne = prepareQuery<{ id: string; userId: string }>((value) =>
    insert(sql`(select cast(${value('userId')} as text) as value)`, value('id')),
  );
  const insertMany = prepareQuery<{ id: string; userIds: string }>((value) =>
    insert(rowsOf(value('userIds')), value('id')),
  );
  return ({ id, place, userIds: [userId = wholePlace(place), ...others] }: Intent, userIds: string) => {
    return [others.length === 0 ? insertOne({ id, userId }) : insertMany({ id, userIds })];
  };
}

/** It selects from `actions`, so it inserts nothing if the action was not inserted. */
function prepareUndos({ db }: JournalDatabase) {
  const insert = prepareQuery<{ id: string; undoes: string }>((value) =>
    db
      .insertInto('undos')
      .columns(['undone_id', 'action_id'])
      .expression(
        sql`select undone.id, actions.id from actions, actions as undone where actions.id = ${value('id')} and undone.id = ${value('undoes')}`,
      ),
  );
  return ({ id, undoes }: Intent): CompiledQuery[] => (undoes === undefined ? [] : [insert({ id, undoes })]);
}

/** It selects from `actions`, so it inserts nothing if the action was not inserted. The cause may have been deleted. */
function prepareCause({ db, pages: { dialect } }: JournalDatabase) {
  const insert = prepareQuery<{ id: string; causedBy: string }>((value) =>
    db
      .insertInto('causes')
      .columns(['action_id', 'cause_id'])
      .expression(sql`select id, ${dialect.id(value('causedBy'))} from actions where id = ${value('id')}`),
  );
  return ({ id, causedBy }: Intent): CompiledQuery[] =>
    causedBy === undefined ? [] : [insert({ id, causedBy })];
}

function prepareOutcomes(
  database: JournalDatabase,
  owners: { gateway: string; recoverer: string },
): Pick<ActionWrites, 'end' | 'refuse' | 'resolve'> {
  const { db } = database;
  const endsOf = prepareEnds(database);
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
    end: (id, outcome, finishedAt) => [
      end({ id, ...outcomeRowOf(outcome, finishedAt) }),
      ...endsOf(id, outcome, finishedAt),
    ],
    refuse: (id, outcome, finishedAt) => refuse({ id, ...outcomeRowOf(outcome, finishedAt) }),
    resolve: (id, outcome, finishedAt) => [
      resolve({ id, ...outcomeRowOf(outcome, finishedAt) }),
      ...endsOf(id, outcome, finishedAt),
    ],
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
