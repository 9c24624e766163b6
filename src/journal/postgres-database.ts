import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { PermitLedger } from '../vendors/calling/permit-ledger.js';
import { GroupCommit, Unreachable, type WriteUnit } from './group-commit.js';
import {
  type JournalDatabase,
  type JournalPages,
  JournalUnusable,
  NotWritten,
  type OnCommit,
} from './journal-database.js';
import { migratePostgres } from './migrate-postgres.js';
import { beginOn } from './place-locks.js';
import { PostgresPermitLedger } from './postgres-permit-ledger.js';
import { PAGES_AT_ONCE } from './reading-line.js';
import { POSTGRES } from './sql-dialect.js';
import type { JournalTables } from './tables.js';

/** What a healthy server on the same network needs, many times over. The server gives up before this side does. */
const QUERY_TIMEOUT_MS = 4_000;
const STATEMENT_TIMEOUT_MS = 3_500;
const CONNECT_TIMEOUT_MS = 3_000;
/** Each kind has its own, so that no long query, or many, can hold up an action. */
const CONNECTIONS = { looking: 4, pages: PAGES_AT_ONCE, writing: 2, sharing: 5 };
/** What a page looks at is bounded, whatever PostgreSQL reckons: compiling its query would take longer than that. */
const FOR_PAGES = 'set jit = off';
const RETRY_MS = 1_000;
/**
 * Where something else holds a table that the schema's change needs, such as `pg_dump`. All that other gateways write
 * waits with each attempt. So attempts take a small part of the time only.
 */
const RETRY_LOCKED_MS = 15_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** Not to be mended by waiting: SQLSTATEs of a wrong password, user, database or missing right. */
const MISCONFIGURED = new Set(['28P01', '28000', '3D000', '42501']);
const NO_SUCH_TABLE = '42P01';

export interface PostgresDatabase extends JournalDatabase {
  /** Where gateways share their vendors' quotas. */
  readonly ledger: PermitLedger;
}

/**
 * Connects to a journal on PostgreSQL. Resolves at once: the server may come later than the gateway, or go and come
 * back, and `write` rejects meanwhile. Rejects with `JournalUnusable` when the server refuses the address's user, or a
 * newer gateway has used the database.
 *
 * `onTrouble` is told when a connection ends by itself, or the schema cannot be brought up to date, which is tried again
 * and again; with `JournalUnusable`, once, when waiting will not help.
 */
export async function openPostgres(
  url: string,
  onTrouble: (error: Error) => void,
  onCommit?: OnCommit,
): Promise<PostgresDatabase> {
  const db = kyselyOn(pool(url, CONNECTIONS.looking, onTrouble));
  const pages = kyselyOn(pool(url, CONNECTIONS.pages, onTrouble, FOR_PAGES));
  const writing = pool(url, CONNECTIONS.writing, onTrouble);
  const sharing = pool(url, CONNECTIONS.sharing, onTrouble);
  const commits = new GroupCommit((units) => commit(writing, units), onCommit);
  const schema = new Schema(db, onTrouble);
  const close = async () => {
    schema.stop();
    await commits.close();
    await Promise.all([db.destroy(), pages.destroy(), writing.end(), sharing.end()]);
  };
  try {
    await schema.firstTry();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    db,
    pages: { db: pages, dialect: POSTGRES },
    ledger: new PostgresPermitLedger(sharing),
    // Without shared quotas no call gets a slot.
    alsoProbed: [sql`update shared_quotas set state = state where name is null`.compile(db)],
    nowMs: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    // A sequence never gives a number twice. That later actions get greater ones is for `beginOn` to see to.
    nextNumber: () => sql<number>`(select nextval('action_order_number'))`,
    insertsTogether: true,
    rowsOf: (jsonArray) => sql<{ value: string }>`jsonb_array_elements_text(${jsonArray}::jsonb)`,
    async write(queries, { alone = false, places = [], patience } = {}) {
      schema.check();
      return commits.write({ queries, alone, places }, patience);
    },
    close,
  };
}

/** Connects to a journal for reading only. Rejects with `JournalUnusable` when it is not there. */
export async function openPostgresForReading(
  url: string,
): Promise<JournalPages & { close(): Promise<void> }> {
  const db = kyselyOn(pool(url, 1, () => {}, FOR_PAGES));
  try {
    await db.selectFrom('actions').select('id').limit(1).execute();
  } catch (error) {
    await db.destroy();
    const { code } = error as { code?: string };
    const words = code === NO_SUCH_TABLE ? 'no gateway has used this database yet' : wordsOf(error);
    throw new JournalUnusable(`The journal cannot be read: ${words}`);
  }
  return { db, dialect: POSTGRES, close: () => db.destroy() };
}

