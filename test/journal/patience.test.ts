import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Intent } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import { type JournalDatabase, NotWritten } from '../../src/journal/journal-database.js';
import { Patience } from '../../src/journal/patience.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { describeEach } from '../describe-each.js';
import { isLeftOut } from '../left-out.js';
import { type PgBouncer, startPgBouncer } from '../pgbouncer-server.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { lockActions } from './lock-actions.js';
import { openBeside } from './open-beside.js';

let folder: string;
let postgres: PostgresServer;
let bouncer: PgBouncer | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patience-'));
  postgres = await startPostgres();
  if (!isLeftOut('PgBouncer')) bouncer = await startPgBouncer(postgres.url);
});
afterAll(async () => {
  await bouncer?.stop();
  await postgres.remove();
  rmSync(folder, { recursive: true });
});

/** Prevents writes to the journal, until the returned function is called. */
async function lockSqlite(): Promise<() => Promise<void>> {
  const other = openBeside(join(folder, 'journal.db'));
  other.exec('begin immediate');
  return async () => {
    other.exec('rollback');
    other.close();
  };
}

async function lockPostgres(): Promise<() => Promise<void>> {
  const other = await lockActions(postgres.url);
  return () => other.end();
}

const databases = {
  SQLite: { open: () => openSqlite(join(folder, 'journal.db')), lock: lockSqlite },
  PostgreSQL: { open: () => openPostgres(postgres.url, () => {}), lock: lockPostgres },
  PgBouncer: { open: () => openPostgres(bouncer?.url ?? '', () => {}), lock: lockPostgres },
} satisfies Record<
  string,
  { open: () => Promise<JournalDatabase>; lock: () => Promise<() => Promise<void>> }
>;

describeEach(databases, 'a write that waits to be sent, on %s', ({ open, lock }) => {
  let database: JournalDatabase;
  let unlock = async () => {};
  afterEach(async () => {
    await unlock();
    await database.close();
  });

  function intentOf(journal: Journal): Intent {
    return {
      id: journal.newId(),
      requestId: 'request',
      actor: 'moderator',
      operation: 'SET_USER_MEDIA_STATE',
      place: 'room/1400188366/10006',
      applicationId: 1400188366,
      roomId: 10006,
      userIds: ['alice'],
      input: '{}',
    };
  }

  it('is dropped once nobody waits for it', async () => {
    database = await open();
    const journal = new Journal(database, 'gateway', Date.now);
    unlock = await lock();
    const [underWay, waiting] = [intentOf(journal), intentOf(journal)];
    const first = journal.begin(underWay, 1000).catch((error: unknown) => error);
    // The first write has been sent by then, and waits for the lock.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const patience = new Patience();
    const second = journal.begin(waiting, 1000, patience);
    patience.end();
    await expect(second).rejects.toThrow(NotWritten);

    await unlock();
    unlock = async () => {};
    await first;
    expect(await journal.find(waiting.id)).toBeUndefined();
  });

  it('is either refused or written when the journal closes', async () => {
    database = await open();
    const journal = new Journal(database, 'gateway', Date.now);
    unlock = await lock();
    const intents = Array.from({ length: 20 }, () => intentOf(journal));
    const written = intents.map((intent) =>
      journal.begin(intent, 1000).then(
        () => true,
        (error: unknown) => !(error instanceof NotWritten),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = database.close();
    await unlock();
    unlock = async () => {};
    const mayBeOnRecord = await Promise.all(written);
    await closed;

    database = await open();
    const reader = new Journal(database, 'reader', Date.now);
    for (const [index, { id }] of intents.entries()) {
      if (!mayBeOnRecord[index]) expect(await reader.find(id)).toBeUndefined();
    }
  });
});
