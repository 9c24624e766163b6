import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nodeArgsOf } from '../npm-scripts.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { StartedProcess } from '../started-process.js';
import { openBeside } from './open-beside.js';
import { WatchedGateway } from './watched-gateway.js';

let folder: string;
let postgres: PostgresServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'newer-schema-'));
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.remove();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await query(postgres.url, 'drop database if exists journal with (force)');
  await query(postgres.url, 'create database journal');
});

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(text);
  await client.end();
}

const NEWER = "insert into journal_migrations (name, timestamp) values ('2999-01-more', '')";

const journals: Record<string, { url: () => string; run: (text: string) => Promise<void> }> = {
  SQLite: {
    url: () => `file:${join(folder, 'journal.db')}`,
    async run(text) {
      const db = openBeside(join(folder, 'journal.db'));
      db.exec(text);
      db.close();
    },
  },
  PostgreSQL: {
    url: () => postgres.url.replace(/postgres$/, 'journal'),
    run: (text) => query(postgres.url.replace(/postgres$/, 'journal'), text),
  },
};

describe.each(Object.keys(journals))(
  'a journal on %s that a newer gateway has brought up to date',
  (name) => {
    const { url, run } = journals[name] as (typeof journals)[string];

    it('a newer schema does not stop a running gateway, but a gateway does not start with it', async () => {
      const running = await WatchedGateway.start(url());
      await running.becomesReady();
      await run(NEWER);
      await running.expectApplied();
      expect(await running.readiness()).toEqual({ status: 200, journal: 'writable' });
      await running.close();

      const starting = new StartedProcess(nodeArgsOf('start'), {
        HOST: '127.0.0.1',
        PORT: '0',
        DATABASE_URL: url(),
        AUTH_JWT_SECRET: 'a secret for tests, of 32 bytes or more',
        TRTC_SECRET_ID: 'id',
        TRTC_SECRET_KEY: 'key',
        TRTC_SDK_APP_IDS: '1400188366',
      });
      expect(await starting.exit).toBe(1);
      expect(starting.stderr).toBe(
        "The journal was last used by a newer gateway, which made '2999-01-more'. Start that version, or a later one. DATABASE_URL says where the journal is.\n",
      );
    });
  },
);

it('a newer schema keeps a gateway that started before its database from being ready, and is logged once', async () => {
  await query(
    journals.PostgreSQL?.url() ?? '',
    'create table journal_migrations (name text, timestamp text)',
  );
  await query(journals.PostgreSQL?.url() ?? '', NEWER);
  await postgres.stop();
  const gateway = await WatchedGateway.start(journals.PostgreSQL?.url() ?? '');
  await gateway.becomesUnready();
  await postgres.start();
  const lines = () => gateway.log.filter(({ msg }) => msg.includes('a newer gateway'));
  await expect.poll(lines).toHaveLength(1);
  // Long enough for three more attempts.
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect(lines()).toMatchObject([{ level: 50 }]);
  await gateway.expectRefused();
  expect(await gateway.readiness()).toEqual({ status: 503, journal: 'unavailable' });
  await gateway.close();
});

it('an outage of PostgreSQL is logged in two lines, however many connections and attempts there are', async () => {
  const gateway = await WatchedGateway.start(journals.PostgreSQL?.url() ?? '');
  await gateway.becomesReady();
  await Promise.all(Array.from({ length: 20 }, () => gateway.mute()));
  // On a busy machine, the database may have been slow before.
  const before = gateway.journalLines().length;
  const lines = () => gateway.journalLines().slice(before);
  await postgres.stop();
  await gateway.becomesUnready();
  // The gateway keeps trying in the meantime.
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect(lines()).toHaveLength(1);
  await postgres.start();
  await gateway.becomesReady();
  expect(lines()).toMatchObject([
    { level: 50, msg: 'the journal cannot be written: actions are refused until it can', err: {} },
    { level: 30, msg: 'the journal can be written again' },
  ]);
  await gateway.close();
});

it('a PostgreSQL that starts after the gateway is logged in two lines', async () => {
  await postgres.stop();
  const gateway = await WatchedGateway.start(journals.PostgreSQL?.url() ?? '');
  await gateway.becomesUnready();
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  await postgres.start();
  await gateway.becomesReady();
  expect(gateway.journalLines()).toMatchObject([{ level: 50 }, { level: 30 }]);
  await gateway.close();
});
