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
/** Where moderators act. Each crowd has a room of its own: what is enforced in a room is set for whoever enters it. */
const ROOM = 10_006;
const IDLE_ROOM = 10_007;
const CROWD_ROOM = 10_008;
const BESIDE_ROOM = 10_009;
const KEY = 'BenchmarkKey';
const SECRET = 'a secret for the benchmark, of 32 bytes';
const QPS = 20;
const PUBLISHERS = 600;
/** Each of them has so many mutes that wait, all the time. */
const MODERATORS = 4;
const WAITING_OF_EACH = 5;
const REACTIONS = 60;
const PHASE_LASTS_AT_MOST_MS = 180_000;
const REACTION_LASTS_AT_MOST_MS = 10_000;

/** Counts arrivals in sliding seconds, refuses the excess, and answers after up to 30 ms each way. */
class Vendor {
  readonly arrivals: { at: number; userId: string }[] = [];
  /** Whom calls were for, in the order in which they came off the wire, with the time. */
  readonly received: { at: number; userId: string }[] = [];
  refused = 0;
  jitterMs = 0;
  readonly #server = createServer(async (request, response) => {
    const at = performance.now();
    const { UserId } = JSON.parse(await text(request));
    this.received.push({ at, userId: UserId });
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

  /** Resolves with when the first call for the user came off the wire. */
  async arrivalOf(userId: string): Promise<number> {
    const latest = performance.now() + REACTION_LASTS_AT_MOST_MS;
    while (performance.now() < latest) {
      const found = this.received.find((call) => call.userId === userId);
      if (found) return found.at;
      await sleep(1);
    }
    throw new Error(`nothing was sent for ${userId}`);
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
/** Callers take turns by their subjects, so each moderator has a token of their own. */
const tokenOf = (subject: string) =>
  new SignJWT({ scope: 'moderation:media moderation:rooms', rooms: '*' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setExpirationTime('2h')
    .sign(Buffer.from(SECRET));
const token = await tokenOf('bench');
const moderatorTokens = await Promise.all(
  Array.from({ length: MODERATORS }, (_, index) => tokenOf(`moderator-${index}`)),
);
const otherToken = await tokenOf('another-caller');

/** Resolves once the event is on disk. */
async function tell(type: number, userId: string, room: number): Promise<void> {
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

async function ask(
  mutation: string,
  type: string,
  input: object,
  bearer = token,
): Promise<Record<string, unknown>> {
  const query = `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { __typename
    ... on ModerationError { code message } } }`;
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = (await answer.json()) as {
    data?: { answer: Record<string, unknown> };
    errors?: unknown;
  };
  if (!data || 'code' in data.answer) throw new Error(JSON.stringify(errors ?? data?.answer));
  return data.answer;
}

const setPerson = (userId: string, input: object, bearer: string) =>
  ask('setUserMediaState', 'SetUserMediaStateInput', { roomId: ROOM, userId, ...input }, bearer);
const switched = (index: number) => ({ video: index % 2 === 0 ? 'DISABLED' : 'ENABLED' });

/** In milliseconds, from the callback's way to the gateway until the block comes off the wire. */
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
  /** Of another caller's single mutes: how many calls of others were sent before, in slots of the quota. */
  waits: number[];
}

/** Keeps some mutes of a moderator waiting, until it is over. */
function keepWaiting(moderator: number, isOver: () => boolean): Promise<unknown> {
  const [bearer = ''] = moderatorTokens.slice(moderator);
  const all = Array.from({ length: WAITING_OF_EACH }, async (_, place) => {
    for (let index = 0; !isOver(); index++) {
      await setPerson(`guest-${moderator}-${place}-${index % 20}`, switched(index), bearer);
    }
  });
  return Promise.all(all);
}

/** One mute after the other, of a caller who has none that waits. */
async function measureWaits(prefix: string, isOver: () => boolean): Promise<number[]> {
  const waits: number[] = [];
  for (let index = 0; !isOver(); index++) {
    const userId = `${prefix}-single-${index}`;
    const before = vendor.received.length;
    await setPerson(userId, switched(index), otherToken);
    const own = vendor.received.findIndex((call) => call.userId === userId);
    waits.push(own - before);
    await sleep(Math.random() * 300);
  }
  return waits;
}

async function measureCrowd(prefix: string, room: number, moderators: number): Promise<Crowd> {
  vendor.jitterMs = 30;
  for (let index = 0; index < PUBLISHERS; index++) {
    await tell(103, `${prefix}-${index}`, room);
    await tell(203, `${prefix}-${index}`, room);
  }
  await sleep(2_000);
  const [before, refusedBefore] = [vendor.arrivals.length, vendor.refused];
  const input = { roomId: room, audio: 'DISABLED', enforce: true };
  await ask('setRoomMediaState', 'SetRoomMediaStateInput', input);
  let isOver = false;
  const waiting = Array.from({ length: moderators }, (_, index) => keepWaiting(index, () => isOver));
  const measuring = moderators > 0 ? measureWaits(prefix, () => isOver) : Promise.resolve([]);
  const isOfCrowd = new RegExp(`^${prefix}-\\d+$`);
  const muted = () =>
    new Set(vendor.arrivals.slice(before).flatMap(({ userId }) => (isOfCrowd.test(userId) ? [userId] : [])));
  const latest = performance.now() + PHASE_LASTS_AT_MOST_MS;
  while (muted().size < PUBLISHERS) {
    if (performance.now() > latest)
      throw new Error(`only ${muted().size} of ${PUBLISHERS} were muted in time`);
    await sleep(20);
  }
  const arrivals = vendor.arrivals.slice(before);
  isOver = true;
  const waits = await measuring;
  await Promise.all(waiting);
  const seconds = ((arrivals.at(-1)?.at ?? 0) - (arrivals[0]?.at ?? 0)) / 1000;
  return { share: (arrivals.length - 1) / (seconds * QPS), refused: vendor.refused - refusedBefore, waits };
}

const crowd = await measureCrowd('crowd', CROWD_ROOM, 0);
const beside = await measureCrowd('beside', BESIDE_ROOM, MODERATORS);
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
  [`another caller's single mute waits beside them, p50`, `${figure(percentile(beside.waits, 50))} slots`],
  ['the same, p99', `${figure(percentile(beside.waits, 99))} slots`],
];
/** It waits for one call of each moderator, and for what is enforced in between. */
const MOST_SLOTS = 2 * MODERATORS + 1;
const goals = [
  goal('from an event to the block on the wire, idle, p50', atMost(percentile(reactions, 50), 10, 'ms')),
  goal(
    `${PUBLISHERS} people who publish are muted: share of the quota`,
    atLeast(crowd.share * 100, 95, '%'),
    none(crowd.refused, 'refused'),
  ),
  goal(
    `another caller's single mute while ${MODERATORS} moderators wait: slots, p99`,
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
