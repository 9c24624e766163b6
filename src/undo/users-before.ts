import { journalName } from '../actions/operation.js';
import type { NeighbouringAction } from '../journal/action-order.js';
import type { ActionRecord } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import { addToBlacklist } from '../operations/add-to-blacklist/add-to-blacklist.operation.js';
import { updateBlacklist } from '../operations/update-blacklist/update-blacklist.operation.js';
import type { BlacklistUser } from '../vendors/volcengine/calls/blacklist.js';
import { type EffectOn, effectOn } from './effects.js';

/** How many older actions on the users are looked at, the newest first. */
const MOST_OLDER = 20_000;

const ADDITION = journalName(addToBlacklist);
const UPDATE = journalName(updateBlacklist);

/**
 * The users as they were on the list before a removal: with the ext of the last addition that the journal has for them, and
 * of the updates after it. The ext is absent if the journal has neither, because they were added by other means than the
 * gateway.
 */
export async function usersBefore(
  removal: ActionRecord,
  userIds: readonly string[],
  journal: Journal,
): Promise<BlacklistUser[]> {
  const entries = new Map<string, Entry>(
    userIds.map((userId) => [userId, { ext: undefined, isWhole: false }]),
  );
  const changes = new Map<string, Change | undefined>();
  for (const older of await journal.neighboursOf(removal, userIds, 'before', MOST_OLDER)) {
    const entry = entries.get(older.userId);
    if (!entry || entry.isWhole) continue;
    if (!changes.has(older.id)) changes.set(older.id, await readChange(older, journal));
    const change = changes.get(older.id);
    if (change?.effect(older.userId) !== 'APPLIED') continue;
    // What is newer overwrites what is older.
    const ext = { ...change.extOf.get(older.userId), ...entry.ext };
    const isWhole = older.operation !== UPDATE;
    entries.set(older.userId, { ext: Object.keys(ext).length > 0 ? ext : undefined, isWhole });
  }
  return userIds.map((userId) => {
    const ext = entries.get(userId)?.ext;
    return { userId, ...(ext && { ext }) };
  });
}

/** What is known of a user's entry on the list. */
interface Entry {
  ext: Readonly<Record<string, string>> | undefined;
  /** Nothing older can be part of it. */
  isWhole: boolean;
}

interface Change {
  effect: EffectOn;
  /** By user. A removal has none. */
  extOf: ReadonlyMap<string, BlacklistUser['ext']>;
}

async function readChange(
  { id, operation }: NeighbouringAction,
  journal: Journal,
): Promise<Change | undefined> {
  const action = await journal.find(id);
  if (!action) return undefined;
  const { users }: { users: readonly BlacklistUser[] } =
    operation === ADDITION || operation === UPDATE ? JSON.parse(action.input) : { users: [] };
  return { effect: effectOn(action), extOf: new Map(users.map(({ userId, ext }) => [userId, ext])) };
}
