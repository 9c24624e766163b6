import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { Journal } from '../../src/journal/journal.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { lockActions } from './lock-actions.js';
import { type Fault, WatchedGateway } from './watched-gateway.js';

/** A gateway with its own PostgreSQL server, so that several faults can last at the same time. */
class JournalOnPostgres {
  readonly postgres: PostgresServer;
  admin!: pg.Client;
  gateway!: WatchedGateway;
  readonly #holders: pg.Client[] = [];

  private constructor(postgres: PostgresServer) {
    this.postgres = postgres;
  }

  static async with(use: (journal: JournalOnPostgres) => Promise<void>): Promise<void> {
    const journal = new JournalOnPostgres(await startPostgres());
    try {
      await journal.connect();
      for (const query of [
        'create database journal',
        'create role moderator login',
        'grant all on database journal to moderator',
      ]) {
        await journal.admin.query(query);
      }
      await journal.query('grant all on schema public to moderator');
      journal.gateway = await WatchedGateway.start(journal.addressOf('moderator'));
      await use(journal);
    } finally {
      await journal.gateway?.close();
      await journal.admin?.end();
      await journal.postgres.remove();
    }
  }

  addressOf(user: string): string {
    return this.postgres.url.replace('gateway@', `${user}@`).replace(/postgres$/, 'journal');
  }

  async connect(): Promise<void> {
    this.admin = new pg.Client(this.postgres.url);
    // A server that stops ends this connection too.
    this.admin.on('error', () => {});
    await this.admin.connect();
  }

  async query(query: string): Promise<void> {
    const client = new pg.Client(this.addressOf('gateway'));
    await client.connect();
    await client.query(query);
    await client.end();
  }

  /** Otherwise recovery would carry out an action that was refused. */
  async hasNothingPending(): Promise<void> {
    const client = new pg.Client(this.addressOf('gateway'));
    await client.connect();
    const isSo = async () =>
      expect((await client.query("select id from actions where status = 'PENDING'")).rows).toEqual([]);
    await vi.waitFor(isSo, { timeout: 25_000, interval: 100 });
    await client.end();
  }

  async setReadOnly(value: 'on' | 'off'): Promise<void> {
    await this.admin.query(`alter system set default_transaction_read_only = ${value}`);
    await this.admin.query('select pg_reload_conf()');
  }

