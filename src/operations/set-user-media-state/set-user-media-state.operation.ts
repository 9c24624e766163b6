import { effectOn } from '../../actions/effects.js';
import { actionInputIssues, durationIssues } from '../../actions/input-rules.js';
import {
  type Done,
  type InterruptedAction,
  journalName,
  type Operation,
  type RecordedTurn,
} from '../../actions/operation.js';
import { ROOM } from '../../actions/places.js';
import { nobodyKnows } from '../../actions/recovery.js';
import { invalidInput } from '../../errors/invalid-input.js';
import { ModerationError } from '../../errors/moderation-error.js';
import { overBefore, supersededBefore } from '../../errors/undo-errors.js';
import { vendorError } from '../../errors/vendor-error.js';
import {
  enforcementBy,
  freedBy,
  type MediaCall,
  personIn,
  saidIn,
  switchesIn,
  targetOf,
} from '../../restrictions/media-call.js';
import type { MediaTarget } from '../../restrictions/media-queries.js';
import { countIssues, enforcementIssues, mediaIssues } from '../../restrictions/media-rules.js';
import { type MediaResult, type MediaWish, stateOf } from '../../restrictions/media-wish.js';
import { fulfils } from '../../restrictions/model.js';
import { IS_GONE } from '../../restrictions/sending-again.js';
import { needsNobody } from '../../restrictions/undo-tree.js';
import { answerIn, planIn, roomOf } from '../../rooms/room-place.js';
import { roomIssues, roomUserIssues } from '../../rooms/room-rules.js';
import type { UserMediaState } from '../../vendors/trtc/calls/set-user-blocked.js';
import type { ConnectedTrtc } from '../../vendors/trtc/vendor.js';
import { setRoomMediaState } from '../set-room-media-state/set-room-media-state.operation.js';
import {
  SET_USER_MEDIA_STATE_ANSWERS,
  type SetUserMediaStateResult,
  SetUserMediaStateSuccess,
  SetUserMediaStateWaiting,
} from './set-user-media-state.answer.js';
import type { SetUserMediaStateInput } from './set-user-media-state.input.js';

type Result = typeof SetUserMediaStateResult;

/** The input of an undo, an end or an enforcement has more than a caller can give. */
export type MediaInput = SetUserMediaStateInput & Pick<MediaCall, 'frees' | 'ends' | 'enforces' | 'violated'>;

export const setUserMediaState: Operation<
  MediaInput,
  MediaCall,
  typeof SetUserMediaStateResult,
  'TENCENT_TRTC'
> = {
  mutation: 'setUserMediaState',
  vendor: 'TENCENT_TRTC',
  place: ROOM,
  answers: SET_USER_MEDIA_STATE_ANSWERS,
  shown: ['state', 'audio', 'video'],

  logged: ({
    sdkAppId,
    roomId,
    strRoomId,
    userId,
    state,
    audio,
    video,
    durationSeconds,
    enforce,
    region,
  }) => ({
    sdkAppId,
    roomId,
    strRoomId,
    userId,
    state,
    audio,
    video,
    durationSeconds,
    enforce: enforce || undefined,
    region,
  }),

  issues: (input, rules) => [
    ...roomIssues(input),
    ...actionInputIssues(input),
    ...roomUserIssues('userId', input.userId),
    ...mediaIssues(input),
    ...durationIssues('durationSeconds', input.durationSeconds, rules.maxDurationSeconds),
    ...enforcementIssues('enforce', Boolean(input.enforce), rules.enforcesIn(input.sdkAppId)),
  ],

  plan(input, trtc) {
    const { userId, state, audio, video, durationSeconds, enforce, enforces, frees, ends, region } = input;
    const call: MediaCall = personIn({ userId, region: region ?? trtc.region, ...roomOf(input, trtc) });
    if (state) call.state = state;
    if (audio) call.audio = audio;
    if (video) call.video = video;
    if (durationSeconds) call.durationMs = durationSeconds * 1000;
    if (enforce) call.enforced = true;
    if (enforces) call.enforces = enforces;
    if (input.violated?.length) call.violated = input.violated;
    if (frees) call.frees = frees;
    if (ends) call.ends = ends;
    return planIn(call, [userId]);
  },

  alongside(id, call, { store, turnMs }) {
    const given = store.give(id, targetOf(call), saidIn(call), call, turnMs);
    const violated = call.violated ? [store.violated(call.violated, id), ...given] : given;
    return call.ends === undefined ? violated : [store.end(call.ends, 'EXPIRED', id), ...violated];
  },

  async act(call, trtc, action) {
    const target = targetOf(call);
    const known = await action.media.store.given(action, target, saidIn(call));
    const tooMany = countIssues(call, known);
    const obstacle = tooMany.length > 0 ? async () => invalidInput(tooMany) : action.obstacle;
    const result = await send(call, trtc, action, { target, known, obstacle, isNoted: true });
    const isUndone = call.frees === true && needsNobody(known.instructions, action.id);
    return doneBy(call, target, result, isUndone);
  },

  abandoned: (_, call, { store }) => {
    const target = targetOf(call);
    // What was sent before is not known.
    return { place: target.place, queries: [store.due.sendAgain(target, personIn(call))] };
  },

  /** The state is sent again, as the model gives it by now. A newer action is never undone by this. */
  async recover(call, trtc, action) {
    const newer = await action.newerOn(call.userId);
    // After a removal from the room, or where something newer stands that an undo must not undo, nothing is sent.
    // Where nobody knows whether the removal was carried out, the state counts.
    const mayStay = newer && effectOn(newer.record)(call.userId) !== 'APPLIED';
    const isRemoved = !isOnMedia(newer, action) && !mayStay;
    if (isRemoved && (await action.isSuperseded(call.userId))) return nobodyKnows();
    // An undo of an older gateway, which did not know instructions.
    const isOldUndo = action.record.undoes !== undefined && !call.frees;
    if (isOldUndo && (await action.isSuperseded(call.userId))) return nobodyKnows();
    const { store, turnMs } = action.media;
    const target = targetOf(call);
    if (newer && isOnMedia(newer, action)) await noteNewer(call.userId, action, newer);
    const known = await store.giveAgain(action.record, target, saidIn(call), personIn(call), turnMs);
    const { obstacle } = action;
    const result = await send(call, trtc, action, { target, known, obstacle, isTakenOver: true });
    if (result.kind === 'obstructed') return undefined;
    if (result.kind === 'failed' && result.result.failure.retryable) return undefined;
    const done = doneBy(call, target, result);
    const isAsked = 'state' in result && fulfils(result.state, switchesIn(call));
    if (result.kind === 'unchanged' && !call.frees) return nobodyKnows();
    if (call.frees && !isAsked) return { ...nobodyKnows(), attempts: done.attempts };
    // A refusal now does not prove that the send before the crash failed.
    return done.answer instanceof ModerationError ? { ...nobodyKnows(), attempts: done.attempts } : done;
  },
};

