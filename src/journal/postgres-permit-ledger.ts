import { escapeLiteral, type PoolClient, type QueryResult } from 'pg';
import type { PermitLedger, SharedQuotaState } from '../vendors/calling/permit-ledger.js';

interface Sessions {
  options: { connectionTimeoutMillis?: number | undefined };
  connect(): Promise<PoolClient>;
}

/**
 * Shared quotas on PostgreSQL. Each quota is a row of `shared_quotas`, and a gateway locks the row to change it.
 *
 * Commits here do not wait for the disk, because all gateways would wait with them for the lock. A server that crashes
 * forgets the exchanges of about its last half second. By the time it is up again, the permits from that time have come
 * back.
 */
export class PostgresPermitLedger implements PermitLedger {
  readonly #pool: Sessions;

  /** @param pool must have a `connectionTimeoutMillis` */
  constructor(pool: Sessions) {
    if (!pool.options.connectionTimeoutMillis)
      throw new RangeError('the pool needs a connectionTimeoutMillis');
    this.#pool = pool;
  }

  async exchange<T>(
    name: string,
    change: (state: SharedQuotaState | undefined, nowMs: number) => { state: SharedQuotaState; result: T },
  ): Promise<T> {
    const client = await this.#pool.connect();
    // The connection can end while no query is under way, and then nothing else listens for the error. The next query
    // reports it.
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
      // If the exchange failed, closing the connection ends its transaction.
      client.release(!done);
    }
  }
}

/** Begins a transaction, locks the row, and reads the clock only then. */
async function lock(client: PoolClient, name: string): Promise<{ text: string | undefined; nowMs: number }> {
  const select = `select state from shared_quotas where name = ${escapeLiteral(name)} for update`;
  // The clock is a statement of its own: within the select, it could be read before the wait for the lock.
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

/** Runs several statements in one query. The result has one entry for each statement. */
async function query(client: PoolClient, text: string): Promise<QueryResult[]> {
  const limited = { text, query_timeout: ANSWER_TIMEOUT_MS };
  return (await client.query(limited)) as unknown as QueryResult[];
}

/** Longer than any exchange takes, and short compared with the time that calls may wait. */
const ANSWER_TIMEOUT_MS = 2_000;

/**
 * A gateway that loses the network while it holds the lock must not keep the lock from the others for long. (If a
 * gateway dies, its connection ends, and its transaction with it.)
 */
const LIMITS = [
  "set local lock_timeout = '1500ms'",
  "set local idle_in_transaction_session_timeout = '1s'",
  'set local synchronous_commit = off',
].join('; ');