  /** Ends the gateway's connection, as a failover does, and takes the only connection that its user may have. */
  async #takeTheConnection(): Promise<boolean> {
    await this.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'journal'",
    );
    const holder = new pg.Client(this.addressOf('moderator'));
    // The gateway may have ended this connection.
    holder.on('error', () => {});
    try {
      await holder.connect();
      this.#holders.push(holder);
      return true;
    } catch {
      return false;
    }
  }

  async limitConnections(): Promise<void> {
    await this.admin.query('alter role moderator connection limit 1');
    const isTaken = async () => expect(await this.#takeTheConnection()).toBe(true);
    await vi.waitFor(isTaken, { timeout: 25_000 });
  }

  async endLimit(): Promise<void> {
    await Promise.all(this.#holders.splice(0).map((holder) => holder.end()));
    await this.admin.query('alter role moderator connection limit -1');
  }
}

const faults: Record<string, (journal: JournalOnPostgres) => Fault> = {
  'is read-only after a failover': (journal) => ({
    begin: () => journal.setReadOnly('on'),
    end: () => journal.setReadOnly('off'),
  }),
  'takes no intents, since the right to insert is revoked': (journal) => ({
    begin: () => journal.query('revoke insert on actions from moderator'),
    end: () => journal.query('grant insert on actions to moderator'),
  }),
  'takes no targets, since the right to insert them is revoked': (journal) => ({
    begin: () => journal.query('revoke insert on action_targets from moderator'),
    end: () => journal.query('grant insert on action_targets to moderator'),
  }),
  'takes no outcomes, since the right to update is revoked': (journal) => ({
    begin: () => journal.query('revoke update on actions from moderator'),
    end: () => journal.query('grant update on actions to moderator'),
  }),
  'has lost a table': (journal) => ({
    begin: () => journal.query('alter table action_targets rename to gone'),
    end: () => journal.query('alter table gone rename to action_targets'),
  }),
  'is locked by somebody': (journal) => {
    let locker: pg.Client;
    return {
      async begin() {
        locker = await lockActions(journal.addressOf('gateway'));
      },
      end: () => locker.end(),
    };
  },
  'has stopped': (journal) => ({
    begin: () => journal.postgres.stop(),
    async end() {
      await journal.postgres.start();
      await journal.connect();
    },
  }),
  'says nothing': (journal) => ({
    begin: async () => journal.postgres.suspend(),
    end: async () => journal.postgres.resume(),
  }),
  'lets nobody connect': (journal) => ({
    begin: () => journal.limitConnections(),
    end: () => journal.endLimit(),
  }),
};

/**
 * The database neither takes writes nor refuses them. The gateway is certain of an intent only if the write before it has
 * ended soon enough for its own to end in five seconds.
 */
const WAITING = new Set(['is locked by somebody', 'says nothing']);

describe.concurrent('/readyz over a journal on PostgreSQL', () => {
  it.each(Object.keys(faults))('says soon that it %s, and soon that it does not any more', (name) =>
    JournalOnPostgres.with(async (journal) => {
      const fault = faults[name]?.(journal) as Fault;
      const { gateway } = journal;
      await gateway.becomesReady();
      await gateway.expectApplied();
      // On a busy machine, the database may have been slow while it started.
      const linesBefore = gateway.journalLines().length;

      await fault.begin();
      try {
        await gateway.becomesUnready();
        const outcomes = WAITING.has(name) ? (['NOT_APPLIED', 'UNKNOWN'] as const) : [];
        // If only outcomes cannot be written, the vendor is called. Another fault tests that.
        if (!name.includes('outcomes')) await gateway.expectRefused(...outcomes);
        expect(await gateway.readiness()).toEqual({ status: 503, journal: 'unavailable' });
      } finally {
        await fault.end();
      }
      await gateway.becomesReady();
      await gateway.expectApplied();
      await journal.hasNothingPending();
      expect(gateway.journalLines().slice(linesBefore)).toMatchObject([
        { level: 50, msg: 'the journal cannot be written: actions are refused until it can' },
        { level: 30, msg: 'the journal can be written again' },
      ]);
    }),
  );

  // No call would get a slot, and no undo would be recorded.
  it.each(['shared_quotas', 'undos', 'causes'])('is not ready without the table %s', (table) =>
    JournalOnPostgres.with(async (journal) => {
      const { gateway } = journal;
      await gateway.becomesReady();
      await journal.query(`alter table ${table} rename to gone`);
      try {
        await gateway.becomesUnready();
      } finally {
        await journal.query(`alter table gone rename to ${table}`);
      }
      await gateway.becomesReady();
      await gateway.expectApplied();
    }),
  );

  it('sends no query to the database itself', () =>
    JournalOnPostgres.with(async ({ gateway, postgres }) => {
      await gateway.becomesReady();
      postgres.suspend();
      try {
        // A query would have to be given up each time, so that these would take longer than a test may.
        for (let times = 0; times < 20; times++) await gateway.readiness();
      } finally {
        postgres.resume();
      }
    }));

  it('is ready after a test write to the disk, which leaves no row in the journal', () =>
    JournalOnPostgres.with(async (journal) => {
      const flushed = async () =>
        (await journal.admin.query('select pg_current_wal_flush_lsn() as lsn')).rows[0].lsn as string;
      const database = await openPostgres(journal.addressOf('moderator'), () => {});
      const before = await flushed();
      await new Journal(database, 'gateway', Date.now).tryToWrite();
      expect(await flushed()).not.toBe(before);
      for (const table of ['actions', 'action_targets', 'action_str_rooms', 'undos', 'causes'] as const) {
        expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
      }
      await database.close();
    }));
});
