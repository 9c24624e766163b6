import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { PermitLedger } from '../vendors/calling/permit-ledger.js';
import { FeedListener } from './feed-listener.js';
import { GroupCommit, Unreachable, type WriteUnit } from './group-commit.js';
import {
  type JournalDatabase,
  type JournalPages,
  JournalUnusable,
  NotWritten,
  type OnCommit,
  type WriteOptions,
  type Written,
} from './journal-database.js';
import { ListOwnerIndex } from './list-owner-index.js';
import { migratePostgres } from './migrate-postgres.js';
import { beginOn } from './place-locks.js';
import { kyselyPool } from './pooled-queries.js';
import { PostgresPermitLedger } from './postgres-permit-ledger.js';
import { PostgresSessions, type SessionPool } from './postgres-sessions.js';
import { inTurn } from './postgres-turns.js';
import type { PreparedQuery } from './prepared-query.js';
import { PAGES_AT_ONCE } from './reading-line.js';
import { POSTGRES } from './sql-dialect.js';
import type { JournalTables } from './tables.js';

/** The feed is read beside the pages, so that no long page holds it up. */
const FEED_READERS = 2;
/** Each purpose has connections of its own, so that long or many queries hold up no action. */
const CONNECTIONS = { looking: 4, pages: PAGES_AT_ONCE + FEED_READERS, writing: 2, turns: 1, sharing: 5 };
/**
 * Turns off JIT compilation for pages. A page looks at a bounded number of rows, whatever PostgreSQL estimates, and
 * compiling its query would take longer than running it.
 */
const FOR_PAGES = { jit: 'off' };
const RETRY_MS = 1_000;
/**
 * Where something else holds a table that the schema's change needs, such as `pg_dump`. All that other gateways write
 * waits with each attempt. So attempts take a small part of the time only.
 */
const RETRY_LOCKED_MS = 15_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** SQLSTATEs of a wrong password, user or database, or a missing right. Waiting does not help. */
const MISCONFIGURED = new Set(['28P01', '28000', '3D000', '42501']);
const NO_SUCH_TABLE = '42P01';

export interface PostgresDatabase extends JournalDatabase {
  /** Where gateways share the vendors' quotas. */
  readonly ledger: PermitLedger;
  /** New connections use this address. Returns false, and changes nothing, if it names another database. */
  renewAddress(url: string): boolean;
  /** Calls `onGrown` whenever a gateway has committed something to the feed, as far as that is heard of. */
  listenToFeed(onGrown: () => void): void;
}

/**
 * Connects to a journal on PostgreSQL. It does not wait for the server: the server may start later than the gateway, or
 * go away and come back, and `write` rejects meanwhile. Rejects with `JournalUnusable` if the server refuses the
 * address's user, or if a newer gateway has used the database.
 *
 * `onTrouble` is called when a connection ends by itself, or when the schema cannot be brought up to date, which is
 * then retried. It gets a `JournalUnusable`, once, if waiting will not help.
 */
export async function openPostgres(
  url: string,
  onTrouble: (error: Error) => void,
  onCommit?: OnCommit,
): Promise<PostgresDatabase> {
  const sessions = new PostgresSessions(url);
  const db = kyselyOn(sessions.pool({ max: CONNECTIONS.looking, onTrouble }));
  const pages = kyselyOn(sessions.pool({ max: CONNECTIONS.pages, onTrouble, settings: FOR_PAGES }));
  const writing = sessions.pool({ max: CONNECTIONS.writing, onTrouble, pipeline: true });
  const turns = sessions.pool({ max: CONNECTIONS.turns, onTrouble });
  const sharing = sessions.pool({ max: CONNECTIONS.sharing, onTrouble });
  const commits = new GroupCommit((units) => commit(writing, units), onCommit);
  const building = sessions.pool({ max: 1, onTrouble, settings: { statement_timeout: '0' } });
  const index = new ListOwnerIndex(building, onTrouble);
  const listener = new FeedListener(sessions.pool({ max: 1, onTrouble }), sessions);
  const schema = new Schema(db, onTrouble, () => index.build());
  const close = async () => {
    schema.stop();
    await commits.close();
    const pools = [db.destroy(), pages.destroy(), writing.end(), turns.end(), sharing.end(), index.stop()];
    await Promise.all([...pools, listener.stop()]);
  };
  const write = async (
    queries: readonly CompiledQuery[],
    { alone = false, places = [], patience }: WriteOptions = {},
  ): Promise<Written[]> => {
    schema.check();
    return commits.write({ queries, alone, places }, patience);
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
    listenToFeed: (onGrown) => listener.start(onGrown),
    renewAddress(renewed) {
      const isSameDatabase = withoutUser(renewed) === withoutUser(url);
      if (isSameDatabase) sessions.renew(renewed);
      return isSameDatabase;
    },
    // Without its row in `shared_quotas`, no vendor call gets a slot.
    alsoProbed: [sql`update shared_quotas set state = state where name is null`.compile(db)],
    nowMs: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    // A sequence never gives a number twice. `beginOn` makes sure that later actions get greater numbers.
    nextNumber: sql<number>`nextval('action_number')`,
    rowsOf: (jsonArray) => sql<{ value: string }>`jsonb_array_elements_text(${jsonArray}::jsonb)`,
    async write(queries, options) {
      return (await write(queries, options)).map(({ changes }) => changes);
    },
    writeAndRead: write,
    async inTurn(work) {
      schema.check();
      return inTurn(turns, work);
    },
    close,
  };
}

