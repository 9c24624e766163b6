/**
 * Measures a gateway on one core: how long after an event the block is on the wire, how much of the quota is used when 600 people who
 * publish are muted at once, and how long moderators wait meanwhile. Writes `bench/ENFORCEMENT.md`.
 */
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { atLeast, atMost, goal, goalRows, goalsTable, none } from './goals.js';
import { GATEWAY, MEASURED_CORE, ROOT, startServer } from './processes.js';
import { measuredOn, today, writeGoals } from './results.js';
import { percentile } from './statistics.js';
import { table } from './table.js';

const APP = 1400188366;
const ROOM = 10_006;
const IDLE_ROOM = 10_007;
const KEY = 'BenchmarkKey';
const SECRET = 'a secret for the benchmark, of 32 bytes';
const QPS = 20;
const PUBLISHERS = 600;
const MODERATORS = 4;
const REACTIONS = 60;

/** Counts arrivals in sliding seconds, refuses the excess, and answers after up to 30 ms each way. */
class Vendor {
  readonly arrivals: { at: number; userId: string }[] = [];
  refused = 0;
  jitterMs = 0;
  readonly #server = createServer(async (request, response) => {
    const { UserId } = JSON.parse(await text(request));
    await sleep(Math.random() * this.jitterMs);
    const now = performance.now();
    const earlier = this.arrivals.at(-QPS);
    const isOver = earlier !== undefined && now - earlier.at < 1_000;
    if (isOver) this.refused += 1;
    else this.arrivals.push({ at: now, userId: UserId });
    const error = isOver ? { Error: { Code: 'RequestLimitExceeded', Message: 'over quota' } } : {};
    await sleep(Math.random() * this.jitterMs);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ Response: { RequestId: 'bench', ...error } }));
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves with when the next call for the user arrives. */
  async arrivalOf(userId: string): Promise<number> {
    for (;;) {
      const found = this.arrivals.find((arrival) => arrival.userId === userId);
      if (found) return found.at;
      await sleep(1);
    }
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const vendor = new Vendor();
const gateway = await startServer({
  ...GATEWAY,
  core: MEASURED_CORE,
  env: {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: '0',
    AUTH_JWT_SECRET: SECRET,
    CALLER_REQUESTS_PER_SECOND: '0',
    VENDOR_DEADLINE_MS: '60000',
    TRTC_SECRET_ID: 'AKIDbench',
    TRTC_SECRET_KEY: 'bench',
    TRTC_SDK_APP_IDS: `${APP}`,
    TRTC_CALLBACK_KEYS: `${APP}:${KEY}`,
    TRTC_ENDPOINT: await vendor.start(),
    TRTC_QPS: `${QPS}`,
  },
});
const token = await new SignJWT({ scope: 'moderation:media moderation:rooms', rooms: '*' })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject('bench')
  .setExpirationTime('2h')
  .sign(Buffer.from(SECRET));

/** Resolves once the event is on disk. */
async function tell(type: number, userId: string, room = ROOM): Promise<void> {
  const now = Date.now();
  const EventInfo = {
    RoomId: room,
    EventTs: Math.floor(now / 1000),
    EventMsTs: now,
    UserId: userId,
    Role: 20,
  };
  const body = JSON.stringify({
    EventGroupId: type < 200 ? 1 : 2,
    EventType: type,
    CallbackTs: now,
    EventInfo,
  });
  const sign = createHmac('sha256', KEY).update(body).digest('base64');
  const headers = { 'content-type': 'application/json', sign, sdkappid: `${APP}` };
  const answer = await fetch(`${gateway.url}/callbacks/trtc/${APP}`, { method: 'POST', headers, body });
  if (answer.status !== 200) throw new Error(`an event was answered with ${answer.status}`);
}

async function ask(mutation: string, type: string, input: object): Promise<Record<string, unknown>> {
  const query = `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { __typename
    ... on SetRoomMediaStateAccepted { actionId restriction { progress { wanted done } } } } }`;
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data } = (await answer.json()) as { data: { answer: Record<string, unknown> } };
  return data.answer;
}

const setPerson = (userId: string, input: object) =>
  ask('setUserMediaState', 'SetUserMediaStateInput', { roomId: ROOM, userId, ...input });

