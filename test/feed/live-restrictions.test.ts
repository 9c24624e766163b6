import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { APP, CALLBACK_KEY, report } from '../events/callbacks.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { bothDatabases } from '../history/both-databases.js';
import { TestRoom } from '../operations/set-room-media-state/rooms.js';
import { NOTHING_GIVEN_UP, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { StreamReader } from './stream-reader.js';

const query = `subscription ($roomId: RoomNumber) { room(roomId: $roomId) {
  kind restriction { id userId status holding timesApplied lastViolationAt
    progress { wanted done failed unknown waiting } }
} }`;

interface Told {
  id: string;
  holding: string | null;
  timesApplied: number;
  lastViolationAt: string | null;
  progress: { wanted: number; done: number } | null;
}

describe.each(bothDatabases())('restrictions in Subscription.room on %s', (_name, databaseUrl) => {
  let sandbox: Sandbox;
  let rooms = 30_000;
  beforeAll(async () => {
    sandbox = await startTestSandbox(
      { DATABASE_URL: databaseUrl(), TRTC_CALLBACK_KEY: CALLBACK_KEY, ...NOTHING_GIVEN_UP },
      withoutJitter,
    );
  });
  afterAll(() => sandbox?.close());

  const watch = async (roomId: number) => {
    const reader = await StreamReader.open(sandbox, { query, variables: { roomId } });
    await reader.until((answers) => answers.length > 0);
    return reader;
  };
  const restrictionsTo = ({ answers }: StreamReader): Told[] =>
    answers
      .map(({ data }) => data?.room)
      .flatMap(({ kind, restriction }) => (kind === 'RESTRICTION' ? [restriction] : []));

  it('are told when they are violated, and when they are set again', async () => {
    const roomId = rooms++;
    const userId = 'somebody';
    sandbox.trtc.enterRoom(APP, roomId, userId, { role: 20 });
    await sandbox.trtc.callbacksSent();
    const input = { roomId, userId, audio: 'DISABLED', enforce: true } as const;
    const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
    const id = data?.setUserMediaState.actionId;
    const reader = await watch(roomId);
    expect(restrictionsTo(reader)).toEqual([]);
    await report(sandbox.url, 203, { RoomId: roomId, UserId: userId, EventMsTs: Date.now() + 6_000 });
    await reader.until(() =>
      restrictionsTo(reader).some(({ holding, timesApplied }) => holding === 'APPLIED' && timesApplied === 2),
    );
    await reader.close();
    const told = restrictionsTo(reader);
    expect(new Set(told.map((each) => each.id))).toEqual(new Set([id]));
    expect(told.at(-1)?.lastViolationAt).toEqual(expect.any(String));
    // Of each action that the gateway carries out by itself, at most its beginning and its end are told.
    expect(told.length).toBeLessThanOrEqual(4);
  });

  it('are told with their progress, from the first person to the last, also to who comes meanwhile', async () => {
    const room = new TestRoom(() => sandbox, rooms++);
    const people = Array.from({ length: 12 }, (_, at) => `person-${at}`);
    await room.enter(people);
    const reader = await watch(room.roomId);
    const isDone = ({ progress }: Told) => progress?.wanted === 12 && progress.done === 12;
    // Each call takes a while, so that they are not all made in the moment of the action.
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: 700, times: 12 });
    const { actionId } = await room.accepted({ audio: 'DISABLED' });
    const late = await watch(room.roomId);
    for (const each of [reader, late]) {
      await each.until(() => restrictionsTo(each).some(isDone), 30_000);
      await each.close();
      expect(new Set(restrictionsTo(each).map(({ id }) => id))).toEqual(new Set([actionId]));
    }
    const counts = restrictionsTo(reader).map(({ progress }) => progress?.done ?? -1);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts.length).toBeGreaterThan(1);
  }, 60_000);
});
