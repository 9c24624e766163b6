import { sql } from 'kysely';
import type { ActionRecord } from './action-record.js';
import { recordOf } from './action-rows.js';
import { wholeActions } from './found-actions.js';
import type { JournalDatabase } from './journal-database.js';
import type { ActionsTable } from './tables.js';

/** The lease of an action that was taken over: how long the gateway has to resolve it. */
const TAKEN_OVER_FOR_MS = 60_000;
const TAKEN_OVER_AT_ONCE = 20;

export interface TakeoverOptions {
  /**
   * Actions requested before this time are taken over regardless of their operation, because any gateway can end them
   * as too old.
   */
  orBefore?: number;
  /** True if no other gateway can have the journal, so all other leases are void. */
  evenIfLeased?: boolean;
}

/**
 * The lease's owner for an action that the gateway took over. It differs from the owner for an action that the gateway
 * began.
 */
export function recovererOf(gatewayId: string): string {
  return `${gatewayId}/recovery`;
}

/** Takes over some pending actions of these operations for `gatewayId`, oldest first. See `Journal.takeOver`. */
export async function takeOver(
  database: JournalDatabase,
  gatewayId: string,
  operations: readonly string[],
  { orBefore = 0, evenIfLeased = false }: TakeoverOptions,
): Promise<ActionRecord[]> {
  const { nowMs } = database;
  const pending = await wholeActions(database)
    .where('status', '=', sql.lit('PENDING'))
    .where('lease_owner', '!=', gatewayId)
    .where((row) =>
      row.or([
        row('lease_until', '<', nowMs),
        // Actions that this gateway took over but could not resolve yet wait until their lease ends. Otherwise they
        // would fill every batch.
        ...(evenIfLeased ? [row('lease_owner', '!=', recovererOf(gatewayId))] : []),
      ]),
    )
    .where((row) => row.or([row('operation', 'in', operations), row('requested_at', '<', orBefore)]))
    .orderBy('id')
    .limit(TAKEN_OVER_AT_ONCE)
    .execute();
  const taken = await Promise.all(pending.map((row) => takeLease(database, gatewayId, row)));
  return pending.filter((_, index) => taken[index]).map(recordOf);
}

/** Resolves with false if another gateway took the action first, or if it is finished. */
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
