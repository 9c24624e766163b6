import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type PostgresServer, startPostgres } from '../postgres-server.js';

/**
 * An empty database of each kind for the tests of a file. Each kind has a name and a function that gives its
 * `DATABASE_URL`, from the tests' `beforeAll` on.
 */
export function bothDatabases(): [name: string, url: () => string][] {
  let folder: string;
  let postgres: PostgresServer;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'both-databases-'));
    postgres = await startPostgres();
  });
  afterAll(async () => {
    await postgres.remove();
    rmSync(folder, { recursive: true });
  });
  return [
    ['SQLite', () => `file:${join(folder, 'journal.db')}`],
    ['PostgreSQL', () => postgres.url],
  ];
}
