import { sql } from 'kysely';
import type { ActionRecord } from './action-record.js';
import { recordOf } from './action-rows.js';
import type { JournalDatabase } from './journal-database.js';
import type { ActionsTable } from './tables.js';

/** How long a gateway may take to resolve an action that it took over. */
const TAKEN_OVER_FOR_MS = 60_000;
const TAKEN_OVER_AT_ONCE = 20;

export interface TakeoverOptions {
  /** Actions requested before this time are taken over whatever their operation: anybody can call them too old. */
  orBefore?: number;
  /** No other gateway can have the journal, so the gateways of all pending actions are gone. */
  evenIfLeased?: boolean;
}

/** Who answers for an action that a gateway has taken over, as distinct from one that it began itself. */
export function recovererOf(gatewayId: string): string {
  return `${gatewayId}/recovery`;
}

/** Takes over some pending actions of these operations for `gatewayId`, oldest first, as `Journal.takeOver` says. */
export async function takeOver(
  database: JournalDatabase,
  gatewayId: string,
  operations: readonly string[],
  { orBefore = 0, evenIfLeased = false }: TakeoverOptions,
): Promise<ActionRecord[]> {
  const { db, nowMs } = database;
  const pending = await db
    .selectFrom('actions')
    .selectAll()
    .where('status', '=', sql.lit('PENDING'))
    .where('lease_owner', '!=', gatewayId)
    .where((row) =>
      row.or([
        row('lease_until', '<', nowMs),
        // Actions that this gateway took over and could not resolve yet wait for their lease to end, or they would take
        // the place of others again and again.
        ...(evenIfLeased ? [row('lease_owner', '!=', recovererOf(gatewayId))] : []),
      ]),
    )
    .where((row) =>
      row.or([
        // Without a place, `order-backfill.ts` has not come to it yet, and nobody can tell what is newer.
        row.and([row('operation', 'in', operations), row('acts_in', 'is not', null)]),
        row('requested_at', '<', orBefore),
      ]),
    )
    .orderBy('id')
    .limit(TAKEN_OVER_AT_ONCE)
    .execute();
  const taken = await Promise.all(pending.map((row) => takeLease(database, gatewayId, row)));
  return pending.filter((_, index) => taken[index]).map(recordOf);
}

/** False: somebody else was quicker, or the action is over. */
async function takeLease(
  database: JournalDatabase,
  gatewayId: string,
  { id, lease_owner, lease_until }: ActionsTable,
): Promise<boolean> {
  const { db, nowMs } = database;
  const take = db
    .updateTable('actions')
    .set({
      lease_owner: recovererOf(gatewayId),
      lease_until: sql<number>`${nowMs} + ${TAKEN_OVER_FOR_MS}`,
    })
    .where('id', '=', id)
    .where('status', '=', 'PENDING')
    .where('lease_owner', '=', lease_owner)
    .where('lease_until', '=', lease_until);
  const [taken] = await database.write([take.compile()]);
  return taken === 1;
}
