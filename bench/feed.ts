/**
 * Measures how long it takes from the end of an action until its subscribers have it, and how much memory a subscriber takes.
 * Writes `bench/FEED.md`. `--seconds 4 --share 0.1` tries it out for so long and with so many of the subscribers, and writes nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SignJWT } from 'jose';
import { startPostgres } from '../test/postgres-server.js';
import { atMost, type Goal, goal, goalRows, goalsTable, none } from './goals.js';
import {
  GATEWAY,
  LOAD_CORE,
  MEASURED_CORE,
  ROOT,
  type RunningServer,
  startServer,
  stopServers,
} from './processes.js';
import { measuredOn, today, writeGoals } from './results.js';
import { percentile } from './statistics.js';
import { table } from './table.js';

const { values } = parseArgs({ options: { seconds: { type: 'string' }, share: { type: 'string' } } });
const isTrial = values.seconds !== undefined || values.share !== undefined;
const SECONDS = Number(values.seconds ?? 20);
const SHARE = Number(values.share ?? 1);
const CASES = [
  { subscribers: 1_000 * SHARE, actionsPerSecond: 5 },
  { subscribers: 100 * SHARE, actionsPerSecond: 50 },
];
/** The whole of it. Whatever is still awaited then is in the way. */
const LIMIT_MS = 360_000;
/** For one request, and for the last event. */
const ANSWERED_WITHIN_MS = 20_000;
const OPENED_AT_ONCE = 20;
const SETTLE_MS = 2_000;

const SECRET = 'a secret for benchmarks, of 32 bytes or more';
const QUERY =
  'subscription { moderationActions { cursor kind action { id status finishedAt actor operation } } }';
const MUTE = `mutation ($userId: String!) {
  setUserMediaState(input: { roomId: 10006, userId: $userId, state: AUDIO_DISABLED }) { __typename }
}`;

const token = await new SignJWT({ scope: 'moderation:audit moderation:media', rooms: '*' })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject('bench')
  .setExpirationTime('2h')
  .sign(Buffer.from(SECRET));
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

interface Subscribers {
  /** From the recorded end of an action to the arrival, in milliseconds. */
  readonly ms: number[];
  /** Those whose stream has ended by itself. */
  readonly ended: () => number;
  close(): void;
}

async function subscribe(url: string, count: number): Promise<Subscribers> {
  const ms: number[] = [];
  let ended = 0;
  let isClosing = false;
  const asked: ReturnType<typeof request>[] = [];
  const open = () =>
    new Promise<void>((resolve, reject) => {
      const one = request(`${url}/graphql/stream`, { method: 'POST', agent: false, headers });
      const timer = setTimeout(() => reject(new Error('no stream was opened in time')), ANSWERED_WITHIN_MS);
      one.on('error', reject);
      one.on('response', (response) => {
        if (response.statusCode !== 200) reject(new Error(`answered with ${response.statusCode}`));
        response.setEncoding('latin1').once('data', () => {
          clearTimeout(timer);
          resolve();
        });
        response.on('error', () => {});
        response.on('close', () => {
          if (!isClosing) ended += 1;
        });
        response.on('data', (text: string) => noteEnds(text, ms));
      });
      one.end(JSON.stringify({ query: QUERY }));
      asked.push(one);
    });
  for (let opened = 0; opened < count; opened += OPENED_AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(OPENED_AT_ONCE, count - opened) }, open));
  }
  const close = () => {
    isClosing = true;
    for (const one of asked) one.destroy();
  };
  return { ms, ended: () => ended, close };
}

const FINISHED_AT = '"finishedAt":"';
const TIME_LENGTH = '2026-11-22T10:00:00.000Z'.length;

/** Notes how old the ends in a piece of a stream are. A piece that is cut within a time would be counted as lost. */
function noteEnds(text: string, ms: number[]): void {
  const now = Date.now();
  for (let at = text.indexOf(FINISHED_AT); at >= 0; at = text.indexOf(FINISHED_AT, at + 1)) {
    const from = at + FINISHED_AT.length;
    ms.push(now - Date.parse(text.slice(from, from + TIME_LENGTH)));
  }
}

interface Acted {
  applied: number;
  /** How long each answer took, in milliseconds. */
  ms: number[];
}

async function act(url: string, actionsPerSecond: number, seconds: number): Promise<Acted> {
  const sent: Promise<number>[] = [];
  const ms: number[] = [];
  const startedAt = performance.now();
  for (let count = 0; count < seconds * actionsPerSecond; count += 1) {
    await sleep(Math.max(0, startedAt + (count * 1_000) / actionsPerSecond - performance.now()));
    const askedAt = performance.now();
    const applied = mute(url, `user-${count % 500}`);
    sent.push(applied.finally(() => ms.push(performance.now() - askedAt)));
  }
  const applied = (await Promise.all(sent)).reduce((sum, one) => sum + one, 0);
  return { applied, ms };
}

async function mute(url: string, userId: string): Promise<number> {
  const body = JSON.stringify({ query: MUTE, variables: { userId } });
  const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS);
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body, signal });
  const { data } = (await answer.json()) as { data?: { setUserMediaState: { __typename: string } } };
  return data?.setUserMediaState.__typename === 'SetUserMediaStateSuccess' ? 1 : 0;
}

async function arrived({ ms }: Subscribers, expected: number): Promise<void> {
  const endsAt = performance.now() + ANSWERED_WITHIN_MS;
  while (ms.length < expected && performance.now() < endsAt) await sleep(50);
  // What comes too often comes now.
  await sleep(500);
}

