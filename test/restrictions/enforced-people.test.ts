import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { CALLBACK_KEY, report } from '../events/callbacks.js';
import {
  LiftRestrictionDocument,
  MediaRestrictionDocument,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
} from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const APP = 1400188366;
const ROOM = 10006;
const ANCHOR = 20;
const AUDIENCE = 21;
/** Each test has a person of its own. */
let user = '';
let users = 0;

let sandbox: Sandbox;
let postgres: PostgresServer | undefined;

const isMute = () => sandbox.trtc.mediaState(APP, ROOM, user);
/** The states that the vendor was told of the person, in the order of the calls. */
const sent = () =>
  sandbox.trtc
    .requests()
    .map(({ body }) => JSON.parse(body))
    .filter(({ UserId }) => UserId === user)
    .map(({ IsMute }) => IsMute);
/** Resolves when the gateway has taken the event in. */
async function enter(role: 20 | 21 = ANCHOR) {
  sandbox.trtc.enterRoom(APP, ROOM, user, { role });
  await sandbox.trtc.callbacksSent();
}
async function leave() {
  sandbox.trtc.leaveRoom(APP, ROOM, user);
  await sandbox.trtc.callbacksSent();
}

async function set(input: Omit<SetUserMediaStateInput, 'userId'>) {
  const variables = { input: { roomId: ROOM, userId: user, ...input } };
  const { data, errors } = await send(sandbox, SetUserMediaStateDocument, variables);
  expect(errors).toBeUndefined();
  if (!data) throw new Error('no data');
  return data.setUserMediaState;
}

async function restriction(id: string) {
  const { data } = await send(sandbox, MediaRestrictionDocument, { id });
  return data?.mediaRestriction;
}

/** Enforces something, and resolves with the id of the restriction. */
async function enforce(input: Omit<SetUserMediaStateInput, 'userId'>): Promise<string> {
  const answer = (await set({ ...input, enforce: true })) as { actionId?: string | null };
  if (!answer.actionId) throw new Error(JSON.stringify(answer));
  return answer.actionId;
}

async function lift(restrictionId: string) {
  const { data } = await send(sandbox, LiftRestrictionDocument, { input: { restrictionId } });
  expect(data?.liftRestriction.__typename).toBe('LiftRestrictionSuccess');
}

/** The actions on the person that the gateway carried out by itself, the newest first. */
async function automaticActions() {
  const query = `query ($filter: ModerationActionFilter) { moderationActions(filter: $filter) { edges { node {
    actor operation status state audio video causedBy { id }
  } } } }`;
  const { data } = await sendText(sandbox, query, { filter: { targetUserId: user, automatic: true } });
  type Page = { moderationActions: { edges: { node: Record<string, unknown> }[] } };
  return (data as Page).moderationActions.edges.map(({ node }) => node);
}

