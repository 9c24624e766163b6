import { escapeLiteral, type Pool, type PoolClient, type QueryResult } from 'pg';
import type { PermitLedger, SharedQuotaState } from '../vendors/calling/permit-ledger.js';

/**
 * Shared quotas on PostgreSQL: a row each in `shared_quotas`, and the row's lock for whoever changes it.
 *
 * Nothing waits for the disk here, or all gateways would wait with it, for the lock. A server that crashes forgets
 * the exchanges of its last half second or so; by the time it is up again, so are their permits.
 */
export class PostgresPermitLedger implements PermitLedger {
  readonly #pool: Pool;

  /** @param pool must give up connecting at some time: `connectionTimeoutMillis` */
  constructor(pool: Pool) {
    if (!pool.options.connectionTimeoutMillis)
      throw new RangeError('the pool may wait for ever for a connection');
    this.#pool = pool;
  }

  async exchange<T>(
    name: string,
    change: (state: SharedQuotaState | undefined, nowMs: number) => { state: SharedQuotaState; result: T },
  ): Promise<T> {
    const client = await this.#pool.connect();
    // It can end while no query is under way, and then nobody else listens. The next query says so.
    const ignore = () => {};
    client.on('error', ignore);
    let done = false;
    try {
      const { text, nowMs } = await lock(client, name);
      const before = text ? (JSON.parse(text) as SharedQuotaState) : undefined;
      const { state, result } = change(before, nowMs);
      await query(client, `${update(name, JSON.stringify(state))}; commit`);
      done = true;
      return result;
    } finally {
      client.off('error', ignore);
      // Otherwise its transaction ends with it.
      client.release(!done);
    }
  }
}

/** Begins a transaction that alone may change the row, and only then looks at the clock. */
async function lock(client: PoolClient, name: string): Promise<{ text: string | undefined; nowMs: number }> {
  const select = `select state from shared_quotas where name = ${escapeLiteral(name)} for update`;
  // A query's own clock_timestamp() could be read before it waits for the lock.
  const clock = 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms';
  const begun = await query(client, `begin isolation level read committed; ${LIMITS}; ${select}; ${clock}`);
  const found = read(begun);
  if (found.text !== undefined) return found;
  const insert = `insert into shared_quotas (name, state) values (${escapeLiteral(name)}, '') on conflict do nothing`;
  return read(await query(client, `${insert}; ${select}; ${clock}`));
}

function read(results: QueryResult[]): { text: string | undefined; nowMs: number } {
  const [state, clock] = results.slice(-2);
  return { text: state?.rows[0]?.state, nowMs: clock?.rows[0]?.now_ms };
}

function update(name: string, state: string): string {
  return `update shared_quotas set state = ${escapeLiteral(state)} where name = ${escapeLiteral(name)}`;
}

/** Several statements in one query: its result is one for each. */
async function query(client: PoolClient, text: string): Promise<QueryResult[]> {
  const limited = { text, query_timeout: ANSWER_TIMEOUT_MS };
  return (await client.query(limited)) as unknown as QueryResult[];
}

/** More than any exchange takes, and little beside the time that calls may wait. */
const ANSWER_TIMEOUT_MS = 2_000;

/**
 * A gateway that is cut off from the database while it has the lock must not keep it from the others for long. (If it
 * only dies, its connection ends, and its transaction at once.)
 */
const LIMITS = [
  "set local lock_timeout = '1500ms'",
  "set local idle_in_transaction_session_timeout = '1s'",
  'set local synchronous_commit = off',
].join('; ');
