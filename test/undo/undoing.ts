import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  type AddToBlacklistInput,
  DismissRoomDocument,
  RemoveFromBlacklistDocument,
  type RemoveFromBlacklistInput,
  RemoveFromRoomDocument,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
  UndoModerationActionDocument,
  type UndoModerationActionInput,
  UpdateBlacklistDocument,
  type UpdateBlacklistInput,
} from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { NOTHING_GIVEN_UP, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

export const APP = 1400188366;
export const VOLC_APP = 123456;
export const ROOM = 10006;
export const USER = '29376';
export const OWNER = '10001';

const MODERATOR = tokenOf('anna', {
  scope: 'moderation:media moderation:rooms moderation:blacklist',
  rooms: '*',
  str_rooms: '*',
});

const AUDITOR = tokenOf('auditor', { scope: 'moderation:audit', ...EVERYWHERE });

export let sandbox: Sandbox;

/** Starts a gateway for the tests of a file. Before each test the vendors have what they had at the start. */
export function withGateway(): void {
  beforeAll(async () => {
    const environment = { AUTH_JWT_SECRET: SECRET.toString(), CALLER_REQUESTS_PER_SECOND: '0' };
    sandbox = await startTestSandbox({ ...environment, ...NOTHING_GIVEN_UP }, withoutJitter);
  });
  afterAll(() => sandbox.close());
  beforeEach(() => {
    for (const vendor of [sandbox.trtc, sandbox.volcengine]) {
      vendor.clearFaults();
      vendor.reset();
      vendor.clearRequests();
    }
  });
}

/** Sends a mutation as a moderator who may act everywhere but may not read the journal. */
async function ask<Input, Data extends object>(
  document: TypedDocumentNode<Data, { input: Input }>,
  input: Input,
  token: string,
): Promise<Data> {
  const { status, data, errors } = await send({ url: sandbox.url }, document, { input }, { token });
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  if (!data) throw new Error('no data');
  return data;
}

export async function mute(input: Partial<SetUserMediaStateInput>, token = MODERATOR) {
  const whole = { roomId: ROOM, userId: USER, state: 'AUDIO_DISABLED' as const, ...input };
  return (await ask(SetUserMediaStateDocument, whole, token)).setUserMediaState;
}

export async function kick(userIds: readonly string[], token = MODERATOR) {
  return (await ask(RemoveFromRoomDocument, { roomId: ROOM, userIds: [...userIds] }, token)).removeFromRoom;
}

export async function dismiss(token = MODERATOR) {
  return (await ask(DismissRoomDocument, { roomId: ROOM }, token)).dismissRoom;
}

export async function add(
  users: AddToBlacklistInput['users'],
  token = MODERATOR,
  list: Pick<AddToBlacklistInput, 'userId' | 'inboxType'> = { userId: OWNER },
) {
  return (await ask(AddToBlacklistDocument, { ...list, users }, token)).addToBlacklist;
}

export async function remove(
  userIds: RemoveFromBlacklistInput['userIds'],
  token = MODERATOR,
  input: RemoveFromBlacklistInput = { userId: OWNER, userIds },
) {
  return (await ask(RemoveFromBlacklistDocument, input, token)).removeFromBlacklist;
}

export async function update(users: UpdateBlacklistInput['users'], token = MODERATOR) {
  return (await ask(UpdateBlacklistDocument, { userId: OWNER, users }, token)).updateBlacklist;
}

export async function undo(input: UndoModerationActionInput, token = MODERATOR) {
  return (await ask(UndoModerationActionDocument, input, token)).undoModerationAction;
}

/** Carries out an action that must reach the vendor, and returns its id. */
export async function idOf(
  action: Promise<{ __typename?: string; actionId?: string | null }>,
): Promise<string> {
  const { actionId, ...answer } = await action;
  expect(answer.__typename).toMatch(/Success|PartialFailure/);
  return actionId ?? '';
}

/** The outcome of each user, as `Query.moderationAction` shows it in an answer of nothing else. */
export async function targetsOf(id: string): Promise<Record<string, string>> {
  const query = 'query ($id: ID!) { moderationAction(id: $id) { targets { userId outcome } } }';
  const { data, errors } = await sendText({ url: sandbox.url }, query, { id }, { token: AUDITOR });
  expect(errors).toBeUndefined();
  const { moderationAction } = data as {
    moderationAction: { targets: { userId: string; outcome: string }[] };
  };
  return Object.fromEntries(moderationAction.targets.map(({ userId, outcome }) => [userId, outcome]));
}

export function isMute(userId = USER): number | undefined {
  return sandbox.trtc.mediaState(APP, ROOM, userId);
}

/** The ext of each user on the list. */
export function listed(): Record<string, unknown> {
  return Object.fromEntries(sandbox.volcengine.blacklist(VOLC_APP, OWNER, 0));
}
