/**
 * Measures how the gateway uses the vendors' quotas, in real time. A gateway and a counting vendor run as processes of
 * their own, in compiled form, and mutations come over HTTP.
 */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { startPostgres } from '../test/postgres-server.js';
import type { Scenario, Traffic } from './counting-vendor.js';
import { atLeast, atMost, type Goal, goal, none, type SectionReport } from './goals.js';
import { GATEWAY, type RunningServer, startServer } from './processes.js';
import { percentile } from './statistics.js';
import { table } from './table.js';

const SECONDS = 10;
const SECRET = randomBytes(32).toString('hex');

const token = await signToken('bench');

function signToken(caller: string): Promise<string> {
  return new SignJWT({ scope: 'moderation:media moderation:blacklist', rooms: '*' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(caller)
    .setExpirationTime('1h')
    .sign(Buffer.from(SECRET));
}

const vendor = fork(new URL('counting-vendor.js', import.meta.url));
const [port] = (await once(vendor, 'message')) as [number];

/** Runs `load` on a new gateway without open connections. */
function runAlone(scenario: Scenario, load: (url: string) => Promise<void>): Promise<Traffic> {
  return runTogether(scenario, 1, {}, ([url = '']) => load(url));
}

/** Runs `load` on new gateways. */
async function runTogether(
  scenario: Scenario,
  count: number,
  environment: Readonly<Record<string, string>>,
  load: (urls: string[]) => Promise<void>,
): Promise<Traffic> {
  vendor.send(scenario);
  await once(vendor, 'message');
  const gateways = await Promise.all(Array.from({ length: count }, () => start(scenario, environment)));
  await load(gateways.map(({ url }) => url));
  const traffic = await countTraffic();
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  return traffic;
}

async function countTraffic(): Promise<Traffic> {
  vendor.send('traffic');
  const [traffic] = (await once(vendor, 'message')) as [Traffic];
  return traffic;
}

function start(
  { callsPerSecond }: Scenario,
  environment: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  const endpoint = `http://127.0.0.1:${port}`;
  return startServer({
    ...GATEWAY,
    env: {
      HOST: '127.0.0.1',
      PORT: '0',
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
      ...environment,
    },
  });
}

async function mutate(url: string, mutation: string, bearer = token): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ query: `mutation { ${mutation} { __typename } }` }),
  });
  const { data } = (await response.json()) as { data: Record<string, { __typename: string }> };
  return Object.values(data)[0]?.__typename ?? '';
}

function mute(url: string, user: number, bearer = token, more = ''): Promise<string> {
  const input = `{ roomId: 1, userId: "u${user}", state: AUDIO_DISABLED ${more} }`;
  return mutate(url, `setUserMediaState(input: ${input})`, bearer);
}

function add(url: string, owner: number, first: number, count: number): Promise<string> {
  const users = Array.from({ length: count }, (_, index) => `{ userId: ${first + index} }`).join(' ');
  return mutate(url, `addToBlacklist(input: { userId: ${owner}, users: [${users}] })`);
}

async function allSucceed(answers: Promise<string>[]): Promise<void> {
  const failed = (await Promise.all(answers)).filter((typename) => !typename.endsWith('Success'));
  if (failed.length > 0) throw new Error(`${failed.length} mutations failed: ${[...new Set(failed)]}`);
}

/** Sends mutations for a few more calls than the time allows, all at once, to the gateways in turn. */
const overload = {
  TRTC: (urls: string[], calls: number) =>
    Array.from({ length: calls }, (_, user) => mute(urls[user % urls.length] ?? '', user)),
  // A mutation makes ten calls, each for a list of its own, so that no two share a call.
  Volcengine: (urls: string[], calls: number) =>
    Array.from({ length: calls / 10 }, (_, owner) =>
      add(urls[owner % urls.length] ?? '', owner, 1_000_000, 100),
    ),
};

async function utilisation(
  vendorName: keyof typeof overload,
  callsPerSecond: number,
  awayMs: number,
  leastPercent: number,
): Promise<Goal> {
  const traffic = await runAlone({ callsPerSecond, awayMs, jitterMs: 30 }, (url) =>
    allSucceed(overload[vendorName]([url], callsPerSecond * (SECONDS + 2))),
  );
  const distance = awayMs > 0 ? `, ${2 * awayMs} ms more of round trip` : '';
  return goal(
    `${vendorName}: ${callsPerSecond}/s used in ${SECONDS} s of overload, jitter 0-30 ms each way${distance}`,
    atLeast(percentUsed(traffic, callsPerSecond), leastPercent, '%'),
    none(traffic.refused, 'refused'),
  );
}

async function sharedUtilisation(vendorName: keyof typeof overload, callsPerSecond: number): Promise<Goal> {
  const postgres = await startPostgres();
  const scenario = { callsPerSecond, awayMs: 0, jitterMs: 30 };
  const traffic = await runTogether(scenario, 4, { DATABASE_URL: postgres.url }, (urls) =>
    allSucceed(overload[vendorName](urls, callsPerSecond * (SECONDS + 2))),
  ).finally(() => postgres.remove());
  return goal(
    `${vendorName}: ${callsPerSecond}/s used in ${SECONDS} s of overload by four gateways on one PostgreSQL, jitter 0-30 ms each way`,
    atLeast(percentUsed(traffic, callsPerSecond), 94, '%'),
    none(traffic.refused, 'refused'),
  );
}

