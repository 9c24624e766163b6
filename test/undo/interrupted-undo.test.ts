import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActionIds } from '../../src/journal/action-id.js';
import type { ActionRecord, Intent } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { type Clock, systemClock } from '../../src/time/clock.js';
import { ModerationActionDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const ROOM = { sdkAppId: 1400188366, roomId: 10006 };
const USER = '29376';
/** The vendor's IsMute, before anybody sets anything. */
const ENABLED = 0;
/** Timers run four times as fast. */
const hasty: Clock = { ...systemClock, after: (ms, callback) => systemClock.after(ms / 4, callback) };

const ids = new ActionIds(Date.now);
const APPLIED = {
  status: 'APPLIED',
  answer: '{}',
  vendorRequestIds: [],
  attempts: 1,
  freesKey: false,
} as const;

function setting(state: string, fields: Partial<Intent> = {}): Intent {
  return {
    id: ids.next(),
    requestId: 'request',
    actor: 'anna',
    operation: 'SET_USER_MEDIA_STATE',
    place: `room/${ROOM.sdkAppId}/${ROOM.roomId}`,
    applicationId: ROOM.sdkAppId,
    roomId: ROOM.roomId,
    userIds: [USER],
    input: JSON.stringify({ ...ROOM, userId: USER, state, region: 'ap-singapore' }),
    ...fields,
  };
}

describe('an undo whose gateway died before it looked again for newer actions', () => {
  let folder: string;
  let sandbox: Sandbox | undefined;
  const file = () => join(folder, 'journal.db');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'interrupted-undo-'));
  });
  afterEach(async () => {
    await sandbox?.close();
    sandbox = undefined;
    rmSync(folder, { recursive: true });
  });

  async function inJournal<T>(use: (journal: Journal) => Promise<T>): Promise<T> {
    const database = await openSqlite(file());
    try {
      return await use(new Journal(database, 'a gateway that died', Date.now));
    } finally {
      await database.close();
    }
  }

  /** Records these actions as applied, and then the undo as pending. Starts the next gateway, and waits for its recovery. */
  async function recovered(applied: readonly Intent[], undo: Intent): Promise<ActionRecord | undefined> {
    await inJournal(async (journal) => {
      for (const intent of applied) {
        await journal.begin(intent, 60_000);
        await journal.end(intent.id, APPLIED);
      }
      await journal.begin(undo, 60_000);
    });
    const environment = { DATABASE_URL: `file:${file()}`, VENDOR_DEADLINE_MS: '3000' };
    sandbox = await startTestSandbox(environment, { ...withoutJitter, clock: hasty });
    const target = { url: sandbox.url, tokens: sandbox.tokens };
    const status = async () => {
      const { data } = await send(target, ModerationActionDocument, { id: undo.id });
      return data?.moderationAction?.status;
    };
    await expect.poll(status, { timeout: 40_000 }).not.toBe('PENDING');
    await sandbox.close();
    return inJournal((journal) => journal.find(undo.id));
  }

  it('is carried out where nothing newer stands', async () => {
    const muted = setting('AUDIO_DISABLED');
    const undo = setting('AUDIO_VIDEO_ENABLED', { undoes: muted.id });
    expect(await recovered([muted], undo)).toMatchObject({ status: 'APPLIED', undoes: muted.id });
    expect(sandbox?.trtc.requests()).toMatchObject([{ action: 'SetUserBlocked' }]);
  });

  it('changes nothing where another gateway recorded something newer than the undone action', async () => {
    const muted = setting('AUDIO_DISABLED');
    const newer = setting('VIDEO_DISABLED');
    const undo = setting('AUDIO_VIDEO_ENABLED', { undoes: muted.id });
    expect(await recovered([muted, newer], undo)).toMatchObject({ status: 'UNKNOWN', recovered: true });
    expect(sandbox?.trtc.requests()).toEqual([]);
    expect(sandbox?.trtc.mediaState(ROOM.sdkAppId, ROOM.roomId, USER)).toBe(ENABLED);
  });

  it('changes nothing where the newer action was left pending too', async () => {
    const muted = setting('AUDIO_DISABLED');
    await inJournal(async (journal) => {
      await journal.begin(muted, 60_000);
      await journal.end(muted.id, APPLIED);
      await journal.begin(setting('VIDEO_DISABLED'), 60_000);
    });
    const undo = setting('AUDIO_VIDEO_ENABLED', { undoes: muted.id });
    expect(await recovered([], undo)).toMatchObject({ status: 'UNKNOWN' });
    const sent = sandbox?.trtc.requests().map(({ body }) => JSON.parse(body).IsMute);
    // What the newer action asked for.
    expect(new Set(sent)).toEqual(new Set([3]));
  });
});
