/**
 * How the gateway uses the vendors' quotas, in real time: a gateway and a counting vendor, each a process of its own
 * in compiled form, and mutations over HTTP. Writes `bench/RESULTS.md`.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { startPostgres } from '../test/postgres-server.js';
import type { Scenario, Traffic } from './counting-vendor.js';

const SECONDS = 10;
const SECRET = randomBytes(32).toString('hex');
const ROOT = new URL('../../', import.meta.url);

const token = await new SignJWT({ scope: 'moderation:media moderation:blacklist', rooms: '*' })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject('bench')
  .setExpirationTime('1h')
  .sign(Buffer.from(SECRET));

interface Row {
  what: string;
  measured: string;
  target: string;
}

const vendor = fork(new URL('counting-vendor.js', import.meta.url));
const [port] = (await once(vendor, 'message')) as [number];

/** Runs `load` on a new gateway, whose connections are all still to be opened. */
async function run(scenario: Scenario, load: (url: string) => Promise<void>): Promise<Traffic> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-journal-'));
  const database = `file:${join(directory, 'journal.db')}`;
  const traffic = await runTogether(scenario, database, 1, ([url = '']) => load(url));
  rmSync(directory, { recursive: true });
  return traffic;
}

/** Runs `load` on new gateways with one database. */
async function runTogether(
  scenario: Scenario,
  database: string,
  count: number,
  load: (urls: string[]) => Promise<void>,
): Promise<Traffic> {
  vendor.send(scenario);
  await once(vendor, 'message');
  const gateways = Array.from({ length: count }, () => start(scenario, database));
  await load(await Promise.all(gateways.map(listening)));
  vendor.send('traffic');
  const [traffic] = (await once(vendor, 'message')) as [Traffic];
  for (const gateway of gateways) gateway.kill('SIGTERM');
  await Promise.all(gateways.map((gateway) => once(gateway, 'exit')));
  return traffic;
}

function start({ callsPerSecond }: Scenario, database: string): ChildProcess {
  const endpoint = `http://127.0.0.1:${port}`;
  return spawn(process.execPath, ['dist/main.js'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: database,
      AUTH_JWT_SECRET: SECRET,
      CALLER_REQUESTS_PER_SECOND: '0',
      VENDOR_DEADLINE_MS: '120000',
      TRTC_SECRET_ID: 'id',
      TRTC_SECRET_KEY: 'key',
      TRTC_SDK_APP_IDS: '1400188366',
      TRTC_ENDPOINT: endpoint,
      TRTC_QPS: String(callsPerSecond),
      VOLC_ACCESS_KEY_ID: 'id',
      VOLC_SECRET_ACCESS_KEY: 'key',
      VOLC_APP_IDS: '123456',
      VOLC_ENDPOINT: endpoint,
      VOLC_QPS: String(callsPerSecond),
    },
  });
}

async function listening(gateway: ChildProcess): Promise<string> {
  let output = '';
  for await (const chunk of gateway.stdout ?? []) {
    output += chunk;
    const [, url] = /(http:\/\/127\.0\.0\.1:\d+)\/graphql/.exec(output) ?? [];
    if (!url) continue;
    gateway.stdout?.resume();
    return url;
  }
  throw new Error(`the gateway did not start: ${output}`);
}

async function mutate(url: string, mutation: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: `mutation { ${mutation} { __typename } }` }),
  });
  const { data } = (await response.json()) as { data: Record<string, { __typename: string }> };
  return Object.values(data)[0]?.__typename ?? '';
}

function mute(url: string, user: number): Promise<string> {
  return mutate(url, `setUserMediaState(input: { roomId: 1, userId: "u${user}", state: AUDIO_DISABLED })`);
}

function add(url: string, owner: number, first: number, count: number): Promise<string> {
  const users = Array.from({ length: count }, (_, index) => `{ userId: ${first + index} }`).join(' ');
  return mutate(url, `addToBlacklist(input: { userId: ${owner}, users: [${users}] })`);
}

async function allSucceed(answers: Promise<string>[]): Promise<void> {
  const failed = (await Promise.all(answers)).filter((typename) => !typename.endsWith('Success'));
  if (failed.length > 0) throw new Error(`${failed.length} mutations failed: ${[...new Set(failed)]}`);
}

