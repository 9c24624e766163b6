import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { APP, CALLBACK_KEY, report } from '../events/callbacks.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { bothDatabases } from '../history/both-databases.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { NOTHING_AGAIN, startTestSandbox } from '../sandbox-gateway.js';
import { StreamReader } from './stream-reader.js';

const moderator = tokenOf('moderator', { scope: 'moderation:media', ...EVERYWHERE });
const self = tokenOf('29376', { scope: 'moderation:self', trtc_user_id: '29376' });
const AT = Date.now() - 60_000;
const ROOM = `subscription ($roomId: RoomNumber) { room(roomId: $roomId) {
  kind room { open participantCount } participant { userId role publishesAudio } restriction { userId audio status }
} }`;
const OWN =
  'subscription ($roomId: RoomNumber) { ownMediaState(roomId: $roomId) { audio video audioEndsAt } }';

let sandbox: Sandbox;

describe.each(bothDatabases())('on %s', (_database, databaseUrl) => {
  beforeAll(async () => {
    sandbox = await startTestSandbox({
      DATABASE_URL: databaseUrl(),
      AUTH_JWT_SECRET: SECRET.toString(),
      TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
      ...NOTHING_AGAIN,
    });
  });
  afterAll(() => sandbox?.close());

  const watch = async (roomId: number) => {
    const reader = await StreamReader.open(sandbox, { query: ROOM, variables: { roomId }, token: moderator });
    await reader.until((answers) => answers.length > 0);
    return reader;
  };
  const kindsOf = ({ answers }: StreamReader) => answers.map(({ data }) => data?.room.kind);
  const mute = (durationSeconds?: number) =>
    send(
      sandbox,
      SetUserMediaStateDocument,
      { input: { roomId: 10006, userId: '29376', audio: 'DISABLED', durationSeconds } },
      { token: moderator },
    );

  describe('Subscription.room', () => {
    it('tells the room first, and then who enters, changes and leaves, and its end', async () => {
      const reader = await watch(70_001);
      expect(reader.answers).toEqual([
        { data: { room: { kind: 'SNAPSHOT', room: null, participant: null, restriction: null } } },
      ]);
      const person = { RoomId: 70_001, UserId: 'alice' };
      await report(sandbox.url, 103, { ...person, EventMsTs: AT, Role: 20 });
      await reader.until(() => kindsOf(reader).length === 2);
      await report(sandbox.url, 203, { ...person, EventMsTs: AT + 1 });
      await reader.until(() => kindsOf(reader).length === 3);
      await report(sandbox.url, 104, { ...person, EventMsTs: AT + 2 });
      await reader.until(() => kindsOf(reader).length === 4);
      await report(sandbox.url, 102, { RoomId: 70_001, EventMsTs: AT + 3 });
      await reader.until(() => kindsOf(reader).length === 5);
      await reader.close();
      const alice = { userId: 'alice', role: 'ANCHOR', publishesAudio: false };
      expect(reader.answers.slice(1).map(({ data }) => data.room)).toEqual([
        { kind: 'ENTERED', room: { open: true, participantCount: 1 }, participant: alice, restriction: null },
        {
          kind: 'CHANGED',
          room: { open: true, participantCount: 1 },
          participant: { ...alice, publishesAudio: true },
          restriction: null,
        },
        { kind: 'LEFT', room: { open: true, participantCount: 0 }, participant: alice, restriction: null },
        { kind: 'CLOSED', room: { open: false, participantCount: 0 }, participant: null, restriction: null },
      ]);
    });

    it('tells of restrictions in the room', async () => {
      const reader = await watch(10_006);
      await mute(3_600);
      await reader.until(() => kindsOf(reader).includes('RESTRICTION'));
      await reader.close();
      const told = reader.answers.find(({ data }) => data?.room.kind === 'RESTRICTION');
      expect(told?.data.room.restriction).toEqual({ userId: '29376', audio: 'DISABLED', status: 'IN_FORCE' });
    });

    it('tells at most ten events a second in a room with many people', async () => {
      const enter = async (from: number, to: number) => {
        for (let user = from; user < to; user += 1) {
          await report(sandbox.url, 103, {
            RoomId: 70_002,
            UserId: `u${user}`,
            EventMsTs: AT + user,
            Role: 21,
          });
        }
      };
      await enter(0, 101);
      const reader = await watch(70_002);
      const startedAt = performance.now();
      await enter(101, 160);
      await reader.until(
        (answers) => answers.some(({ data }) => data?.room.room?.participantCount === 160),
        30_000,
      );
      const seconds = 1 + (performance.now() - startedAt) / 1_000;
      await reader.close();
      expect(reader.answers.length).toBeLessThanOrEqual(1 + 10 * seconds);
    });

    it('needs a token that names the room, and an argument that does', async () => {
      const token = tokenOf('other', { scope: 'moderation:media', rooms: [1] });
      const ask = async (variables: object, by: string) => {
        const reader = await StreamReader.open(sandbox, {
          query: ROOM,
          variables: { ...variables },
          token: by,
        });
        await reader.ended;
        return reader.answers[0]?.errors?.[0]?.extensions.code;
      };
      expect(await ask({ roomId: 10_006 }, token)).toBe('FORBIDDEN');
      expect(await ask({}, moderator)).toBe('INVALID_INPUT');
    });
  });

  describe('Subscription.ownMediaState', () => {
    it('tells the muted what holds, and when it changes', async () => {
      await mute();
      const reader = await StreamReader.open(sandbox, {
        query: OWN,
        variables: { roomId: 10_006 },
        token: self,
      });
      await reader.until((answers) => answers.some(({ data }) => data?.ownMediaState.audio === 'DISABLED'));
      await send(
        sandbox,
        SetUserMediaStateDocument,
        { input: { roomId: 10006, userId: '29376', video: 'DISABLED', durationSeconds: 3_600 } },
        { token: moderator },
      );
      await reader.until((answers) => answers.at(-1)?.data?.ownMediaState.video === 'DISABLED');
      await reader.close();
    });

    it('needs the scope moderation:self', async () => {
      const reader = await StreamReader.open(sandbox, {
        query: OWN,
        variables: { roomId: 1 },
        token: moderator,
      });
      await reader.ended;
      expect(reader.answers[0]?.errors?.[0]?.extensions.missingGrant).toBe('moderation:self');
    });
  });
});
