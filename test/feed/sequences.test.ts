import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import { readJournal } from '../crashes/journal-after.js';
import { KilledGateways } from '../crashes/killed-gateways.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { follow, lastCursor } from './followed-actions.js';
import { PersistentReader } from './persistent-reader.js';

const ROOM = { sdkAppId: 1400188366, roomId: 10006 };
const TRTC = { secretId: 'AKIDfeed', secretKey: 'feed-secret-key' };
const READERS = 8;
const CLIENTS = 6;
const USERS = Array.from({ length: 20 }, (_, index) => `user-${index}`);
/** A lease and a few looks, on a busy machine. */
const RESOLVED_WITHIN_MS = 180_000;
const scope = 'moderation:audit moderation:media';
const moderator = tokenOf('moderator', { scope, ...EVERYWHERE });
/** Its actions are denied: they begin and end in one transaction. */
const stranger = tokenOf('stranger', { scope, rooms: [1] });

const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function environmentOf(databaseUrl: string, trtc: TrtcEmulator): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    AUTH_JWT_SECRET: SECRET.toString(),
    CALLER_REQUESTS_PER_SECOND: '0',
    // Every call is answered, also on a busy machine.
    VENDOR_TIMEOUT_MS: '20000',
    VENDOR_DEADLINE_MS: '20000',
    TRTC_SECRET_ID: TRTC.secretId,
    TRTC_SECRET_KEY: TRTC.secretKey,
    TRTC_SDK_APP_IDS: `${ROOM.sdkAppId}`,
    TRTC_ENDPOINT: trtc.url,
    TRTC_QPS: '10000',
  };
}

/** Moderators who mute people by any gateway, until they are ended. */
function load(urls: () => readonly string[]) {
  let over = false;
  let answers = 0;
  const client = async () => {
    while (!over) {
      const all = urls();
      const url = all[Math.floor(Math.random() * all.length)];
      const userId = USERS[Math.floor(Math.random() * USERS.length)] ?? '';
      const token = Math.random() < 0.2 ? stranger : moderator;
      const input = { ...ROOM, userId, state: 'AUDIO_DISABLED' } as const;
      try {
        if (url) await send({ url }, SetUserMediaStateDocument, { input }, { token });
        if (url) answers += 1;
      } catch {
        // It was killed.
      }
      await sleep(20 * Math.random());
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  return {
    /** Resolves when so many more have been answered, on a busy machine too. */
    async answered(count: number): Promise<void> {
      const enough = answers + count;
      await expect.poll(() => answers, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(enough);
    },
    async end(): Promise<void> {
      over = true;
      await Promise.all(clients);
    },
  };
}

async function untilNothingIsPending(databaseUrl: string): Promise<readonly string[]> {
  const endsAt = performance.now() + RESOLVED_WITHIN_MS;
  for (;;) {
    const { actions } = await readJournal(databaseUrl);
    const open = actions.filter(({ status }) => status === 'PENDING');
    if (open.length === 0) return actions.map(({ id }) => id);
    if (performance.now() > endsAt) throw new Error(`${open.length} actions are pending`);
    await sleep(500);
  }
}

interface Trouble {
  gateways: number;
  databaseUrl: string;
  /** Happens between the kills. */
  between?: () => Promise<void>;
}

/** Resolves with each reader's story, and the ids of all actions. */
async function readersThrough({ gateways: count, databaseUrl, between }: Trouble) {
  const trtc = await startTrtcEmulator({
    port: 0,
    callsPerSecond: 10_000,
    ...TRTC,
    sdkAppIds: [ROOM.sdkAppId],
  });
  closers.push(() => trtc.close());
  for (const userId of USERS) trtc.enterRoom(ROOM.sdkAppId, ROOM.roomId, userId);
  const gateways = new KilledGateways(count, environmentOf(databaseUrl, trtc));
  closers.push(() => gateways.endAll('SIGKILL'));
  await gateways.startAll();
  const urls = () =>
    Array.from({ length: count }, (_, at) => gateways.url(at)).filter((url) => url !== undefined);
  const first = await follow({ url: urls()[0] ?? '' }, {}, moderator);
  const after = lastCursor(first);
  await first.close();

  const readers = Array.from(
    { length: READERS },
    () => new PersistentReader({ urls, token: moderator, after, random: Math.random }),
  );
  closers.push(() => Promise.all(readers.map((reader) => reader.end())));
  const moderators = load(urls);
  for (let kills = 0; kills < 4; kills += 1) {
    await moderators.answered(20 + 10 * Math.random());
    await gateways.endSome();
    if (kills === 1) await between?.();
  }
  await moderators.answered(10);
  await moderators.end();
  const ids = await untilNothingIsPending(databaseUrl);
  for (const reader of readers) reader.calm = true;
  await expect
    .poll(() => readers.map(({ story }) => story.length), { timeout: 60_000, interval: 200 })
    .toEqual(readers.map(() => 2 * ids.length));
  await Promise.all(readers.map((reader) => reader.end()));
  expect(gateways.kills).toBeGreaterThan(0);
  expect(gateways.complaints).toEqual([]);
  return { stories: readers.map(({ story }) => story), ids, streams: readers.map(({ streams }) => streams) };
}

function expectOneStory({ stories, ids, streams }: Awaited<ReturnType<typeof readersThrough>>): void {
  const [story = [], ...others] = stories;
  for (const other of others) expect(other).toEqual(story);
  expect([...story].sort()).toEqual(ids.flatMap((id) => [`BEGUN ${id}`, `ENDED ${id}`]).sort());
  const places = new Map(story.map((event, at) => [event, at]));
  for (const id of ids) expect(places.get(`BEGUN ${id}`)).toBeLessThan(places.get(`ENDED ${id}`) ?? -1);
  // Without enough of these, the test proves nothing.
  expect(ids.length).toBeGreaterThan(50);
  expect(Math.min(...streams)).toBeGreaterThan(3);
}

it('tells all readers one story, with each beginning and end once, of a gateway that is killed under load', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'feed-sequences-'));
  closers.push(() => rmSync(folder, { recursive: true }));
  expectOneStory(await readersThrough({ gateways: 1, databaseUrl: `file:${join(folder, 'journal.db')}` }));
}, 420_000);

it('tells the same of four gateways that are killed under load, and through the loss of their PostgreSQL', async () => {
  const postgres: PostgresServer = await startPostgres();
  closers.push(() => postgres.remove());
  const between = async () => {
    await postgres.stop();
    await sleep(1_500);
    await postgres.start();
  };
  expectOneStory(await readersThrough({ gateways: 4, databaseUrl: postgres.url, between }));
}, 420_000);
