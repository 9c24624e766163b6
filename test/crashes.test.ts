import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CrashReport, runCrashRounds } from './crash-rounds.js';
import { type PostgresServer, startPostgres } from './postgres-server.js';

/** `npm run crashes` kills a hundred times on each database. */
const KILLS = Number(process.env.CRASHES ?? 5);
const TIME_LIMIT_MS = 150_000 + KILLS * 10_000;

let directory: string;
let postgres: PostgresServer | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'crashes-'));
});
afterEach(async () => {
  rmSync(directory, { recursive: true });
  await postgres?.remove();
});

function check(report: CrashReport): void {
  const { faults, ...counts } = report;
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  expect(faults).toEqual([]);
  // Without enough of these, the test proves nothing.
  expect(report.answered).toBeGreaterThan(0);
  expect(report.recovered).toBeGreaterThan(0);
}

it(
  'a gateway that is killed under load keeps every answered action, with a journal in a file',
  async () => {
    check(await runCrashRounds(KILLS, `file:${join(directory, 'journal.db')}`));
  },
  TIME_LIMIT_MS,
);

// Leases have to end, which takes half a minute.
if (process.env.CRASHES) {
  it(
    'a gateway that is killed under load keeps every answered action, with a journal on PostgreSQL',
    async () => {
      postgres = await startPostgres();
      check(await runCrashRounds(KILLS, postgres.url));
    },
    TIME_LIMIT_MS,
  );
}