/** In milliseconds, from the callback to the block at the vendor. */
async function measureReactions(): Promise<number[]> {
  const ms: number[] = [];
  await ask('setRoomMediaState', 'SetRoomMediaStateInput', {
    roomId: IDLE_ROOM,
    audio: 'DISABLED',
    enforce: true,
  });
  for (let index = 0; index < REACTIONS; index++) {
    await sleep(150);
    const userId = `late-${index}`;
    const startedAt = performance.now();
    const [arrivedAt] = await Promise.all([vendor.arrivalOf(userId), tell(103, userId, IDLE_ROOM)]);
    ms.push(arrivedAt - startedAt);
  }
  return ms;
}

interface Crowd {
  share: number;
  refused: number;
  /** Of moderators' single mutes, in slots of the quota. */
  waits: number[];
}

async function measureCrowd(prefix: string, moderators: number): Promise<Crowd> {
  vendor.jitterMs = 30;
  for (let index = 0; index < PUBLISHERS; index++) {
    await tell(103, `${prefix}-${index}`);
    await tell(203, `${prefix}-${index}`);
  }
  await sleep(2_000);
  const [before, refusedBefore] = [vendor.arrivals.length, vendor.refused];
  await ask('setRoomMediaState', 'SetRoomMediaStateInput', { roomId: ROOM, audio: 'DISABLED' });
  const waits: number[] = [];
  let isOver = false;
  const all = Array.from({ length: moderators }, async (_, moderator) => {
    for (let index = 0; !isOver; index++) {
      const startedAt = performance.now();
      await setPerson(`guest-${moderator}-${index % 20}`, {
        video: index % 2 === 0 ? 'DISABLED' : 'ENABLED',
      });
      waits.push(((performance.now() - startedAt) / 1000) * QPS);
    }
  });
  const crowd = () => vendor.arrivals.slice(before).filter(({ userId }) => userId.startsWith(`${prefix}-`));
  const isDone = () => new Set(crowd().map(({ userId }) => userId)).size >= PUBLISHERS;
  while (!isDone()) await sleep(20);
  isOver = true;
  await Promise.all(all);
  const arrivals = vendor.arrivals.slice(before);
  const seconds = ((arrivals.at(-1)?.at ?? 0) - (arrivals[0]?.at ?? 0)) / 1000;
  return { share: (arrivals.length - 1) / (seconds * QPS), refused: vendor.refused - refusedBefore, waits };
}

const crowd = await measureCrowd('crowd', 0);
const beside = await measureCrowd('beside', MODERATORS);
vendor.jitterMs = 0;
const reactions = await measureReactions();
const figure = (value: number) => value.toFixed(1);
const rows = [
  ['from an event to the block on the wire, idle, p50', `${figure(percentile(reactions, 50))} ms`],
  ['the same, p99', `${figure(percentile(reactions, 99))} ms`],
  [`${PUBLISHERS} people who publish are muted: share of the quota`, `${figure(crowd.share * 100)} %`],
  ['of these, refused', `${crowd.refused}`],
  [`the same beside ${MODERATORS} moderators: share of the quota`, `${figure(beside.share * 100)} %`],
  ['of these, refused', `${beside.refused}`],
  ['a moderator waits, p50', `${figure(percentile(beside.waits, 50))} slots`],
  ['a moderator waits, p99', `${figure(percentile(beside.waits, 99))} slots`],
];
/** Each waits for one call of each other, and for what is enforced in between. */
const MOST_SLOTS = 2 * (MODERATORS - 1) + 1;
const goals = [
  goal('from an event to the block on the wire, idle, p50', atMost(percentile(reactions, 50), 10, 'ms')),
  goal(
    `${PUBLISHERS} people who publish are muted: share of the quota`,
    atLeast(crowd.share * 100, 95, '%'),
    none(crowd.refused, 'refused'),
  ),
  goal(
    `a moderator beside ${MODERATORS - 1} others and what is enforced: slots waited, p99`,
    atMost(percentile(beside.waits, 99), MOST_SLOTS),
    none(beside.refused, 'refused'),
  ),
];
writeGoals('Enforcement', goals);
const page = [
  '# Enforcement, measured',
  '',
  '`npm run bench:enforcement` writes this page.',
  '',
  `${measuredOn()} Load average ${loadavg().map(figure).join(', ')}.`,
  '',
  goalsTable(goalRows('Enforcement', goals, today())),
  '',
  table(['', 'measured'], rows),
  '',
];
writeFileSync(new URL('bench/ENFORCEMENT.md', ROOT), page.join('\n'));
process.stdout.write(`${page.join('\n')}\n`);
await gateway.stop();
vendor.close();
