import { beforeAll, describe, expect, it } from 'vitest';
import { type ModerationActionFilter, ModerationActionsDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import {
  APP,
  actionIdOf,
  add,
  byId,
  ids,
  mute,
  newModerator,
  nowMs,
  type PageOptions,
  page,
  sandbox,
  target,
  withRecordedGateway,
} from './recorded-gateway.js';

withRecordedGateway();

describe('the filter of moderationActions', () => {
  const { sub: actor, token: caller } = newModerator('filtered');
  const rows: Record<string, string> = {};
  let between: string;

  beforeAll(async () => {
    const remember = async (name: string, answer: Promise<{ actionId?: string | null }>) => {
      rows[name] = actionIdOf(await answer);
    };
    sandbox.trtc.enterRoom(APP, 7, 'bob');
    await remember('muted', mute(caller));
    await remember('inRoom7', mute(caller, { roomId: 7, userId: 'bob' }));
    await remember('refused', mute(caller, { roomId: 8, userId: 'bob' }));
    // Ids and bounds are in milliseconds.
    for (const last = nowMs(); nowMs() <= last; ) await new Promise(setImmediate);
    between = new Date(nowMs()).toISOString();
    await remember('added', add(caller, { users: [{ userId: '555' }, { userId: '556' }] }));
    await remember('partly', add(caller, { users: [{ userId: '555' }, { userId: '557' }] }));
  });

  const names = async (filter: ModerationActionFilter, options?: PageOptions) => {
    const found = await ids({ actor, ...filter }, options);
    return found.map((id) => Object.keys(rows).find((name) => rows[name] === id));
  };

  it.each<[ModerationActionFilter, string[]]>([
    [{}, ['partly', 'added', 'refused', 'inRoom7', 'muted']],
    [{ actor: 'nobody' }, []],
    [{ actor: '' }, []],
    [{ operation: ['SET_USER_MEDIA_STATE'] }, ['refused', 'inRoom7', 'muted']],
    [
      { operation: ['ADD_TO_BLACKLIST', 'SET_USER_MEDIA_STATE'] },
      ['partly', 'added', 'refused', 'inRoom7', 'muted'],
    ],
    [{ operation: [] }, ['partly', 'added', 'refused', 'inRoom7', 'muted']],
    [{ operation: null, status: null, vendor: null }, ['partly', 'added', 'refused', 'inRoom7', 'muted']],
    [{ vendor: 'VOLCENGINE_RTC' }, ['partly', 'added']],
    [{ vendor: 'TENCENT_TRTC' }, ['refused', 'inRoom7', 'muted']],
    [{ vendor: 'TENCENT_TRTC', operation: ['ADD_TO_BLACKLIST'] }, []],
    [{ status: ['REFUSED'] }, ['refused']],
    [{ status: ['PARTIAL', 'REFUSED', 'PARTIAL'] }, ['partly', 'refused']],
    [{ status: [] }, ['partly', 'added', 'refused', 'inRoom7', 'muted']],
    [{ status: ['DENIED', 'PENDING', 'UNKNOWN'] }, []],
    [{ roomId: 7 }, ['inRoom7']],
    [{ roomId: 7, status: ['REFUSED'] }, []],
    [{ roomId: 7, operation: ['ADD_TO_BLACKLIST'] }, []],
    [{ targetUserId: 'bob' }, ['refused', 'inRoom7']],
    [{ targetUserId: 'bob', roomId: 8 }, ['refused']],
    [{ targetUserId: '555' }, ['partly', 'added']],
    [{ targetUserId: '555', status: ['APPLIED'] }, ['added']],
    [{ targetUserId: '555', operation: ['SET_USER_MEDIA_STATE'] }, []],
    [{ targetUserId: 'BOB' }, []],
    [{ from: '0001-01-01T00:00:00Z' }, ['partly', 'added', 'refused', 'inRoom7', 'muted']],
    [{ to: '9999-12-31T23:59:59Z' }, ['partly', 'added', 'refused', 'inRoom7', 'muted']],
    [{ from: '9999-12-31T23:59:59Z' }, []],
    [{ from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' }, []],
  ])('%j finds the actions that match all of its fields, newest first', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  it('tells numeric rooms from string rooms', async () => {
    const { sub, token } = newModerator('in-rooms');
    for (const room of [7, '7', 'a room?'] as const) sandbox.trtc.enterRoom(APP, room, '29376');
    const numeric = actionIdOf(await mute(token, { roomId: 7 }));
    const string = actionIdOf(await mute(token, { roomId: null, strRoomId: '7' }));
    const named = actionIdOf(await mute(token, { roomId: null, strRoomId: 'a room?' }));
    expect(await ids({ actor: sub, roomId: 7 })).toEqual([numeric]);
    expect(await ids({ actor: sub, strRoomId: '7' })).toEqual([string]);
    expect(await ids({ actor: sub, strRoomId: '7', targetUserId: '29376' })).toEqual([string]);
    expect(await ids({ strRoomId: 'a room?', status: ['APPLIED'] })).toEqual([named]);
    expect(await ids({ actor: sub, roomId: 7, strRoomId: '7' })).toEqual([]);
    expect(await ids({ actor: sub, strRoomId: '' })).toEqual([]);
    expect(await byId(named)).toMatchObject({ roomId: null, strRoomId: 'a room?' });
    expect(await byId(numeric)).toMatchObject({ roomId: 7, strRoomId: null });
  });

  it('finds the actions on one list', async () => {
    const { sub, token } = newModerator('on-lists');
    const listOwnerId = '9007199254740993';
    const first = actionIdOf(await add(token, { userId: listOwnerId }));
    await add(token, { userId: '9007199254740992' });
    const muted = actionIdOf(await mute(token));
    const second = actionIdOf(await add(token, { userId: listOwnerId, users: [{ userId: '7' }] }));
    expect(await ids({ listOwnerId })).toEqual([second, first]);
    expect(await ids({ listOwnerId, targetUserId: '7' })).toEqual([second]);
    expect(await ids({ listOwnerId, operation: ['SET_USER_MEDIA_STATE'] })).toEqual([]);
    expect(await ids({ listOwnerId, roomId: 10006 })).toEqual([]);
    expect(await ids({ listOwnerId: '9007199254740994' })).toEqual([]);
    expect(await ids({ actor: sub, listOwnerId: null, roomId: 10006 })).toEqual([muted]);
    expect((await page({ listOwnerId }, { first: 1 })).pageInfo.hasNextPage).toBe(true);
  });

  it('refuses a list owner that is no id', async () => {
    const filter = { listOwnerId: '-1' };
    const { status, errors } = await send(target, ModerationActionsDocument, { filter });
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toContain('Int64ID must be');
  });

  it('includes the moment `from` and excludes the moment `to`', async () => {
    expect(await names({ from: between })).toEqual(['partly', 'added']);
    expect(await names({ to: between })).toEqual(['refused', 'inRoom7', 'muted']);
    const requestedAt = (await byId(rows.added ?? ''))?.requestedAt ?? '';
    expect(await names({ from: requestedAt })).toContain('added');
    expect(await names({ to: requestedAt })).not.toContain('added');
    expect(await names({ from: between, targetUserId: '555' })).toEqual(['partly', 'added']);
    expect(await names({ to: between, targetUserId: '555' })).toEqual([]);
  });

  it.each([
    ['actor', '\0'],
    ['actor', '\ud800'],
    ['targetUserId', '\udc00 '],
  ])('refuses a %s that is not storable text', async (field, text) => {
    const filter = { [field]: text };
    const { status, data, errors } = await send(target, ModerationActionsDocument, { filter });
    expect({ status, data }).toEqual({ status: 200, data: null });
    expect(errors).toMatchObject([
      {
        message: `The argument filter.${field} must be well-formed Unicode without U+0000.`,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });
});

describe('pages of moderationActions', () => {
  it('list all actions in one order, while new actions are recorded', async () => {
    const { sub, token } = newModerator();
    const made: string[] = [];
    for (let index = 0; index < 7; index++) {
      made.unshift(
        actionIdOf(await (index % 2 ? add(token, { users: [{ userId: `${index}` }] }) : mute(token))),
      );
    }
    const found: string[] = [];
    const pages = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo } = await page({ actor: sub }, { first: 3, after });
      expect(pageInfo).toMatchObject({
        hasPreviousPage: after !== null,
        startCursor: edges[0]?.cursor,
        endCursor: edges.at(-1)?.cursor,
      });
      found.push(...edges.map(({ node }) => node.id));
      pages.push(edges.length);
      after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
      await mute(token);
    } while (after !== null);
    expect(pages).toEqual([3, 3, 1]);
    expect(found).toEqual(made);
  });

  it('are empty if no action matches', async () => {
    expect(await page({ actor: 'nobody' })).toEqual({
      edges: [],
      feedCursor: expect.any(String),
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('have no next page after the last action', async () => {
    const { sub, token } = newModerator();
    for (let index = 0; index < 2; index++) await mute(token);
    const { edges, pageInfo } = await page({ actor: sub }, { first: 2 });
    expect(pageInfo.hasNextPage).toBe(false);
    const beyond = await page({ actor: sub }, { first: 2, after: edges[1]?.cursor ?? '' });
    expect(beyond).toMatchObject({ edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  });

  it('have 50 actions by default and 200 at most', async () => {
    const { sub, token } = newModerator();
    await Promise.all(Array.from({ length: 201 }, () => mute(token)));
    for (const first of [undefined, null]) {
      const { edges, pageInfo } = await page({ actor: sub }, first === undefined ? {} : { first });
      expect(edges).toHaveLength(50);
      expect(pageInfo.hasNextPage).toBe(true);
    }
    expect((await page({ actor: sub }, { first: 1 })).edges).toHaveLength(1);
    const most = await page({ actor: sub }, { first: 200 });
    expect(most.edges).toHaveLength(200);
    expect(most.pageInfo.hasNextPage).toBe(true);
  });

  it.each([0, -1, 201, 2 ** 31 - 1])('are refused with first: %i', async (first) => {
    const { status, data, errors } = await send(target, ModerationActionsDocument, { first });
    expect({ status, data }).toEqual({ status: 200, data: null });
    expect(errors).toMatchObject([
      {
        message: 'The argument first must be from 1 to 200.',
        path: ['moderationActions'],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it.each([
    '',
    'x',
    'null',
    '\0',
    Buffer.from('no id').toString('base64url'),
    // A UUID, but not of version 7, which contains a time.
    Buffer.from('0b7c4a52-5a3c-4c11-9d70-2f6a3a1f4d0e').toString('base64url'),
    'x'.repeat(10_000),
  ])('are refused with the malformed cursor %j', async (after) => {
    const { status, data, errors } = await send(target, ModerationActionsDocument, { after });
    expect({ status, data }).toEqual({ status: 200, data: null });
    expect(errors).toMatchObject([
      {
        message: 'The argument after must be the endCursor of a page before.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });
});
