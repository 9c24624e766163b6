import { effectOn } from '../actions/effects.js';
import { journalName } from '../actions/operation.js';
import { type ActionRecord, wholePlace } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import { liftRestriction } from '../operations/lift-restriction/lift-restriction.operation.js';
import { setUserMediaState } from '../operations/set-user-media-state/set-user-media-state.operation.js';
import { type MediaCall, switchesIn } from '../restrictions/media-call.js';
import { stateOf } from '../restrictions/media-wish.js';
import { coveredBy, MEDIA, type Medium, type Switch } from '../restrictions/model.js';

/** Nearly always the first counts. So many removals from the room that removed somebody else are looked at. */
const MOST_SETTLED = 20;

/**
 * What a user's audio and video were before an action, of the `media` that it set: what the newest action before it set that was
 * applied. Enabled if the journal has none, because nobody has told the gateway of anything else. Undefined: the journal has too
 * much on the user.
 */
export async function mediaStateBefore(
  action: ActionRecord,
  media: readonly Medium[],
  journal: Journal,
): Promise<Pick<MediaCall, 'state' | 'audio' | 'video'> | undefined> {
  const targets = [...action.userIds, wholePlace(action.place)];
  const settled = await journal.settledBefore(action, targets, MOST_SETTLED);
  const found = new Map<Medium, Switch>();
  const isFound = () => media.every((medium) => found.has(medium));
  let hasLeft = false;
  for (const { id, operation, userId } of settled) {
    if (isFound() || hasLeft) break;
    const before = await journal.find(id);
    if (!before) continue;
    const isLift = operation === journalName(liftRestriction);
    if (isLift || operation === journalName(setUserMediaState)) {
      const set = switchesIn(JSON.parse(before.input));
      for (const medium of coveredBy(set)) {
        const then = isLift ? 'ENABLED' : set[medium];
        found.set(medium, found.get(medium) ?? then ?? 'ENABLED');
      }
    } else {
      // Whoever was removed from the room, or whose room was dismissed, has come back without a state. Where nobody knows whether
      // that happened, the user may still be there with the older state.
      hasLeft = effectOn(before)(userId) === 'APPLIED';
    }
  }
  if (!isFound() && !hasLeft && settled.length === MOST_SETTLED) return undefined;
  const [audio, video] = MEDIA.map((medium) =>
    media.includes(medium) ? (found.get(medium) ?? 'ENABLED') : undefined,
  );
  return audio && video ? { state: stateOf({ audio, video }) } : { audio, video };
}
