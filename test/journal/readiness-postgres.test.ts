import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Journal } from '../../src/journal/journal.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { lockActions } from './lock-actions.js';
import { type Fault, WatchedGateway } from './watched-gateway.js';

/** For the tests that leave the server itself alone. A server for each would be most of what they do. */
let shared: PostgresServer;
let journals = 0;

/** A gateway with its own database, and its own user of the database, so that several faults can last at the same time. */
class JournalOnPostgres {
  readonly postgres: PostgresServer;
  /** Of the database. */
  readonly name: string;
  /** The gateway's user. */
  readonly moderator: string;
  admin!: pg.Client;
  gateway!: WatchedGateway;
  readonly #holders: pg.Client[] = [];

  private constructor(postgres: PostgresServer) {
    this.postgres = postgres;
    this.name = `journal_${journals++}`;
    this.moderator = `moderator_of_${this.name}`;
  }

  static with(use: (journal: JournalOnPostgres) => Promise<void>): Promise<void> {
    return JournalOnPostgres.#on(shared, use);
  }

  /** With a server of its own. */
  static async alone(use: (journal: JournalOnPostgres) => Promise<void>): Promise<void> {
    const postgres = await startPostgres();
    try {
      await JournalOnPostgres.#on(postgres, use);
    } finally {
      await postgres.remove();
    }
  }

  static async #on(
    postgres: PostgresServer,
    use: (journal: JournalOnPostgres) => Promise<void>,
  ): Promise<void> {
    const journal = new JournalOnPostgres(postgres);
    try {
      await journal.connect();
      for (const query of [
        `create database ${journal.name}`,
        `create role ${journal.moderator} login`,
        `grant all on database ${journal.name} to ${journal.moderator}`,
      ]) {
        await journal.admin.query(query);
      }
      await journal.query(`grant all on schema public to ${journal.moderator}`);
      journal.gateway = await WatchedGateway.start(journal.addressOf(journal.moderator));
      await use(journal);
    } finally {
      await journal.gateway?.close();
      await journal.admin?.end();
    }
  }

  addressOf(user: string): string {
    return this.postgres.url.replace('gateway@', `${user}@`).replace(/postgres$/, this.name);
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
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${this.name}'`,
    );
    const holder = new pg.Client(this.addressOf(this.moderator));
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
    await this.admin.query(`alter role ${this.moderator} connection limit 1`);
    const isTaken = async () => expect(await this.#takeTheConnection()).toBe(true);
    await vi.waitFor(isTaken, { timeout: 25_000 });
  }

  async endLimit(): Promise<void> {
    await Promise.all(this.#holders.splice(0).map((holder) => holder.end()));
    await this.admin.query(`alter role ${this.moderator} connection limit -1`);
  }
}

const faults: Record<string, (journal: JournalOnPostgres) => Fault> = {
  'is read-only after a failover': (journal) => ({
    begin: () => journal.setReadOnly('on'),
    end: () => journal.setReadOnly('off'),
  }),
  'takes no intents, since the right to insert is revoked': (journal) => ({
    begin: () => journal.query(`revoke insert on actions from ${journal.moderator}`),
    end: () => journal.query(`grant insert on actions to ${journal.moderator}`),
  }),
  'takes no targets, since the right to insert them is revoked': (journal) => ({
    begin: () => journal.query(`revoke insert on action_targets from ${journal.moderator}`),
    end: () => journal.query(`grant insert on action_targets to ${journal.moderator}`),
  }),
  'takes no outcomes, since the right to update is revoked': (journal) => ({
    begin: () => journal.query(`revoke update on actions from ${journal.moderator}`),
    end: () => journal.query(`grant update on actions to ${journal.moderator}`),
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
/** The server is to blame for them. */
const OF_THE_SERVER = new Set(['is read-only after a failover', 'has stopped', 'says nothing']);

// Each wait is short on a machine of its own. Here many gateways start and wait at once.
describe.concurrent('/readyz over a journal on PostgreSQL', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    shared = await startPostgres();
  });
  afterAll(() => shared.remove());

  it.each(Object.keys(faults))('says soon that it %s, and soon that it does not any more', (name) =>
    JournalOnPostgres[OF_THE_SERVER.has(name) ? 'alone' : 'with'](async (journal) => {
      const fault = faults[name]?.(journal) as Fault;
      const { gateway } = journal;
      await gateway.comesToApply();
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
      const linesAfter = gateway.journalLines().length;
      await gateway.comesToApply();
      await journal.hasNothingPending();
      const lines = gateway.journalLines();
      expect(lines.slice(linesBefore, linesAfter)).toMatchObject([
        { level: 50, msg: 'the journal cannot be written: actions are refused until it can' },
        { level: 30, msg: 'the journal can be written again' },
      ]);
      // A busy machine may be too slow for a write to the database as it is.
      const errors = lines.slice(linesAfter).filter(({ level }) => level === 50);
      expect(errors.filter(({ err }) => err?.message !== 'the journal takes too long')).toEqual([]);
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
      await gateway.comesToApply();
    }),
  );

  it('sends no query to the database itself', () =>
    JournalOnPostgres.alone(async ({ gateway, postgres }) => {
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
    JournalOnPostgres.alone(async (journal) => {
      const flushed = async () =>
        (await journal.admin.query('select pg_current_wal_flush_lsn() as lsn')).rows[0].lsn as string;
      const database = await openPostgres(journal.addressOf(journal.moderator), () => {});
      const before = await flushed();
      await new Journal(database, 'gateway', Date.now).tryToWrite();
      expect(await flushed()).not.toBe(before);
      for (const table of ['actions', 'action_targets', 'action_str_rooms', 'undos', 'causes'] as const) {
        expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
      }
      await database.close();
    }));
});
