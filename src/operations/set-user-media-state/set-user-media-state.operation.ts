import { actionInputIssues, applicationIssues, lengthIssues, textIssues } from '../../actions/input-rules.js';
import type { Operation } from '../../actions/operation.js';
import { ROOM } from '../../actions/places.js';
import { nobodyKnows } from '../../actions/recovery.js';
import { vendorError } from '../../errors/vendor-error.js';
import type { CallResult } from '../../vendors/calling/retry.js';
import {
  type SetUserBlockedAnswer,
  type SetUserBlockedCall,
  setUserBlocked,
} from '../../vendors/trtc/calls/set-user-blocked.js';
import {
  SET_USER_MEDIA_STATE_ANSWERS,
  type SetUserMediaStateResult,
  SetUserMediaStateSuccess,
} from './set-user-media-state.answer.js';
import type { SetUserMediaStateInput } from './set-user-media-state.input.js';

/** TRTC's client SDKs do not let users with longer ids into a room. */
const MAX_USER_ID_BYTES = 32;

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

  logged: ({ sdkAppId, roomId, userId, state, region }) => ({ sdkAppId, roomId, userId, state, region }),

  issues: (input) => [
    ...applicationIssues('sdkAppId', input.sdkAppId),
    ...actionInputIssues(input),
    ...textIssues('userId', input.userId),
    ...lengthIssues('userId', Buffer.byteLength(input.userId), 1, MAX_USER_ID_BYTES, 'bytes'),
  ],

  plan({ roomId, userId, state, ...input }, trtc) {
    const sdkAppId = input.sdkAppId ?? trtc.applicationIds[0];
    return {
      call: { sdkAppId, roomId, userId, state, region: input.region ?? trtc.region },
      applicationId: sdkAppId,
      roomId,
      place: placeOf(sdkAppId, roomId),
      userIds: [userId],
    };
  },

  async act(call, trtc, action) {
    const request = action.vendorRequest();
    const result = await action.order.share(
      targetOf(call),
      `${call.state} ${call.region}`,
      (sent) => trtc.call(setUserBlocked, call, { ...request, onSlot: sent }),
      // One request's deadline, or its client's leaving, must not end another request.
      (result) => result.ok || result.failure.reason !== 'no-slot-in-time',
    );
    return { answer: answerFor(call, result), attempts: result.attempts };
  },

  /** Sets the state again, which is safe: a state does not depend on the one before. But never over a newer action. */
  async recover(call, trtc, action) {
    const setAgain = (again: SetUserBlockedCall, turn: typeof action) =>
      turn.order.alone(targetOf(again), async () =>
        (await turn.isSuperseded(again.userId))
          ? undefined
          : trtc.call(setUserBlocked, again, turn.vendorRequest()),
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

function placeOf(sdkAppId: number, roomId: number): string {
  return `room/${sdkAppId}/${roomId}`;
}

function targetOf({ sdkAppId, roomId, userId }: SetUserBlockedCall): string {
  return `${placeOf(sdkAppId, roomId)}/${userId}`;
}

function answerFor(
  { sdkAppId, roomId, userId, state }: SetUserBlockedCall,
  result: CallResult<SetUserBlockedAnswer>,
): typeof SetUserMediaStateResult {
  if (!result.ok) return vendorError(result.failure, 'TENCENT_TRTC') as typeof SetUserMediaStateResult;
  const vendorRequestId = result.value.requestId;
  return new SetUserMediaStateSuccess({ sdkAppId, roomId, userId, state, vendorRequestId });
}