function kyselyOn(pool: pg.Pool): Kysely<JournalTables> {
  return new Kysely<JournalTables>({ dialect: new PostgresDialect({ pool }) });
}

function pool(url: string, max: number, onTrouble: (error: Error) => void, setting?: string): pg.Pool {
  const connections = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'moderation-gateway',
    types: { getTypeParser: readBigintsAsNumbers },
  });
  // A connection that ends while nobody uses it; the next query opens another.
  connections.on('error', onTrouble);
  // One that ends between two queries of a transaction: the second of them says so.
  connections.on('connect', (client) => client.on('error', () => {}));
  // Goes before the query that the connection is for, which tells what is wrong if something is.
  if (setting) connections.on('connect', (client) => void client.query(setting).catch(() => {}));
  return connections;
}

/** Brings the schema up to date as soon as the server lets it. */
class Schema {
  readonly #db: Kysely<JournalTables>;
  readonly #onTrouble: (error: Error) => void;
  #missing: Error | undefined = new Error('the journal is not open yet');
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(db: Kysely<JournalTables>, onTrouble: (error: Error) => void) {
    this.#db = db;
    this.#onTrouble = onTrouble;
  }

  /** Throws while the schema is not there. */
  check(): void {
    if (this.#missing) throw notWritten(this.#missing);
  }

  async firstTry(): Promise<void> {
    await this.#migrate();
    const error = this.#missing;
    if (error instanceof JournalUnusable) throw error;
    const { code } = (error ?? {}) as { code?: string };
    if (code && MISCONFIGURED.has(code)) {
      throw new JournalUnusable(`The journal cannot be opened: ${wordsOf(error)}`);
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #migrate(): Promise<void> {
    const before = this.#missing;
    try {
      await migratePostgres(this.#db);
      this.#missing = undefined;
    } catch (error) {
      this.#missing = error as Error;
      if (this.#stopped) return;
      const isKnown = error instanceof JournalUnusable && before instanceof JournalUnusable;
      if (!isKnown) this.#onTrouble(this.#missing);
      const isLocked = (error as { code?: string }).code === LOCK_NOT_AVAILABLE;
      this.#timer = setTimeout(() => void this.#migrate(), isLocked ? RETRY_LOCKED_MS : RETRY_MS);
    }
  }
}

/** Writes all units in one transaction. */
async function commit(pool: pg.Pool, units: readonly WriteUnit[]): Promise<number[][]> {
  const client = await pool.connect().catch((error) => {
    throw new Unreachable(wordsOf(error), { cause: error });
  });
  const queries = units.flatMap(({ queries }) => queries);
  /** From then on, an end without words may be a commit. */
  let committing = false;
  try {
    const [query] = queries;
    if (queries.length === 1 && query) {
      committing = true;
      const changes = await changed(client, query);
      client.release();
      return [[changes]];
    }
    await client.query(beginOn(units.flatMap(({ places = [] }) => places)));
    const changes: number[][] = [];
    for (const { queries } of units) {
      const changesOfUnit: number[] = [];
      for (const query of queries) changesOfUnit.push(await changed(client, query));
      changes.push(changesOfUnit);
    }
    committing = true;
    await client.query('commit');
    client.release();
    return changes;
  } catch (error) {
    // Its transaction ends with it.
    client.release(true);
    throw committing && !isRefusal(error) ? error : notWritten(error);
  }
}

async function changed(client: pg.PoolClient, { sql, parameters }: CompiledQuery): Promise<number> {
  const result = await client.query(sql, [...parameters]);
  return result.rowCount ?? 0;
}

/**
 * Classes of SQLSTATEs that say that a statement was refused, and its transaction rolled back. Others may also come from
 * a server that ends while it commits, as `57P01` and a full disk's `53100` do.
 */
const REFUSALS = new Set(['22', '23', '25', '42', '44']);

function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && REFUSALS.has(error.code?.slice(0, 2) ?? '');
}

function notWritten(cause: unknown): NotWritten {
  return new NotWritten(wordsOf(cause), { cause });
}

/** Several addresses that refuse a connection make an error without a message. */
function wordsOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return message || code || String(error);
}

/** int8 is a string to `pg`. The journal's are times and ids below 2^53. */
function readBigintsAsNumbers(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8) return Number;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
}