function percentUsed({ accepted }: Traffic, callsPerSecond: number): number {
  return (100 * accepted.filter((at) => at < SECONDS * 1_000).length) / (callsPerSecond * SECONDS);
}

async function batching(): Promise<Goal> {
  const traffic = await runAlone({ callsPerSecond: 50, awayMs: 0, jitterMs: 30 }, (url) =>
    allSucceed(Array.from({ length: 1_000 }, (_, index) => add(url, 1, 1_000_000 + index, 1))),
  );
  return goal(
    "vendor calls for 1,000 concurrent single additions to one owner's list, 50/s",
    atMost(traffic.accepted.length, 110),
    none(traffic.refused, 'refused'),
  );
}

/** Measures how long single mutes of one caller wait during another caller's burst. */
async function fairness(): Promise<Row> {
  const callsPerSecond = 20;
  const waits: number[] = [];
  const other = await signToken('another caller');
  await runAlone({ callsPerSecond, awayMs: 0, jitterMs: 0 }, async (url) => {
    let over = false;
    const burst = allSucceed(Array.from({ length: 1_000 }, (_, user) => mute(url, user))).finally(() => {
      over = true;
    });
    for (let user = 1_000; !over; user += 1) {
      const askedAt = performance.now();
      await allSucceed([mute(url, user, other)]);
      waits.push(performance.now() - askedAt);
      await sleep(Math.random() * 200);
    }
    await burst;
  });
  const reached = atMost(slots(waits, 99, callsPerSecond), 3, 'slots');
  return {
    ...goal(
      `wait of another caller's single mutes during one caller's 1,000, ${callsPerSecond}/s, p99`,
      reached,
    ),
    more: `${waits.length} mutes, p50 ${slots(waits, 50, callsPerSecond).toFixed(1)} slots`,
  };
}

/** A goal, and what else the measurement showed. */
interface Row extends Goal {
  more?: string;
}

function slots(waitsMs: readonly number[], percent: number, callsPerSecond: number): number {
  return (percentile(waitsMs, percent) * callsPerSecond) / 1_000;
}

/** Measures how late mutes end whose time is over in the same second, and how long moderators wait who never pause meanwhile. */
async function endsBesideModerators(moderators: number): Promise<Row[]> {
  const callsPerSecond = 20;
  const people = 100;
  const setWithinSeconds = people / callsPerSecond + 2;
  // The deadline of a gateway that is not told any.
  const environment = { VENDOR_DEADLINE_MS: '15000' };
  const bearers = await Promise.all(
    Array.from({ length: moderators }, (_, i) => signToken(`moderator ${i}`)),
  );
  const waits: number[] = [];
  let dueAt = 0;
  const traffic = await runTogether(
    { callsPerSecond, awayMs: 0, jitterMs: 0 },
    1,
    environment,
    async ([url = '']) => {
      dueAt = Date.now() + setWithinSeconds * 1_000;
      const timed = `durationSeconds: ${setWithinSeconds}`;
      await allSucceed(Array.from({ length: people }, (_, user) => mute(url, user, token, timed)));
      await sleep(dueAt - Date.now());
      let users = people;
      let over = false;
      const moderate = async (bearer: string) => {
        while (!over) {
          const askedAt = performance.now();
          await allSucceed([mute(url, users++, bearer)]);
          waits.push(performance.now() - askedAt);
        }
      };
      const moderating = Promise.all(bearers.map(moderate));
      for (; !over; await sleep(50)) over = (await countTraffic()).enabling.length >= people;
      await moderating;
    },
  );
  const lastMs = Math.max(...traffic.enabling) - dueAt;
  const allowedSeconds = (people * (moderators + 1)) / callsPerSecond;
  const busy = `while ${moderators} moderators mute without a pause, ${callsPerSecond}/s`;
  return [
    goal(
      `how late the last of ${people} mutes ends whose time is over in one second, ${busy}`,
      atMost(lastMs / 1_000, allowedSeconds + 2, 's'),
      none(traffic.refused, 'refused'),
    ),
    {
      ...goal(
        `wait of these moderators' mutes, p99`,
        atMost(slots(waits, 99, callsPerSecond), 2 * moderators + 1, 'slots'),
      ),
      more: `${waits.length} mutes, p50 ${slots(waits, 50, callsPerSecond).toFixed(1)} slots`,
    },
  ];
}

export async function run(): Promise<SectionReport> {
  const goals: readonly Row[] = [
    await utilisation('TRTC', 20, 0, 95.5),
    await utilisation('Volcengine', 50, 0, 95.5),
    await utilisation('TRTC', 20, 50, 94),
    await utilisation('Volcengine', 50, 50, 94),
    await sharedUtilisation('TRTC', 20),
    await sharedUtilisation('Volcengine', 50),
    await batching(),
    await fairness(),
    ...(await endsBesideModerators(3)),
  ];
  vendor.kill();
  const rows = goals.map(({ figure, measured, reach, more = '' }) => [figure, measured, reach, more]);
  const text = `A vendor that counts sliding seconds and refuses the excess; every row starts new gateways, whose connections are cold.

${table(['figure', 'measured', 'to reach', 'also'], rows)}`;
  return { text, goals };
}
