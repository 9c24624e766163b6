import type { ActionInput } from '../actions/action.input.js';
import { journalName, type Operation } from '../actions/operation.js';
import type { ModerationError } from '../errors/moderation-error.js';
import { entryUnknown } from '../errors/undo-errors.js';
import type { ActionRecord } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import { addToBlacklist } from '../operations/add-to-blacklist/add-to-blacklist.operation.js';
import { removeFromBlacklist } from '../operations/remove-from-blacklist/remove-from-blacklist.operation.js';
import { setRoomMediaState } from '../operations/set-room-media-state/set-room-media-state.operation.js';
import { setUserMediaState } from '../operations/set-user-media-state/set-user-media-state.operation.js';
import type { MediaStore } from '../restrictions/media-store.js';
import type { RoomMediaCall } from '../restrictions/room-media-call.js';
import type { Blacklist, BlacklistUser } from '../vendors/volcengine/calls/blacklist.js';
import { mediaBefore } from './media-before.js';
import { usersBefore } from './users-before.js';

/** The input that undoes an action for those users for whom it can be told. */
export interface CounterInput {
  readonly input: object;
  /** The users whom it does not name, and why. */
  readonly left: ReadonlyMap<string, ModerationError>;
}

/** How actions of one operation are undone. */
export interface CounterAction {
  /** The operation that undoes them. */
  readonly operation: Operation;
  /** Whether it may be carried out where nobody knows if the action was applied. */
  readonly repeatable: boolean;
  /** The input that undoes the action for these users. Undefined: the journal has too much on them to tell. */
  input(
    action: ActionRecord,
    userIds: readonly string[],
    journal: Journal,
    media: MediaStore,
  ): Promise<CounterInput | undefined>;
  /** The input of an action that has undone another one. */
  inputAgain(undo: ActionRecord): object;
  /** An input about the same place and users, to be refused. */
  inputForAll(action: ActionRecord): object;
}

const NOBODY: ReadonlyMap<string, ModerationError> = new Map();

/** By the journal's name of the operation that is undone. Actions of all other operations cannot be undone. */
export const COUNTER_ACTIONS: ReadonlyMap<string, CounterAction> = new Map<string, CounterAction>([
  [
    journalName(setUserMediaState),
    {
      operation: setUserMediaState,
      repeatable: true,
      async input(action, _userIds, journal, media) {
        const input = await mediaBefore(action, journal, media);
        return input && { input, left: NOBODY };
      },
      inputAgain: callOf,
      inputForAll: callOf,
    },
  ],
  [
    journalName(setRoomMediaState),
    {
      operation: setRoomMediaState,
      repeatable: true,
      input: async (action) => ({ input: freeing(callOf(action)), left: NOBODY }),
      inputAgain: (undo) => freeing(callOf(undo)),
      inputForAll: (action) => freeing(callOf(action)),
    },
  ],
  [
    journalName(addToBlacklist),
    {
      operation: removeFromBlacklist,
      repeatable: false,
      input: async (action, userIds) => ({ input: { ...listOf(action), userIds }, left: NOBODY }),
      inputAgain: (undo) => ({
        ...listOf(undo),
        userIds: callOf<{ userIds: readonly string[] }>(undo).userIds,
      }),
      inputForAll: (action) => ({ ...listOf(action), userIds: action.userIds }),
    },
  ],
  [
    journalName(removeFromBlacklist),
    {
      operation: addToBlacklist,
      repeatable: false,
      async input(action, userIds, journal) {
        const before = await usersBefore(action, userIds, journal);
        if (!before) return undefined;
        const left = new Map(before.unknown.map((userId) => [userId, entryUnknown()]));
        return { input: { ...listOf(action), users: before.users }, left };
      },
      inputAgain: (undo) => ({
        ...listOf(undo),
        users: callOf<{ users: readonly BlacklistUser[] }>(undo).users,
      }),
      inputForAll: (action) => ({ ...listOf(action), users: action.userIds.map((userId) => ({ userId })) }),
    },
  ],
]);

/** The call that the journal recorded for an action. */
function callOf<Call extends object>({ input }: ActionRecord): Call {
  return JSON.parse(input);
}

/** What was said of the room holds no more, or holds again. */
function freeing({ sdkAppId, roomId, strRoomId, region, state, audio, video }: RoomMediaCall): object {
  return { sdkAppId, roomId, strRoomId, region, state, audio, video, frees: true };
}

/** The fields of an input that name the list of an action. */
function listOf(action: ActionRecord): object {
  const { appId, ownerId, inboxType } = callOf<Blacklist>(action);
  return { appId, userId: ownerId, inboxType };
}

/** Adds what the caller said of the undo. */
export function inputWith(input: object, { reason, idempotencyKey }: ActionInput): ActionInput {
  return { ...input, ...(reason && { reason }), ...(idempotencyKey && { idempotencyKey }) };
}
