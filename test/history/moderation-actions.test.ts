import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteForReading } from '../../src/journal/sqlite-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  type AddToBlacklistInput,
  ModerationActionDocument,
  type ModerationActionFilter,
  ModerationActionsDocument,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
} from '../generated/graphql.js';
import { send, type Target } from '../graphql-client.js';
import { newSecret, signed } from '../identity/signed-tokens.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';

const APP = 1400188366;
const OTHER_APP = 1400188367;
const VOLC_APP = 123456;
const OTHER_VOLC_APP = 654321;
const SECRET = newSecret();

/** A token for an hour. */
function token(sub: string, claims: Record<string, unknown>): string {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return signed({ alg: 'HS256' }, { sub, exp, ...claims }, 'HS256', SECRET);
}

const EVERYWHERE = { rooms: '*', sdk_app_ids: '*', app_ids: '*' };
const AUDITOR = token('auditor', { scope: 'moderation:audit', ...EVERYWHERE });

const moderators = new Map<string, number>();
/** Whose actions no other test's are among. */
function newModerator(name = 'moderator'): { sub: string; token: string } {
  const count = (moderators.get(name) ?? 0) + 1;
  moderators.set(name, count);
  const sub = `${name}-${count}`;
  return { sub, token: token(sub, { scope: 'moderation:media moderation:blacklist', ...EVERYWHERE }) };
}

const folder = mkdtempSync(join(tmpdir(), 'moderation-actions-'));
const file = join(folder, 'journal.db');
let sandbox: Sandbox;
let target: Target;

beforeAll(async () => {
  sandbox = await startTestSandbox(
    {
      AUTH_JWT_SECRET: SECRET.toString(),
      DATABASE_URL: `file:${file}`,
      TRTC_SDK_APP_IDS: `${APP},${OTHER_APP}`,
      VOLC_APP_IDS: `${VOLC_APP},${OTHER_VOLC_APP}`,
    },
    withoutJitter,
  );
  target = { url: sandbox.url, tokens: { admin: AUDITOR } };
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  sandbox.trtc.reset();
  sandbox.volcengine.reset();
  sandbox.trtc.clearFaults();
  sandbox.volcengine.clearFaults();
});

const MUTE: SetUserMediaStateInput = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' };
const ADD: AddToBlacklistInput = { userId: '10001', users: [{ userId: '10002' }] };

async function mute(caller: string, change: Partial<SetUserMediaStateInput> = {}) {
  const input = { ...MUTE, ...change };
  const { data } = await send(target, SetUserMediaStateDocument, { input }, { token: caller });
  if (!data) throw new Error('no data');
  return data.setUserMediaState;
}

async function add(caller: string, change: Partial<AddToBlacklistInput> = {}) {
  const input = { ...ADD, ...change };
  const { data } = await send(target, AddToBlacklistDocument, { input }, { token: caller });
  if (!data) throw new Error('no data');
  return data.addToBlacklist;
}

interface PageOptions {
  first?: number | null;
  after?: string | null;
  token?: string;
}

async function page(filter: ModerationActionFilter | null, { token, ...variables }: PageOptions = {}) {
  const options = token === undefined ? {} : { token };
  const { data, errors } = await send(target, ModerationActionsDocument, { filter, ...variables }, options);
  if (!data) throw new Error(JSON.stringify(errors));
  return data.moderationActions;
}

async function list(filter: ModerationActionFilter, options?: PageOptions) {
  return (await page(filter, options)).edges.map(({ node }) => node);
}

async function ids(filter: ModerationActionFilter, options?: PageOptions): Promise<string[]> {
  return (await list(filter, options)).map(({ id }) => id);
}

async function byId(id: string, token = AUDITOR) {
  const { data, errors } = await send(target, ModerationActionDocument, { id }, { token });
  expect(errors).toBeUndefined();
  return data?.moderationAction;
}

function actionIdOf(answer: { actionId?: string | null }): string {
  if (!answer.actionId) throw new Error('no actionId');
  return answer.actionId;
}

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

