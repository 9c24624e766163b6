/** Measures mutes beside readers who ask for page after page of a large journal. */
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { print } from 'graphql';
import { SignJWT } from 'jose';
import { ModerationActionsDocument, SetUserMediaStateDocument } from 'moderation-gateway-client';
import { startFakeVendor } from './contenders.js';
import { MIXED_ROOMS } from './journal-queries.js';
import { BUSY_ROOM, isWhole } from './journal-world.js';
import { GATEWAY, startServer } from './processes.js';

export const READERS = 25;
const MUTES = isWhole ? 1_000 : 50;
const WARM_UP = isWhole ? 300 : 20;

export interface Beside {
  /** The latency of each mute, in milliseconds. */
  quiet: number[];
  beside: number[];
  pagesPerSecond: number;
}

const SECRET = randomBytes(32).toString('hex');
const agent = new Agent({ keepAlive: true, maxSockets: 2 * READERS });

function token(subject: string, claims: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setExpirationTime('12h')
    .sign(Buffer.from(SECRET));
}

/**
 * Starts a gateway that mutes one user after another. `mute` resolves with its duration in milliseconds. `entry`: the bundle
 * of another version.
 */
export async function startMutes(databaseUrl: string, entry = GATEWAY.entry) {
  const vendor = await startFakeVendor();
  const gateway = await startServer({
    ...GATEWAY,
    entry,
    env: {
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: databaseUrl,
      JOURNAL_RETENTION_DAYS: '0',
      AUTH_JWT_SECRET: SECRET,
      CALLER_REQUESTS_PER_SECOND: '0',
      TRTC_SECRET_ID: 'id',
      TRTC_SECRET_KEY: 'key',
      TRTC_SDK_APP_IDS: '1400188366',
      TRTC_ENDPOINT: vendor.url,
      TRTC_QPS: '10000',
    },
  });
  const moderator = await token('moderator', { scope: 'moderation:media', rooms: '*' });
  return {
    url: gateway.url,
    mute: () => timed(gateway.url, moderator, muteBody(), 'SetUserMediaStateSuccess'),
    async stop() {
      await gateway.stop();
      await vendor.stop();
    },
  };
}

export async function mutesBesideReaders(databaseUrl: string): Promise<Beside> {
  const gateway = await startMutes(databaseUrl);
  const { mute } = gateway;
  try {
    const mutes = async (count: number) => {
      const ms: number[] = [];
      while (ms.length < count) ms.push(await mute());
      return ms;
    };
    await mutes(WARM_UP);
    const quiet = await mutes(MUTES);

    let reading = true;
    let pages = 0;
    const readers = Array.from({ length: READERS }, async (_, index) => {
      const claims = { scope: 'moderation:audit', rooms: MIXED_ROOMS, app_ids: [] };
      const reader = await token(`reader-${index}`, claims);
      const body = JSON.stringify({ query: print(ModerationActionsDocument) });
      while (reading) {
        await timed(gateway.url, reader, body, 'hasNextPage');
        pages++;
      }
    });
    await mutes(WARM_UP);
    const [pagesBefore, startedAt] = [pages, performance.now()];
    const beside = await mutes(MUTES);
    const pagesPerSecond = ((pages - pagesBefore) * 1_000) / (performance.now() - startedAt);
    reading = false;
    await Promise.all(readers);
    return { quiet, beside, pagesPerSecond };
  } finally {
    await gateway.stop();
  }
}

let mutedUsers = 0;

function muteBody(): string {
  const input = { roomId: BUSY_ROOM, userId: `bench-${mutedUsers++}`, state: 'AUDIO_DISABLED' };
  return JSON.stringify({ query: print(SetUserMediaStateDocument), variables: { input } });
}

/** Resolves with the latency in milliseconds. Rejects if the answer is not as expected. */
function timed(url: string, bearer: string, body: string, expected: string): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` };
    const sent = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const answer = Buffer.concat(chunks);
        if (answer.includes(expected)) resolve(performance.now() - startedAt);
        else reject(new Error(`answered: ${answer}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
