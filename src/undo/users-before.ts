import { effectOn } from '../actions/effects.js';
import { journalName } from '../actions/operation.js';
import type { NeighbouringAction } from '../journal/action-order.js';
import { ACTION_STATUSES, type ActionRecord } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import type { WantedOfActions } from '../journal/read-actions.js';
import { addToBlacklist } from '../operations/add-to-blacklist/add-to-blacklist.operation.js';
import { updateBlacklist } from '../operations/update-blacklist/update-blacklist.operation.js';
import type { BlacklistUser } from '../vendors/volcengine/calls/blacklist.js';
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

/** The users of a removal, as they were on the list before it. */
export interface UsersBefore {
  readonly users: BlacklistUser[];
  /** The users whose ext the journal does not certainly know. */
  readonly unknown: string[];
}

/**
 * The users as they were on the list before a removal that removed them: with the ext of the last addition that the journal has
 * for them, and of the updates after it. Undefined: the journal has too much on them.
 */
export async function usersBefore(
  removal: ActionRecord,
  userIds: readonly string[],
  journal: Journal,
): Promise<UsersBefore | undefined> {
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
  const users: BlacklistUser[] = [];
  const unknown: string[] = [];
  for (const userId of userIds) {
    const ext = extAfter(entries.get(userId)?.toReversed() ?? []);
    if (!ext) unknown.push(userId);
    else users.push({ userId, ...(Object.keys(ext).length > 0 && { ext }) });
  }
  return { users, unknown };
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

type Ext = NonNullable<BlacklistUser['ext']>;

/** An entry whose ext the journal does not know: the user was put there by other means, or before the oldest action. */
const FOREIGN = 'FOREIGN';
const ABSENT = 'ABSENT';
/** How a user may be on the list: with this ext. */
type Entry = Ext | typeof FOREIGN | typeof ABSENT;

/**
 * The ext of a user who was on the list after these changes, the oldest first. Each change of which nobody knows leaves several
 * possibilities. Undefined: there is more than one at the end, or the user was put there by other means than the gateway.
 */
function extAfter(changes: readonly EntryChange[]): Ext | undefined {
  let possible: Entry[] = [ABSENT, FOREIGN];
  for (const change of changes) {
    const changed = possible.flatMap((entry) => entryAfter(entry, change));
    possible = distinct(change.isCertain ? changed : [...possible, ...changed]);
    if (change.isListed) possible = possible.filter((entry) => entry !== ABSENT);
  }
  const [entry, ...others] = possible.filter((entry) => entry !== ABSENT);
  return others.length > 0 || typeof entry === 'string' ? undefined : entry;
}

/** What a change makes of an entry. Nothing: it could not have been made on it. */
function entryAfter(entry: Entry, { kind, ext = {}, isCertain }: EntryChange): Entry[] {
  if (kind === 'removed') return [ABSENT];
  // Whoever is on the list keeps their entry, so a certain addition proves that the user was not.
  if (kind === 'added') return entry === ABSENT || isCertain ? [ext] : [];
  if (entry === ABSENT) return [];
  return [entry === FOREIGN ? FOREIGN : { ...entry, ...ext }];
}

function distinct(entries: readonly Entry[]): Entry[] {
  const text = (entry: Entry) =>
    typeof entry === 'string' ? entry : JSON.stringify(Object.entries(entry).toSorted());
  return [...new Map(entries.map((entry) => [text(entry), entry])).values()];
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

/** The parts of a recorded answer that prove who was on the list. */
interface RecordedAnswer {
  notListedUserIds?: readonly string[];
  inferredUserIds?: readonly string[];
}

/** Who was certainly on the list after an action that did nothing to them, or may have, and who certainly was not. */
function provenBy({ answer = '{}', recovered }: Pick<ActionRecord, 'answer' | 'recovered'>): {
  listed: ReadonlySet<string>;
  notListed: ReadonlySet<string>;
} {
  const { notListedUserIds = [], inferredUserIds = [] }: RecordedAnswer = JSON.parse(answer);
  // What older gateways found after a crash may have been made so by a later action.
  if (recovered) return { listed: new Set(), notListed: new Set() };
  return { listed: new Set(inferredUserIds), notListed: new Set(notListedUserIds) };
}
