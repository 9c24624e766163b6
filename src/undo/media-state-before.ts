import { journalName } from '../actions/operation.js';
import type { MediaState } from '../graphql/media-state.enum.js';
import type { NeighbouringAction } from '../journal/action-order.js';
import { type ActionRecord, wholePlace } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import { setUserMediaState } from '../operations/set-user-media-state/set-user-media-state.operation.js';
import { MOST_NEIGHBOURS } from './limits.js';

/**
 * The state that a user's audio and video had before an action: that of the newest action before it that was applied.
 * Enabled if the journal has none, because nobody has told the gateway of any other state.
 */
export async function mediaStateBefore(action: ActionRecord, journal: Journal): Promise<MediaState> {
  const targets = [...action.userIds, wholePlace(action.place)];
  const older = await journal.neighboursOf(action, targets, 'before', MOST_NEIGHBOURS);
  const isState = ({ operation }: NeighbouringAction) => operation === journalName(setUserMediaState);
  // Whoever was removed from the room, or whose room was dismissed, has come back without a state.
  const last = older.find((before) => !isState(before) || before.status === 'APPLIED');
  const before = last && isState(last) && (await journal.find(last.id));
  return before ? JSON.parse(before.input).state : 'AUDIO_VIDEO_ENABLED';
}
