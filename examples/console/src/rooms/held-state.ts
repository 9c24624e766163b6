import type { MediaState } from 'moderation-gateway-client/strings';
import type { FoundPerson } from './room-readings.js';

/** The gateway's clock and the vendor's can differ by so much. */
const CLOCKS_DIFFER_MS = 10_000;

/** What a reading says of what somebody may send. */
export interface HeldState {
  state: MediaState;
  enteredAt: number;
  actionId: string | undefined;
  /** Whether the action is of this stay. */
  holds: boolean;
}

/**
 * The vendor does not tell what somebody may send, so this goes by what the gateway did last. As far as is known, a mute
 * ends when the person leaves. Whether they did so is seen by the vendor's times of two entries. The gateway's time of the
 * action is on another clock, so it is compared with an entry only where nothing else tells, and with some patience: it is
 * worse to show a muted person as unmuted.
 */
export function heldState({ enteredAt, lastAction }: FoundPerson, before: HeldState | undefined): HeldState {
  const actionId = lastAction?.id;
  if (!lastAction) return { state: 'AUDIO_VIDEO_ENABLED', enteredAt, actionId, holds: false };
  const holds = isOfThisStay(enteredAt, lastAction, before);
  const uncertain = before?.state ?? 'AUDIO_VIDEO_ENABLED';
  const state = holds ? (lastAction.state ?? uncertain) : 'AUDIO_VIDEO_ENABLED';
  return { state, enteredAt, actionId, holds };
}

function isOfThisStay(
  enteredAt: number,
  { id, requestedAt }: NonNullable<FoundPerson['lastAction']>,
  before: HeldState | undefined,
): boolean {
  const isSameStay = before?.enteredAt === enteredAt;
  if (before?.actionId === id) return before.holds && isSameStay;
  return isSameStay || requestedAt >= enteredAt - CLOCKS_DIFFER_MS;
}
