import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import type { SessionPool } from './postgres-sessions.js';

/**
 * Sessions for Kysely. Where transactions must set what they need, a query that is not in a transaction gets one of its
 * own.
 */
export function kyselyPool(pool: SessionPool): PostgresPool {
  return {
    async connect() {
      const session = new KyselySession(await pool.connect());
      const settings = pool.transactionSettings;
      // The types of `pg` and Kysely differ in their overloads only.
      return (settings === '' ? session : pooledSession(session, settings)) as PostgresPoolClient;
    },
    end: () => pool.end(),
  };
}

/**
 * A session that is closed rather than given back if a query in it got no answer in time. Whoever had it next would wait for
 * that answer too, and perhaps be in a transaction that nobody has ended.
 */
class KyselySession {
  readonly #client: pg.PoolClient;
  #unanswered: unknown;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  readonly query = async <Row>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<Row>> => {
    // Nothing else is answered before.
    if (this.#unanswered !== undefined) throw this.#unanswered;
    try {
      return (await this.#client.query(sql, [...parameters])) as unknown as PostgresQueryResult<Row>;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) this.#unanswered = error;
      throw error;
    }
  };

  readonly release = (): void => this.#client.release(this.#unanswered !== undefined);
}

const BEGIN = /^(begin|start transaction)/;
const END = /^(commit|rollback)$/;

function pooledSession(session: KyselySession, settings: string): Pick<KyselySession, 'query' | 'release'> {
  let inTransaction = false;
  const query: KyselySession['query'] = async (sql, parameters) => {
    if (BEGIN.test(sql)) {
      inTransaction = true;
      return session.query(`${sql}; ${settings}`);
    }
    if (END.test(sql)) inTransaction = false;
    else if (!inTransaction) return alone(sql, parameters);
    return session.query(sql, parameters);
  };
  const alone: KyselySession['query'] = async <Row>(sql: string, parameters?: readonly unknown[]) => {
    await session.query(`begin; ${settings}`);
    try {
      const result = await session.query<Row>(sql, parameters);
      await session.query('commit');
      return result;
    } catch (error) {
      // If that gets no answer either, the session is closed, and its transaction with it.
      await session.query('rollback').catch(() => {});
      throw error;
    }
  };
  return { query, release: session.release };
}
