import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { APP, CALLBACK_KEY, report } from '../events/callbacks.js';
import {
  RemoveFromRoomDocument,
  RoomDocument,
  type RoomQueryVariables,
  RoomsDocument,
  SetUserMediaStateDocument,
} from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { bothDatabases } from '../history/both-databases.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const OTHER_APP = 1400188367;
const MEDIA = 'moderation:media';
const moderator = tokenOf('moderator', { scope: MEDIA, ...EVERYWHERE });
const auditor = tokenOf('auditor', { scope: 'moderation:audit', ...EVERYWHERE });
/** Long ago, so that what the vendor says now is newer. */
const AT = Date.now() - 60_000;

let sandbox: Sandbox;

describe.each(bothDatabases())('on %s', (_database, databaseUrl) => {
  beforeAll(async () => {
    sandbox = await startTestSandbox(
      {
        DATABASE_URL: databaseUrl(),
        AUTH_JWT_SECRET: SECRET.toString(),
        TRTC_SDK_APP_IDS: `${APP},${OTHER_APP}`,
        TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
      },
      withoutJitter,
    );
    await report(sandbox.url, 101, { RoomId: 10006, EventMsTs: AT });
    for (const [index, UserId] of ['29376', 'alice', 'bob', 'ghost'].entries()) {
      const info = { RoomId: 10006, EventMsTs: AT + 1, UserId, Role: index < 2 ? 20 : 21, TerminalType: 2 };
      await report(sandbox.url, 103, info);
    }
    await report(sandbox.url, 203, { RoomId: 10006, EventMsTs: AT + 2, UserId: '29376' });
    await report(sandbox.url, 103, { RoomId: 'stage', EventMsTs: AT + 3, UserId: 'dave', Role: 20 });
  });
  afterAll(() => sandbox?.close());

  async function room(variables: RoomQueryVariables, token = moderator) {
    const { data, errors } = await send(sandbox, RoomDocument, variables, { token });
    return { room: data?.room, code: errors?.[0]?.extensions?.code, extensions: errors?.[0]?.extensions };
  }

  async function people(variables: RoomQueryVariables, token = moderator) {
    return (await room({ roomId: 10006, ...variables }, token)).room?.participants.edges.map(
      ({ node }) => node.userId,
    );
  }

  describe('Query.room', () => {
    it('shows the room and its people', async () => {
      const { room: found } = await room({ roomId: 10006, first: 1 });
      expect(found).toMatchObject({
        sdkAppId: APP,
        roomId: 10006,
        strRoomId: null,
        open: true,
        openedAt: new Date(AT).toISOString(),
        knownSince: new Date(AT).toISOString(),
        participantCount: 4,
        publisherCount: 1,
        participants: {
          edges: [
            {
              node: {
                userId: '29376',
                role: 'ANCHOR',
                publishesAudio: true,
                publishesVideo: false,
                publishesScreen: false,
                terminal: 'ANDROID',
                enteredAt: new Date(AT + 1).toISOString(),
                lastAction: null,
              },
            },
          ],
          pageInfo: { hasNextPage: true, hasPreviousPage: false },
        },
      });
    });

    it('is null for a room of which nothing was heard, and for an application without callbacks', async () => {
      expect((await room({ roomId: 1 })).room).toBeNull();
      expect((await room({ strRoomId: '10006' })).room).toBeNull();
      expect((await room({ sdkAppId: OTHER_APP, roomId: 10006 })).room).toBeNull();
    });

    it('filters people, and pages through them', async () => {
      expect(await people({ publishing: true })).toEqual(['29376']);
      expect(await people({ publishing: false })).toEqual(['alice', 'bob', 'ghost']);
      expect(await people({ role: 'AUDIENCE' })).toEqual(['bob', 'ghost']);
      expect(await people({ role: 'UNKNOWN' })).toEqual([]);
      expect(await people({ userIdPrefix: 'b' })).toEqual(['bob']);
      expect(await people({ userIdPrefix: '' })).toHaveLength(4);
      const { room: first } = await room({ roomId: 10006, first: 3 });
      const after = first?.participants.pageInfo.endCursor ?? null;
      expect(await people({ first: 3, after })).toEqual(['ghost']);
    });

    it.each<[string, RoomQueryVariables, string]>([
      ['no name', {}, 'roomId'],
      ['two names', { roomId: 1, strRoomId: '1' }, 'roomId'],
      ['an empty name', { strRoomId: '' }, 'strRoomId'],
      ['a long name', { strRoomId: 'a'.repeat(256) }, 'strRoomId'],
      ['U+0000 in the name', { strRoomId: 'a\0' }, 'strRoomId'],
      ['an application below 1', { sdkAppId: 0, roomId: 1 }, 'sdkAppId'],
      ['no page', { roomId: 10006, first: 0 }, 'first'],
      ['too large a page', { roomId: 10006, first: 201 }, 'first'],
      ['a cursor of another list', { roomId: 10006, after: 'WzEsMl0' }, 'after'],
      ['a cursor that is none', { roomId: 10006, after: '?' }, 'after'],
      ['half a character in the prefix', { roomId: 10006, userIdPrefix: '\ud83d' }, 'userIdPrefix'],
    ])('refuses %s as INVALID_INPUT', async (_name, variables, path) => {
      const { code, extensions } = await room(variables);
      expect(code).toBe('INVALID_INPUT');
      expect(extensions?.issues).toContainEqual(expect.objectContaining({ path }));
    });

    it.each<[string, Record<string, unknown>, RoomQueryVariables, string | undefined]>([
      ['the scope to mute', { scope: MEDIA, rooms: [10006] }, {}, undefined],
      ['the scope to audit', { scope: 'moderation:audit', rooms: [10006] }, {}, undefined],
      ['another scope', { scope: 'moderation:rooms', ...EVERYWHERE }, {}, MEDIA],
      ['another room', { scope: MEDIA, rooms: [10007] }, {}, 'rooms'],
      ['a string room of that name', { scope: MEDIA, str_rooms: ['10006'] }, {}, 'rooms'],
      ['no string room', { scope: MEDIA, rooms: '*' }, { roomId: null, strRoomId: 'stage' }, 'str_rooms'],
      ['another application', { scope: MEDIA, rooms: '*', sdk_app_ids: [OTHER_APP] }, {}, 'sdk_app_ids'],
    ])('with a token for %s', async (_name, claims, variables, missing) => {
      const token = tokenOf('somebody', claims);
      const { code, extensions, room: found } = await room({ roomId: 10006, ...variables }, token);
      expect(code).toBe(missing && 'FORBIDDEN');
      expect(extensions?.missingGrant).toBe(missing);
      expect(found === null || found === undefined).toBe(missing !== undefined);
    });

    it('refuses an application that the gateway does not serve, whatever the token says', async () => {
      expect((await room({ sdkAppId: 5, roomId: 1 })).code).toBe('APPLICATION_NOT_SERVED');
    });
  });

  describe('Query.rooms', () => {
    async function names(claims: Record<string, unknown>) {
      const token = tokenOf('somebody', { scope: MEDIA, ...claims });
      const { data, errors } = await send(sandbox, RoomsDocument, {}, { token });
      if (errors) return errors[0]?.extensions?.code;
      return data?.rooms.edges.map(({ node }) => node.strRoomId ?? node.roomId);
    }

    it.each<[string, Record<string, unknown>, unknown]>([
      ['all rooms', EVERYWHERE, ['stage', 10006]],
      ['numeric rooms', { rooms: '*' }, [10006]],
      ['string rooms', { str_rooms: '*' }, ['stage']],
      ['single rooms', { rooms: [10006, 7], str_rooms: ['stage'] }, ['stage', 10006]],
      ['no room', {}, []],
      ['another application', { rooms: '*', sdk_app_ids: [OTHER_APP] }, 'FORBIDDEN'],
      ['no scope', { ...EVERYWHERE, scope: 'moderation:blacklist' }, 'FORBIDDEN'],
    ])('with a token for %s lists those', async (_name, claims, expected) => {
      expect(await names(claims)).toEqual(expected);
    });

    it.each([
      ['all rooms', EVERYWHERE],
      ['single rooms', { rooms: [10006], str_rooms: ['stage'] }],
    ])('pages through %s', async (_name, claims) => {
      const token = tokenOf('somebody', { scope: MEDIA, ...claims });
      const page = async (after: string | null) =>
        (await send(sandbox, RoomsDocument, { first: 1, after }, { token })).data?.rooms;
      const first = await page(null);
      expect(first).toMatchObject({
        edges: [{ node: { strRoomId: 'stage' } }],
        pageInfo: { hasNextPage: true },
      });
      const second = await page(first?.pageInfo.endCursor ?? null);
      expect(second).toMatchObject({
        edges: [{ node: { roomId: 10006 } }],
        pageInfo: { hasNextPage: false, hasPreviousPage: true },
      });
      expect((await page(second?.pageInfo.endCursor ?? null))?.edges).toEqual([]);
    });

    it.each(['?', 'WzFd', 'WyJhIiwxXQ'])('refuses the cursor %s', async (after) => {
      const { errors } = await send(sandbox, RoomsDocument, { after }, { token: moderator });
      expect(errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
    });

    it('gives the people of each room where they are asked for, and refuses more than an answer may have', async () => {
      const few = '{ rooms { edges { node { id participants(first: 2) { edges { node { userId } } } } } } }';
      const { data } = await sendText(sandbox, few, {}, { token: moderator });
      expect(data).toMatchObject({
        rooms: {
          edges: [
            { node: { participants: { edges: [{ node: { userId: 'dave' } }] } } },
            {
              node: {
                participants: { edges: [{ node: { userId: '29376' } }, { node: { userId: 'alice' } }] },
              },
            },
          ],
        },
      });
    });
  });

  describe('Participant.lastAction', () => {
    const mute = (userId: string, token: string) =>
      send(
        sandbox,
        SetUserMediaStateDocument,
        { input: { roomId: 10006, userId, state: 'AUDIO_DISABLED' } },
        { token },
      );
    const lastOf = async (userId: string, token: string) =>
      (await room({ roomId: 10006, userIdPrefix: userId }, token)).room?.participants.edges[0]?.node
        .lastAction;

    it('shows the newest act to whom it is granted, and to auditors', async () => {
      await mute('alice', moderator);
      await mute('bob', moderator);
      const { data } = await send(
        sandbox,
        RemoveFromRoomDocument,
        { input: { roomId: 10006, userIds: ['alice'] } },
        { token: moderator },
      );
      expect(data?.removeFromRoom.__typename).toBe('RemoveFromRoomSuccess');
      for (const token of [moderator, auditor]) {
        expect(await lastOf('alice', token)).toMatchObject({
          operation: 'REMOVE_FROM_ROOM',
          actor: 'moderator',
        });
        expect(await lastOf('bob', token)).toMatchObject({
          operation: 'SET_USER_MEDIA_STATE',
          status: 'APPLIED',
        });
        expect(await lastOf('29376', token)).toBeNull();
      }
    });

    it('is null for an act that changed nothing', async () => {
      sandbox.trtc.injectFault({ kind: 'error', code: 'FailedOperation.RoomNotExist', message: 'x' });
      await mute('29376', moderator);
      expect(await lastOf('29376', moderator)).toBeNull();
    });
  });

  it('somebody of whom the vendor says that they are not in the room has left it', async () => {
    expect(await people({ userIdPrefix: 'ghost' })).toEqual(['ghost']);
    const { data } = await send(
      sandbox,
      SetUserMediaStateDocument,
      { input: { roomId: 10006, userId: 'ghost', state: 'AUDIO_DISABLED' } },
      { token: moderator },
    );
    expect(data?.setUserMediaState.__typename).toBe('UserNotInRoomError');
    await expect.poll(() => people({ userIdPrefix: 'ghost' })).toEqual([]);
  });
});
