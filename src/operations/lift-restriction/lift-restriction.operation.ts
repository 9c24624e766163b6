import { actionInputIssues } from '../../actions/input-rules.js';
import type { Done, Operation, RecordedTurn } from '../../actions/operation.js';
import { ROOM } from '../../actions/places.js';
import { nobodyKnows } from '../../actions/recovery.js';
import { vendorError } from '../../errors/vendor-error.js';
import { freedBy, type MediaCall, personIn, switchesIn, targetOf } from '../../restrictions/media-call.js';
import type { MediaResult, MediaWish } from '../../restrictions/media-wish.js';
import { placeOf, planIn } from '../../rooms/room-place.js';
import type { ConnectedTrtc } from '../../vendors/trtc/vendor.js';
import { liftedOnRoom } from './lift-on-room.js';
import {
  LIFT_RESTRICTION_ANSWERS,
  type LiftRestrictionResult,
  LiftRestrictionSuccess,
} from './lift-restriction.answer.js';
import type { LiftRestrictionInput } from './lift-restriction.input.js';

type Result = typeof LiftRestrictionResult;

/** A restriction that is on record. */
export interface FoundRestriction {
  readonly id: string;
  /** The call of the action that gave it. */
  readonly given: MediaCall;
}

/** The input of a caller, with what it names. */
export type LiftInput = LiftRestrictionInput & { readonly found: FoundRestriction };

export type LiftCall = MediaCall & { readonly restrictionId: string };

export const liftRestriction: Operation<LiftInput, LiftCall, Result, 'TENCENT_TRTC'> = {
  mutation: 'liftRestriction',
  vendor: 'TENCENT_TRTC',
  place: ROOM,
  answers: LIFT_RESTRICTION_ANSWERS,
  shown: [],

  logged: ({ restrictionId, found: { given } }) => ({ restrictionId, ...personIn(given) }),

  issues: actionInputIssues,

  plan({ found: { id, given } }) {
    const call: LiftCall = { ...personIn(given), ...switchesIn(given), frees: true, restrictionId: id };
    return planIn(call, [given.userId]);
  },

  alongside: (id, call, { store, turnMs }) => [
    store.end(call.restrictionId, 'LIFTED', id),
    ...store.give(id, targetOf(call), undefined, call, turnMs),
  ],

  async act(call, trtc, action) {
    const { store } = action.media;
    const more = { known: await store.given(action, targetOf(call), undefined), isNoted: true };
    const result = await send(call, trtc, action, more);
    const done = doneBy(call, result);
    // If this is refused, the restriction is in force again: otherwise nobody could lift it, and the vendor would hold to it.
    const lifted = isRefused(done) ? [] : [store.lifted(call.restrictionId, action.id ?? '')];
    return {
      ...done,
      alongside: { place: targetOf(call).place, queries: [...(result.note ?? []), ...lifted] },
    };
  },

  // It ends the restriction, unless it was refused, which nobody knows. A lift on a room has its calls on record.
  abandoned(id, call, { store }) {
    const lifted = store.lifted(call.restrictionId, id);
    if (!('userId' in call)) return { place: placeOf(call), queries: [lifted] };
    const target = targetOf(call);
    return { place: target.place, queries: [lifted, store.due.sendAgain(target, personIn(call))] };
  },

  /** What holds without the restriction is sent again. */
  async recover(call, trtc, action) {
    if (!('userId' in call)) return liftedOnRoom(call, action);
    const { store, turnMs } = action.media;
    const known = await store.takeNow(targetOf(call), personIn(call), turnMs);
    const { restrictionId } = call;
    const own = known.instructions.find(({ actionId }) => actionId === restrictionId);
    const hasEnded = own?.endedHow !== undefined && !own.endPending && own.endActionId !== action.id;
    // There was nothing to do.
    if (!own || hasEnded) return { answer: new LiftRestrictionSuccess({ restrictionId }), attempts: 0 };
    const result = await send(call, trtc, action, { known, isTakenOver: true });
    if (result.kind === 'obstructed') return undefined;
    if (result.kind === 'failed' && result.result.failure.retryable) return undefined;
    const done = doneBy(call, result);
    const alongside = { place: targetOf(call).place, queries: [store.lifted(restrictionId, action.id)] };
    // A refusal now does not prove that the send before the crash failed.
    if (isRefused(done)) return { ...nobodyKnows(), attempts: done.attempts, alongside };
    return { ...done, alongside };
  },
};

/** For a restriction that has ended before: nothing is sent. */
export const liftWithoutCall: typeof liftRestriction = {
  mutation: liftRestriction.mutation,
  vendor: liftRestriction.vendor,
  place: liftRestriction.place,
  answers: liftRestriction.answers,
  shown: liftRestriction.shown,
  logged: liftRestriction.logged,
  issues: liftRestriction.issues,
  plan: liftRestriction.plan,
  act: async ({ restrictionId }) => ({ answer: new LiftRestrictionSuccess({ restrictionId }), attempts: 0 }),
  recover: liftRestriction.recover,
};

function send(
  call: LiftCall,
  trtc: ConnectedTrtc,
  action: RecordedTurn,
  more: Pick<MediaWish, 'known' | 'isTakenOver' | 'isNoted'>,
): Promise<MediaResult> {
  const { id, media, order, recorded } = action;
  const { restrictionId: ends } = call;
  const wish = {
    target: targetOf(call),
    call: personIn(call),
    actionId: id,
    frees: freedBy(call),
    enforcement: undefined,
    ends,
    recorded,
  };
  return media.send({ ...wish, ...more, request: action.vendorRequest(), order }, trtc);
}

function doneBy({ restrictionId }: LiftCall, result: MediaResult): Done<Result> {
  switch (result.kind) {
    case 'sent': {
      const { value, attempts } = result.result;
      return {
        answer: new LiftRestrictionSuccess({ restrictionId, vendorRequestId: value.requestId }),
        attempts,
      };
    }
    case 'failed': {
      const { failure, attempts } = result.result;
      // Who is not there hears nothing and says nothing. What holds is sent when they come back.
      if (failure.reason === 'room-not-found' || failure.reason === 'user-not-in-room') {
        const { vendorRequestId } = failure;
        return { answer: new LiftRestrictionSuccess({ restrictionId, vendorRequestId }), attempts };
      }
      return { answer: vendorError(failure, 'TENCENT_TRTC') as Result, attempts };
    }
    case 'obstructed':
      return { answer: result.why as Result, attempts: 0 };
    default:
      return { answer: new LiftRestrictionSuccess({ restrictionId }), attempts: 0 };
  }
}

function isRefused({ answer }: Done<Result>): boolean {
  return 'outcome' in answer && answer.outcome === 'NOT_APPLIED';
}
