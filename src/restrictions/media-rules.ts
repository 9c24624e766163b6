import { InputIssue } from '../errors/moderation-error.js';
import type { UserMediaState } from '../vendors/trtc/calls/set-user-blocked.js';
import type { Switch } from './model.js';

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
