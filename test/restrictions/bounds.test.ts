import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalPages } from '../../src/journal/journal-database.js';
import { openPostgresForReading } from '../../src/journal/postgres-database.js';
import { openSqliteForReading } from '../../src/journal/sqlite-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument, type SetUserMediaStateInput } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { openBeside } from '../journal/open-beside.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';

const APP = 1400188366;
const ROOM = 10006;
const NOT_MUTED = 0;
const AUDIO_VIDEO_DISABLED = 1;

let folder: string;
let postgres: PostgresServer | undefined;
let sandbox: Sandbox;
let journal: JournalPages & { close(): Promise<void> };

const isMute = (userId: string) => sandbox.trtc.mediaState(APP, ROOM, userId);

async function set(input: Omit<SetUserMediaStateInput, 'roomId'>) {
  const variables = { input: { roomId: ROOM, ...input } };
  const { data } = await send(sandbox, SetUserMediaStateDocument, variables);
  if (!data) throw new Error('no data');
  return data.setUserMediaState;
}

/** Sets both states of a person's video in turn, so many times, in documents of many mutations. */
async function toggleVideo(userId: string, times: number): Promise<void> {
  for (let done = 0; done < times; done += 50) {
    const fields = Array.from({ length: 50 }, (_, index) => {
      const video = index % 2 === 0 ? 'DISABLED' : 'ENABLED';
      return `m${index}: setUserMediaState(input: { roomId: ${ROOM}, userId: "${userId}", video: ${video} }) { __typename }`;
    });
    await sendText(sandbox, `mutation { ${fields.join('\n')} }`);
  }
}

async function counting(userId: string): Promise<number> {
  const rows = await journal.db
    .selectFrom('media_instructions')
    .where('user_id', '=', userId)
    .select('action_id')
    .execute();
  return rows.length;
}

describe.each(['SQLite', 'PostgreSQL'])("what is remembered of a person's media on %s", (name) => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bounds-'));
    if (name === 'PostgreSQL') postgres = await startPostgres();
    const file = join(folder, 'journal.db');
    const values = { DATABASE_URL: postgres?.url ?? `file:${file}`, CALLER_REQUESTS_PER_SECOND: '0' };
    sandbox = await startSandboxWithoutEvents(values, withoutJitter);
    journal = postgres ? await openPostgresForReading(postgres.url) : await openSqliteForReading(file);
  });
  afterAll(async () => {
    await journal.close();
    await sandbox.close();
    await postgres?.remove();
    postgres = undefined;
    rmSync(folder, { recursive: true });
  });

  it('does not grow with the instructions, and what was superseded does not come back', async () => {
    sandbox.trtc.enterRoom(APP, ROOM, 'toggled');
    await set({ userId: 'toggled', audio: 'DISABLED', durationSeconds: 3600 });
    await set({ userId: 'toggled', audio: 'ENABLED' });
    await toggleVideo('toggled', 500);
    expect(await counting('toggled')).toBeLessThan(250);
    await set({ userId: 'toggled', video: 'ENABLED' });
    expect(isMute('toggled')).toBe(NOT_MUTED);
  });

  it('keeps a restriction that was given before very many others', async () => {
    sandbox.trtc.enterRoom(APP, ROOM, 'held');
    await set({ userId: 'held', audio: 'DISABLED', durationSeconds: 3600 });
    await toggleVideo('held', 500);
    await set({ userId: 'held', video: 'DISABLED' });
    expect(isMute('held')).toBe(AUDIO_VIDEO_DISABLED);
  });

  it('has 100 restrictions at a time at the most', async () => {
    sandbox.trtc.enterRoom(APP, ROOM, 'restricted');
    const timed = { userId: 'restricted', audio: 'DISABLED', durationSeconds: 3600 } as const;
    for (let given = 0; given < 100; given++) {
      expect(await set(timed)).toMatchObject({ __typename: 'SetUserMediaStateSuccess' });
    }
    expect(await set(timed)).toMatchObject({
      __typename: 'InvalidInputError',
      outcome: 'NOT_APPLIED',
      issues: [{ path: 'durationSeconds', code: 'OUT_OF_RANGE' }],
    });
    // Others are not refused, and neither are plain instructions.
    expect(await set({ userId: 'restricted', video: 'DISABLED' })).toMatchObject({
      state: 'AUDIO_VIDEO_DISABLED',
    });
  });

  it('is sent once more after the turn was taken from a gateway that did not give it back', async () => {
    sandbox.trtc.enterRoom(APP, ROOM, 'left-over');
    await set({ userId: 'left-over', audio: 'DISABLED' });
    await dieInTurn();
    sandbox.trtc.clearRequests();
    expect(await set({ userId: 'left-over', video: 'DISABLED' })).toMatchObject({
      state: 'AUDIO_VIDEO_DISABLED',
    });
    const sent = () => sandbox.trtc.requests().map(({ body }) => JSON.parse(body).IsMute);
    await expect.poll(sent).toEqual([AUDIO_VIDEO_DISABLED, AUDIO_VIDEO_DISABLED]);
    expect(isMute('left-over')).toBe(AUDIO_VIDEO_DISABLED);
  });

  /** As if a gateway had died while it sent for the person. */
  async function dieInTurn(): Promise<void> {
    const query = `update media_people set owner = 'a gateway that died', owned_until = 1 where user_id = 'left-over'`;
    if (postgres) {
      const client = new pg.Client(postgres.url);
      await client.connect();
      await client.query(query);
      await client.end();
    } else {
      const database = openBeside(join(folder, 'journal.db'));
      database.exec(query);
      database.close();
    }
  }
});