async function measure(
  gateway: RunningServer,
  { subscribers: count, actionsPerSecond }: (typeof CASES)[number],
) {
  // What is compiled and allocated once is not counted with the subscribers.
  const first = await subscribe(gateway.url, Math.ceil(count / 10));
  await act(gateway.url, 50, 4);
  first.close();
  await sleep(SETTLE_MS);
  const before = await gateway.usage();
  const subscribers = await subscribe(gateway.url, count);
  await sleep(SETTLE_MS);
  const within = await gateway.usage();
  const { applied, ms: answers } = await act(gateway.url, actionsPerSecond, SECONDS);
  const expected = count * applied;
  await arrived(subscribers, expected);
  const after = await gateway.usage();
  const ended = subscribers.ended();
  subscribers.close();
  const { ms } = subscribers;
  const idleKb = (within.rssBytes - before.rssBytes) / count / 1024;
  const toldKb = (after.rssBytes - before.rssBytes) / count / 1024;
  const p99 = percentile(ms, 99);
  const cells = [
    `${count} at ${actionsPerSecond} actions a second`,
    `${percentile(ms, 50).toFixed(0)} / ${p99.toFixed(0)} / ${percentile(ms, 100).toFixed(0)}`,
    `${percentile(answers, 50).toFixed(0)} / ${percentile(answers, 99).toFixed(0)}`,
    `${idleKb.toFixed(1)} / ${toldKb.toFixed(1)}`,
    ((after.cpuUs - within.cpuUs) / (SECONDS * 1e6)).toFixed(2),
    `${ms.length} of ${expected}`,
  ];
  const bounds = [
    atMost(p99, 150, 'ms'),
    // With few subscribers, what else the process takes is more than they do.
    ...(count >= 1_000 ? [atMost(idleKb, 30, 'KB each')] : []),
    none(Math.abs(expected - ms.length), 'lost or told twice'),
    none(ended, 'streams ended'),
    none(actionsPerSecond * SECONDS - applied, 'not applied'),
  ] as const;
  return { cells, bounds };
}

interface Measured {
  rows: string[][];
  goals: Goal[];
}

async function measureOn(name: string, databaseUrl: string, vendorUrl: string): Promise<Measured> {
  const measured: Measured = { rows: [], goals: [] };
  for (const each of CASES) {
    const gateway = await startServer({
      ...GATEWAY,
      core: MEASURED_CORE,
      env: {
        HOST: '127.0.0.1',
        PORT: '0',
        AUTH_JWT_SECRET: SECRET,
        CALLER_REQUESTS_PER_SECOND: '0',
        FEED_MAX_PER_CALLER: '10000',
        TRTC_SECRET_ID: 'AKIDbench',
        TRTC_SECRET_KEY: 'checked-by-nobody',
        TRTC_SDK_APP_IDS: '1400188366',
        TRTC_ENDPOINT: vendorUrl,
        TRTC_QPS: '10000',
        DATABASE_URL: databaseUrl,
      },
    });
    const { cells, bounds } = await measure(gateway, each);
    process.stdout.write(`${name}: ${cells.join(', ')}\n`);
    measured.rows.push([name, ...cells]);
    measured.goals.push(goal(`${name}: subscribers, ${cells[0]}: p99 until told, memory`, ...bounds));
    await gateway.stop();
  }
  return measured;
}

/** The process, and those that it starts from now on. */
function pin(pid: number | string, core: number): void {
  if (process.platform === 'linux')
    execFileSync('taskset', ['-acp', `${core}`, `${pid}`], { stdio: 'ignore' });
}

pin(process.pid, LOAD_CORE);
const watchdog = setTimeout(() => {
  process.stderr.write(`It takes longer than ${LIMIT_MS / 1000} s.\n`);
  process.exit(1);
}, LIMIT_MS);
const [load = 0] = loadavg();
const folder = mkdtempSync(join(tmpdir(), 'bench-feed-'));
const postgres = await startPostgres();
// The gateway leaves more of its core free than the subscribers of theirs.
const [server = ''] = readFileSync(join(postgres.directory, 'postmaster.pid'), 'utf8').split('\n');
pin(server, MEASURED_CORE);
try {
  const vendor = await startServer({ entry: 'dist-bench/bench/fake-vendor.js', core: LOAD_CORE });
  const measured = [
    await measureOn('SQLite', `file:${join(folder, 'journal.db')}`, vendor.url),
    await measureOn('PostgreSQL', postgres.url, vendor.url),
  ];
  write(measured);
} finally {
  await stopServers();
  await postgres.remove();
  rmSync(folder, { recursive: true });
  clearTimeout(watchdog);
}

function write(measured: readonly Measured[]): void {
  const rows = measured.flatMap(({ rows: of }) => of);
  const goals = measured.flatMap(({ goals: of }) => of);
  const text = `# The live feed

Written by \`npm run bench:feed\`. ${measuredOn()}. PostgreSQL runs on the same machine, without fsync. The
load average before the measurement was ${load.toFixed(1)}; with much more than 0, times say little.

A gateway on one core, which PostgreSQL shares, carries out mutes and tells subscribers of them for ${SECONDS} seconds. The subscribers, the callers
and a vendor that answers at once share another. All subscribers ask for the same, with the same grants. Times are from the recorded end
of an action, which is before its commit, until its event has arrived at a subscriber. To reach: p99 ≤ 150 ms; 30 KB for each of 1,000 subscribers.
Memory is what the process has grown by, for each subscriber: when they were there, and when they had been told all.

${goalsTable(goalRows('The live feed', goals, today()))}

${table(['', 'subscribers', 'p50 / p99 / longest in ms', 'p50 / p99 of answers in ms', 'memory each in KB, before / after', 'cores used', 'ends told'], rows)}
`;
  process.stdout.write(text);
  if (isTrial) return;
  writeGoals('The live feed', goals);
  writeFileSync(new URL('bench/FEED.md', ROOT), text);
}
