/**
 * Measures what an action and an event cost the gateways and the PostgreSQL that they share, with one, two and four gateways.
 * Writes `bench/SCALING.md`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { Pool } from 'undici';
import { type PostgresServer, startPostgres } from '../test/postgres-server.js';
import { everythingOn, startFakeVendor } from './contenders.js';
import { asManyAsPossible, sendEvent, startGateway } from './event-load.js';
import { type LoadFor, LoadGenerator } from './measure.js';
import { add, mute } from './mutations.js';
import { ROOT, type RunningServer } from './processes.js';
import { measuredOn } from './results.js';
import { table } from './table.js';

const GATEWAYS = [1, 2, 4];
const SECONDS = Number(process.argv[2] ?? 10);
const WARM_UP_REQUESTS = 2_000;
/** Over all gateways. */
const AT_ONCE = 96;
/** Linux counts CPU time in these. */
const TICK_US = 10_000;

/** What one piece of work took. */
interface Cost {
  work: string;
  gateways: number;
  perSecond: number;
  gatewayUs: number;
  postgresUs: number;
  transactions: number;
  walBytes: number;
  /** Tables and indexes. */
  diskBytes: number;
}

/** What the server has done so far. */
interface Done {
  cpuUs: number;
  transactions: number;
  walBytes: number;
  diskBytes: number;
}

async function doneBy(server: PostgresServer, client: pg.Client): Promise<Done> {
  const { rows } = await client.query(
    `select pg_stat_get_db_xact_commit(oid)::float8 as transactions,
       pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as "walBytes", pg_database_size(oid)::float8 as "diskBytes"
     from pg_database where datname = current_database()`,
  );
  return { ...rows[0], cpuUs: cpuUsOf(server) };
}

/** The CPU time of the server's processes that run. Its sessions last as long as the gateways. */
function cpuUsOf({ directory }: PostgresServer): number {
  const [server = ''] = readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n');
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = statOf(pid);
    if (pid === server || fields[1] === server) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * TICK_US;
}

/** The fields behind the process's name: the first is its state, the second its parent. */
function statOf(pid: string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    // It has ended.
    return [];
  }
}

/** Runs `work`, which resolves with how many actions or events it was. */
async function costOf(
  work: string,
  gateways: readonly RunningServer[],
  server: PostgresServer,
  client: pg.Client,
  run: () => Promise<number>,
): Promise<Cost> {
  const cpuUs = async () => {
    const usages = await Promise.all(gateways.map((gateway) => gateway.usage()));
    return usages.reduce((sum, usage) => sum + usage.cpuUs, 0);
  };
  const before = await doneBy(server, client);
  const gatewayBefore = await cpuUs();
  const startedAt = performance.now();
  const count = await run();
  const seconds = (performance.now() - startedAt) / 1_000;
  const gatewayUs = (await cpuUs()) - gatewayBefore;
  // Statistics of a session are told about a second after its last transaction.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const after = await doneBy(server, client);
  const cost: Cost = {
    work,
    gateways: gateways.length,
    perSecond: count / seconds,
    gatewayUs: gatewayUs / count,
    postgresUs: (after.cpuUs - before.cpuUs) / count,
    transactions: (after.transactions - before.transactions) / count,
    walBytes: (after.walBytes - before.walBytes) / count,
    diskBytes: (after.diskBytes - before.diskBytes) / count,
  };
  process.stdout.write(`${JSON.stringify(cost)}\n`);
  return cost;
}

/** Sends the mutation to all gateways at once. Resolves with how many were answered. */
async function sendTo(
  gateways: readonly RunningServer[],
  loads: readonly LoadGenerator[],
  load: Omit<LoadFor, 'concurrency' | 'until'>,
  until: LoadFor['until'],
): Promise<number> {
  const concurrency = AT_ONCE / gateways.length;
  const reports = await Promise.all(
    gateways.map(({ url }, index) => loads[index]?.run(url, { ...load, concurrency, until })),
  );
  return reports.reduce((sum, report) => sum + (report?.requests ?? 0), 0);
}

async function measureActions(count: number, server: PostgresServer, client: pg.Client): Promise<Cost[]> {
  const vendor = await startFakeVendor();
  const gateways: RunningServer[] = [];
  const loads: LoadGenerator[] = [];
  for (let number = 0; number < count; number++) {
    gateways.push(await everythingOn.start(vendor.url, [], { DATABASE_URL: server.url }));
    loads.push(new LoadGenerator(number * 10_000_000));
  }
  const costs: Cost[] = [];
  for (const [work, load] of [
    ['a mute', mute(everythingOn)],
    ['an addition of 10 users to a list', add(everythingOn, 10)],
  ] as const) {
    await sendTo(gateways, loads, load, { requests: WARM_UP_REQUESTS });
    const run = () => sendTo(gateways, loads, load, { seconds: SECONDS });
    costs.push(await costOf(work, gateways, server, client, run));
  }
  for (const load of loads) load.stop();
  await Promise.all([...gateways, vendor].map((running) => running.stop()));
  return costs;
}

async function measureEvents(count: number, server: PostgresServer, client: pg.Client): Promise<Cost> {
  const gateways: RunningServer[] = [];
  for (let number = 0; number < count; number++) {
    gateways.push(await startGateway({ DATABASE_URL: server.url }, undefined));
  }
  const pools = gateways.map(({ url }) => new Pool(url, { connections: AT_ONCE, pipelining: 1 }));
  let sent = 0;
  const sendOne = () => sendEvent(pools[sent++ % pools.length] as Pool);
  await asManyAsPossible(sendOne, 2);
  const cost = await costOf('an event of a room', gateways, server, client, () =>
    asManyAsPossible(sendOne, SECONDS),
  );
  await Promise.all(pools.map((pool) => pool.close()));
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  return cost;
}

const [loadBefore = 0] = loadavg();
const costs: Cost[] = [];
for (const count of GATEWAYS) {
  const server = await startPostgres({ durable: true });
  const client = new pg.Client(server.url);
  await client.connect();
  costs.push(...(await measureActions(count, server, client)), await measureEvents(count, server, client));
  await client.end();
  await server.remove();
}

writeFileSync(
  new URL('bench/SCALING.md', ROOT),
  `# What a shared PostgreSQL costs

Written by \`npm run bench:scaling\`. ${measuredOn()} The load average before it was ${loadBefore.toFixed(1)}.

Gateways, PostgreSQL (with fsync), the vendor and the load share the two cores, so the numbers a second are no limits of PostgreSQL: see
[docs/scaling.md](../docs/scaling.md) for these. CPU times are what they are on a machine with more cores too. ${AT_ONCE} requests
are under way at a time, over all gateways.

${table(
  [
    'work',
    'gateways',
    'a second',
    'CPU of the gateways in µs',
    'CPU of PostgreSQL in µs',
    'transactions',
    'write-ahead log in bytes',
    'tables and indexes in bytes',
  ],
  [...costs]
    .sort((one, other) => one.work.localeCompare(other.work))
    .map((cost) => [
      cost.work,
      `${cost.gateways}`,
      cost.perSecond.toFixed(0),
      cost.gatewayUs.toFixed(0),
      cost.postgresUs.toFixed(0),
      cost.transactions.toFixed(2),
      cost.walBytes.toFixed(0),
      cost.diskBytes.toFixed(0),
    ]),
)}
`,
);
