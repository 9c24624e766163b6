import { InputIssue } from '../errors/moderation-error.js';
import type { UserMediaState } from '../vendors/trtc/calls/set-user-blocked.js';
import type { MediaCall } from './media-call.js';
import { inForce, type Switch } from './model.js';
import type { PersonMedia } from './person-media.js';

/** Checks the fields that say what audio and video shall be. */
export function mediaIssues({
  state,
  audio,
  video,
}: {
  state?: UserMediaState | null | undefined;
  audio?: Switch | null | undefined;
  video?: Switch | null | undefined;
}): InputIssue[] {
  const hasSwitch = Boolean(audio ?? video);
  if (Boolean(state) !== hasSwitch) return [];
  const rule = 'either state must be given, or audio, video or both';
  return [new InputIssue('state', 'EXACTLY_ONE', rule)];
}

const MOST_RESTRICTIONS = 100;

/**
 * Checks that a person has not too many restrictions at a time. All of them are looked at whenever something is sent for the
 * person.
 *
 * @param known with the instruction of the call
 */
export function countIssues({ durationMs }: MediaCall, { instructions }: PersonMedia): InputIssue[] {
  if (durationMs === undefined) return [];
  const { audio, video } = inForce(instructions);
  const standing = new Set([...audio, ...video].filter(({ timed }) => timed).map(({ actionId }) => actionId));
  if (standing.size <= MOST_RESTRICTIONS) return [];
  const rule = `a person can have ${MOST_RESTRICTIONS} restrictions in a room at a time: lift one first`;
  return [new InputIssue('durationSeconds', 'OUT_OF_RANGE', rule)];
}
