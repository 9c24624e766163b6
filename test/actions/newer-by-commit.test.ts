import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActionIds } from '../../src/journal/action-id.js';
import type { Intent } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { IN_FLIGHT_MS } from '../../src/vendors/calling/permits.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { holdWaitsOf } from '../held-waits.js';
import { startPostgres } from '../postgres-server.js';
import { startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';

const ROOM = { sdkAppId: 1400188366, roomId: 10006 };
const OFF_MS = 20_000;
const DEADLINE_MS = 15_000;

/** Records an action as a gateway does whose clock is ahead and that dies before the outcome. */
function muteAhead(): Intent {
  const call = { ...ROOM, userId: 'alice', state: 'AUDIO_DISABLED', region: 'ap-singapore' };
  return {
    id: new ActionIds(() => Date.now() + OFF_MS).next(),
    requestId: 'request',
    actor: 'admin',
    operation: 'SET_USER_MEDIA_STATE',
    place: `room/${ROOM.sdkAppId}/${ROOM.roomId}`,
    applicationId: ROOM.sdkAppId,
    roomId: ROOM.roomId,
    userIds: ['alice'],
    input: JSON.stringify(call),
  };
}

async function unmute(sandbox: Sandbox): Promise<string> {
  const input = { ...ROOM, userId: 'alice', state: 'AUDIO_VIDEO_ENABLED' } as const;
  const answer = (await send(sandbox, SetUserMediaStateDocument, { input })).data?.setUserMediaState;
  if (answer?.__typename !== 'SetUserMediaStateSuccess')
    throw new Error(`not applied: ${answer?.__typename}`);
  return answer.actionId ?? '';
}

describe('a mute that a gateway left pending, and an unmute after it with an id of an earlier time', () => {
  const closers: (() => Promise<void> | void)[] = [];
  beforeEach(() => {
    closers.length = 0;
  });
  afterEach(async () => {
    for (const close of closers.reverse()) await close();
  });

  async function expectUnmuted(
    { trtc }: Sandbox,
    statusOf: () => Promise<string | undefined>,
  ): Promise<void> {
    await expect.poll(statusOf).toBe('UNKNOWN');
    expect(trtc.mediaState(ROOM.sdkAppId, ROOM.roomId, 'alice')).toBe(0);
    // What holds may be sent more than once.
    expect(new Set(trtc.requests().map(({ body }) => JSON.parse(body).IsMute))).toEqual(new Set([0]));
  }

  it('leave the user unmuted with two gateways on PostgreSQL whose clocks differ', async () => {
    const postgres = await startPostgres();
    closers.push(() => postgres.remove());
    const database = await openPostgres(postgres.url, () => {});
    closers.push(() => database.close());
    const dead = new Journal(database, 'a gateway that died', () => Date.now() + OFF_MS);
    const mute = muteAhead();
    await dead.begin(mute, 600_000);
    const sandbox = await startSandboxWithoutEvents({ DATABASE_URL: postgres.url }, withoutJitter);
    closers.push(() => sandbox.close());
    const unmuted = await unmute(sandbox);
    expect(unmuted < mute.id).toBe(true);
    await sql`update actions set lease_until = 0 where id = ${mute.id}`.execute(database.db);
    await expectUnmuted(sandbox, async () => (await dead.find(mute.id))?.status);
  });

  it('leave the user unmuted with a journal in a file whose gateway restarts with its clock set back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'newer-by-commit-'));
    closers.push(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'journal.db');
    const before = await openSqlite(file);
    const mute = muteAhead();
    await new Journal(before, 'a gateway that died', () => Date.now() + OFF_MS).begin(mute, 60_000);
    await before.close();
    const environment = { DATABASE_URL: `file:${file}`, VENDOR_DEADLINE_MS: `${DEADLINE_MS}` };
    // The first look, which would find nothing newer before the unmute.
    const { clock, end: letItLook } = holdWaitsOf(DEADLINE_MS + IN_FLIGHT_MS);
    const sandbox = await startSandboxWithoutEvents(environment, { ...withoutJitter, clock });
    closers.push(() => sandbox.close());
    expect((await unmute(sandbox)) < mute.id).toBe(true);
    letItLook();
    const query = 'query ($id: ID!) { moderationAction(id: $id) { status } }';
    await expectUnmuted(sandbox, async () => {
      const answer = await fetch(`${sandbox.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${sandbox.tokens?.admin}` },
        body: JSON.stringify({ query, variables: { id: mute.id } }),
      });
      const { data } = (await answer.json()) as { data: { moderationAction: { status: string } } };
      return data.moderationAction.status;
    });
  });
});
