import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { APP, CALLBACK_KEY, report } from '../events/callbacks.js';
import {
  MediaRestrictionDocument,
  SetRoomMediaStateDocument,
  SetUserMediaStateDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { bothDatabases } from '../history/both-databases.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { sampleValue, scrape } from '../observability/scrape.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { StreamReader } from './stream-reader.js';

const token = tokenOf('moderator', { scope: 'moderation:media moderation:rooms', ...EVERYWHERE });
const ROOM = `subscription ($roomId: RoomNumber) { room(roomId: $roomId) {
  kind restriction { id timesApplied lastViolationAt progress { wanted done } }
} }`;
const AUDIO_DISABLED = 2;
/** Later than the vendor's answer by more than the clocks of its machines may differ. */
const LATER_MS = 6_000;

let sandbox: Sandbox;
let rooms = 20_000;

describe.each(bothDatabases())('somebody who publishes what is disabled, on %s', (_database, databaseUrl) => {
  let roomId: number;
  const sent = () =>
    sandbox.trtc
      .requests()
      .map(({ body }) => JSON.parse(body))
      .filter(({ RoomId }) => RoomId === roomId)
      .map(({ IsMute }) => IsMute);
  const restriction = async (id: string) => {
    const { data } = await send(sandbox, MediaRestrictionDocument, { id }, { token });
    return data?.mediaRestriction;
  };
  const enter = async (userId: string) => {
    roomId = rooms++;
    sandbox.trtc.enterRoom(APP, roomId, userId, { role: 20 });
    await sandbox.trtc.callbacksSent();
    await report(sandbox.url, 103, { RoomId: roomId, UserId: userId, EventMsTs: Date.now(), Role: 20 });
    sandbox.trtc.clearRequests();
  };
  const publish = (userId: string, afterMs: number) =>
    report(sandbox.url, 203, { RoomId: roomId, UserId: userId, EventMsTs: Date.now() + afterMs });
  const violations = async () => sampleValue(await scrape(sandbox), 'gateway_restriction_violations_total');

  beforeAll(async () => {
    sandbox = await startTestSandbox(
      {
        DATABASE_URL: databaseUrl(),
        AUTH_JWT_SECRET: SECRET.toString(),
        METRICS_PORT: '0',
        TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
      },
      withoutJitter,
    );
  });
  afterAll(() => sandbox?.close());

  it('violates a mute for a time: that is recorded, counted, told, and answered with one more block', async () => {
    await enter('anna');
    const input = { roomId, userId: 'anna', audio: 'DISABLED', durationSeconds: 600 } as const;
    const { data } = await send(sandbox, SetUserMediaStateDocument, { input }, { token });
    const { actionId: id = '' } = (data?.setUserMediaState ?? {}) as { actionId?: string };
    const before = await violations();
    const reader = await StreamReader.open(sandbox, { query: ROOM, variables: { roomId }, token });
    await reader.until((answers) => answers.length > 0);
    // The vendor's machines may have let them before they heard of the block.
    await publish('anna', 1_000);
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: 1_000 });
    await publish('anna', LATER_MS);
    await expect.poll(() => restriction(id)).toMatchObject({ holding: 'VIOLATED' });
    await expect
      .poll(() => restriction(id))
      .toMatchObject({ holding: 'APPLIED', timesApplied: 2, lastViolationAt: expect.any(String) });
    expect(sent()).toEqual([AUDIO_DISABLED, AUDIO_DISABLED]);
    expect(await violations()).toBe((before ?? 0) + 1);
    await reader.until((answers) => answers.some(({ data }) => data?.room.restriction?.timesApplied === 2));
    await reader.close();
    const told = reader.answers.flatMap(({ data }) => data?.room.restriction ?? []);
    expect(told.at(-1)).toMatchObject({ id, timesApplied: 2, lastViolationAt: expect.any(String) });
  });

  it('violates a mute of the whole room, whose progress is told too', async () => {
    await enter('ben');
    const reader = await StreamReader.open(sandbox, { query: ROOM, variables: { roomId }, token });
    await reader.until((answers) => answers.length > 0);
    const input = { roomId, audio: 'DISABLED', durationSeconds: 600 } as const;
    const { data } = await send(sandbox, SetRoomMediaStateDocument, { input }, { token });
    const { actionId: id = '' } = (data?.setRoomMediaState ?? {}) as { actionId?: string };
    await reader.until((answers) => answers.some(({ data }) => data?.room.restriction?.progress?.done === 1));
    await publish('ben', LATER_MS);
    await expect.poll(() => restriction(id)).toMatchObject({ lastViolationAt: expect.any(String) });
    await expect.poll(sent).toEqual([AUDIO_DISABLED, AUDIO_DISABLED]);
    await reader.until((answers) => answers.some(({ data }) => data?.room.restriction?.lastViolationAt));
    await reader.close();
  });

  it('violates a mute for a time after they have come back over another network', async () => {
    await enter('dora');
    const input = { roomId, userId: 'dora', audio: 'DISABLED', durationSeconds: 600 } as const;
    const { data } = await send(sandbox, SetUserMediaStateDocument, { input }, { token });
    const { actionId: id = '' } = (data?.setUserMediaState ?? {}) as { actionId?: string };
    const person = { RoomId: roomId, UserId: 'dora' };
    await report(sandbox.url, 103, { ...person, EventMsTs: Date.now() + LATER_MS, Role: 20, Reason: 2 });
    await publish('dora', LATER_MS + 1_000);
    await expect.poll(sent).toEqual([AUDIO_DISABLED, AUDIO_DISABLED]);
    await expect.poll(() => restriction(id)).toMatchObject({ lastViolationAt: expect.any(String) });
  });

  it('does not violate a mute for a time after they have left and come back, because that is set once', async () => {
    await enter('carl');
    const input = { roomId, userId: 'carl', audio: 'DISABLED', durationSeconds: 600 } as const;
    const { data } = await send(sandbox, SetUserMediaStateDocument, { input }, { token });
    const { actionId: id = '' } = (data?.setUserMediaState ?? {}) as { actionId?: string };
    const person = { RoomId: roomId, UserId: 'carl' };
    await report(sandbox.url, 104, { ...person, EventMsTs: Date.now() + LATER_MS });
    await report(sandbox.url, 103, { ...person, EventMsTs: Date.now() + LATER_MS + 100, Role: 20 });
    await publish('carl', LATER_MS + 200);
    await publish('carl', 2 * LATER_MS);
    // What is not sent within a second and a half, when the gateway has looked for people, is not sent.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(sent()).toEqual([AUDIO_DISABLED]);
    expect(await restriction(id)).toMatchObject({ lastViolationAt: null });
  });
});
