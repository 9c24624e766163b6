import { type Kysely, sql } from 'kysely';
import type pg from 'pg';
import { JournalUnusable } from './journal-database.js';
import type { SessionPool } from './postgres-sessions.js';
import { BY_LIST_OWNER } from './run-indexes.js';

/** It holds only actions on lists, so that other actions pay nothing for it. */
const INDEX = `${BY_LIST_OWNER.name} on actions
  (list_owner_id, id, status, operation, actor, application_id)
  where status <> 'PENDING' and list_owner_id is not null`;

/** Locks the table, so it is for SQLite, which only one gateway uses. */
export async function createListOwnerIndex(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`create index if not exists ${INDEX}`).execute(db);
}

const RETRY_MS = 15_000;
/** Reading a large table takes minutes, and the server waits for the end of each transaction that is under way. */
const BUILD_TIMEOUT_MS = 24 * 60 * 60 * 1_000;
/** A missing right. Trying again does not help. */
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Builds the index on PostgreSQL while gateways work. `create index concurrently` holds up no write. It runs outside a
 * transaction, so it is no migration, and it leaves an unusable index behind if it is interrupted.
 */
export class ListOwnerIndex {
  readonly #pool: SessionPool;
  readonly #onTrouble: (error: Error) => void;
  #client: pg.PoolClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /** `pool`: sessions without a limit to the time of a statement. */
  constructor(pool: SessionPool, onTrouble: (error: Error) => void) {
    this.#pool = pool;
    this.#onTrouble = onTrouble;
  }

  /** Returns at once. Tries until the index is there. */
  build(): void {
    this.#try().then(
      (isThere) => isThere || this.#later(),
      (error) => this.#failed(error),
    );
  }

  /** A server that is building goes on to the end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#release(true);
    await this.#pool.end();
  }

  async #try(): Promise<boolean> {
    const client = await this.#pool.connect();
    this.#client = client;
    if (this.#stopped) this.#release(true);
    try {
      const [index] = (await client.query(FOUND)).rows;
      if (index?.usable) return true;
      // Another gateway builds it.
      if ((await client.query(UNDER_WAY)).rows.length > 0) return false;
      if (index) await client.query(unlimited(`drop index concurrently if exists ${BY_LIST_OWNER.name}`));
      await client.query(unlimited(`create index concurrently if not exists ${INDEX}`));
      return (await client.query(FOUND)).rows[0]?.usable === true;
    } finally {
      this.#release();
    }
  }

  #release(destroy = false): void {
    this.#client?.release(destroy);
    this.#client = undefined;
  }

  #failed(error: Error & { code?: string }): void {
    if (this.#stopped) return;
    if (error.code !== INSUFFICIENT_PRIVILEGE) {
      this.#onTrouble(error);
      this.#later();
      return;
    }
    const words = `The index ${BY_LIST_OWNER.name} cannot be built, so the actions on one list are found slowly: ${error.message}`;
    this.#onTrouble(new JournalUnusable(words));
  }

  #later(): void {
    if (!this.#stopped) this.#timer = setTimeout(() => this.build(), RETRY_MS);
  }
}

const FOUND = `select indisvalid as usable from pg_index where indexrelid = to_regclass('${BY_LIST_OWNER.name}')`;
const UNDER_WAY = `select 1 from pg_stat_progress_create_index where relid = to_regclass('actions')`;

function unlimited(text: string): pg.QueryConfig {
  return { text, query_timeout: BUILD_TIMEOUT_MS } as pg.QueryConfig;
}
