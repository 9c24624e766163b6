import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CrashReport, runCrashRounds } from './crashes/crash-rounds.js';
import { type RestrictionReport, runRestrictionRounds } from './crashes/restriction-rounds.js';
import { runShow, type ShowReport } from './crashes/show.js';
import { startPostgres } from './postgres-server.js';

/** `npm run crashes` kills a hundred times in each of these ways. */
const KILLS = Number(process.env.CRASHES ?? 5);
/** `npm run crashes` goes on for ten minutes. */
const SHOW_SECONDS = process.env.CRASHES ? 600 : 45;
const TIME_LIMIT_MS = 600_000 + KILLS * 40_000;

async function withFile<Report>(run: (url: string) => Promise<Report>): Promise<Report> {
  const directory = mkdtempSync(join(tmpdir(), 'crashes-'));
  try {
    return await run(`file:${join(directory, 'journal.db')}`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function withPostgres<Report>(run: (url: string) => Promise<Report>): Promise<Report> {
  const postgres = await startPostgres();
  try {
    return await run(postgres.url);
  } finally {
    await postgres.remove();
  }
}

function check(report: CrashReport): void {
  const { faults, ...counts } = report;
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  expect(faults).toEqual([]);
  // Without enough of these, the test proves nothing.
  expect(report.answered).toBeGreaterThan(0);
  expect(report.recovered).toBeGreaterThan(0);
}

function checkRestrictions(report: RestrictionReport): void {
  const { faults, ...counts } = report;
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  expect(faults).toEqual([]);
  const { recovered, automatic, lifts, undos } = report.counts;
  for (const count of [report.answered, recovered, automatic, lifts + undos]) {
    expect(count).toBeGreaterThan(0);
  }
}

function checkShow(report: ShowReport): void {
  const { faults, ...counts } = report;
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  expect(faults).toEqual([]);
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
}

// Most of the time, gateways wait for leases to end.
describe.concurrent('a gateway that is killed under load', () => {
  it(
    'keeps every answered action, with a journal in a file',
    async () => check(await withFile((url) => runCrashRounds(KILLS, url))),
    TIME_LIMIT_MS,
  );

  it(
    'leaves nobody muted or listed otherwise than two gateways with one PostgreSQL have recorded',
    async () => checkRestrictions(await withPostgres((url) => runRestrictionRounds(KILLS, 2, url))),
    TIME_LIMIT_MS,
  );

  it(
    'leaves nobody of a show otherwise than moderators have said, with two gateways and one PostgreSQL',
    async () => checkShow(await withPostgres((url) => runShow(SHOW_SECONDS, url))),
    TIME_LIMIT_MS,
  );

  it.runIf(process.env.CRASHES)(
    'keeps every answered action, with a journal on PostgreSQL',
    async () => check(await withPostgres((url) => runCrashRounds(KILLS, url))),
    TIME_LIMIT_MS,
  );

  it.runIf(process.env.CRASHES)(
    'leaves nobody muted or listed otherwise than it has recorded in a file',
    async () => checkRestrictions(await withFile((url) => runRestrictionRounds(KILLS, 1, url))),
    TIME_LIMIT_MS,
  );
});
