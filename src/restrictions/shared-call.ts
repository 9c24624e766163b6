import type { CompiledQuery } from 'kysely';
import type { CallResult } from '../vendors/calling/retry.js';
import type { RoomCallAnswer } from '../vendors/trtc/calls/room-call.js';
import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import { enforcedAgain } from './flapping.js';
import type { SentMedia } from './media-store.js';
import type { MediaResult, MediaWish } from './media-wish.js';
import type { BothSwitches } from './model.js';
import type { Coverage } from './needs.js';
import { IS_GONE } from './sending-again.js';
import { newerThan, type PersonView, restrictionsIn, stateFor } from './what-to-send.js';

interface Waiting {
  readonly wish: MediaWish;
}

/** A call that wishes share, as it was when it was sent. */
export interface SharedCall<Waiter extends Waiting> {
  readonly state: BothSwitches;
  /** `by`: the action that supersedes the wish's. */
  readonly all: readonly { readonly waiting: Waiter; readonly by: string | undefined }[];
  /** A gateway that died may have sent something else. */
  readonly isTakenOver: boolean;
  /** No new action asks for it. */
  readonly isRepeat: boolean;
  readonly isEnforcement: boolean;
  /** The restrictions that it sets. */
  readonly restrictions: readonly string[];
  /** It is sent after everything that happened until then, on the vendor's clock. */
  readonly sentAfter: number;
}

export function sharedCall<Waiter extends Waiting>(
  view: PersonView,
  waiting: readonly Waiter[],
  trtc: Pick<ConnectedTrtc, 'vendorTime'>,
  now: number,
): SharedCall<Waiter> {
  const wishes = waiting.map(({ wish }) => wish);
  const state = stateFor(view, wishes);
  return {
    state,
    all: waiting.map((one) => ({ waiting: one, by: newerThan(view, one.wish, wishes, state) })),
    isTakenOver: wishes.some(({ isTakenOver }) => isTakenOver),
    isRepeat: wishes.every(({ actionId, isTakenOver }) => actionId === undefined || isTakenOver),
    isEnforcement: wishes.some(({ enforcement }) => enforcement),
    restrictions: restrictionsIn(view, wishes),
    sentAfter: Math.max(view.known?.roster?.seenAt ?? 0, trtc.vendorTime.atLeast(now)),
  };
}

/** What an answer tells of everything that happened before. Undefined: it does not tell that the state was set. */
export function coverageOf(
  { sentAfter: seenTo }: SharedCall<Waiting>,
  result: CallResult<unknown>,
  { vendorTime }: Pick<ConnectedTrtc, 'vendorTime'>,
  now: number,
): Coverage | undefined {
  if (!result.ok) return undefined;
  const answeredAt = vendorTime.atMost(now);
  return { seenTo, answeredAt: Number.isFinite(answeredAt) ? answeredAt : undefined };
}

type Noted = Pick<SentMedia, 'covered' | 'applied' | 'isGone' | 'enforcedAt'>;

/** What is to be noted of a call, beside what was sent. */
export function notedOf(
  { isEnforcement, restrictions: applied }: SharedCall<Waiting>,
  { known }: PersonView,
  result: CallResult<unknown>,
  covered: Coverage | undefined,
): Noted {
  const enforcedAt = isEnforcement ? enforcedAgain(known?.enforcedAt, known?.now ?? 0) : undefined;
  if (covered) return { covered, applied, enforcedAt };
  return { isGone: !result.ok && IS_GONE.has(result.failure.reason), enforcedAt };
}

export function resultFor(
  by: string | undefined,
  state: BothSwitches,
  result: CallResult<RoomCallAnswer>,
  note: readonly CompiledQuery[] | undefined,
): MediaResult {
  if (by !== undefined) return { kind: 'superseded', by, note };
  return result.ok ? { kind: 'sent', state, result, note } : { kind: 'failed', result, note };
}
