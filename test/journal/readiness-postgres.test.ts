import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../src/journal/journal.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { type Fault, WatchedGateway } from './watched-gateway.js';

describe('/readyz over a journal on PostgreSQL', () => {
  let postgres: PostgresServer;
  let admin: pg.Client;
  let gateway: WatchedGateway;

  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.remove());
  beforeEach(async () => {
    await connect();
    for (const query of [
      'drop database if exists journal',
      'create database journal',
      'drop role if exists moderator',
      'create role moderator login',
      'grant all on database journal to moderator',
    ]) {
      await admin.query(query);
    }
    await inJournal('grant all on schema public to moderator');
    gateway = await WatchedGateway.start(addressOf('moderator'));
  }, 60_000);
  afterEach(async () => {
    await gateway.close();
    await admin.end();
  });

  const addressOf = (user: string) =>
    postgres.url.replace('gateway@', `${user}@`).replace(/postgres$/, 'journal');

  async function connect(): Promise<void> {
    admin = new pg.Client(postgres.url);
    // A server that stops takes it along.
    admin.on('error', () => {});
    await admin.connect();
  }

  async function inJournal(query: string): Promise<void> {
    const client = new pg.Client(addressOf('gateway'));
    await client.connect();
    await client.query(query);
    await client.end();
  }

  const endConnections = () =>
    admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'journal'");

  async function setReadOnly(value: 'on' | 'off'): Promise<void> {
    await admin.query(`alter system set default_transaction_read_only = ${value}`);
    await admin.query('select pg_reload_conf()');
  }

  const holders: pg.Client[] = [];

  /** The one connection that the gateway's user may have from now on; the gateway's own are ended, as by a failover. */
  async function takeTheConnection(): Promise<boolean> {
    await endConnections();
    const holder = new pg.Client(addressOf('moderator'));
    // It may be ended in its turn.
    holder.on('error', () => {});
    try {
      await holder.connect();
      holders.push(holder);
      return true;
    } catch {
      return false;
    }
  }

  async function limitConnections(): Promise<void> {
    await admin.query('alter role moderator connection limit 1');
    await expect.poll(takeTheConnection, { timeout: 10_000 }).toBe(true);
  }

  const faults: Record<string, () => Fault> = {
    'is read-only after a failover': () => ({
      begin: () => setReadOnly('on'),
      end: () => setReadOnly('off'),
    }),
    'takes no intents, since the right to insert is revoked': () => ({
      begin: () => inJournal('revoke insert on actions from moderator'),
      end: () => inJournal('grant insert on actions to moderator'),
    }),
    'takes no targets, since the right to insert them is revoked': () => ({
      begin: () => inJournal('revoke insert on action_targets from moderator'),
      end: () => inJournal('grant insert on action_targets to moderator'),
    }),
    'takes no outcomes, since the right to update is revoked': () => ({
      begin: () => inJournal('revoke update on actions from moderator'),
      end: () => inJournal('grant update on actions to moderator'),
    }),
    'has lost a table': () => ({
      begin: () => inJournal('alter table action_targets rename to gone'),
      end: () => inJournal('alter table gone rename to action_targets'),
    }),
    'is locked by somebody': () => {
      const locker = new pg.Client(addressOf('gateway'));
      return {
        async begin() {
          await locker.connect();
          await locker.query('begin; lock table actions in access exclusive mode');
        },
        end: () => locker.end(),
      };
    },
    'has stopped': () => ({
      begin: () => postgres.stop(),
      async end() {
        await postgres.start();
        await connect();
      },
    }),
    'says nothing': () => ({
      begin: async () => postgres.suspend(),
      end: async () => postgres.resume(),
    }),
    'lets nobody connect': () => ({
      begin: limitConnections,
      async end() {
        await Promise.all(holders.splice(0).map((holder) => holder.end()));
        await admin.query('alter role moderator connection limit -1');
      },
    }),
  };

  it.each(Object.keys(faults))(
    'says within 10 s that it %s, and within 10 s that it does not any more',
    async (name) => {
      const fault = faults[name]?.() as Fault;
      await gateway.becomesReady();
      await gateway.expectApplied();

      await fault.begin();
      try {
        await gateway.becomesUnready();
        // Where only outcomes cannot be written, the vendor is asked; that is the other fault's test.
        if (!name.includes('outcomes')) await gateway.expectRefused();
        expect(await gateway.readiness()).toEqual({ status: 503, journal: 'unavailable' });
      } finally {
        await fault.end();
      }
      await gateway.becomesReady();
      await gateway.expectApplied();
      expect(gateway.journalLines()).toMatchObject([
        { level: 50, msg: 'the journal cannot be written: actions are refused until it can' },
        { level: 30, msg: 'the journal can be written again' },
      ]);
    },
    60_000,
  );

  it('needs the table of shared quotas, without which no call gets a slot', async () => {
    await gateway.becomesReady();
    await inJournal('alter table shared_quotas rename to gone');
    try {
      await gateway.becomesUnready();
    } finally {
      await inJournal('alter table gone rename to shared_quotas');
    }
    await gateway.becomesReady();
    await gateway.expectApplied();
  }, 60_000);

  it('asks the database nothing itself', async () => {
    await gateway.becomesReady();
    postgres.suspend();
    try {
      const startedAt = performance.now();
      for (let times = 0; times < 20; times++) await gateway.readiness();
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    } finally {
      postgres.resume();
    }
  });

  it('is told by a commit on the disk, which leaves nothing in the journal', async () => {
    const flushed = async () =>
      (await admin.query('select pg_current_wal_flush_lsn() as lsn')).rows[0].lsn as string;
    const database = await openPostgres(addressOf('moderator'), () => {});
    const before = await flushed();
    await new Journal(database, 'gateway', Date.now).tryToWrite();
    expect(await flushed()).not.toBe(before);
    for (const table of ['actions', 'action_targets'] as const) {
      expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    await database.close();
  });
});