/** Whether the action gives an instruction, or ends or undoes one. */
function isOnMedia(newer: InterruptedAction | undefined, own: InterruptedAction): boolean {
  if (!newer) return false;
  const { operation, input } = newer.record;
  return (
    operation === ON_ROOM ||
    operation === own.record.operation ||
    (JSON.parse(input) as MediaCall).frees === true
  );
}

/** What is said of a whole room is no removal either. */
const ON_ROOM = journalName(setRoomMediaState);

/** An older gateway, which knows nothing of instructions, may have given a newer one. */
async function noteNewer(
  userId: string,
  { record, media }: InterruptedAction,
  newer: InterruptedAction,
): Promise<void> {
  const newest = newer.record;
  if (newest.operation !== record.operation) return;
  const call: MediaCall = JSON.parse(newest.input);
  const isOldUndo = newest.undoes !== undefined && !call.frees;
  if (isOldUndo && (await newer.isSuperseded(userId))) return;
  const person = personIn(call);
  await media.store.giveAgain(newest, targetOf(call), saidIn(call), person, media.turnMs);
}

/** Sends what the model gives for the person. */
function send(
  call: MediaCall,
  trtc: ConnectedTrtc,
  action: RecordedTurn,
  { target, known, obstacle, isTakenOver, isNoted }: Partial<MediaWish> & Pick<MediaWish, 'target'>,
): Promise<MediaResult> {
  const { id, media, order, recorded } = action;
  const wish: MediaWish = {
    target,
    call: personIn(call),
    actionId: id,
    recorded,
    frees: freedBy(call),
    enforcement: enforcementBy(call),
    ends: call.ends,
    known,
    isTakenOver,
    request: action.vendorRequest(),
    order,
    obstacle,
    isNoted,
  };
  return media.send(wish, trtc);
}

/** @param isUndone the call undoes a restriction, which needs nobody to be there */
function doneBy(
  call: MediaCall,
  { place }: MediaTarget,
  result: MediaResult,
  isUndone = false,
): Done<Result> {
  const { answer, attempts } = answeredBy(call, result, isUndone);
  const { note: queries } = result;
  return { answer, attempts, alongside: queries && { place, queries } };
}

function answeredBy(call: MediaCall, result: MediaResult, isUndone: boolean): Done<Result> {
  switch (result.kind) {
    case 'sent': {
      const { value, attempts } = result.result;
      return { answer: successOf(call, stateOf(result.state), value.requestId), attempts };
    }
    case 'unchanged':
      return { answer: successOf(call, stateOf(result.state)), attempts: 0 };
    case 'failed': {
      const { failure, attempts } = result.result;
      // What holds then is set when they come.
      const waits = call.enforced
        ? failure.reason === 'user-not-in-room'
        : isUndone && IS_GONE.has(failure.reason);
      if (waits) {
        return {
          answer: new SetUserMediaStateWaiting({ ...answerIn(call), userId: call.userId }),
          attempts,
        };
      }
      return { answer: vendorError(failure, 'TENCENT_TRTC') as Result, attempts };
    }
    case 'superseded':
      return {
        answer: call.enforces === undefined ? supersededBefore(result.by) : overBefore(result.by),
        attempts: 0,
      };
    case 'obstructed':
      return { answer: result.why as Result, attempts: 0 };
  }
}

function successOf(
  call: MediaCall,
  state: UserMediaState,
  vendorRequestId?: string,
): SetUserMediaStateSuccess {
  const { userId, durationMs, enforced } = call;
  const success = new SetUserMediaStateSuccess({ userId, state, vendorRequestId, ...answerIn(call) });
  if (durationMs !== undefined || enforced) success.isTimed = true;
  return success;
}
