import type { CompiledQuery } from 'kysely';
import type pg from 'pg';
import type { Work } from './journal-database.js';
import { LOCK_CLASS, TURNS } from './place-locks.js';
import type { SessionPool } from './postgres-sessions.js';
import { postgresTurnError } from './postgres-turn-error.js';

/**
 * Runs `work` in a transaction that excludes the turns of all gateways. So what it read still holds when it writes, and two
 * turns never wait for rows of each other.
 */
export async function inTurn<Result>(pool: SessionPool, work: Work<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    // Each statement must see what the turns before have committed.
    await client.query(
      `begin isolation level read committed; ${pool.transactionSettings}select pg_advisory_xact_lock(${LOCK_CLASS}, ${TURNS})`,
    );
    const { queries, result } = await work(async (query) => (await run(client, query)).rows);
    for (const query of queries) await run(client, query);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // Closing the connection ends its transaction.
    client.release(true);
    throw postgresTurnError(error);
  }
}

function run<Row>(client: pg.PoolClient, { sql, parameters }: CompiledQuery<Row>) {
  return client.query<Row & pg.QueryResultRow>(sql, [...parameters]);
}
