import type { RoomCall } from '../vendors/trtc/calls/room-call.js';
import type { UserMediaState } from '../vendors/trtc/calls/set-user-blocked.js';
import type { Switch } from './model.js';

/**
 * What an action on the audio and video of a whole room does, as the journal has it. It has either `state`, for both media, or
 * switches of single media. `media-call.ts` has that of one person.
 */
export type RoomMediaCall = RoomCall & {
  state?: UserMediaState | undefined;
  audio?: Switch | undefined;
  video?: Switch | undefined;
  durationMs?: number | undefined;
  /** It is set again for whoever comes back or publishes, and for whoever comes later. */
  enforced?: true | undefined;
  /** The action undoes or ends an instruction for the media that it names, and gives none. */
  frees?: true | undefined;
  /** The restriction that ends because its time has come, by its action's id. */
  ends?: string | undefined;
  /** Whom it leaves out. Absent: nobody. */
  exceptUserIds?: readonly string[] | undefined;
};

/** Whether it counts only for those who are there, until they leave. */
export function isPlain({ durationMs, enforced }: RoomMediaCall): boolean {
  return durationMs === undefined && !enforced;
}
