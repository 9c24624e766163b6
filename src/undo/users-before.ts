import { journalName } from '../actions/operation.js';
import type { NeighbouringAction } from '../journal/action-order.js';
import type { ActionRecord } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import { addToBlacklist } from '../operations/add-to-blacklist/add-to-blacklist.operation.js';
import { updateBlacklist } from '../operations/update-blacklist/update-blacklist.operation.js';
import type { BlacklistUser } from '../vendors/volcengine/calls/blacklist.js';
import { type EffectOn, effectOn } from './effects.js';
import { MOST_NEIGHBOURS, MOST_READ } from './limits.js';

const ADDITION = journalName(addToBlacklist);
const UPDATE = journalName(updateBlacklist);

/**
 * The users as they were on the list before a removal: with the ext of the last addition that the journal has for them, and
 * of the updates after it. The ext is absent if the journal has neither, because they were added by other means than the
 * gateway. Undefined: the journal has too much on them.
 */
export async function usersBefore(
  removal: ActionRecord,
  userIds: readonly string[],
  journal: Journal,
): Promise<BlacklistUser[] | undefined> {
  const entries = new Map<string, Entry>(
    userIds.map((userId) => [userId, { ext: undefined, isWhole: false }]),
  );
  const changes = new Map<string, Change | undefined>();
  const all = await journal.neighboursOf(removal, userIds, 'before', MOST_NEIGHBOURS);
  for (const older of all) {
    const entry = entries.get(older.userId);
    if (!entry || entry.isWhole) continue;
    if (!changes.has(older.id)) {
      if (changes.size === MOST_READ) return undefined;
      changes.set(older.id, await readChange(older, journal, entries));
    }
    const change = changes.get(older.id);
    const effect = change?.effect(older.userId) ?? 'NOT_APPLIED';
    if (!change || effect === 'NOT_APPLIED') continue;
    // What is newer overwrites what is older.
    const ext = { ...change.extOf.get(older.userId), ...entry.ext };
    // The removal proves that the user was listed. So of an addition with an unknown outcome, the ext is the best guess.
    const isWhole = older.operation !== UPDATE && effect === 'APPLIED';
    entries.set(older.userId, { ext: Object.keys(ext).length > 0 ? ext : undefined, isWhole });
  }
  const isCut = all.length === MOST_NEIGHBOURS && [...entries.values()].some(({ isWhole }) => !isWhole);
  if (isCut) return undefined;
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
  wanted: ReadonlyMap<string, Entry>,
): Promise<Change | undefined> {
  const action = await journal.find(id);
  if (!action) return undefined;
  const { users }: { users: readonly BlacklistUser[] } =
    operation === ADDITION || operation === UPDATE ? JSON.parse(action.input) : { users: [] };
  const extOf = users
    .filter(({ userId }) => wanted.has(userId))
    .map(({ userId, ext }) => [userId, ext] as const);
  return { effect: effectOn(action), extOf: new Map(extOf) };
}
