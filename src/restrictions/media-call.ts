import { placeOfRoom } from '../values/room-name.js';
import type { UserMediaState } from '../vendors/trtc/calls/set-user-blocked.js';
import type { Said } from './given.js';
import type { MediaTarget } from './media-queries.js';
import { type EnforcementWish, type PersonCall, stateOf, switchesOf } from './media-wish.js';
import {
  coveredBy,
  decided,
  type Instruction,
  inForce,
  type Medium,
  type Switch,
  type Switches,
} from './model.js';
import type { PersonMedia } from './person-media.js';

/**
 * What an action on a person's audio and video does, as the journal has it. It has either `state`, for both media, or switches
 * of single media.
 */
export type MediaCall = PersonCall & {
  state?: UserMediaState | undefined;
  audio?: Switch | undefined;
  video?: Switch | undefined;
  durationMs?: number | undefined;
  /** It is set again whenever the person comes back or publishes. */
  enforced?: true | undefined;
  /** The action only sets again what holds, because of this restriction, by its action's id. It gives no instruction. */
  enforces?: string | undefined;
  /** Of an enforcement: the restrictions in spite of which the person publishes. */
  violated?: readonly string[] | undefined;
  /** The action undoes or ends an instruction for the media that it names, and gives none. */
  frees?: true | undefined;
  /** The restriction that ends because its time has come, by its action's id. */
  ends?: string | undefined;
};

export function targetOf(call: PersonCall): MediaTarget {
  return { place: placeOfRoom(call.sdkAppId, call), userId: call.userId };
}

// Every mute comes by the next functions: see CONTRIBUTING.md on spreads.

export function personIn({ sdkAppId, roomId, strRoomId, userId, region }: PersonCall): PersonCall {
  return strRoomId === undefined
    ? { sdkAppId, roomId, userId, region }
    : { sdkAppId, strRoomId, userId, region };
}

export function switchesIn({ state, audio, video }: Pick<MediaCall, 'state' | 'audio' | 'video'>): Switches {
  return state === undefined ? { audio, video } : switchesOf(state);
}

/** Undefined: the call gives no instruction. */
export function saidIn(call: MediaCall): Said | undefined {
  if (call.frees || call.enforces !== undefined) return undefined;
  const { audio, video } = switchesIn(call);
  return { audio, video, durationMs: call.durationMs, enforced: call.enforced };
}

/** The media that the call frees. Undefined: it gives an instruction. */
export function freedBy(call: MediaCall): ReadonlySet<Medium> | undefined {
  return call.frees && new Set(coveredBy(switchesIn(call)));
}

/** Undefined: the call does not only set again what holds. */
export function enforcementBy(call: MediaCall): EnforcementWish | undefined {
  if (call.enforces === undefined) return undefined;
  const { audio, video } = switchesIn(call);
  return { restriction: call.enforces, disables: audio === 'DISABLED' || video === 'DISABLED' };
}

/**
 * The input of an action that ends, undoes or brings back the instruction of the action `actionId`: what holds then for the media
 * that the instruction covers.
 */
export function inputWithout(
  { instructions }: PersonMedia,
  actionId: string,
  switches: Switches,
  revoked: boolean,
): Pick<MediaCall, 'state' | 'audio' | 'video' | 'frees'> {
  const all = instructions.map((instruction) =>
    instruction.actionId === actionId ? { ...instruction, revoked } : instruction,
  );
  return inputFor({ instructions: all }, switches);
}

/** The input of an action that sets what holds for these media by now, and gives no instruction. */
export function inputFor(
  { instructions }: { readonly instructions: readonly Instruction[] },
  switches: Switches,
): Pick<MediaCall, 'state' | 'audio' | 'video' | 'frees'> {
  const then = decided(inForce(instructions));
  const audio = switches.audio && (then.audio ?? 'ENABLED');
  const video = switches.video && (then.video ?? 'ENABLED');
  if (audio && video) return { frees: true, state: stateOf({ audio, video }) };
  return { frees: true, ...(audio && { audio }), ...(video && { video }) };
}
