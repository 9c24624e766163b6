import type pg from 'pg';
import { FEED_CHANNEL } from './feed-tables.js';
import type { PostgresSessions, SessionPool } from './postgres-sessions.js';

const RETRY_MS = 1_000;
/** Through PgBouncer, a session cannot listen. So readers look as often. */
const LOOK_EVERY_MS = 200;

/** Hears when any gateway has committed something to the feed. It may miss some, so readers also look regularly. */
export class FeedListener {
  readonly #pool: SessionPool;
  readonly #sessions: PostgresSessions;
  #onGrown: (() => void) | undefined;
  #client: pg.PoolClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /** `pool`: of one session, which is used for nothing else. */
  constructor(pool: SessionPool, sessions: PostgresSessions) {
    this.#pool = pool;
    this.#sessions = sessions;
  }

  /** Returns at once. Listens until `stop`, through lost connections. */
  start(onGrown: () => void): void {
    this.#onGrown = onGrown;
    this.#listen().catch(() => this.#later());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#client?.release(true);
    this.#client = undefined;
    await this.#pool.end();
  }

  async #listen(): Promise<void> {
    const client = await this.#pool.connect();
    if (this.#stopped || this.#sessions.pooled) {
      client.release(true);
      if (!this.#stopped) this.#look();
      return;
    }
    this.#client = client;
    client.on('notification', () => this.#onGrown?.());
    client.once('end', () => this.#lost(client));
    await client.query(`listen ${FEED_CHANNEL}`);
    // Something may have been committed while nobody listened.
    this.#onGrown?.();
  }

  #lost(client: pg.PoolClient): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    client.release(true);
    this.#later();
  }

  #look(): void {
    this.#onGrown?.();
    if (!this.#stopped) this.#timer = setTimeout(() => this.#look(), LOOK_EVERY_MS);
  }

  #later(): void {
    if (this.#stopped) return;
    this.#client?.release(true);
    this.#client = undefined;
    this.#timer = setTimeout(() => this.#listen().catch(() => this.#later()), RETRY_MS);
  }
}