/** Connects to a journal for reading only. Rejects with `JournalUnusable` if it cannot be read. */
export async function openPostgresForReading(
  url: string,
): Promise<JournalPages & { close(): Promise<void> }> {
  const db = kyselyOn(new PostgresSessions(url).pool({ max: 1, onTrouble: () => {}, settings: FOR_PAGES }));
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

/** An address without its user and password: two with the same are one database. */
function withoutUser(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/?#]*@/, '$1');
}

function kyselyOn(pool: SessionPool): Kysely<JournalTables> {
  return new Kysely<JournalTables>({ dialect: new PostgresDialect({ pool: kyselyPool(pool) }) });
}

/** Brings the schema up to date as soon as the server allows it. */
class Schema {
  readonly #db: Kysely<JournalTables>;
  readonly #onTrouble: (error: Error) => void;
  readonly #onUpToDate: () => void;
  #missing: Error | undefined = new Error('the journal is not open yet');
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(db: Kysely<JournalTables>, onTrouble: (error: Error) => void, onUpToDate: () => void) {
    this.#db = db;
    this.#onTrouble = onTrouble;
    this.#onUpToDate = onUpToDate;
  }

  /** Throws until the schema is up to date. */
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
      if (!this.#stopped) this.#onUpToDate();
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
async function commit(pool: SessionPool, units: readonly WriteUnit[]): Promise<Written[][]> {
  const client = await pool.connect().catch((error) => {
    throw new Unreachable(wordsOf(error), { cause: error });
  });
  const queries = units.flatMap(({ queries }) => queries);
  /** From then on, a connection that ends without an answer may have committed. */
  let committing = false;
  try {
    const [query] = queries;
    const settings = pool.transactionSettings;
    if (queries.length === 1 && query && settings === '') {
      committing = true;
      const written = await run(client, query, false);
      client.release();
      return [[written]];
    }
    await client.query(
      beginOn(
        units.flatMap(({ places = [] }) => places),
        settings,
      ),
    );
    // All are on their way before the first is answered, because a round trip for each would be most of what they cost. Once one has
    // failed, the server refuses the others, and this rejects with the first. The commit waits for them: without it, nothing that
    // failed is on disk.
    const written = await Promise.all(
      units.map(({ queries }) => Promise.all(queries.map((query) => run(client, query, settings !== '')))),
    );
    committing = true;
    await client.query('commit');
    client.release();
    return written;
  } catch (error) {
    // Closing the connection ends its transaction.
    client.release(true);
    throw committing && !isRefusal(error) ? error : notWritten(error);
  }
}

/**
 * `isPooled`: the next transaction may have another connection of the server, which knows no statement by its name. Otherwise
 * PostgreSQL parses and plans those that come again and again only once.
 */
async function run(client: pg.PoolClient, query: CompiledQuery, isPooled: boolean): Promise<Written> {
  const { sql: text, parameters } = query;
  const name = !isPooled && 'name' in query ? { name: (query as PreparedQuery).name } : {};
  const { rowCount, rows } = await client.query({ ...name, text, values: [...parameters] });
  return { changes: rowCount ?? 0, rows };
}

/**
 * The SQLSTATE classes that mean that a statement was refused and its transaction rolled back. Other classes may also
 * come from a server that ends during a commit, as `57P01` and the `53100` of a full disk do.
 */
const REFUSALS = new Set(['22', '23', '25', '42', '44']);

function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && REFUSALS.has(error.code?.slice(0, 2) ?? '');
}

function notWritten(cause: unknown): NotWritten {
  return new NotWritten(wordsOf(cause), { cause });
}

/** If several addresses refuse a connection, the error has no message. */
function wordsOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return message || code || String(error);
}
