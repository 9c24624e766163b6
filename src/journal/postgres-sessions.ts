import pg from 'pg';
import { postgresAddresses } from '../environment/postgres-address.js';
import { problemOfParameters } from '../environment/postgres-files.js';
import { JournalUnusable } from './journal-database.js';

/** Many times what a healthy server on the same network needs. The server gives up before this side does. */
const QUERY_TIMEOUT_MS = 4_000;
const STATEMENT_TIMEOUT_MS = 3_500;
const CONNECT_TIMEOUT_MS = 3_000;
/**
 * Another try begins only within this time. With the timeout of a try, that is less than the five seconds for which an action
 * waits for its journal.
 */
const TRY_AGAIN_WITHIN_MS = 1_000;

const LIMITS = {
  statement_timeout: STATEMENT_TIMEOUT_MS,
  idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
};

/** PgBouncer refuses a connection with this code, also for a startup parameter that it does not pass on. */
const PROTOCOL_VIOLATION = '08P01';

export interface SessionOptions {
  max: number;
  /** Called when an idle connection ends. */
  onTrouble: (error: Error) => void;
  /** Settings of each session, beside the time limits. */
  settings?: Readonly<Record<string, string>>;
  /** Sends queries without waiting for the answers of those before. */
  pipeline?: boolean;
}

/**
 * A gateway's sessions with its PostgreSQL. It may be reached through PgBouncer, where each transaction may run on
 * another connection: settings of a session are lost or go to others there. So each transaction sets them for itself. A
 * direct session gets them once, when it starts.
 *
 * The address may name several hosts. Sessions go to the first that takes writes, and to the next when it fails.
 */
export class PostgresSessions {
  #addresses: readonly string[];
  #turn = 0;
  #pooled = false;
  #checked = false;

  /** Throws `JournalUnusable` if a part of the address cannot be used, for example a missing certificate file. */
  constructor(url: string) {
    this.#addresses = addressesOf(url);
  }

  /** New sessions use this address of the same server. Throws `JournalUnusable` like the constructor. */
  renew(url: string): void {
    this.#addresses = addressesOf(url);
    this.#checked = false;
  }

  /** Whether each transaction must set what it needs. */
  get pooled(): boolean {
    return this.#pooled;
  }

  pool(options: SessionOptions): SessionPool {
    const sessions = this;
    class Session extends pg.Client {
      constructor(config: pg.ClientConfig) {
        super({ ...config, connectionString: sessions.#address(), ...(!sessions.#pooled && LIMITS) });
      }
    }
    return new SessionPool(this, Session, options);
  }

  get turn(): number {
    return this.#turn;
  }

  /**
   * What may make a session succeed, after one that began in `turn` has failed: another way with the same server, or the
   * next server. `allInUse`: the pool has as many sessions as it may have, so the error may say no more than that.
   */
  learn(error: unknown, turn: number, allInUse: boolean): 'pooled' | 'next-host' | undefined {
    const { code, cause } = error as { code?: string; cause?: unknown };
    if (code === PROTOCOL_VIOLATION && !this.#pooled) {
      this.#pooled = true;
      return 'pooled';
    }
    // A pool whose sessions are all in use gives neither. Nor does a server that ends the connection without a word.
    const serverFailed = code !== undefined || cause !== undefined || !allInUse;
    if (serverFailed && this.#turn === turn) this.#turn += 1;
    return this.#turn !== turn && this.#addresses.length > 1 ? 'next-host' : undefined;
  }

  /** Rejects if the server takes no writes. */
  async check(client: pg.ClientBase): Promise<void> {
    if (this.#addresses.length > 1) await refuseStandby(client);
    if (this.#checked || this.#pooled) return;
    // PgBouncer can be told to accept the parameters and to ignore them.
    const shown = await client.query('show statement_timeout');
    this.#pooled = shown.rows[0]?.statement_timeout !== `${STATEMENT_TIMEOUT_MS}ms`;
    this.#checked = true;
  }

  get hosts(): number {
    return this.#addresses.length;
  }

  #address(): string {
    return this.#addresses[this.#turn % this.#addresses.length] ?? '';
  }
}

function addressesOf(url: string): readonly string[] {
  const addresses = postgresAddresses(url) ?? [url];
  const problem = problemOfParameters(url);
  if (problem !== undefined) throw new JournalUnusable(`The journal's address cannot be used: ${problem}`);
  try {
    for (const connectionString of addresses) new pg.Client({ connectionString });
  } catch (error) {
    throw new JournalUnusable(`The journal's address cannot be used: ${(error as Error).message}`);
  }
  return addresses;
}

async function refuseStandby(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query('select pg_is_in_recovery() as standby');
  if (rows[0]?.standby) {
    throw Object.assign(new Error('the server is a standby, which takes no writes'), { code: 'STANDBY' });
  }
}

/** Sessions for one purpose. */
export class SessionPool {
  readonly options: { connectionTimeoutMillis: number };
  readonly #sessions: PostgresSessions;
  readonly #pool: pg.Pool;
  readonly #settings: readonly string[];
  readonly #max: number;

  constructor(
    sessions: PostgresSessions,
    Session: typeof pg.Client,
    { max, onTrouble, settings = {}, pipeline = false }: SessionOptions,
  ) {
    this.#sessions = sessions;
    this.#max = max;
    this.#settings = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
    this.options = { connectionTimeoutMillis: CONNECT_TIMEOUT_MS };
    this.#pool = new pg.Pool({
      ...this.options,
      Client: Session,
      max,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
      pipeline,
      application_name: 'moderation-gateway',
      types: { getTypeParser: readBigintsAsNumbers },
      onConnect: (client) => this.#begin(client as pg.Client),
    });
    // An idle connection has ended. The next query opens another.
    this.#pool.on('error', onTrouble);
    // If a connection ends between two queries of a transaction, the second query reports it. Without a listener, the
    // event would end the process.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** The statements that a transaction begins with, each followed by a semicolon. Empty on a direct session. */
  get transactionSettings(): string {
    if (!this.#sessions.pooled) return '';
    const limits = Object.entries(LIMITS).map(([name, ms]) => `${name} = ${ms}`);
    return [...limits, ...this.#settings].map((setting) => `set local ${setting}; `).join('');
  }

  /** Tries the other hosts too, while there is time. */
  async connect(): Promise<pg.PoolClient> {
    const latest = performance.now() + TRY_AGAIN_WITHIN_MS;
    for (let triedHosts = 1; ; ) {
      const turn = this.#sessions.turn;
      try {
        return await this.#pool.connect();
      } catch (error) {
        const learnt = this.#sessions.learn(error, turn, this.#pool.totalCount >= this.#max);
        if (learnt === 'next-host') triedHosts += 1;
        const isHopeful = learnt !== undefined && triedHosts <= this.#sessions.hosts;
        if (!isHopeful || performance.now() > latest) throw error;
      }
    }
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  async #begin(client: pg.Client): Promise<void> {
    client.on('error', () => {});
    try {
      await this.#sessions.check(client);
      if (this.#sessions.pooled) return;
      for (const setting of this.#settings) await client.query(`set ${setting}`);
    } catch (error) {
      // `pg` would wait, without a limit, until the server ends the connection too.
      client.connection.stream.destroy();
      throw error;
    }
  }
}

/** `pg` reads int8 as a string. The journal's are times and ids below 2^53, so numbers are exact. */
function readBigintsAsNumbers(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8) return Number;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
}
