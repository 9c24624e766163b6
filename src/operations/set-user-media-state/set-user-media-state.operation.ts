import { actionInputIssues } from '../../actions/input-rules.js';
import type { Operation } from '../../actions/operation.js';
import { ROOM } from '../../actions/places.js';
import { nobodyKnows } from '../../actions/recovery.js';
import { vendorError } from '../../errors/vendor-error.js';
import { answerIn, placeOf, planIn, roomOf } from '../../rooms/room-place.js';
import { roomIssues, roomUserIssues } from '../../rooms/room-rules.js';
import type { CallResult } from '../../vendors/calling/retry.js';
import type { RoomCallAnswer } from '../../vendors/trtc/calls/room-call.js';
import { type SetUserBlockedCall, setUserBlockedIn } from '../../vendors/trtc/calls/set-user-blocked.js';
import {
  SET_USER_MEDIA_STATE_ANSWERS,
  type SetUserMediaStateResult,
  SetUserMediaStateSuccess,
} from './set-user-media-state.answer.js';
import type { SetUserMediaStateInput } from './set-user-media-state.input.js';

export const setUserMediaState: Operation<
  SetUserMediaStateInput,
  SetUserBlockedCall,
  typeof SetUserMediaStateResult,
  'TENCENT_TRTC'
> = {
  mutation: 'setUserMediaState',
  vendor: 'TENCENT_TRTC',
  place: ROOM,
  answers: SET_USER_MEDIA_STATE_ANSWERS,
  shown: ['state'],

  logged: ({ sdkAppId, roomId, strRoomId, userId, state, region }) => ({
    sdkAppId,
    roomId,
    strRoomId,
    userId,
    state,
    region,
  }),

  issues: (input) => [
    ...roomIssues(input),
    ...actionInputIssues(input),
    ...roomUserIssues('userId', input.userId),
  ],

  plan(input, trtc) {
    const { userId, state, region } = input;
    const call = { ...roomOf(input, trtc), userId, state, region: region ?? trtc.region };
    return planIn(call, [userId]);
  },

  async act(call, trtc, action) {
    const request = action.vendorRequest();
    const result = await action.order.share(placeOf(call), call.userId, {
      what: `${call.state} ${call.region}`,
      send: (sent) => trtc.call(setUserBlockedIn(call), call, { ...request, onSlot: sent }),
      // One request's deadline, or its client's leaving, must not end another request.
      isForAll: (result) => result.ok || result.failure.reason !== 'no-slot-in-time',
    });
    return { answer: answerFor(call, result), attempts: result.attempts };
  },

  /** Sets the state again, which is safe: a state does not depend on the one before. But never over a newer action. */
  async recover(call, trtc, action) {
    const setAgain = (again: SetUserBlockedCall, turn: typeof action) =>
      turn.order.alone(placeOf(again), again.userId, async () =>
        (await turn.isSuperseded(again.userId))
          ? undefined
          : trtc.call(setUserBlockedIn(again), again, turn.vendorRequest()),
      );
    const result = await setAgain(call, action);
    if (!result) return nobodyKnows();
    if (!result.ok && result.failure.retryable) return undefined;
    // Another gateway may have set a newer state in the meantime. Then the call above may have undone it, so it is set again.
    const newer = await action.newerOn(call.userId);
    // A newer gateway may have done something else to the user, which this version could not do again.
    if (newer?.record.operation === action.record.operation)
      await setAgain(JSON.parse(newer.record.input), newer);
    // A refusal now does not prove that the send before the crash failed.
    return { answer: result.ok ? answerFor(call, result) : nobodyKnows().answer, attempts: result.attempts };
  },
};

function answerFor(
  call: SetUserBlockedCall,
  result: CallResult<RoomCallAnswer>,
): typeof SetUserMediaStateResult {
  if (!result.ok) return vendorError(result.failure, 'TENCENT_TRTC') as typeof SetUserMediaStateResult;
  const { userId, state } = call;
  const vendorRequestId = result.value.requestId;
  return new SetUserMediaStateSuccess({ ...answerIn(call), userId, state, vendorRequestId });
}
