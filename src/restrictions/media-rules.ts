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

/** Checks that events tell when something is to be set again. `isPossible`: whether they do in the room's application. */
export function enforcementIssues(path: string, isAsked: boolean, isPossible: boolean): InputIssue[] {
  if (!isAsked || isPossible) return [];
  const rule =
    'this gateway takes no event callbacks for the application, so it cannot enforce anything there';
  return [new InputIssue(path, 'ENFORCEMENT_OFF', rule)];
}

const MOST_RESTRICTIONS = 100;

/**
 * Checks that a person has not too many restrictions at a time. All of them are looked at whenever something is sent for the
 * person.
 *
 * @param known with the instruction of the call
 */
export function countIssues(
  { durationMs, enforced }: MediaCall,
  { instructions }: PersonMedia,
): InputIssue[] {
  if (durationMs === undefined && !enforced) return [];
  const { audio, video } = inForce(instructions);
  const standing = new Set(
    [...audio, ...video].filter(({ timed, ofRoom }) => timed && !ofRoom).map(({ actionId }) => actionId),
  );
  if (standing.size <= MOST_RESTRICTIONS) return [];
  const rule = `a person can have ${MOST_RESTRICTIONS} restrictions in a room at a time: lift one first`;
  return [new InputIssue(durationMs === undefined ? 'enforce' : 'durationSeconds', 'OUT_OF_RANGE', rule)];
}
