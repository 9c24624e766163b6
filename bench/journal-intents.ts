/** The actions of the journal that `journal-fill.ts` makes: what is asked, and what came of it. */
import type { ActionStatus, Intent } from '../src/journal/action-record.js';
import { compiled } from './compiled.js';
import {
  idAt,
  LONG_AGO,
  random,
  someActor,
  someList,
  someListedUsers,
  someModerator,
  someRoom,
  someUser,
  timeAt,
  upTo,
} from './journal-world.js';

const { placeOfRoom } = await compiled<typeof import('../src/values/room-name.js')>('values/room-name.js');
const { GATEWAY_ITSELF } = await compiled<typeof import('../src/identity/caller.js')>('identity/caller.js');

export type Finished = Exclude<ActionStatus, 'PENDING'>;

/** How an earlier action ends: by the gateway itself at the end of its duration, or by somebody. */
export type End = 'EXPIRED' | 'LIFTED' | 'UNDONE';

type Asked = Omit<Intent, 'id' | 'requestId' | 'actor'>;

function intentAt(time: number, actor: string, asked: Asked): Intent {
  const id = idAt(time);
  return { id, requestId: `request-${id.slice(-12)}`, actor, ...asked };
}

/** An action that somebody asks for. `old`: as the gateways of 0.1.0 had them. */
export function freshIntent(index: number, old: boolean): Intent {
  const time = timeAt(index);
  return intentAt(time, someActor(time), asked(time, old));
}

function asked(time: number, old: boolean): Asked {
  const share = random();
  if (share < (old ? 0.7 : 0.6)) return mute(time, old);
  if (old) return change('ADD_TO_BLACKLIST');
  if (share < 0.66) return inRoom('REMOVE_FROM_ROOM', time, [...new Set([someUser(), someUser()])]);
  if (share < 0.67) return inRoom('DISMISS_ROOM', time, []);
  if (share < 0.93) return change('ADD_TO_BLACKLIST');
  return change(share < 0.96 ? 'UPDATE_BLACKLIST' : 'REMOVE_FROM_BLACKLIST');
}

function mute(time: number, old: boolean): Asked {
  const { applicationId, ...name } = someRoom(time, { named: !old });
  const userId = someUser();
  const call = { sdkAppId: applicationId, ...name, userId, state: 'AUDIO_DISABLED', region: 'ap-singapore' };
  return {
    operation: 'SET_USER_MEDIA_STATE',
    place: placeOfRoom(applicationId, name),
    applicationId,
    ...name,
    userIds: [userId],
    input: JSON.stringify(call),
    ...(random() < 0.3 && { reason: 'spam in the chat, third time today' }),
  };
}

function inRoom(operation: string, time: number, userIds: string[]): Asked {
  const { applicationId, ...name } = someRoom(time, { named: true });
  const input = JSON.stringify({ sdkAppId: applicationId, ...name, region: 'ap-singapore', userIds });
  return { operation, place: placeOfRoom(applicationId, name), applicationId, ...name, userIds, input };
}

function change(operation: string): Asked {
  const list = someList();
  const { appId: applicationId, ownerId: listOwnerId, inboxType } = list;
  const userIds = someListedUsers();
  return {
    operation,
    place: `list/${applicationId}/${listOwnerId}/${inboxType}`,
    applicationId,
    listOwnerId,
    userIds,
    input: JSON.stringify({ ...list, users: userIds.map((userId) => ({ userId })) }),
  };
}

/** The same with an end of its own. */
export function withDuration(intent: Intent, durationSeconds: number): Intent {
  const isMute = intent.operation === 'SET_USER_MEDIA_STATE';
  const duration = isMute ? { durationMs: durationSeconds * 1_000 } : { durationSeconds };
  // It comes before the users, as gateways write it.
  return { ...intent, input: JSON.stringify({ ...duration, ...JSON.parse(intent.input) }) };
}

/** The action that ends or undoes `of`. */
export function endOf(of: Intent, how: End, index: number): Intent {
  const { place, applicationId, roomId, strRoomId, listOwnerId, userIds } = of;
  const where = { place, applicationId, roomId, strRoomId, listOwnerId, userIds };
  const { state: _, durationMs: __, durationSeconds: ___, users: ____, ...call } = JSON.parse(of.input);
  const isMute = of.operation === 'SET_USER_MEDIA_STATE';
  const freed = { ...call, audio: 'ENABLED', video: 'ENABLED', frees: true };
  const actor = how === 'EXPIRED' ? GATEWAY_ITSELF : someModerator();
  const links = how === 'EXPIRED' ? { causedBy: of.id } : how === 'UNDONE' && { undoes: of.id };
  if (!isMute) {
    const input = JSON.stringify({ ...call, userIds });
    return intentAt(timeAt(index), actor, { operation: 'REMOVE_FROM_BLACKLIST', ...where, input, ...links });
  }
  const lifts = how === 'LIFTED';
  const input = JSON.stringify({ ...freed, ...(lifts ? { restrictionId: of.id } : { ends: of.id }) });
  const operation = lifts ? 'LIFT_RESTRICTION' : 'SET_USER_MEDIA_STATE';
  return intentAt(timeAt(index), actor, { operation, ...where, input, ...links });
}

/** Unknown outcomes were many during an outage half a year ago, and few since. */
export function statusAt(index: number, { operation }: Intent): Finished {
  if (timeAt(index) < LONG_AGO && random() < 0.05) return 'UNKNOWN';
  const share = random();
  if (share < 0.93) return 'APPLIED';
  if (share < 0.97) return 'REFUSED';
  if (share < 0.985) return operation === 'ADD_TO_BLACKLIST' ? 'PARTIAL' : 'REFUSED';
  return share < 0.99999 ? 'DENIED' : 'UNKNOWN';
}

const NAMES: Readonly<Record<string, string>> = {
  SET_USER_MEDIA_STATE: 'SetUserMediaState',
  LIFT_RESTRICTION: 'LiftRestriction',
  REMOVE_FROM_ROOM: 'RemoveFromRoom',
  DISMISS_ROOM: 'DismissRoom',
  ADD_TO_BLACKLIST: 'AddToBlacklist',
  UPDATE_BLACKLIST: 'UpdateBlacklist',
  REMOVE_FROM_BLACKLIST: 'RemoveFromBlacklist',
};

export function answerOf(intent: Intent, status: Finished): object {
  const vendorRequestId = `vendor-request-${intent.id}`;
  const error = {
    __typename: 'RoomNotFoundError',
    code: 'ROOM_NOT_FOUND',
    message: 'The room does not exist (any more).',
    retryable: false,
    outcome: status === 'UNKNOWN' ? 'UNKNOWN' : 'NOT_APPLIED',
    vendor: 'TENCENT_TRTC',
    vendorCode: 'FailedOperation.RoomNotExist',
    vendorRequestId,
    actionId: intent.id,
  };
  if (status === 'APPLIED') {
    const __typename = `${NAMES[intent.operation]}Success`;
    return { __typename, ...JSON.parse(intent.input), vendorRequestId, actionId: intent.id };
  }
  if (status !== 'PARTIAL') return error;
  const [first = '', ...addedUserIds] = intent.userIds;
  const failures = [{ index: 0, userId: first, error }];
  return { __typename: 'AddToBlacklistPartialFailure', addedUserIds, failures, actionId: intent.id };
}

/** How long an action took, in milliseconds. */
export const someDuration = () => 40 + upTo(100);
