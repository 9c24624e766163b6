import { actionInputIssues } from '../../actions/input-rules.js';
import type { Operation } from '../../actions/operation.js';
import { WHOLE_ROOM } from '../../actions/places.js';
import { nobodyKnows } from '../../actions/recovery.js';
import { vendorError } from '../../errors/vendor-error.js';
import { isGone } from '../../rooms/gone-room.js';
import { answerIn, placeOf, planIn, roomCallOf } from '../../rooms/room-place.js';
import { roomIssues } from '../../rooms/room-rules.js';
import type { CallResult } from '../../vendors/calling/retry.js';
import { dismissRoomIn } from '../../vendors/trtc/calls/dismiss-room.js';
import type { RoomCall, RoomCallAnswer } from '../../vendors/trtc/calls/room-call.js';
import { DISMISS_ROOM_ANSWERS, type DismissRoomResult, DismissRoomSuccess } from './dismiss-room.answer.js';
import type { DismissRoomInput } from './dismiss-room.input.js';

export const dismissRoom: Operation<DismissRoomInput, RoomCall, typeof DismissRoomResult, 'TENCENT_TRTC'> = {
  mutation: 'dismissRoom',
  vendor: 'TENCENT_TRTC',
  place: WHOLE_ROOM,
  answers: DISMISS_ROOM_ANSWERS,
  shown: [],

  logged: ({ sdkAppId, roomId, strRoomId, region }) => ({ sdkAppId, roomId, strRoomId, region }),

  issues: (input) => [...roomIssues(input), ...actionInputIssues(input)],

  plan: (input, trtc) => planIn(roomCallOf(input, trtc), []),

  /** After everything that was asked for in the room before, and before everything that is asked for later. */
  async act(call, trtc, action) {
    const request = action.vendorRequest();
    const place = placeOf(call);
    const result = await action.order.wholePlace(place, async () => {
      const result = await trtc.call(dismissRoomIn(call), call, request);
      if (result.ok || isGone(result)) await action.media.noteLeft(action.id, place);
      return result;
    });
    return { answer: answerFor(call, result), attempts: result.attempts };
  },

  /** It is not sent again: the room may have been created anew, by people who know nothing of the dismissal. */
  recover: async () => nobodyKnows(),
};

function answerFor(call: RoomCall, result: CallResult<RoomCallAnswer>): typeof DismissRoomResult {
  if (result.ok)
    return new DismissRoomSuccess({ ...answerIn(call), vendorRequestId: result.value.requestId });
  const { vendorRequestId } = result.failure;
  if (isGone(result)) return new DismissRoomSuccess({ ...answerIn(call), vendorRequestId });
  return vendorError(result.failure, 'TENCENT_TRTC') as typeof DismissRoomResult;
}
