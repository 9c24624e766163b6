import { journalName } from '../actions/operation.js';
import type { NeighbouringAction } from '../journal/action-order.js';
import { ACTION_STATUSES, type ActionRecord } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import type { WantedOfActions } from '../journal/read-actions.js';
import { addToBlacklist } from '../operations/add-to-blacklist/add-to-blacklist.operation.js';
import { updateBlacklist } from '../operations/update-blacklist/update-blacklist.operation.js';
import type { BlacklistUser } from '../vendors/volcengine/calls/blacklist.js';
import { effectOn, provenBy } from './effects.js';
import { MOST_NEIGHBOURS, MOST_READ } from './limits.js';

/** What tells an action's effects, and the ext of its users. */
const CALLS: WantedOfActions = {
  texts: { input: 1, answer: 1 },
  answersOf: ACTION_STATUSES,
  bytes: 0,
  bytesPerTarget: 0,
};

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
  /** By user: the changes back to the last one before which nothing counts, the newest first. */
  const entries = new Map<string, EntryChange[]>(userIds.map((userId) => [userId, []]));
  const changes = new Map<string, Change | undefined>();
  const all = await journal.neighboursOf(removal, userIds, 'before', MOST_NEIGHBOURS);
  for (const older of all) {
    const entry = entries.get(older.userId);
    if (!entry || entry.at(-1)?.isFirst) continue;
    if (!changes.has(older.id)) {
      if (changes.size === MOST_READ) return undefined;
      changes.set(older.id, await readChange(older, journal, entries));
    }
    const change = changes.get(older.id)?.(older.userId);
    if (change) entry.push(change);
  }
  const isCut =
    all.length === MOST_NEIGHBOURS && [...entries.values()].some((entry) => !entry.at(-1)?.isFirst);
  if (isCut) return undefined;
  return userIds.map((userId) => {
    const ext = extAfter(entries.get(userId)?.toReversed() ?? []);
    return { userId, ...(ext && Object.keys(ext).length > 0 && { ext }) };
  });
}

/** What an action did, or may have done, to a user's entry on the list. */
interface EntryChange {
  readonly kind: 'added' | 'merged' | 'removed';
  readonly ext: BlacklistUser['ext'];
  /** Whether it was certainly made. */
  readonly isCertain: boolean;
  /** Whether the user was certainly on the list afterwards. */
  readonly isListed: boolean;
  /** Whether nothing older can be part of the entry. */
  readonly isFirst: boolean;
}

/** By user. Undefined: the action changed nothing for the user. */
type Change = (userId: string) => EntryChange | undefined;

/**
 * The ext after these changes, the oldest first. Of an addition with an unknown outcome, the ext is the best guess, because the
 * removal that is undone proves that the user was listed. But whoever is on the list keeps their entry.
 */
function extAfter(changes: readonly EntryChange[]): BlacklistUser['ext'] {
  let ext: BlacklistUser['ext'];
  let isListed = false;
  for (const change of changes) {
    if (change.kind === 'merged') {
      ext = { ...ext, ...change.ext };
      isListed ||= change.isListed;
    } else if (change.kind === 'removed') {
      if (change.isCertain) ext = undefined;
      isListed = false;
    } else if (change.isCertain || !isListed) {
      ext = change.ext;
      isListed = change.isListed;
    }
  }
  return ext;
}

async function readChange(
  { id, operation }: NeighbouringAction,
  journal: Journal,
  wanted: ReadonlyMap<string, unknown>,
): Promise<Change | undefined> {
  const { actions } = await journal.readAll([id], CALLS, 0, ACTION_STATUSES);
  const [action] = actions;
  if (!action) return undefined;
  const kind = operation === ADDITION ? 'added' : operation === UPDATE ? 'merged' : 'removed';
  const { users = [] }: { users?: readonly BlacklistUser[] } = JSON.parse(action.input ?? '{}');
  const extOf = new Map(
    users.filter(({ userId }) => wanted.has(userId)).map(({ userId, ext }) => [userId, ext] as const),
  );
  const effect = effectOn(action);
  const { notListed, listed } = provenBy(action);
  return (userId) => {
    const isCertain = effect(userId) === 'APPLIED' || notListed.has(userId);
    if (!isCertain && effect(userId) === 'NOT_APPLIED') return undefined;
    const isListed = kind !== 'removed' && (isCertain || listed.has(userId));
    return { kind, ext: extOf.get(userId), isCertain, isListed, isFirst: isCertain && kind !== 'merged' };
  };
}
