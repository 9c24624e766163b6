import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  LiftRestrictionDocument,
  MediaRestrictionDocument,
  type RestrictionFilter,
  RestrictionsDocument,
  SetUserMediaStateDocument,
  UndoModerationActionDocument,
} from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { bothDatabases } from '../history/both-databases.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { expire, mute, restrict } from './timed-mutes.js';

const APP = 1400188366;
const OTHER_APP = 1400188367;
const ROOM = { roomId: 10006 };
const MEDIA = 'moderation:media';
const moderator = tokenOf('moderator', { scope: MEDIA, ...EVERYWHERE });
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

let sandbox: Sandbox;

describe.each(bothDatabases())('restrictions on %s', (_database, databaseUrl) => {
  beforeAll(async () => {
    sandbox = await startTestSandbox(
      {
        DATABASE_URL: databaseUrl(),
        AUTH_JWT_SECRET: SECRET.toString(),
        TRTC_SDK_APP_IDS: `${APP},${OTHER_APP}`,
      },
      withoutJitter,
    );
  });
  afterAll(() => sandbox?.close());

  let people = 0;
  /** Somebody of whom no other test speaks. */
  function somebody(room: { sdkAppId?: number; roomId?: number; strRoomId?: string } = ROOM) {
    people += 1;
    const userId = `user-${people}`;
    sandbox.trtc.enterRoom(room.sdkAppId ?? APP, room.strRoomId ?? room.roomId ?? 0, userId);
    return { ...room, userId };
  }

  const target = () => ({ url: sandbox.url, tokens: { admin: moderator } });
  const give = (input: Parameters<typeof restrict>[1], options?: Parameters<typeof restrict>[2]) =>
    restrict(target(), input, options);

  async function page(
    filter: RestrictionFilter | null,
    { token = moderator, ...variables }: { token?: string; first?: number; after?: string | null } = {},
  ) {
    const { data, errors } = await send(sandbox, RestrictionsDocument, { filter, ...variables }, { token });
    return { ...data?.restrictions, extensions: errors?.[0]?.extensions };
  }

  async function ids(filter: RestrictionFilter, token = moderator) {
    return (await page(filter, { token })).edges?.map(({ node }) => node.id);
  }

  async function byId(id: string, token = moderator) {
    const { data, errors } = await send(sandbox, MediaRestrictionDocument, { id }, { token });
    return data?.mediaRestriction ?? errors?.[0]?.extensions ?? null;
  }

  async function statuses(userId: string) {
    return (await page({ userId })).edges?.map(({ node }) => node.status);
  }

  it('shows a restriction with its action, and that the vendor has set it', async () => {
    const person = somebody();
    const id = await give({ ...person, audio: 'DISABLED', reason: 'shouting' });
    const shown = {
      id,
      sdkAppId: APP,
      roomId: 10006,
      strRoomId: null,
      userId: person.userId,
      audio: 'DISABLED',
      video: null,
      exceptUserIds: [],
      enforced: false,
      startedAt: TIME,
      endsAt: TIME,
      status: 'IN_FORCE',
      holding: 'APPLIED',
      timesApplied: 1,
      lastAppliedAt: TIME,
      lastViolationAt: null,
      progress: null,
      reason: 'shouting',
      actor: 'moderator',
      action: { id },
    };
    // What was sent is noted after the answer.
    await expect.poll(() => byId(id)).toEqual(shown);
    expect((await page({ userId: person.userId })).edges).toMatchObject([{ node: shown }]);
    const found = await byId(id);
    const { startedAt, endsAt } = found as { startedAt: string; endsAt: string };
    expect(Date.parse(endsAt) - Date.parse(startedAt)).toBe(3_600_000);
  });

  it('is in the answer of the mute that gives it, and not in that of a plain one', async () => {
    const input = { ...somebody(), audio: 'DISABLED', durationSeconds: 60 } as const;
    const answers = [input, { ...input, durationSeconds: null }].map(async (given) => {
      const { data } = await send(sandbox, SetUserMediaStateDocument, { input: given }, { token: moderator });
      return data?.setUserMediaState;
    });
    const [timed, plain] = await Promise.all(answers);
    expect(timed).toMatchObject({ restriction: { id: timed?.actionId, audio: 'DISABLED', video: null } });
    expect(plain).toMatchObject({ __typename: 'SetUserMediaStateSuccess', restriction: null });
  });

  it('lists no action without an end, and none that was refused', async () => {
    const person = somebody();
    await mute(target(), { ...person, state: 'AUDIO_DISABLED' });
    const gone = { ...ROOM, userId: 'nobody-there' };
    const refused = await give({ ...gone, audio: 'DISABLED' });
    expect(await ids({ userId: person.userId })).toEqual([]);
    expect(await ids({ userId: 'nobody-there' })).toEqual([]);
    expect(await byId(refused)).toBeNull();
  });

  it('tells how each restriction on one person stands', async () => {
    const person = somebody();
    const { userId } = person;
    await give({ ...person, audio: 'DISABLED' });
    await give({ ...person, video: 'DISABLED' });
    await give({ ...person, audio: 'ENABLED' });
    expect(await statuses(userId)).toEqual(['IN_FORCE', 'IN_FORCE', 'OVERRIDDEN']);
    expect(await ids({ userId, status: ['IN_FORCE'] })).toHaveLength(2);
    expect(await ids({ userId, status: ['OVERRIDDEN', 'LIFTED'] })).toHaveLength(1);
    await mute(target(), { ...person, audio: 'DISABLED' });
    expect(await statuses(userId)).toEqual(['SUPERSEDED', 'IN_FORCE', 'SUPERSEDED']);
    expect(await ids({ userId, status: ['SUPERSEDED'] })).toHaveLength(2);
  });

  it('tells those that were over before they were superseded, and the other way round', async () => {
    const person = somebody();
    const first = await give({ ...person, audio: 'DISABLED' });
    await expire(databaseUrl(), first);
    await mute(target(), { ...person, audio: 'DISABLED' });
    expect(await statuses(person.userId)).toEqual(['EXPIRED']);
    const second = await give({ ...person, audio: 'DISABLED' });
    await mute(target(), { ...person, audio: 'DISABLED' });
    await expire(databaseUrl(), second);
    expect(await statuses(person.userId)).toEqual(['SUPERSEDED', 'EXPIRED']);
    expect(await ids({ userId: person.userId, status: ['EXPIRED'] })).toEqual([first]);
  });

  it('counts one that was undone as lifted', async () => {
    const person = somebody();
    const id = await give({ ...person, state: 'AUDIO_DISABLED' });
    const { data } = await send(
      sandbox,
      UndoModerationActionDocument,
      { input: { actionId: id } },
      { token: moderator },
    );
    expect(data?.undoModerationAction.__typename).toBe('UndoModerationActionSuccess');
    expect(await byId(id)).toMatchObject({ status: 'LIFTED', holding: 'UNKNOWN' });
    expect(await ids({ userId: person.userId, status: ['IN_FORCE', 'OVERRIDDEN'] })).toEqual([]);
    expect(await ids({ userId: person.userId, status: ['LIFTED'] })).toEqual([id]);
  });

  it('is named by the actions that gave and ended it, and by no others, whatever of it is asked for', async () => {
    const person = somebody();
    const given = await give({ ...person, audio: 'DISABLED' });
    const expired = await give({ ...person, video: 'DISABLED' });
    const refused = await give({ ...ROOM, userId: 'nobody-there', audio: 'DISABLED' });
    const plain = await mute(target(), { ...person, state: 'AUDIO_DISABLED' });
    await expire(databaseUrl(), expired);
    await send(sandbox, LiftRestrictionDocument, { input: { restrictionId: given } }, { token: moderator });
    const auditor = tokenOf('auditor', { scope: 'moderation:audit', ...EVERYWHERE });
    const { data } = await sendText(
      sandbox,
      `{ moderationActions(first: 100) { edges { node {
        id operation automatic only: restriction { id __typename } whole: restriction { id status }
      } } } }`,
      {},
      { token: auditor },
    );
    interface Node {
      id: string;
      operation: string;
      automatic: boolean;
      only: { id: string; __typename: string } | null;
      whole: { id: string; status: string } | null;
    }
    const { edges } = (data as { moderationActions: { edges: { node: Node }[] } }).moderationActions;
    const nodes = edges.map(({ node }) => node);
    const linkOf = new Map(nodes.map(({ id, only }) => [id, only]));
    const isRestriction = { __typename: 'MediaRestriction' };
    expect(linkOf.get(given)).toEqual({ id: given, ...isRestriction });
    expect(linkOf.get(expired)).toEqual({ id: expired, ...isRestriction });
    expect(linkOf.get(refused)).toBeNull();
    expect(linkOf.get(plain)).toBeNull();
    expect(nodes.filter(({ automatic, only }) => automatic && only?.id === expired)).toHaveLength(1);
    const lifts = nodes.filter(({ operation }) => operation === 'LIFT_RESTRICTION');
    expect(lifts.map(({ only }) => only?.id)).toEqual([given]);
    expect(nodes.map(({ only }) => only?.id)).toEqual(nodes.map(({ whole }) => whole?.id));
  });

  it('does not claim that the vendor holds to one whose call got no answer', async () => {
    const person = somebody();
    sandbox.trtc.injectFault({ kind: 'reset', applied: true, times: 4 });
    const id = await give({ ...person, state: 'AUDIO_DISABLED' });
    sandbox.trtc.clearFaults();
    expect(await byId(id)).toMatchObject({
      status: 'IN_FORCE',
      holding: 'UNKNOWN',
      timesApplied: 0,
      lastAppliedAt: null,
    });
  });

  describe('filters and pages', () => {
    const rooms = [
      { roomId: 20001 },
      { strRoomId: '20001' },
      { sdkAppId: OTHER_APP, roomId: 20001 },
      { roomId: 20002 },
    ];
    const given: string[] = [];
    const other = tokenOf('other', { scope: MEDIA, ...EVERYWHERE });
    beforeAll(async () => {
      given.length = 0;
      for (const room of rooms) {
        given.unshift(await give({ ...somebody(room), audio: 'DISABLED' }, { token: other }));
      }
    });
    const among = (wanted: readonly number[]) =>
      given.filter((_id, index) => wanted.includes(rooms.length - 1 - index));

    it.each<[string, RestrictionFilter, number[]]>([
      ['an actor', { actor: 'other' }, [0, 1, 2, 3]],
      ['an actor who gave none', { actor: 'nobody' }, []],
      ['a numeric room, in every application', { roomId: 20001 }, [0, 2]],
      ['a numeric room of an application', { roomId: 20001, sdkAppId: APP }, [0]],
      ['a string room', { strRoomId: '20001' }, [1]],
      ['two rooms', { strRoomId: '20001', roomId: 20001 }, []],
      ['a room and an actor', { roomId: 20002, actor: 'other' }, [3]],
      ['a room and another actor', { roomId: 20002, actor: 'moderator' }, []],
      ['an application and an actor', { sdkAppId: OTHER_APP, actor: 'other' }, [2]],
      ['an application', { sdkAppId: OTHER_APP }, [2]],
      ['an empty user', { actor: 'other', userId: '' }, []],
      ['an actor, on single people', { actor: 'other', wholeRoom: false }, [0, 1, 2, 3]],
      ['an actor, on whole rooms', { actor: 'other', wholeRoom: true }, []],
      ['an empty list of statuses', { actor: 'other', status: [] }, [0, 1, 2, 3]],
    ])('lists those of %s', async (_name, filter, wanted) => {
      expect(await ids(filter)).toEqual(among(wanted));
    });

    it.each<[string, Record<string, unknown>, number[]]>([
      ['one numeric room', { rooms: [20001] }, [0]],
      ['one numeric room of two applications', { rooms: [20001], sdk_app_ids: '*' }, [0, 2]],
      ['all numeric rooms', { rooms: '*' }, [0, 3]],
      ['all numeric rooms and one string room', { rooms: '*', str_rooms: ['20001'] }, [0, 1, 3]],
      ['all string rooms', { str_rooms: '*' }, [1]],
      ['no room', {}, []],
      ['another application', { rooms: '*', sdk_app_ids: [OTHER_APP] }, [2]],
    ])('shows a token for %s only what is there', async (_name, claims, wanted) => {
      for (const scope of [MEDIA, 'moderation:audit']) {
        const token = tokenOf('somebody', { scope, ...claims });
        expect(await ids({ actor: 'other' }, token)).toEqual(among(wanted));
        const found = await Promise.all(given.map((id) => byId(id, token)));
        expect(given.filter((_id, index) => found[index] !== null)).toEqual(among(wanted));
      }
    });

    it('pages through all, the newest first, each once', async () => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { edges = [], pageInfo } = await page({ actor: 'other' }, { first: 3, after });
        seen.push(...edges.map(({ node }) => node.id));
        expect(pageInfo?.hasPreviousPage).toBe(after !== null);
        after = pageInfo?.hasNextPage ? (pageInfo.endCursor ?? null) : null;
      } while (after !== null);
      expect(seen).toEqual(given);
    });

    it.each<[string, RestrictionFilter, { first?: number; after?: string }, string]>([
      ['an application below 1', { sdkAppId: 0 }, {}, 'filter.sdkAppId'],
      ['an empty room', { strRoomId: '' }, {}, 'filter.strRoomId'],
      ['U+0000 in a user', { userId: 'a\0' }, {}, 'filter.userId'],
      ['half a character in an actor', { actor: '\ud83d' }, {}, 'filter.actor'],
      ['no page', {}, { first: 0 }, 'first'],
      ['too large a page', {}, { first: 201 }, 'first'],
      ['a cursor of another list', {}, { after: 'WzEsMl0' }, 'after'],
      ['a cursor that is none', {}, { after: '?' }, 'after'],
    ])('refuses %s as INVALID_INPUT', async (_name, filter, variables, path) => {
      const { extensions } = await page(filter, variables);
      expect(extensions?.code).toBe('INVALID_INPUT');
      expect(extensions?.issues).toContainEqual(expect.objectContaining({ path }));
    });

    it.each<[string, Record<string, unknown>, RestrictionFilter, string, string | undefined]>([
      ['without a scope to see rooms', { scope: 'moderation:rooms' }, {}, 'FORBIDDEN', MEDIA],
      ['for another room', { scope: MEDIA, rooms: [1] }, { roomId: 2 }, 'FORBIDDEN', 'rooms'],
      ['for numeric rooms', { scope: MEDIA, rooms: '*' }, { strRoomId: '2' }, 'FORBIDDEN', 'str_rooms'],
      [
        'for one application',
        { scope: MEDIA, rooms: '*' },
        { sdkAppId: OTHER_APP },
        'FORBIDDEN',
        'sdk_app_ids',
      ],
      [
        'for everything',
        { scope: MEDIA, ...EVERYWHERE },
        { sdkAppId: 5 },
        'APPLICATION_NOT_SERVED',
        undefined,
      ],
    ])('refuses a token %s', async (_name, claims, filter, code, missing) => {
      const { extensions } = await page(filter, { token: tokenOf('somebody', claims) });
      expect(extensions?.code).toBe(code);
      expect(extensions?.missingGrant).toBe(missing);
    });

    it('finds nothing by an id that is none, and refuses to look without a scope', async () => {
      expect(await byId('x')).toBeNull();
      expect(await byId('01900000-0000-7000-8000-000000000000')).toBeNull();
      const token = tokenOf('somebody', { scope: 'moderation:self' });
      expect(await byId('x', token)).toMatchObject({ code: 'FORBIDDEN', missingGrant: MEDIA });
    });
  });
});