describe('an action', () => {
  const muted = {
    operation: 'SET_USER_MEDIA_STATE',
    vendor: 'TENCENT_TRTC',
    applicationId: APP,
    roomId: 10006,
    listOwnerId: null,
    inboxType: null,
    state: 'AUDIO_DISABLED',
    reason: null,
    idempotencyKey: null,
    attempts: 1,
    recovered: false,
    requestedAt: TIME,
    finishedAt: TIME,
    durationMs: expect.any(Number),
    requestId: UUID,
  };
  const added = {
    ...muted,
    operation: 'ADD_TO_BLACKLIST',
    vendor: 'VOLCENGINE_RTC',
    applicationId: VOLC_APP,
    roomId: null,
    listOwnerId: '10001',
    inboxType: 0,
    state: null,
  };

  it('that was applied has all that was asked for, and what came of it', async () => {
    const { sub, token } = newModerator();
    const before = Date.now();
    const answer = await mute(token, {
      sdkAppId: OTHER_APP,
      reason: '骂人 "twice"\n',
      idempotencyKey: 'key 🔑',
    });
    const id = actionIdOf(answer);
    const action = await byId(id);
    expect(action).toEqual({
      ...muted,
      id,
      actor: sub,
      applicationId: OTHER_APP,
      targets: [{ userId: '29376', outcome: 'APPLIED', code: null, vendorCode: null }],
      status: 'APPLIED',
      code: null,
      message: null,
      reason: '骂人 "twice"\n',
      idempotencyKey: 'key 🔑',
      vendorCode: null,
      vendorRequestIds: [(answer as { vendorRequestId: string }).vendorRequestId],
    });
    const [requestedAt, finishedAt] = [action?.requestedAt, action?.finishedAt].map((time) =>
      Date.parse(time ?? ''),
    ) as [number, number];
    expect(requestedAt).toBeGreaterThanOrEqual(before);
    expect(finishedAt).toBeGreaterThanOrEqual(requestedAt);
    expect(finishedAt).toBeLessThanOrEqual(Date.now());
    expect(await list({ actor: sub })).toEqual([action]);
  });

  it('that was applied to a list has its owner, its inbox, and the users in input order', async () => {
    const { sub, token } = newModerator();
    const users = ['9223372036854775807', '10002', '9'].map((userId) => ({ userId }));
    const answer = await add(token, { appId: OTHER_VOLC_APP, inboxType: 7, users });
    expect(await byId(actionIdOf(answer))).toEqual({
      ...added,
      id: answer.actionId,
      actor: sub,
      applicationId: OTHER_VOLC_APP,
      inboxType: 7,
      targets: users.map(({ userId }) => ({ userId, outcome: 'APPLIED', code: null, vendorCode: null })),
      status: 'APPLIED',
      code: null,
      message: null,
      vendorCode: null,
      vendorRequestIds: (answer as { vendorRequestIds: string[] }).vendorRequestIds,
    });
  });

  it('that was applied to some has an outcome for each', async () => {
    const { sub, token } = newModerator();
    const input = { ...ADD, users: ['10002', '10006', '10001'].map((userId) => ({ userId })) };
    const { data } = await send(target, AddToBlacklistDocument, { input }, { token });
    const answer = data?.addToBlacklist as { actionId: string; failures: { error: { actionId: string } }[] };
    expect(answer.failures.map(({ error }) => error.actionId)).toEqual([answer.actionId, answer.actionId]);
    expect(await byId(answer.actionId)).toEqual({
      ...added,
      id: answer.actionId,
      actor: sub,
      targets: [
        { userId: '10002', outcome: 'APPLIED', code: null, vendorCode: null },
        {
          userId: '10006',
          outcome: 'NOT_APPLIED',
          code: 'ALREADY_BLACKLISTED',
          vendorCode: 'AlreadyOnTheBlackList',
        },
        { userId: '10001', outcome: 'NOT_APPLIED', code: 'SELF_BLACKLIST', vendorCode: 'AddSelfNotAllow' },
      ],
      status: 'PARTIAL',
      code: null,
      message: null,
      vendorCode: null,
      vendorRequestIds: [expect.any(String)],
    });
  });

  it.each([
    ['REFUSED', 'NOT_APPLIED', 'FailedOperation.RoomNotExist', 'ROOM_NOT_FOUND'],
    ['UNKNOWN', 'UNKNOWN', 'FailedOperation', 'VENDOR_INTERNAL_ERROR'],
  ] as const)('that is %s has why', async (status, outcome, vendorCode, code) => {
    const { sub, token } = newModerator();
    sandbox.trtc.injectFault({ kind: 'error', code: vendorCode, message: 'as the vendor says' });
    const answer = await mute(token);
    expect(await byId(actionIdOf(answer))).toEqual({
      ...muted,
      id: answer.actionId,
      actor: sub,
      targets: [{ userId: '29376', outcome, code, vendorCode }],
      status,
      code,
      message: (answer as { message: string }).message,
      vendorCode,
      vendorRequestIds: [(answer as { vendorRequestId: string }).vendorRequestId],
    });
  });

  it('that added nobody is refused, or unknown where it may have added some', async () => {
    const { token } = newModerator();
    const users = ['10006', '10001'].map((userId) => ({ userId }));
    const refused = await add(token, { users });
    expect(refused.__typename).toBe('AddToBlacklistPartialFailure');
    expect(await byId(actionIdOf(refused))).toMatchObject({
      status: 'REFUSED',
      targets: [{ outcome: 'NOT_APPLIED' }, { outcome: 'NOT_APPLIED' }],
    });
    // Two calls; it does not matter which of them meets the fault.
    const eleven = Array.from({ length: 11 }, (_, index) => ({ userId: `${500 + index}` }));
    await add(token, { users: eleven });
    sandbox.volcengine.injectFault({ kind: 'error', status: 200, code: 'SomethingNew', message: '' });
    const unclear = await byId(actionIdOf(await add(token, { users: eleven })));
    expect(unclear?.status).toBe('UNKNOWN');
    const outcomes = unclear?.targets.map(({ outcome, code }) => `${outcome} ${code}`);
    expect(new Set(outcomes)).toEqual(new Set(['UNKNOWN UNKNOWN', 'NOT_APPLIED ALREADY_BLACKLISTED']));
  });

  it('that the caller may not do has what they lack, and no vendor call', async () => {
    const anchor = token('anchor-of-7', { scope: 'moderation:media', rooms: [7] });
    sandbox.trtc.clearRequests();
    const answer = await mute(anchor, { reason: 'revenge', idempotencyKey: 'k' });
    expect(answer).toMatchObject({ __typename: 'ForbiddenError', missingGrant: 'rooms' });
    expect(await byId(actionIdOf(answer))).toEqual({
      ...muted,
      id: answer.actionId,
      actor: 'anchor-of-7',
      targets: [{ userId: '29376', outcome: 'NOT_APPLIED', code: 'FORBIDDEN', vendorCode: null }],
      status: 'DENIED',
      code: 'FORBIDDEN',
      message: (answer as { message: string }).message,
      reason: 'revenge',
      idempotencyKey: 'k',
      vendorCode: null,
      vendorRequestIds: [],
      attempts: 0,
      durationMs: 0,
    });
    expect(sandbox.trtc.requests()).toEqual([]);
  });

  it('is on record as pending while it is under way', async () => {
    // The clock stands still, and with it the pause after the vendor's refusal.
    const clock = new SimulatedClock();
    const slow = await startTestSandbox({ AUTH_JWT_SECRET: SECRET.toString() }, { clock, random: () => 0.5 });
    try {
      const target = { url: slow.url, tokens: { admin: AUDITOR } };
      const { sub, token } = newModerator();
      slow.trtc.injectFault({ kind: 'throttle' });
      const input = { ...MUTE, reason: 'slowly' };
      const answer = send(target, SetUserMediaStateDocument, { input }, { token });
      const found = async () => {
        const filter: ModerationActionFilter = { actor: sub, status: ['PENDING'] };
        const { data } = await send(target, ModerationActionsDocument, { filter });
        return data?.moderationActions.edges.map(({ node }) => node);
      };
      await expect.poll(found, { timeout: 10_000 }).toHaveLength(1);
      expect(await found()).toEqual([
        {
          ...muted,
          id: UUID,
          actor: sub,
          targets: [{ userId: '29376', outcome: 'PENDING', code: null, vendorCode: null }],
          status: 'PENDING',
          code: null,
          message: null,
          reason: 'slowly',
          vendorCode: null,
          vendorRequestIds: [],
          attempts: 0,
          finishedAt: null,
          durationMs: null,
        },
      ]);
      let answered = false;
      void answer.finally(() => {
        answered = true;
      });
      await expect
        .poll(async () => clock.run(100).then(() => answered), { interval: 5, timeout: 10_000 })
        .toBe(true);
      expect((await answer).data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
      expect(await found()).toEqual([]);
    } finally {
      await slow.close();
    }
  });

  it('is not recorded where its input is not valid, and its answer has no id', async () => {
    const { sub, token } = newModerator();
    expect(await mute(token, { userId: 'x'.repeat(33) })).toMatchObject({
      __typename: 'InvalidInputError',
      actionId: null,
    });
    expect(await add(token, { users: [] })).toMatchObject({
      __typename: 'InvalidInputError',
      actionId: null,
    });
    expect(await list({ actor: sub })).toEqual([]);
  });

  it('keeps its id and its row when it is repeated by its key', async () => {
    const { sub, token } = newModerator();
    const first = await mute(token, { idempotencyKey: 'again' });
    expect(await mute(token, { idempotencyKey: 'again' })).toEqual(first);
    const conflict = await mute(token, { idempotencyKey: 'again', state: 'VIDEO_DISABLED' });
    expect(conflict).toMatchObject({ __typename: 'IdempotencyConflictError', actionId: first.actionId });
    expect(await ids({ actor: sub })).toEqual([first.actionId]);
  });
});

describe('the filter', () => {
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
    for (const last = Date.now(); Date.now() <= last; ) await new Promise(setImmediate);
    between = new Date().toISOString();
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
  ])('%j finds what fits all of it, newest first', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  it('takes from its first moment up to its last', async () => {
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
  ])('refuses a %s that no text can be', async (field, text) => {
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

describe('pages', () => {
  it('go on to the end in one order, whatever comes meanwhile', async () => {
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

  it('say that there is nothing where there is nothing', async () => {
    expect(await page({ actor: 'nobody' })).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('end exactly where the actions do', async () => {
    const { sub, token } = newModerator();
    for (let index = 0; index < 2; index++) await mute(token);
    const { edges, pageInfo } = await page({ actor: sub }, { first: 2 });
    expect(pageInfo.hasNextPage).toBe(false);
    const beyond = await page({ actor: sub }, { first: 2, after: edges[1]?.cursor ?? '' });
    expect(beyond).toMatchObject({ edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  });

  it('have 50 actions unless told, and 200 at most', async () => {
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
    // A UUID, but not of the version that tells the time.
    Buffer.from('0b7c4a52-5a3c-4c11-9d70-2f6a3a1f4d0e').toString('base64url'),
    'x'.repeat(10_000),
  ])('are refused after a cursor that is none: %j', async (after) => {
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

describe('who may read', () => {
  it('is told which scope is missing', async () => {
    const { token } = newModerator();
    const actions = await send(target, ModerationActionsDocument, {}, { token });
    const action = await send(target, ModerationActionDocument, { id: 'x' }, { token });
    for (const { errors } of [actions, action]) {
      expect(errors).toMatchObject([
        {
          message: 'This needs a token with the scope moderation:audit.',
          extensions: { code: 'FORBIDDEN', missingGrant: 'moderation:audit' },
        },
      ]);
    }
    expect(actions.data ?? null).toBeNull();
    expect(action.data).toEqual({ moderationAction: null });
  });

  it('sees the rooms and applications that the token names, and no others', async () => {
    const { sub: actor, token: caller } = newModerator();
    sandbox.trtc.enterRoom(APP, 7, '29376');
    const rows = {
      muted: await mute(caller),
      inRoom7: await mute(caller, { roomId: 7 }),
      inOtherApp: await mute(caller, { sdkAppId: OTHER_APP }),
      added: await add(caller),
      addedInOtherApp: await add(caller, { appId: OTHER_VOLC_APP }),
      inUnservedApp: await mute(caller, { sdkAppId: 5 }),
    };
    expect(rows.inUnservedApp).toMatchObject({ code: 'APPLICATION_NOT_SERVED' });
    const all = Object.keys(rows).reverse();
    const cases: [Record<string, unknown>, string[]][] = [
      [EVERYWHERE, all],
      [{ rooms: '*' }, ['added', 'inRoom7', 'muted']],
      [{}, ['added']],
      [{ rooms: [] }, ['added']],
      [{ rooms: [7] }, ['added', 'inRoom7']],
      [{ rooms: [7, 10006, 11, 12] }, ['added', 'inRoom7', 'muted']],
      [{ rooms: [7], app_ids: [] }, ['inRoom7']],
      [
        { rooms: [10006], sdk_app_ids: [OTHER_APP], app_ids: [OTHER_VOLC_APP] },
        ['addedInOtherApp', 'inOtherApp'],
      ],
      [{ rooms: '*', sdk_app_ids: [OTHER_APP, 5], app_ids: [] }, ['inUnservedApp', 'inOtherApp']],
      [
        { rooms: '*', sdk_app_ids: '*', app_ids: 'nonsense' },
        ['inUnservedApp', 'inOtherApp', 'inRoom7', 'muted'],
      ],
      [{ rooms: 'nonsense', sdk_app_ids: '*', app_ids: '*' }, ['addedInOtherApp', 'added']],
    ];
    for (const [claims, expected] of cases) {
      const reader = token('reader', { scope: 'moderation:audit', ...claims });
      const found = await ids({ actor }, { token: reader });
      const names = found.map((id) => Object.entries(rows).find(([, { actionId }]) => actionId === id)?.[0]);
      expect(names, JSON.stringify(claims)).toEqual(expected);
      const ofUser = await ids({ actor, targetUserId: '29376' }, { token: reader });
      expect(ofUser, JSON.stringify(claims)).toEqual(found.filter((id) => !addedIds().includes(id)));
      for (const [name, { actionId }] of Object.entries(rows)) {
        const action = await byId(actionId ?? '', reader);
        expect(action?.id, `${name} to ${JSON.stringify(claims)}`).toBe(
          expected.includes(name) ? actionId : undefined,
        );
      }
    }
    function addedIds() {
      return [rows.added.actionId, rows.addedInOtherApp.actionId] as unknown[];
    }
  });

  it('sees nothing of a room beyond theirs, however they ask', async () => {
    const { sub: actor, token: caller } = newModerator();
    await mute(caller);
    const reader = token('reader', { scope: 'moderation:audit', rooms: [7], app_ids: [] });
    const filters: ModerationActionFilter[] = [
      { roomId: 10006 },
      { roomId: 10006, actor },
      { targetUserId: '29376' },
      { actor, status: ['APPLIED'] },
      { operation: ['SET_USER_MEDIA_STATE'], actor },
    ];
    for (const filter of filters) {
      const found = await list(filter, { token: reader });
      expect(
        found.filter(({ roomId }) => roomId !== 7),
        JSON.stringify(filter),
      ).toEqual([]);
    }
  });

  it('gets null for an id that nothing has', async () => {
    const known = actionIdOf(await mute(newModerator().token));
    const others = [
      '',
      'x',
      '0',
      '\0',
      known.toUpperCase(),
      `${known} `,
      `${known.slice(0, -1)}${known.endsWith('0') ? '1' : '0'}`,
      '0b7c4a52-5a3c-4c11-9d70-2f6a3a1f4d0e',
      'x'.repeat(10_000),
    ];
    for (const id of others) expect(await byId(id), id.slice(0, 40)).toBeNull();
    expect(await byId(known)).toMatchObject({ id: known });
  });
});

it('no row holds a token or a credential', async () => {
  const { token } = newModerator();
  await mute(token, { reason: 'for the record' });
  await add(token);
  const { db, close } = await openSqliteForReading(file);
  const { rows } = await sql<object>`select * from actions`.execute(db);
  await close();
  const text = JSON.stringify(rows);
  expect(text).toContain('for the record');
  const secrets = [
    SECRET.toString(),
    'SandboxSecretKeyForTheEmulator',
    'AKIDSandbox',
    'SandboxSecretAccessKey',
    'AKLTSandbox',
    // Of a token, and of a signed request.
    ...token.split('.'),
    'Bearer',
    'Signature=',
  ];
  for (const secret of secrets) expect(text).not.toContain(secret);
});
