import type { CompiledQuery } from 'kysely';
import type { CallDone, CallFailed, CallRequest } from '../vendors/calling/retry.js';
import type { RoomCall, RoomCallAnswer } from '../vendors/trtc/calls/room-call.js';
import type { UserMediaState } from '../vendors/trtc/calls/set-user-blocked.js';
import type { MediaTarget } from './media-queries.js';
import type { BothSwitches, Medium } from './model.js';
import type { PersonMedia } from './person-media.js';

/** The person, and where the vendor is called. */
export type PersonCall = RoomCall & { userId: string };

/** Keeps the calls for one person in order with calls of other kinds. */
export interface CallOrder {
  alone<Result>(place: string, userId: string, send: () => Promise<Result>): Promise<Result>;
}

/** Why something is set again. */
export interface EnforcementWish {
  /** The action of the restriction that asks for it. */
  readonly restriction: string;
  /** Whether it asks to disable something. Otherwise what is over is undone. */
  readonly disables: boolean;
}

/** Somebody who wants the state of a person to be sent. */
export interface MediaWish {
  readonly target: MediaTarget;
  readonly call: PersonCall;
  /** The action that gave the instruction, ended it or undid it. Undefined: the state is only sent once more. */
  readonly actionId?: string | undefined;
  /** Resolves when nothing of the action is to be recorded any more, with whether its outcome is on record. */
  readonly recorded?: Promise<boolean> | undefined;
  /** The media whose instruction the action ended or undid. Absent: it gave one. */
  readonly frees?: ReadonlySet<Medium> | undefined;
  /** The action only sets again what holds, and gives no instruction. Not optional: nothing else would show that it was forgotten. */
  readonly enforcement: EnforcementWish | undefined;
  /** The action of the restriction that the action ends. */
  readonly ends?: string | undefined;
  /** What was read when the action was written. Absent: it is read now. */
  readonly known?: PersonMedia | undefined;
  /** A gateway that died may have sent the state, or may still have sent it. */
  readonly isTakenOver?: boolean | undefined;
  readonly request: CallRequest;
  readonly order: CallOrder;
  /** Called before anything is sent. Resolves with why nothing must be sent for this wish. Must not reject. */
  readonly obstacle?: (() => Promise<unknown>) | undefined;
  /** Whoever wishes it writes the `note` of the result, in the transaction of the action's outcome. */
  readonly isNoted?: boolean | undefined;
}

export type MediaResult = {
  /** The statements that note what was sent, and give the turn back. Only with `isNoted`. */
  readonly note?: readonly CompiledQuery[] | undefined;
} & (
  | { readonly kind: 'sent'; readonly state: BothSwitches; readonly result: CallDone<RoomCallAnswer> }
  /** The vendor refused, or did not answer, or nothing was sent in time. */
  | { readonly kind: 'failed'; readonly result: CallFailed }
  /** Newer instructions cover all its media, and say otherwise. Nothing was sent for it. */
  | { readonly kind: 'superseded'; readonly by: string }
  /** Nothing had to be sent, because other instructions decide. */
  | { readonly kind: 'unchanged'; readonly state: BothSwitches }
  | { readonly kind: 'obstructed'; readonly why: unknown }
);

export function stateOf({ audio, video }: BothSwitches): UserMediaState {
  if (audio === 'ENABLED') return video === 'ENABLED' ? 'AUDIO_VIDEO_ENABLED' : 'VIDEO_DISABLED';
  return video === 'ENABLED' ? 'AUDIO_DISABLED' : 'AUDIO_VIDEO_DISABLED';
}

export function switchesOf(state: UserMediaState): BothSwitches {
  const isOff = (medium: 'AUDIO' | 'VIDEO') =>
    state === 'AUDIO_VIDEO_DISABLED' || state === `${medium}_DISABLED`;
  return { audio: isOff('AUDIO') ? 'DISABLED' : 'ENABLED', video: isOff('VIDEO') ? 'DISABLED' : 'ENABLED' };
}
