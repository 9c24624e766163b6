import { answerIn, placeOf } from '../rooms/room-place.js';
import type { UserMediaState } from '../vendors/trtc/calls/set-user-blocked.js';
import { type PersonCall, switchesOf } from './media-sender.js';
import type { MediaTarget, Said } from './media-store.js';
import { coveredBy, type Medium, type Switch, type Switches } from './model.js';

/**
 * What an action on a person's audio and video does, as the journal has it. It has either `state`, for both media, or switches
 * of single media.
 */
export type MediaCall = PersonCall & {
  state?: UserMediaState | undefined;
  audio?: Switch | undefined;
  video?: Switch | undefined;
  durationMs?: number | undefined;
  /** The action undoes or ends an instruction for the media that it names, and gives none. */
  frees?: true | undefined;
};

export function targetOf(call: PersonCall): MediaTarget {
  return { place: placeOf(call), userId: call.userId };
}

export function personIn(call: PersonCall): PersonCall {
  return { ...answerIn(call), userId: call.userId, region: call.region } as PersonCall;
}

export function switchesIn({ state, audio, video }: MediaCall): Switches {
  return state === undefined ? { audio, video } : switchesOf(state);
}

/** Undefined: the call gives no instruction. */
export function saidIn(call: MediaCall): Said | undefined {
  if (call.frees) return undefined;
  return { ...switchesIn(call), durationMs: call.durationMs };
}

/** The media that the call frees. Undefined: it gives an instruction. */
export function freedBy(call: MediaCall): ReadonlySet<Medium> | undefined {
  return call.frees && new Set(coveredBy(switchesIn(call)));
}
