import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument, type SetUserMediaStateInput } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const APP = 1400188366;
const ROOM = 10006;
const PLACE = `room/${APP}/${ROOM}`;
const PEOPLE = 20_000;
/** Actions of each kind. */
const ACTIONS = 100;
const IDLE_MS = 3_000;
/** Half of what the actions would read if each read the room. An action reads a few rows. */
const MOST_ROWS = (ACTIONS * PEOPLE) / 2;

let postgres: PostgresServer;
let sandbox: Sandbox;
let database: pg.Client;

/** A room in which everybody was muted, and published before. */
async function fill(): Promise<void> {
  // PostgreSQL knows nothing of these tables, as in the first minute after many rows were written.
  for (const table of ['media_instructions', 'actions', 'action_targets']) {
    await database.query(`alter table ${table} set (autovacuum_enabled = false)`);
  }
  const people = `from generate_series(1, ${PEOPLE}) as number`;
  await database.query(
    `insert into media_instructions (place, user_id, number, action_id, actor, application_id, audio, video, given_at)
     select $1, 'full-' || number, -number, gen_random_uuid(), 'somebody', $2, 0, 0, extract(epoch from now()) * 1000 ${people}`,
    [PLACE, APP],
  );
  await database.query(
    `insert into media_people (place, user_id, owned_until, turns, sent_at, call)
     select $1, 'full-' || number, 0, 1, extract(epoch from now()) * 1000, '{}' ${people}`,
    [PLACE],
  );
  await database.query(
    `insert into participants (place, user_id, seen, gone, entered, role, video, audio, screen, changed_at, here, publishes, role_now)
     select $1, 'full-' || number, 0, 0, 16, 16, 0, 0, 0, 0, 1, 0, 0 ${people}`,
    [PLACE],
  );
  // Otherwise the gateway reads all of them once a second, to find those on whom something must be enforced.
  await database.query('analyze media_people, participants');
}

interface Rows {
  read: number;
  inserted: number;
}

async function rowsOf(): Promise<Rows> {
  const { rows } = await database.query(
    `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 as read,
       sum(n_tup_ins) filter (where relname = 'actions')::float8 as inserted
     from pg_stat_user_tables`,
  );
  return rows[0];
}

/**
 * How many rows were read while `act` carried out actions, `count` of them, without those that the gateway reads in such a time anyway: it
 * looks for what is due, which reads whole tables as long as they are not analyzed. Sessions tell what they read about a second later.
 */
async function rowsReadBy(count: number, act: () => Promise<unknown>): Promise<number> {
  const idle = await rowsOf();
  await sleep(IDLE_MS);
  const before = await rowsOf();
  const startedAt = performance.now();
  await act();
  await expect.poll(async () => (await rowsOf()).inserted).toBeGreaterThanOrEqual(before.inserted + count);
  const after = await rowsOf();
  const anyway = ((before.read - idle.read) * (performance.now() - startedAt)) / IDLE_MS;
  return after.read - before.read - anyway;
}

async function set(index: number, input: Partial<SetUserMediaStateInput>) {
  const userId = `guest-${index}`;
  sandbox.trtc.enterRoom(APP, ROOM, userId);
  const { data } = await send(sandbox, SetUserMediaStateDocument, {
    input: { roomId: ROOM, userId, ...input },
  });
  return data?.setUserMediaState;
}

const times = <Result>(act: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: ACTIONS }, (_, index) => act(index)));

const INPUTS: Readonly<Record<string, Partial<SetUserMediaStateInput>>> = {
  'a plain state of both media': { state: 'AUDIO_VIDEO_DISABLED' },
  'a plain state of one medium': { audio: 'ENABLED' },
  'a timed state': { video: 'DISABLED', durationSeconds: 3600 },
  'an enforced state': { audio: 'DISABLED', enforce: true },
};

describe('with a full room on a PostgreSQL that has analyzed nothing yet', () => {
  beforeAll(async () => {
    postgres = await startPostgres();
    database = new pg.Client(postgres.url);
    await database.connect();
    const values = { DATABASE_URL: postgres.url, CALLER_REQUESTS_PER_SECOND: '0' };
    sandbox = await startTestSandbox(values, withoutJitter);
    await fill();
  });
  afterAll(async () => {
    await sandbox.close();
    await database.end();
    await postgres.remove();
  });

  it.each(Object.entries(INPUTS))('%s reads no rows of others', async (_, input) => {
    const read = await rowsReadBy(ACTIONS, async () => {
      const answers = await times((index) => set(index, input));
      expect(answers.map((answer) => answer?.__typename)).toEqual(
        answers.map(() => 'SetUserMediaStateSuccess'),
      );
    });
    expect(read).toBeLessThan(MOST_ROWS);
  });

  it('an undo reads no rows of others', async () => {
    const muted = await times((index) => set(index, { state: 'AUDIO_VIDEO_DISABLED' }));
    const ids = muted.map((answer) => (answer && 'actionId' in answer ? answer.actionId : undefined));
    const undo = 'mutation ($id: ID!) { undoModerationAction(input: { actionId: $id }) { __typename } }';
    const read = await rowsReadBy(ACTIONS, async () => {
      // More than 50 at a time of one caller are refused.
      for (const id of ids) await sendText(sandbox, undo, { id });
    });
    expect(read).toBeLessThan(MOST_ROWS);
  });

  it('the state of people on a page of the room reads no rows of others', async () => {
    const page = `{ room(roomId: ${ROOM}) { participants(first: 10, userIdPrefix: "full-1999") {
      edges { node { userId audio video restrictions { id } } } } } }`;
    const read = await rowsReadBy(1, async () => {
      await times(() => sendText(sandbox, page));
      await set(0, { state: 'AUDIO_VIDEO_ENABLED' });
    });
    expect(read).toBeLessThan(MOST_ROWS);
  });
});