/** Mutations for some more calls than the time allows, all at once, to the gateways in turn. */
const overload = {
  TRTC: (urls: string[], calls: number) =>
    Array.from({ length: calls }, (_, user) => mute(urls[user % urls.length] ?? '', user)),
  // Ten calls a mutation, each to a list of its own, so that no two share a call.
  Volcengine: (urls: string[], calls: number) =>
    Array.from({ length: calls / 10 }, (_, owner) =>
      add(urls[owner % urls.length] ?? '', owner, 1_000_000, 100),
    ),
};

async function utilisation(
  vendorName: keyof typeof overload,
  callsPerSecond: number,
  awayMs: number,
  target: number,
): Promise<Row> {
  const traffic = await run({ callsPerSecond, awayMs, jitterMs: 30 }, (url) =>
    allSucceed(overload[vendorName]([url], callsPerSecond * (SECONDS + 2))),
  );
  const distance = awayMs > 0 ? `, ${2 * awayMs} ms more of round trip` : '';
  return {
    what: `${vendorName}: ${callsPerSecond}/s used in ${SECONDS} s of overload, jitter 0-30 ms each way${distance}`,
    measured: used(traffic, callsPerSecond),
    target: `≥ ${target} %, 0 refused`,
  };
}

async function sharedUtilisation(vendorName: keyof typeof overload, callsPerSecond: number): Promise<Row> {
  const postgres = await startPostgres();
  const scenario = { callsPerSecond, awayMs: 0, jitterMs: 30 };
  const traffic = await runTogether(scenario, postgres.url, 4, (urls) =>
    allSucceed(overload[vendorName](urls, callsPerSecond * (SECONDS + 2))),
  );
  await postgres.remove();
  return {
    what: `${vendorName}: ${callsPerSecond}/s used in ${SECONDS} s of overload by four gateways on one PostgreSQL, jitter 0-30 ms each way`,
    measured: used(traffic, callsPerSecond),
    target: '≥ 94 %, 0 refused',
  };
}

function used({ accepted, refused }: Traffic, callsPerSecond: number): string {
  const share = accepted.filter((at) => at < SECONDS * 1_000).length / (callsPerSecond * SECONDS);
  return `${(100 * share).toFixed(1)} %, ${refused} refused`;
}

async function batching(): Promise<Row> {
  const traffic = await run({ callsPerSecond: 50, awayMs: 0, jitterMs: 30 }, (url) =>
    allSucceed(Array.from({ length: 1_000 }, (_, index) => add(url, 1, 1_000_000 + index, 1))),
  );
  return {
    what: "vendor calls for 1,000 concurrent single additions to one owner's list, 50/s",
    measured: `${traffic.accepted.length}, ${traffic.refused} refused`,
    target: '≤ 110, 0 refused',
  };
}

/** What the gateway adds to a call when it has nothing else to do. */
async function idleLatency(): Promise<Row> {
  const through: number[] = [];
  const direct: number[] = [];
  await run({ callsPerSecond: 10_000, awayMs: 0, jitterMs: 0 }, async (url) => {
    for (let round = 0; round < 300; round += 1) {
      through.push(await timed(() => mute(url, round)));
      direct.push(
        await timed(() =>
          fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: '{}' }).then((r) => r.text()),
        ),
      );
    }
  });
  const added = median(through.slice(100)) - median(direct.slice(100));
  return {
    what: 'latency that an idle gateway adds, median',
    measured: `${added.toFixed(2)} ms`,
    target: '≤ 2 ms',
  };
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const rows = [
  await utilisation('TRTC', 20, 0, 95.5),
  await utilisation('Volcengine', 50, 0, 95.5),
  await utilisation('TRTC', 20, 50, 94),
  await utilisation('Volcengine', 50, 50, 94),
  await sharedUtilisation('TRTC', 20),
  await sharedUtilisation('Volcengine', 50),
  await batching(),
  await idleLatency(),
];
vendor.kill();

const [cpu] = cpus();
const results = `# Benchmark results

Written by \`npm run bench\`: ${cpus().length} cores (${cpu?.model.trim()}), Node ${process.version}. A gateway in
compiled form, a vendor that counts sliding seconds and refuses the excess, and the load, each a process of its own;
every row starts a new gateway, whose connections are cold. Machines differ and are noisy: read them side by side.

| figure | measured | to reach |
|---|---|---|
${rows.map(({ what, measured, target }) => `| ${what} | ${measured} | ${target} |`).join('\n')}
`;
writeFileSync(new URL('bench/RESULTS.md', ROOT), results);
process.stdout.write(results);
