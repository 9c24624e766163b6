import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  MediaRestrictionDocument,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
  UndoModerationActionDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const APP = 1400188366;
const ROOM = 10006;
const NOT_MUTED = 0;
const AUDIO_DISABLED = 2;

let sandbox: Sandbox;
let postgres: PostgresServer | undefined;
/** Each test has a person of its own. */
let user = '';
let users = 0;

const isMute = () => sandbox.trtc.mediaState(APP, ROOM, user);
async function enter() {
  sandbox.trtc.enterRoom(APP, ROOM, user, { role: 20 });
  await sandbox.trtc.callbacksSent();
}
async function leave() {
  sandbox.trtc.leaveRoom(APP, ROOM, user);
  await sandbox.trtc.callbacksSent();
}

async function mute(input: Pick<SetUserMediaStateInput, 'durationSeconds' | 'enforce'>): Promise<string> {
  const variables = { input: { roomId: ROOM, userId: user, audio: 'DISABLED' as const, ...input } };
  const { data } = await send(sandbox, SetUserMediaStateDocument, variables);
  const { actionId } = (data?.setUserMediaState ?? {}) as { actionId?: string };
  if (!actionId) throw new Error(JSON.stringify(data));
  return actionId;
}

async function undo(actionId: string, idempotencyKey?: string) {
  const { data } = await send(sandbox, UndoModerationActionDocument, { input: { actionId, idempotencyKey } });
  return data?.undoModerationAction;
}

async function statusOf(id: string) {
  const { data } = await send(sandbox, MediaRestrictionDocument, { id });
  return data?.mediaRestriction?.status;
}

describe.each(['SQLite', 'PostgreSQL'])('the undo of a mute of somebody who is away, on %s', (name) => {
  beforeAll(async () => {
    if (name === 'PostgreSQL') postgres = await startPostgres();
    sandbox = await startTestSandbox(postgres && { DATABASE_URL: postgres.url }, withoutJitter);
    sandbox.trtc.setRules({ blocksOutliveLeaving: true });
  });
  afterAll(async () => {
    await sandbox.close();
    await postgres?.remove();
  });
  beforeEach(() => {
    user = `away-${users++}`;
    sandbox.trtc.clearRequests();
  });

  it.each([{ enforce: true }, { durationSeconds: 600 }])(
    'is carried out where that is a restriction: %j',
    async (restriction) => {
      await enter();
      const id = await mute(restriction);
      await leave();
      const answer = await undo(id);
      expect(answer).toMatchObject({
        __typename: 'UndoModerationActionSuccess',
        undone: { id },
        action: { status: 'APPLIED' },
      });
      expect(await statusOf(id)).toBe('LIFTED');
      await enter();
      await expect.poll(isMute).toBe(NOT_MUTED);
    },
  );

  it('gives the same answer to a repeat, and is not carried out twice', async () => {
    const id = await mute({ enforce: true });
    const first = await undo(id, `once-${user}`);
    expect(first).toMatchObject({ __typename: 'UndoModerationActionSuccess' });
    expect(await undo(id, `once-${user}`)).toEqual(first);
    expect(await undo(id)).toMatchObject({ __typename: 'NotUndoableError', code: 'ALREADY_UNDONE' });
  });

  it('can be undone, so that what is enforced waits for them again', async () => {
    const id = await mute({ enforce: true });
    const undone = (await undo(id)) as { action: { id: string } };
    expect(await undo(undone.action.id)).toMatchObject({ __typename: 'UndoModerationActionSuccess' });
    expect(await statusOf(id)).toBe('WAITING_FOR_USER');
    await enter();
    await expect.poll(isMute).toBe(AUDIO_DISABLED);
  });

  it('is refused where nothing of the mute is left to undo', async () => {
    await enter();
    const id = await mute({});
    await leave();
    expect(await undo(id)).toMatchObject({ __typename: 'UserNotInRoomError' });
  });
});
