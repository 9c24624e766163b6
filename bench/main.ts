/**
 * `npm run bench` measures everything, and `npm run bench -- mutations memory` only those sections. Writes them into
 * `bench/RESULTS.md`, and prints one table of their goals at the end. It fails if a section could not be measured; a goal
 * that is not met is a result.
 */
import { type GoalRow, goalRows, goalsSummary, goalsTable, type SectionReport } from './goals.js';
import { stopServers } from './processes.js';
import { today, writeSection } from './results.js';
import type { Title } from './results-page.js';

interface Section {
  title: Title;
  load(): Promise<{ run(): Promise<SectionReport> }>;
}

const SECTIONS: Readonly<Record<string, Section>> = {
  quotas: { title: 'Quotas', load: () => import('./vendor-traffic.js') },
  mutations: { title: 'A mutation', load: () => import('./sections/mutations.js') },
  growth: { title: 'Growth', load: () => import('./sections/growth.js') },
  'idle-latency': { title: 'Idle latency', load: () => import('./sections/idle-latency.js') },
  'cold-start': { title: 'Cold start', load: () => import('./sections/cold-start.js') },
  memory: { title: 'Memory', load: () => import('./sections/memory.js') },
  profile: { title: 'Where the time goes', load: () => import('./sections/profile.js') },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0) {
  process.stderr.write(`No section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}.\n`);
  process.exit(1);
}
const rows: GoalRow[] = [];
const failed: string[] = [];
for (const [name, { title, load }] of Object.entries(SECTIONS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stdout.write(`\n## ${title}\n\n`);
  try {
    const report = await (await load()).run();
    process.stdout.write(`${report.text}\n`);
    writeSection(title, report);
    rows.push(...goalRows(title, report.goals, today()));
  } catch (error) {
    process.stderr.write(`${(error as Error).stack}\n`);
    failed.push(title);
    await stopServers();
  }
}
process.stdout.write(`\n## Goals\n\n${goalsTable(rows)}\n\n${goalsSummary(rows)}\n`);
if (failed.length > 0) {
  process.stderr.write(`Not measured, because it failed: ${failed.join(', ')}.\n`);
  // The processes of the load, which a section that failed has left, would keep this one.
  process.exit(1);
}
