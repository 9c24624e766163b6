import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { DismissRoomDocument, SetUserMediaStateDocument } from '../../generated/graphql.js';
import { send } from '../../graphql-client.js';
import { openBeside } from '../../journal/open-beside.js';
import { NOTHING_GIVEN_UP, startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';
import { APP, TestRoom } from './rooms.js';

const PEOPLE = 20_000;
const folder = mkdtempSync(join(tmpdir(), 'large-rooms-'));
const file = join(folder, 'journal.db');
let sandbox: Sandbox;
let room: TestRoom;

beforeAll(async () => {
  const limits = { ...NOTHING_GIVEN_UP, TRTC_QPS: '20' };
  sandbox = await startTestSandbox({ ...limits, DATABASE_URL: `file:${file}` }, withoutJitter);
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(folder, { recursive: true });
});

const progressOf = async (id: string) => (await room.restriction(id))?.progress;

describe('a room of 20,000 people', () => {
  it('is answered soon, keeps to the quota, lets moderators through, and stops when the room is dismissed', async () => {
    room = new TestRoom(() => sandbox, 30_000);
    await room.enter(['first'], 'audio');
    // As many events would take the emulator a while. What they leave is copied.
    const beside = openBeside(file);
    beside.exec(`insert into participants
      (place, user_id, seen, gone, entered, role, video, audio, screen, here, publishes, role_now, changed_at)
      with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${PEOPLE})
      select place, 'person-' || n, seen, gone, entered, role, 0, 0, 0, here, 0, role_now, changed_at
      from participants cross join numbers where place = 'room/${APP}/30000'`);
    beside.close();
    const memory = process.memoryUsage().heapUsed;
    const startedAt = performance.now();
    const { actionId } = await room.accepted({ audio: 'DISABLED' });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(await progressOf(actionId)).toMatchObject({ wanted: PEOPLE + 1, failed: 0 });
    await expect.poll(() => room.called().length, { timeout: 20_000 }).toBeGreaterThan(30);
    expect(room.called()[0]).toBe('first');
    // A moderator does not wait behind everybody.
    const { data } = await send(sandbox, SetUserMediaStateDocument, {
      input: { roomId: 30_000, userId: 'first', audio: 'ENABLED' },
    });
    expect(data?.setUserMediaState).toMatchObject({ __typename: 'SetUserMediaStateSuccess' });
    // What is to be done is in the database, and not in memory.
    expect(process.memoryUsage().heapUsed - memory).toBeLessThan(100_000_000);
    await send(sandbox, DismissRoomDocument, { input: { roomId: 30_000 } });
    await expect.poll(() => progressOf(actionId), { timeout: 20_000 }).toMatchObject({ failed: 0 });
    await expect
      .poll(
        async () => {
          const { wanted = -1, done = 0, waiting = 0 } = (await progressOf(actionId)) ?? {};
          return wanted - done - waiting;
        },
        { timeout: 20_000 },
      )
      .toBe(0);
    expect(room.called().length).toBeLessThan(PEOPLE / 10);
  }, 120_000);
});
