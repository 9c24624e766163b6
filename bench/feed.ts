/**
 * Measures how long it takes from the end of an action until its subscribers have it, and how much memory a subscriber takes.
 * Writes `bench/FEED.md`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { startPostgres } from '../test/postgres-server.js';
import { atMost, type Goal, goal, goalRows, goalsTable, none } from './goals.js';
import { GATEWAY, MEASURED_CORE, ROOT, type RunningServer, startServer } from './processes.js';
import { measuredOn, today, writeGoals } from './results.js';
import { percentile } from './statistics.js';
import { table } from './table.js';

const SECRET = 'a secret for benchmarks, of 32 bytes or more';
const SECONDS = 20;
const CASES = [
  { subscribers: 1_000, actionsPerSecond: 5 },
  { subscribers: 100, actionsPerSecond: 50 },
];
const QUERY =
  'subscription { moderationActions { cursor kind action { id status finishedAt actor operation } } }';

const token = await new SignJWT({ scope: 'moderation:audit moderation:media', rooms: '*' })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject('bench')
  .setExpirationTime('2h')
  .sign(Buffer.from(SECRET));
/** Its actions are denied, so no vendor takes part: they are recorded, and are told as all others are. */
const stranger = await new SignJWT({ scope: 'moderation:media', rooms: [1] })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject('stranger')
  .setExpirationTime('2h')
  .sign(Buffer.from(SECRET));

interface Subscribers {
  /** From the recorded end of an action to the arrival, in milliseconds. */
  ms: number[];
  close(): void;
}

async function subscribe(url: string, count: number): Promise<Subscribers> {
  const ms: number[] = [];
  const asked: ReturnType<typeof request>[] = [];
  for (let opened = 0; opened < count; opened += 1) {
    await new Promise<void>((resolve, reject) => {
      const one = request(`${url}/graphql/stream`, {
        method: 'POST',
        agent: false,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      });
      one.on('error', reject);
      one.on('response', (response) => {
        if (response.statusCode !== 200) reject(new Error(`answered with ${response.statusCode}`));
        response.setEncoding('latin1').once('data', () => resolve());
        response.on('error', () => {});
        response.on('data', (text: string) => {
          const now = Date.now();
          for (const [, at = ''] of text.matchAll(/"finishedAt":"([^"]+)"/g)) ms.push(now - Date.parse(at));
        });
      });
      one.end(JSON.stringify({ query: QUERY }));
      asked.push(one);
    });
  }
  return { ms, close: () => asked.forEach((one) => void one.destroy()) };
}

async function act(url: string, actionsPerSecond: number): Promise<void> {
  const query =
    'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename } }';
  const headers = { authorization: `Bearer ${stranger}`, 'content-type': 'application/json' };
  const sent: Promise<unknown>[] = [];
  const startedAt = performance.now();
  for (let count = 0; count < SECONDS * actionsPerSecond; count += 1) {
    await sleep(Math.max(0, startedAt + (count * 1_000) / actionsPerSecond - performance.now()));
    const body = JSON.stringify({ query });
    sent.push(fetch(`${url}/graphql`, { method: 'POST', headers, body }).then((answer) => answer.text()));
  }
  await Promise.all(sent);
}

async function measure(
  gateway: RunningServer,
  { subscribers: count, actionsPerSecond }: (typeof CASES)[number],
) {
  await act(gateway.url, 5);
  const before = await gateway.usage();
  const subscribers = await subscribe(gateway.url, count);
  await sleep(2_000);
  const within = await gateway.usage();
  await act(gateway.url, actionsPerSecond);
  await sleep(2_000);
  const after = await gateway.usage();
  subscribers.close();
  const { ms } = subscribers;
  const expected = count * actionsPerSecond * SECONDS;
  const memoryKb = (within.rssBytes - before.rssBytes) / count / 1024;
  const p99 = percentile(ms, 99);
  const cells = [
    `${count} at ${actionsPerSecond} actions a second`,
    `${percentile(ms, 50).toFixed(0)} / ${p99.toFixed(0)}`,
    memoryKb.toFixed(1),
    ((after.cpuUs - within.cpuUs) / (SECONDS * 1e6)).toFixed(2),
    `${ms.length} of ${expected}`,
  ];
  const lost = none(expected - ms.length, 'lost');
  return { cells, bounds: [atMost(p99, 150, 'ms'), atMost(memoryKb, 30, 'KB each'), lost] as const };
}

interface Measured {
  rows: string[][];
  goals: Goal[];
}

async function measureOn(name: string, databaseUrl: string): Promise<Measured> {
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
        DATABASE_URL: databaseUrl,
      },
    });
    const { cells, bounds } = await measure(gateway, each);
    measured.rows.push([name, ...cells]);
    measured.goals.push(goal(`${name}: subscribers, ${cells[0]}: p99 until told, memory`, ...bounds));
    await gateway.stop();
  }
  return measured;
}

const [load = 0] = loadavg();
const folder = mkdtempSync(join(tmpdir(), 'bench-feed-'));
const postgres = await startPostgres();
const measured = [
  await measureOn('SQLite', `file:${join(folder, 'journal.db')}`),
  await measureOn('PostgreSQL', postgres.url),
];
const rows = measured.flatMap(({ rows: of }) => of);
const goals = measured.flatMap(({ goals: of }) => of);
await postgres.remove();
rmSync(folder, { recursive: true });

const text = `# The live feed

Written by \`npm run bench:feed\`. ${measuredOn()}. PostgreSQL runs on the same machine, without fsync. The
load average before the measurement was ${load.toFixed(1)}; with much more than 0, times say little.

A gateway on one core tells subscribers what happens for ${SECONDS} seconds. All ask for the same, with the same grants. Times are from the recorded end
of an action, which is before its commit, until its event has arrived at a subscriber. To reach: p99 ≤ 150 ms, 30 KB.

${goalsTable(goalRows('The live feed', goals, today()))}

${table(['', 'subscribers', 'p50 / p99 in ms', 'memory each in KB', 'cores used', 'ends told'], rows)}
`;
writeGoals('The live feed', goals);
writeFileSync(new URL('bench/FEED.md', ROOT), text);
process.stdout.write(text);
