/** Sends signed events to a gateway, as a vendor does. */
import { createHmac } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { Pool } from 'undici';
import { startFakeVendor } from './contenders.js';
import { GATEWAY, MEASURED_CORE, type RunningServer, startServer } from './processes.js';

export const APP = 1400188366;
export const OFFERED_PER_SECOND = 2_000;
export const SECONDS = 10;
export const MOST_AT_ONCE = 64;
const KEY = 'BenchmarkKey';
const SECRET = 'a secret for the benchmark, of 32 bytes';
const WARM_UP_SECONDS = 3;
const MUTE_ROUNDS = 3;
/** More than the quota serves at once, so that some always wait. */
export const CALLERS = 10;

let events = 0;

/** The next of a stream of events: people enter one of a thousand rooms, publish, and leave. */
function nextBody(): { body: string; sign: string } {
  const number = events++;
  const person = Math.floor(number / 4);
  const [type, group] = [
    [103, 1],
    [203, 2],
    [201, 2],
    [104, 1],
  ][number % 4] as [number, number];
  const now = Date.now();
  const EventInfo = {
    RoomId: 1 + (person % 1_000),
    EventTs: Math.floor(now / 1000),
    EventMsTs: now,
    UserId: `user-${person}`,
    ...(group === 1 && { Role: 20, Reason: 1 }),
    ...(type === 103 && { TerminalType: 2, UserType: 3 }),
  };
  const body = JSON.stringify({ EventGroupId: group, EventType: type, CallbackTs: now, EventInfo });
  return { body, sign: createHmac('sha256', KEY).update(body).digest('base64') };
}

export interface Intake {
  name: string;
  /** At the offered rate: from the moment when an event was due to its answer. */
  ms: number[];
  answered: number;
  seconds: number;
  /** As many as it takes, with `MOST_AT_ONCE` under way. */
  mostPerSecond: number;
  /** The gateway's CPU time for one event, at the offered rate. It hardly depends on what else the machine does. */
  cpuUs: number;
}

export async function measureIntake(name: string, databaseUrl?: string): Promise<Intake> {
  const gateway = await startGateway({ ...(databaseUrl && { DATABASE_URL: databaseUrl }) });
  const pool = new Pool(gateway.url, { connections: MOST_AT_ONCE * 4, pipelining: 1 });
  const sendOne = () => sendEvent(pool);
  try {
    await atRate(sendOne, WARM_UP_SECONDS);
    const before = await gateway.usage();
    const { ms, seconds } = await atRate(sendOne, SECONDS);
    const cpuUs = ((await gateway.usage()).cpuUs - before.cpuUs) / ms.length;
    const most = await asManyAsPossible(sendOne, SECONDS);
    return { name, ms, answered: ms.length, seconds, mostPerSecond: most / SECONDS, cpuUs };
  } finally {
    await pool.close();
    await gateway.stop();
  }
}

/** The times of mutes at the full quota, in milliseconds. */
export interface MutesBeside {
  name: string;
  quiet: number[];
  beside: number[];
}

/** A few callers mute without pause, so that the quota is used up. Every other round, events come at the offered rate. */
export async function measureMutesBeside(name: string, databaseUrl?: string): Promise<MutesBeside> {
  const vendor = await startFakeVendor();
  const gateway = await startGateway({
    TRTC_ENDPOINT: vendor.url,
    TRTC_QPS: '20',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  });
  const pool = new Pool(gateway.url, { connections: MOST_AT_ONCE * 4, pipelining: 1 });
  const times: MutesBeside = { name, quiet: [], beside: [] };
  try {
    await Promise.all([muteFor(pool, WARM_UP_SECONDS), atRate(() => sendEvent(pool), WARM_UP_SECONDS)]);
    for (let round = 0; round < MUTE_ROUNDS; round++) {
      times.quiet.push(...(await muteFor(pool, SECONDS)));
      const events = atRate(() => sendEvent(pool), SECONDS);
      times.beside.push(...(await muteFor(pool, SECONDS)));
      await events;
    }
    return times;
  } finally {
    await pool.close();
    await Promise.all([gateway.stop(), vendor.stop()]);
  }
}

async function muteFor(pool: Pool, seconds: number): Promise<number[]> {
  const end = performance.now() + seconds * 1000;
  const ms: number[] = [];
  const caller = async (sub: string) => {
    const token = await new SignJWT({ scope: 'moderation:media', rooms: '*' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setExpirationTime('1h')
      .sign(Buffer.from(SECRET));
    while (performance.now() < end) {
      const startedAt = performance.now();
      await mute(pool, token);
      ms.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, index) => caller(`moderator-${index}`)));
  return ms;
}

let muted = 0;

async function mute(pool: Pool, token: string): Promise<void> {
  const input = { roomId: 1, userId: `user-${muted++}`, state: 'AUDIO_DISABLED' };
  const { body } = await pool.request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      query:
        'mutation M($input: SetUserMediaStateInput!) { setUserMediaState(input: $input) { __typename } }',
      variables: { input },
    }),
  });
  const answer = await body.text();
  if (!answer.includes('SetUserMediaStateSuccess')) throw new Error(`the gateway answered ${answer}`);
}

/** A gateway that takes events. `core`: undefined for any. */
export function startGateway(
  environment: Readonly<Record<string, string>>,
  core: number | undefined = MEASURED_CORE,
): Promise<RunningServer> {
  return startServer({
    ...GATEWAY,
    ...(core !== undefined && { core }),
    env: {
      HOST: '127.0.0.1',
      PORT: '0',
      AUTH_JWT_SECRET: SECRET,
      TRTC_SECRET_ID: 'AKIDbench',
      TRTC_SECRET_KEY: 'checked-by-nobody',
      TRTC_SDK_APP_IDS: `${APP}`,
      TRTC_CALLBACK_KEYS: `${APP}:${KEY}`,
      ...environment,
    },
  });
}

/** Sends the next event. Rejects if it was not taken. */
export async function sendEvent(pool: Pool): Promise<void> {
  const { body, sign } = nextBody();
  const { statusCode, body: answer } = await pool.request({
    path: `/callbacks/trtc/${APP}`,
    method: 'POST',
    headers: { 'content-type': 'application/json', sign, sdkappid: `${APP}` },
    body,
  });
  await answer.dump();
  if (statusCode !== 200) throw new Error(`the gateway answered ${statusCode}`);
}

/** Sends on time, whether or not earlier ones are answered. */
async function atRate(
  sendOne: () => Promise<void>,
  seconds: number,
): Promise<{ ms: number[]; seconds: number }> {
  const ms: number[] = [];
  const underWay: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let sent = 0; sent < seconds * OFFERED_PER_SECOND; sent++) {
    const dueAt = startedAt + (sent * 1000) / OFFERED_PER_SECOND;
    if (performance.now() < dueAt) await sleep(1);
    underWay.push(sendOne().then(() => void ms.push(performance.now() - dueAt)));
  }
  await Promise.all(underWay);
  return { ms, seconds: (performance.now() - startedAt) / 1000 };
}

/** Sends as many as are taken with so many under way. Resolves with their number. */
export async function asManyAsPossible(sendOne: () => Promise<void>, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let answered = 0;
  const line = async () => {
    while (performance.now() < end) {
      await sendOne();
      answered++;
    }
  };
  await Promise.all(Array.from({ length: MOST_AT_ONCE }, line));
  return answered;
}