/** What is not sent within a second and a half, when each gateway has looked for people, is not sent. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 1_500));

describe.each(['SQLite', 'PostgreSQL'])('a mute that is enforced, with a journal on %s', (name) => {
  beforeAll(async () => {
    if (name === 'PostgreSQL') postgres = await startPostgres();
    sandbox = await startTestSandbox(
      { TRTC_CALLBACK_KEY: CALLBACK_KEY, ...(postgres && { DATABASE_URL: postgres.url }) },
      withoutJitter,
    );
  });
  afterAll(async () => {
    await sandbox.close();
    await postgres?.remove();
  });
  beforeEach(() => {
    user = `somebody-${users++}`;
    sandbox.trtc.clearFaults();
    sandbox.trtc.clearRequests();
    sandbox.trtc.setRules({ blocksOutliveLeaving: false });
  });

  it('is not undone by leaving and joining again', async () => {
    await enter();
    const id = await enforce({ audio: 'DISABLED' });
    await leave();
    await expect.poll(() => restriction(id)).toMatchObject({ status: 'WAITING_FOR_USER', holding: 'NOBODY' });
    await enter();
    await expect.poll(isMute).toBe(2);
    await expect
      .poll(() => restriction(id))
      .toMatchObject({
        enforced: true,
        endsAt: null,
        status: 'IN_FORCE',
        holding: 'APPLIED',
        timesApplied: 2,
      });
    expect(await automaticActions()).toEqual([
      {
        actor: 'gateway',
        operation: 'SET_USER_MEDIA_STATE',
        status: 'APPLIED',
        state: null,
        audio: 'DISABLED',
        video: null,
        causedBy: { id },
      },
    ]);
    await quiet();
    expect(sent()).toEqual([2, 2]);
  });

  it('waits for somebody who is not there, and holds when they join late', async () => {
    const answer = await set({ state: 'AUDIO_VIDEO_DISABLED', enforce: true });
    expect(answer).toMatchObject({
      __typename: 'SetUserMediaStateWaiting',
      roomId: ROOM,
      userId: user,
      restriction: { status: 'WAITING_FOR_USER', holding: 'NOBODY', timesApplied: 0 },
    });
    await enter();
    await expect.poll(isMute).toBe(1);
  });

  it('costs no call for somebody who only listens, until they become an anchor', async () => {
    await enforce({ audio: 'DISABLED' });
    await enter(AUDIENCE);
    await quiet();
    expect(sent()).toEqual([2]);
    sandbox.trtc.changeRole(APP, ROOM, user, ANCHOR);
    await expect.poll(isMute).toBe(2);
    await quiet();
    expect(sent()).toEqual([2, 2]);
  });

  it('makes one call for several events of one person', async () => {
    await enforce({ audio: 'DISABLED' });
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: 300 });
    void enter();
    sandbox.trtc.startPublishing(APP, ROOM, user, 'audio');
    sandbox.trtc.startPublishing(APP, ROOM, user, 'video');
    await expect.poll(isMute).toBe(2);
    await quiet();
    expect(sent()).toEqual([2, 2]);
  });

  it('is over when it is lifted, also for somebody whose block outlives leaving and who was away then', async () => {
    sandbox.trtc.setRules({ blocksOutliveLeaving: true });
    await enter();
    const id = await enforce({ audio: 'DISABLED' });
    await leave();
    await expect.poll(() => restriction(id)).toMatchObject({ status: 'WAITING_FOR_USER' });
    await lift(id);
    sandbox.trtc.enterRoom(APP, ROOM, user);
    expect(isMute()).toBe(2);
    await expect.poll(isMute).toBe(0);
    expect(await restriction(id)).toMatchObject({ status: 'LIFTED' });
    await leave();
    await enter();
    await quiet();
    expect(sent().at(-1)).toBe(0);
    expect(sent().filter((state) => state === 0)).toHaveLength(2);
  });

  it('ends by itself', async () => {
    await enter();
    const id = await enforce({ video: 'DISABLED', durationSeconds: 6 });
    await leave();
    await enter();
    await expect.poll(sent).toEqual([3, 3]);
    await expect.poll(isMute, { timeout: 20_000 }).toBe(0);
    expect(await restriction(id)).toMatchObject({ status: 'EXPIRED' });
  });

  it('says that it is violated where somebody publishes all the same, and sets it once more', async () => {
    await enter();
    const id = await enforce({ audio: 'DISABLED' });
    const at = Date.now();
    // The vendor's machines would not let them. Its event comes before its time.
    await report(sandbox.url, 203, { RoomId: ROOM, UserId: user, EventMsTs: at + 1_500 });
    await quiet();
    expect(sent()).toEqual([2]);
    expect(await restriction(id)).toMatchObject({ holding: 'APPLIED', lastViolationAt: null });
    await report(sandbox.url, 203, { RoomId: ROOM, UserId: user, EventMsTs: at + 6_000 });
    await expect.poll(() => restriction(id)).toMatchObject({ lastViolationAt: expect.any(String) });
    await expect.poll(sent).toEqual([2, 2]);
    await quiet();
    expect(sent()).toEqual([2, 2]);
  });

  it('is not violated by an event of before that comes late', async () => {
    const at = Date.now();
    await enter();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const id = await enforce({ audio: 'DISABLED' });
    await report(sandbox.url, 203, { RoomId: ROOM, UserId: user, EventMsTs: at + 100 });
    await quiet();
    expect(sent()).toEqual([2]);
    expect(await restriction(id)).toMatchObject({ holding: 'APPLIED', lastViolationAt: null });
  });

  it('is tried again where the vendor fails', async () => {
    await enforce({ audio: 'DISABLED' });
    sandbox.trtc.injectFault({ kind: 'error', code: 'LimitExceeded', message: 'no', times: 1 });
    await enter();
    await expect.poll(isMute).toBe(2);
  });

  it('is overridden by a timed unmute, and returns', async () => {
    await enter();
    await enforce({ audio: 'DISABLED' });
    await set({ audio: 'ENABLED', durationSeconds: 2 });
    await leave();
    await enter();
    await expect.poll(sent, { timeout: 10_000 }).toEqual([2, 0, 2]);
    expect(isMute()).toBe(2);
  });
});

describe('without event callbacks for the application', () => {
  it('nothing can be enforced, and the answer says so', async () => {
    const without = await startTestSandbox({
      TRTC_SDK_APP_IDS: `${APP},7`,
      TRTC_CALLBACK_KEYS: `${APP}:aKey`,
    });
    try {
      const input = { sdkAppId: 7, roomId: ROOM, userId: 'anna', audio: 'DISABLED', enforce: true } as const;
      const { data } = await send(without, SetUserMediaStateDocument, { input });
      expect(data?.setUserMediaState).toMatchObject({
        __typename: 'InvalidInputError',
        issues: [{ path: 'enforce', code: 'ENFORCEMENT_OFF' }],
      });
    } finally {
      await without.close();
    }
  });
});
