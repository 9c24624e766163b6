import { effectOn } from '../actions/effects.js';
import { journalName } from '../actions/operation.js';
import type { MediaState } from '../graphql/media-state.enum.js';
import { type ActionRecord, wholePlace } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import { setUserMediaState } from '../operations/set-user-media-state/set-user-media-state.operation.js';

/** Nearly always the first counts. So many removals from the room that removed somebody else are looked at. */
const MOST_SETTLED = 20;

/**
 * The state that a user's audio and video had before an action: that of the newest action before it that was applied.
 * Enabled if the journal has none, because nobody has told the gateway of any other state. Undefined: the journal has too much on
 * the user.
 */
export async function mediaStateBefore(
  action: ActionRecord,
  journal: Journal,
): Promise<MediaState | undefined> {
  const targets = [...action.userIds, wholePlace(action.place)];
  const settled = await journal.settledBefore(action, targets, MOST_SETTLED);
  for (const { id, operation, userId } of settled) {
    const before = await journal.find(id);
    if (!before) continue;
    if (operation === journalName(setUserMediaState)) return JSON.parse(before.input).state;
    // Whoever was removed from the room, or whose room was dismissed, has come back without a state. Where nobody knows whether
    // that happened, the user may still be there with the older state.
    if (effectOn(before)(userId) === 'APPLIED') return 'AUDIO_VIDEO_ENABLED';
  }
  return settled.length < MOST_SETTLED ? 'AUDIO_VIDEO_ENABLED' : undefined;
}
