import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument, type SetUserMediaStateInput } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const APP = 1400188366;
const ROOM = 10006;
/** Not in the room of the sandbox at first, so each test has a person of its own. */
let user = '';
let users = 0;

let sandbox: Sandbox;
let postgres: PostgresServer | undefined;

const isMute = () => sandbox.trtc.mediaState(APP, ROOM, user);
/** The states that the vendor was told, in the order of the calls. */
const sent = () => sandbox.trtc.requests().map(({ body }) => JSON.parse(body).IsMute);

async function set(input: Omit<SetUserMediaStateInput, 'userId'>, gateway = sandbox) {
  const variables = { input: { roomId: ROOM, userId: user, ...input } };
  const { data, errors } = await send(gateway, SetUserMediaStateDocument, variables);
  expect(errors).toBeUndefined();
  if (!data) throw new Error('no data');
  return data.setUserMediaState;
}

/** The actions on the person that the gateway carried out by itself, newest first. */
async function automaticActions() {
  const query = `query ($filter: ModerationActionFilter) { moderationActions(filter: $filter) { edges { node {
    actor operation status state audio video causedBy { id }
  } } } }`;
  const { data } = await sendText(sandbox, query, { filter: { targetUserId: user, automatic: true } });
  type Page = { moderationActions: { edges: { node: Record<string, unknown> }[] } };
  return (data as Page).moderationActions.edges.map(({ node }) => node);
}

describe.each(['SQLite', 'PostgreSQL'])("a person's audio and video, with a journal on %s", (name) => {
  beforeAll(async () => {
    if (name === 'PostgreSQL') postgres = await startPostgres();
    sandbox = await startTestSandbox({ ...(postgres && { DATABASE_URL: postgres.url }) }, withoutJitter);
  });
  afterAll(async () => {
    await sandbox.close();
    await postgres?.remove();
  });
  beforeEach(() => {
    user = `person-${users++}`;
    sandbox.trtc.clearFaults();
    sandbox.trtc.enterRoom(APP, ROOM, user);
    sandbox.trtc.clearRequests();
  });

  it('are set one at a time, and the other stays as it is', async () => {
    expect(await set({ audio: 'DISABLED' })).toMatchObject({ state: 'AUDIO_DISABLED' });
    expect(isMute()).toBe(2);
    expect(await set({ video: 'DISABLED' })).toMatchObject({ state: 'AUDIO_VIDEO_DISABLED' });
    expect(isMute()).toBe(1);
    expect(await set({ audio: 'ENABLED' })).toMatchObject({ state: 'VIDEO_DISABLED' });
    expect(isMute()).toBe(3);
    expect(await set({ audio: 'DISABLED', video: 'ENABLED' })).toMatchObject({ state: 'AUDIO_DISABLED' });
    expect(isMute()).toBe(2);
  });

  it('are free again when the time is over, and the journal tells why', async () => {
    const { actionId } = (await set({ audio: 'DISABLED', durationSeconds: 6 })) as { actionId: string };
    await set({ video: 'DISABLED' });
    expect(isMute()).toBe(1);
    await expect.poll(isMute).toBe(3);
    await expect.poll(automaticActions).toEqual([
      {
        actor: 'gateway',
        operation: 'SET_USER_MEDIA_STATE',
        status: 'APPLIED',
        state: null,
        audio: 'ENABLED',
        video: null,
        causedBy: { id: actionId },
      },
    ]);
  });

  it('return to an older restriction when a newer one is over', async () => {
    await set({ state: 'AUDIO_VIDEO_DISABLED', durationSeconds: 600 });
    await set({ audio: 'ENABLED', durationSeconds: 1 });
    await expect.poll(sent).toEqual([1, 3, 1]);
    expect(isMute()).toBe(1);
  });

  it('are not freed by the end of a restriction that something newer has ended', async () => {
    await set({ audio: 'DISABLED', durationSeconds: 3 });
    await set({ audio: 'DISABLED' });
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(isMute()).toBe(2);
  });

  it('are as before when an action is refused for certain', async () => {
    await set({ audio: 'DISABLED' });
    sandbox.trtc.injectFault({ kind: 'error', code: 'UnauthorizedOperation.SdkAppId', message: 'no' });
    expect((await set({ state: 'AUDIO_VIDEO_ENABLED', durationSeconds: 600 })).__typename).toBe(
      'VendorPermissionDeniedError',
    );
    expect(await set({ video: 'DISABLED' })).toMatchObject({ state: 'AUDIO_VIDEO_DISABLED' });
  });

  it('are freed later if the vendor cannot be reached at the end', async () => {
    await set({ audio: 'DISABLED', durationSeconds: 3 });
    sandbox.trtc.injectFault({ kind: 'error', code: 'LimitExceeded', message: 'no', times: 2 });
    await expect.poll(isMute).toBe(0);
  });

  it('are sent once more after an answer was lost, because the lost call may be late', async () => {
    sandbox.trtc.injectFault({ kind: 'reset', applied: false });
    await set({ audio: 'DISABLED' });
    await set({ audio: 'ENABLED' });
    await expect.poll(sent).toEqual([2, 2, 0, 0]);
  });

  it.each([
    [{}, 'state', 'EXACTLY_ONE'],
    [{ state: 'AUDIO_DISABLED', audio: 'DISABLED' }, 'state', 'EXACTLY_ONE'],
    [{ audio: 'DISABLED', durationSeconds: 0 }, 'durationSeconds', 'OUT_OF_RANGE'],
    [{ audio: 'DISABLED', durationSeconds: 31_536_001 }, 'durationSeconds', 'OUT_OF_RANGE'],
  ] as const)('are refused as %j', async (input, path, code) => {
    expect(await set(input)).toMatchObject({ __typename: 'InvalidInputError', issues: [{ path, code }] });
    expect(sandbox.trtc.requests()).toEqual([]);
  });
});
