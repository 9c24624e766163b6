import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import type { SessionPool } from './postgres-sessions.js';

/**
 * Sessions for Kysely. Where transactions must set what they need, a query that is not in a transaction gets one of its
 * own.
 */
export function kyselyPool(pool: SessionPool): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect();
      const settings = pool.transactionSettings;
      // The types of `pg` and Kysely differ in their overloads only.
      return settings === '' ? (client as unknown as PostgresPoolClient) : pooledClient(client, settings);
    },
    end: () => pool.end(),
  };
}

const BEGIN = /^(begin|start transaction)/;
const END = /^(commit|rollback)$/;

function pooledClient(client: pg.PoolClient, settings: string): PostgresPoolClient {
  let inTransaction = false;
  let broken = false;
  const query = async <Row>(sql: string, parameters: readonly unknown[]) => {
    if (BEGIN.test(sql)) {
      inTransaction = true;
      return (await client.query(`${sql}; ${settings}`)) as unknown as PostgresQueryResult<Row>;
    }
    if (END.test(sql)) inTransaction = false;
    else if (!inTransaction) return alone<Row>(sql, parameters);
    return (await client.query(sql, [...parameters])) as unknown as PostgresQueryResult<Row>;
  };
  const alone = async <Row>(sql: string, parameters: readonly unknown[]) => {
    await client.query(`begin; ${settings}`);
    try {
      const result = await client.query(sql, [...parameters]);
      await client.query('commit');
      return result as unknown as PostgresQueryResult<Row>;
    } catch (error) {
      await client.query('rollback').catch(() => {
        broken = true;
      });
      throw error;
    }
  };
  return { query, release: () => client.release(broken) } as PostgresPoolClient;
}
