import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalPages } from '../../src/journal/journal-database.js';
import { openSqliteForReading } from '../../src/journal/sqlite-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument, type SetUserMediaStateInput } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';

const APP = 1400188366;
const ROOM = 10006;
const NOT_MUTED = 0;
const BOTH_MUTED = 1;
const AUDIO_MUTED = 2;
const VIDEO_MUTED = 3;
/** One of sixteen plain states forgets older ones, so these are enough for both kinds. */
const PEOPLE = Array.from({ length: 40 }, (_, index) => `person-${index}`);

let folder: string;
let sandbox: Sandbox;
let journal: JournalPages & { close(): Promise<void> };

const isMute = (userId: string) => sandbox.trtc.mediaState(APP, ROOM, userId);

async function set(input: Omit<SetUserMediaStateInput, 'roomId'>) {
  const { data } = await send(sandbox, SetUserMediaStateDocument, { input: { roomId: ROOM, ...input } });
  if (!data) throw new Error('no data');
  return data.setUserMediaState;
}

async function enter(...userIds: string[]): Promise<void> {
  for (const userId of userIds) sandbox.trtc.enterRoom(APP, ROOM, userId);
}

/** Those of whom more is on record than their instructions. */
async function noted(userIds: readonly string[]): Promise<string[]> {
  const rows = await journal.db
    .selectFrom('media_people')
    .where('user_id', 'in', userIds)
    .select(['user_id', 'again_at'])
    .execute();
  return rows.map(({ user_id }) => user_id);
}

async function instructionsOn(userId: string): Promise<number> {
  const rows = await journal.db
    .selectFrom('media_instructions')
    .where('user_id', '=', userId)
    .select('number')
    .execute();
  return rows.length;
}

