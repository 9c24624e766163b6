/** Sends signed events to a gateway, as a vendor does. */
import { createHmac } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { GATEWAY, MEASURED_CORE, startServer } from './processes.js';

export const APP = 1400188366;
export const OFFERED_PER_SECOND = 2_000;
export const SECONDS = 10;
export const MOST_AT_ONCE = 64;
const KEY = 'BenchmarkKey';
const WARM_UP_SECONDS = 3;

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
  const gateway = await startServer({
    ...GATEWAY,
    core: MEASURED_CORE,
    env: {
      HOST: '127.0.0.1',
      PORT: '0',
      AUTH_JWT_SECRET: 'a secret for the benchmark, of 32 bytes',
      TRTC_SECRET_ID: 'AKIDbench',
      TRTC_SECRET_KEY: 'nothing-is-called',
      TRTC_SDK_APP_IDS: `${APP}`,
      TRTC_CALLBACK_KEYS: `${APP}:${KEY}`,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    },
  });
  const pool = new Pool(gateway.url, { connections: MOST_AT_ONCE * 4, pipelining: 1 });
  const sendOne = async () => {
    const { body, sign } = nextBody();
    const { statusCode, body: answer } = await pool.request({
      path: `/callbacks/trtc/${APP}`,
      method: 'POST',
      headers: { 'content-type': 'application/json', sign, sdkappid: `${APP}` },
      body,
    });
    await answer.dump();
    if (statusCode !== 200) throw new Error(`the gateway answered ${statusCode}`);
  };
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

async function asManyAsPossible(sendOne: () => Promise<void>, seconds: number): Promise<number> {
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
