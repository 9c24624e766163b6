import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { APP, CALLBACK_KEY, report } from '../events/callbacks.js';
import { RoomDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { bothDatabases } from '../history/both-databases.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { expire, mute, restrict } from './timed-mutes.js';

const moderator = tokenOf('moderator', { scope: 'moderation:media', ...EVERYWHERE });
/** Long ago, so that what the vendor says now is newer. */
const AT = Date.now() - 60_000;

let sandbox: Sandbox;

describe.each(bothDatabases())('people in a room on %s', (_database, databaseUrl) => {
  beforeAll(async () => {
    sandbox = await startTestSandbox(
      {
        DATABASE_URL: databaseUrl(),
        AUTH_JWT_SECRET: SECRET.toString(),
        TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
      },
      withoutJitter,
    );
    for (const UserId of ['a', 'b', 'c', 'd']) {
      await report(sandbox.url, 103, { RoomId: 10006, EventMsTs: AT, UserId, Role: 20 });
      sandbox.trtc.enterRoom(APP, 10006, UserId);
    }
  });
  afterAll(() => sandbox?.close());

  it('have what was set for their audio and video, and the restrictions that stand', async () => {
    const target = { url: sandbox.url, tokens: { admin: moderator } };
    const older = await restrict(target, { roomId: 10006, userId: 'a', audio: 'DISABLED' });
    const newer = await restrict(target, { roomId: 10006, userId: 'a', audio: 'ENABLED' });
    await mute(target, { roomId: 10006, userId: 'b', state: 'VIDEO_DISABLED' });
    const over = await restrict(target, { roomId: 10006, userId: 'c', state: 'AUDIO_VIDEO_ENABLED' });
    await expire(databaseUrl(), over);
    // The string room of this name has other people.
    sandbox.trtc.enterRoom(APP, '10006', 'd');
    await mute(target, { strRoomId: '10006', userId: 'd', state: 'AUDIO_DISABLED' });

    const people = async () => {
      const { data } = await send(sandbox, RoomDocument, { roomId: 10006 }, { token: moderator });
      return data?.room?.participants.edges.map(({ node }) => ({
        userId: node.userId,
        audio: node.audio,
        video: node.video,
        restrictions: node.restrictions.map(({ id, status, action }) => [id, status, action.id]),
      }));
    };
    const expected = [
      {
        userId: 'a',
        audio: 'ENABLED',
        video: 'ENABLED',
        restrictions: [
          [newer, 'IN_FORCE', newer],
          [older, 'OVERRIDDEN', older],
        ],
      },
      { userId: 'b', audio: 'ENABLED', video: 'DISABLED', restrictions: [] },
      { userId: 'c', audio: 'ENABLED', video: 'ENABLED', restrictions: [] },
      { userId: 'd', audio: null, video: null, restrictions: [] },
    ];
    // What was sent is noted after the answers.
    await expect.poll(people).toEqual(expected);
  });
});