describe('a plain state of both media, where one gateway has the journal', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plain-states-'));
    const file = join(folder, 'journal.db');
    const values = { DATABASE_URL: `file:${file}`, CALLER_REQUESTS_PER_SECOND: '0', TRTC_QPS: '1000' };
    sandbox = await startSandboxWithoutEvents(values, withoutJitter);
    journal = await openSqliteForReading(file);
  });
  afterAll(async () => {
    await journal.close();
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  it('is remembered for the other medium, although nothing is noted', async () => {
    await enter(...PEOPLE);
    await Promise.all(PEOPLE.map((userId) => set({ userId, state: 'AUDIO_VIDEO_DISABLED' })));
    const some = await noted(PEOPLE);
    expect(some.length).toBeLessThan(PEOPLE.length);
    await Promise.all(PEOPLE.map((userId) => set({ userId, audio: 'ENABLED' })));
    expect(PEOPLE.map(isMute)).toEqual(PEOPLE.map(() => VIDEO_MUTED));
  });

  it('counts for what comes while it is sent, in the order of the intents', async () => {
    const people = PEOPLE.map((userId) => `beside-${userId}`);
    await enter(...people);
    const both = people.map((userId) => set({ userId, state: 'AUDIO_VIDEO_DISABLED' }));
    const audio = people.map((userId) => set({ userId, audio: 'ENABLED' }));
    const again = people.map((userId) => set({ userId, state: 'AUDIO_DISABLED' }));
    const video = people.map((userId) => set({ userId, video: 'DISABLED' }));
    await Promise.all([...both, ...audio, ...again, ...video]);
    const query = `query ($user: String!) { moderationActions(filter: { targetUserId: $user }, first: 4) { edges { node { id state audio video status } } } }`;
    for (const userId of people) {
      const { data } = await sendText(sandbox, query, { user: userId });
      expect(isMute(userId), JSON.stringify(data)).toBe(stateAfter(data as Page));
    }
  });

  it('is forgotten when the person is removed or the room dismissed', async () => {
    await enter('removed', 'dismissed');
    for (const userId of ['removed', 'dismissed']) await set({ userId, state: 'AUDIO_VIDEO_DISABLED' });
    await sendText(
      sandbox,
      `mutation { removeFromRoom(input: { roomId: ${ROOM}, userIds: ["removed"] }) { __typename } }`,
    );
    await enter('removed');
    await set({ userId: 'removed', audio: 'DISABLED' });
    expect(isMute('removed')).toBe(AUDIO_MUTED);
    await sendText(sandbox, `mutation { dismissRoom(input: { roomId: ${ROOM} }) { __typename } }`);
    await enter('dismissed');
    await set({ userId: 'dismissed', audio: 'DISABLED' });
    expect(isMute('dismissed')).toBe(AUDIO_MUTED);
  });

  it('holds again after the undo of what has ended it, and no more after its own undo', async () => {
    await enter('undone');
    const first = await set({ userId: 'undone', state: 'AUDIO_VIDEO_DISABLED' });
    const second = await set({ userId: 'undone', state: 'AUDIO_VIDEO_ENABLED' });
    await undo(second);
    expect(isMute('undone')).toBe(BOTH_MUTED);
    await undo(first);
    expect(isMute('undone')).toBe(NOT_MUTED);
  });

  it('is not forgotten for newer ones that wait, and are refused', async () => {
    await enter('asked-often');
    await set({ userId: 'asked-often', state: 'AUDIO_VIDEO_DISABLED' });
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: 1_000, times: 1 });
    const before = sandbox.trtc.requests().length;
    const first = set({ userId: 'asked-often', state: 'AUDIO_VIDEO_DISABLED' });
    await expect.poll(() => sandbox.trtc.requests().length).toBeGreaterThan(before);
    sandbox.trtc.injectFault({ kind: 'error', code: 'UnauthorizedOperation', message: 'no', times: 1_000 });
    // One of sixteen forgets older ones, and 64 newer ones are enough to forget one.
    const all = Array.from({ length: 200 }, () =>
      set({ userId: 'asked-often', state: 'AUDIO_VIDEO_ENABLED' }),
    );
    const answers = await Promise.all(all);
    expect(answers.filter((answer) => answer.__typename === 'SetUserMediaStateSuccess')).toEqual([]);
    await first;
    sandbox.trtc.clearFaults();
    await set({ userId: 'asked-often', audio: 'ENABLED' });
    expect(isMute('asked-often')).toBe(VIDEO_MUTED);
  });

  // 800 acts take a minute or two where the processor is busy.
  it('does not leave instructions behind without a bound', { timeout: 240_000 }, async () => {
    await enter('toggled');
    for (let done = 0; done < 800; done += 100) {
      const fields = Array.from({ length: 100 }, (_, index) => {
        const state = index % 2 === 0 ? 'AUDIO_VIDEO_ENABLED' : 'AUDIO_VIDEO_DISABLED';
        return `m${index}: setUserMediaState(input: { roomId: ${ROOM}, userId: "toggled", state: ${state} }) { __typename }`;
      });
      for (const half of [fields.slice(0, 50), fields.slice(50)])
        await sendText(sandbox, `mutation { ${half.join('\n')} }`);
    }
    // One of sixteen forgets all but the newest 64: more than these stay once in a million runs.
    expect(await instructionsOn('toggled')).toBeLessThan(64 + 220);
    expect(isMute('toggled')).toBe(BOTH_MUTED);
  });
});

interface Page {
  moderationActions: {
    edges: { node: { state: string | null; audio: string | null; video: string | null; status: string } }[];
  };
}

/** What the actions have set, the newest of which comes first. */
function stateAfter({ moderationActions: { edges } }: Page): number {
  let [audio, video] = [false, false];
  for (const { node } of [...edges].reverse()) {
    if (node.state) {
      audio = node.state === 'AUDIO_VIDEO_DISABLED' || node.state === 'AUDIO_DISABLED';
      video = node.state === 'AUDIO_VIDEO_DISABLED' || node.state === 'VIDEO_DISABLED';
    }
    if (node.audio) audio = node.audio === 'DISABLED';
    if (node.video) video = node.video === 'DISABLED';
  }
  if (audio) return video ? BOTH_MUTED : AUDIO_MUTED;
  return video ? VIDEO_MUTED : NOT_MUTED;
}

async function undo(answer: Awaited<ReturnType<typeof set>>): Promise<void> {
  if (!('actionId' in answer)) throw new Error('no action');
  const query = 'mutation ($id: ID!) { undoModerationAction(input: { actionId: $id }) { __typename } }';
  await sendText(sandbox, query, { id: answer.actionId });
}
