import { actionInputIssues, duplicateIssues, lengthIssues } from '../../actions/input-rules.js';
import type { Connected, Operation, RecordedTurn } from '../../actions/operation.js';
import { ROOM } from '../../actions/places.js';
import { nobodyKnows } from '../../actions/recovery.js';
import { errorForAll } from '../../errors/error-for-all.js';
import { vendorError } from '../../errors/vendor-error.js';
import { isGone } from '../../rooms/gone-room.js';
import { RoomFailure } from '../../rooms/room-failure.type.js';
import { answerIn, placeOf, planIn, roomCallOf } from '../../rooms/room-place.js';
import { roomIssues, roomUserIssues } from '../../rooms/room-rules.js';
import type { CallResult } from '../../vendors/calling/retry.js';
import {
  MAX_USERS_PER_REMOVAL,
  type RemoveUserCall,
  removeUserIn,
} from '../../vendors/trtc/calls/remove-user.js';
import type { RoomCallAnswer } from '../../vendors/trtc/calls/room-call.js';
import {
  REMOVE_FROM_ROOM_ANSWERS,
  RemoveFromRoomPartialFailure,
  type RemoveFromRoomResult,
  RemoveFromRoomSuccess,
} from './remove-from-room.answer.js';
import type { RemoveFromRoomInput } from './remove-from-room.input.js';

const MAX_USERS = 1_000;

/** The call for some of the users, and its result. */
interface Removal {
  userIds: readonly string[];
  result: CallResult<RoomCallAnswer>;
}

export const removeFromRoom: Operation<
  RemoveFromRoomInput,
  RemoveUserCall,
  typeof RemoveFromRoomResult,
  'TENCENT_TRTC'
> = {
  mutation: 'removeFromRoom',
  vendor: 'TENCENT_TRTC',
  place: ROOM,
  answers: REMOVE_FROM_ROOM_ANSWERS,
  shown: [],

  logged: ({ sdkAppId, roomId, strRoomId, userIds, region }) => ({
    sdkAppId,
    roomId,
    strRoomId,
    users: userIds.length,
    region,
  }),

  issues: ({ userIds, ...input }) => [
    ...roomIssues(input),
    ...actionInputIssues(input),
    ...lengthIssues('userIds', userIds.length, 1, MAX_USERS, 'users'),
    ...userIds.slice(0, MAX_USERS).flatMap((userId, index) => roomUserIssues(pathOf(index), userId)),
    ...duplicateIssues(userIds, MAX_USERS, (userId) => userId, pathOf),
  ],

  plan(input, trtc) {
    const { userIds } = input;
    return planIn(Object.assign(roomCallOf(input, trtc), { userIds }), userIds);
  },

  async act(call, trtc, action) {
    const removals = await removeInOrder(call, trtc, action);
    const attempts = removals.reduce((sum, { result }) => sum + result.attempts, 0);
    return { answer: answerFor(call, removals), attempts };
  },

  /** They are not removed again: somebody may have come back since, and the vendor cannot tell who is in a room. */
  recover: async () => nobodyKnows(),
};

/** Ten users a call, in order with other calls about each of them. A user's mute and removal keep their order. */
function removeInOrder(
  call: RemoveUserCall,
  trtc: Connected<'TENCENT_TRTC'>,
  action: RecordedTurn,
): Promise<Removal[]> {
  const request = action.vendorRequest();
  const place = placeOf(call);
  const removals: Promise<Removal>[] = [];
  for (let first = 0; first < call.userIds.length; first += MAX_USERS_PER_REMOVAL) {
    const userIds = call.userIds.slice(first, first + MAX_USERS_PER_REMOVAL);
    const result = action.order.together(place, userIds, async () => {
      const result = await trtc.call(removeUserIn(call), { ...call, userIds }, request);
      if (result.ok || isGone(result)) await action.media.noteLeft(action.id, place, userIds);
      return result;
    });
    removals.push(result.then((result) => ({ userIds, result })));
  }
  return Promise.all(removals);
}

function answerFor(call: RemoveUserCall, removals: readonly Removal[]): typeof RemoveFromRoomResult {
  const removedUserIds: string[] = [];
  const failures: RoomFailure[] = [];
  const vendorRequestIds: string[] = [];
  for (const { userIds, result } of removals) {
    const id = result.ok ? result.vendorRequestId : result.failure.vendorRequestId;
    if (id) vendorRequestIds.push(id);
    if (result.ok || isGone(result)) removedUserIds.push(...userIds);
    else {
      // Each user gets an error of their own, because the action's id is put into each.
      for (const userId of userIds) {
        const index = removedUserIds.length + failures.length;
        const error = vendorError(result.failure, 'TENCENT_TRTC');
        failures.push(new RoomFailure({ index, userId, error }));
      }
    }
  }
  const common = { ...answerIn(call), removedUserIds, vendorRequestIds };
  if (failures.length === 0) return new RemoveFromRoomSuccess(common);
  const whole = removedUserIds.length === 0 ? errorForAll(failures.map(({ error }) => error)) : undefined;
  return (whole ?? new RemoveFromRoomPartialFailure({ ...common, failures })) as typeof RemoveFromRoomResult;
}

function pathOf(index: number): string {
  return `userIds.${index}`;
}
