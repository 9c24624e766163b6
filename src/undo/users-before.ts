import { journalName } from '../actions/operation.js';
import type { ActionRecord } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import { addToBlacklist } from '../operations/add-to-blacklist/add-to-blacklist.operation.js';
import type { BlacklistUser } from '../vendors/volcengine/calls/blacklist.js';
import { effectOn } from './effects.js';

/** How many older actions on the users are looked at, the newest first. */
const MOST_OLDER = 20_000;

/**
 * The users as they were on the list before a removal: with the ext of the last addition that the journal has for them. The
 * ext is absent if they were added by other means than the gateway.
 */
export async function usersBefore(
  removal: ActionRecord,
  userIds: readonly string[],
  journal: Journal,
): Promise<BlacklistUser[]> {
  const found = new Map<string, BlacklistUser>();
  const read = new Set<string>();
  for (const { id, operation } of await journal.neighboursOf(removal, userIds, 'before', MOST_OLDER)) {
    if (operation !== journalName(addToBlacklist) || read.has(id)) continue;
    read.add(id);
    const addition = await journal.find(id);
    if (!addition) continue;
    const effect = effectOn(addition);
    const { users }: { users: readonly BlacklistUser[] } = JSON.parse(addition.input);
    for (const user of users) {
      if (!found.has(user.userId) && effect(user.userId) === 'APPLIED') found.set(user.userId, user);
    }
  }
  return userIds.map((userId) => found.get(userId) ?? { userId });
}
