import { type EffectOn, effectOn } from '../actions/effects.js';
import { foundListed } from '../blacklists/timed-users.js';
import { timeOfActionId } from '../journal/action-id.js';
import { actionsOn, type NumberedAction } from '../journal/action-order.js';
import { ACTION_STATUSES } from '../journal/action-record.js';
import type { ReadAction } from '../journal/action-rows.js';
import type { JournalDatabase } from '../journal/journal-database.js';
import { readActions, type WantedOfActions } from '../journal/read-actions.js';
import type { Change } from './standing-end.js';

/** The journal's names of the operations that put users on a list, and take them off. */
export interface ListOperations {
  readonly addition: string;
  readonly removal: string;
}

/** A row of `timed_targets`. */
export interface TimedRow {
  readonly actionId: string;
  readonly userId: string;
  readonly endsAt: number;
  readonly inherits: number;
}

export interface ListPlace {
  readonly place: string;
  readonly applicationId: number;
}

/** How many actions on the users are looked at, the newest first, and how many of them are read. */
const MOST_ACTIONS = 10_000;
const MOST_READ = 500;
const MAX_BYTES = 4_000_000;

const WANTED: WantedOfActions = {
  texts: { answer: 1, input_head: 1 },
  answersOf: ACTION_STATUSES,
  bytes: 0,
  bytesPerTarget: 0,
};

/** What was done to the entries of some users of a list, as far as the journal and the rows tell. */
export interface EntryChanges {
  /** By user: the changes, the newest first. */
  readonly of: ReadonlyMap<string, readonly Change[]>;
  /** The number of the newest action on any of the users. */
  readonly newest: number;
}

/** `rows`: those of the same users in the same place. */
export async function readChanges(
  database: JournalDatabase,
  { addition, removal }: ListOperations,
  where: ListPlace,
  userIds: readonly string[],
  rows: readonly TimedRow[],
): Promise<EntryChanges> {
  const actions = await actionsOn(database, where, userIds, MOST_ACTIONS);
  const rowOf = new Map(rows.map((row) => [`${row.actionId} ${row.userId}`, row]));
  const tellsItself = ({ operation, status }: NumberedAction) =>
    status === 'PENDING' ||
    (operation === removal ? status === 'REFUSED' || status === 'UNKNOWN' : operation !== addition);
  const ids = new Set<string>();
  /** Nothing older counts for these users. */
  const decided = new Set<string>();
  for (const action of actions) {
    const row = rowOf.get(`${action.id} ${action.userId}`);
    if (row?.inherits === 0) decided.add(action.userId);
    else if (!row && !decided.has(action.userId) && !tellsItself(action)) ids.add(action.id);
  }
  const effects = await readEffects(database, [...ids].slice(0, MOST_READ));

  const of = new Map<string, Change[]>(userIds.map((userId) => [userId, []]));
  for (const { id, userId, operation, status } of actions) {
    const row = rowOf.get(`${id} ${userId}`);
    rowOf.delete(`${id} ${userId}`);
    const change = row
      ? changeIn(row)
      : status === 'PENDING' && (operation === addition || operation === removal)
        ? ({ actionId: id, effect: 'pending', endsAt: undefined } as const)
        : effects.get(id)?.(userId, operation === addition);
    if (change) of.get(userId)?.push(change);
  }
  // Their actions have been deleted, so they are older than all others.
  for (const row of [...rowOf.values()].toSorted((a, b) => (a.actionId < b.actionId ? 1 : -1))) {
    of.get(row.userId)?.push(changeIn(row));
  }
  return { of, newest: Math.max(0, ...actions.slice(0, 1).map(({ number }) => number)) };
}

function changeIn({ actionId, inherits, endsAt }: TimedRow): Change {
  return { actionId, effect: inherits === 1 ? 'found' : 'added', endsAt };
}

type Effects = (userId: string, isAddition: boolean) => Change;

async function readEffects(
  { pages }: JournalDatabase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Effects>> {
  const effects = new Map<string, Effects>();
  let left = ids.toSorted((a, b) => (a < b ? 1 : -1));
  while (left.length > 0) {
    const { actions } = await readActions(pages, left, WANTED, MAX_BYTES);
    for (const action of actions) effects.set(action.id, effectsOf(action));
    // A reading ends where it would become too long. The newest come first.
    const last = actions.at(-1)?.id;
    left = last === undefined ? [] : left.filter((id) => id < last);
  }
  return effects;
}

function effectsOf(action: ReadAction): Effects {
  const { id: actionId, answer = '{}', inputHead = '' } = action;
  const effect = effectOn(action);
  const isListed = foundListed(answer);
  const wasNotListed = notListed(answer, effect);
  const [, seconds] = /"durationSeconds":(\d+)/.exec(inputHead) ?? [];
  const endsAt = seconds === undefined ? undefined : timeOfActionId(actionId) + Number(seconds) * 1000;
  return (userId, isAddition) => {
    const did = effect(userId);
    if (did === 'PENDING') return { actionId, effect: 'pending', endsAt };
    if (isAddition && did === 'UNKNOWN') return { actionId, effect: 'unknown', endsAt };
    const changed = isAddition ? 'added' : 'removed';
    if (did === 'APPLIED') return { actionId, effect: changed, endsAt };
    if (did === 'NOT_APPLIED' && isAddition && isListed(userId)) return { actionId, effect: 'found', endsAt };
    if (!isAddition && wasNotListed(userId)) return { actionId, effect: 'removed', endsAt };
    return { actionId, effect: 'nothing', endsAt };
  };
}

/** Whether a removal found the user not to be on the list. */
function notListed(answer: string, effect: EffectOn): (userId: string) => boolean {
  const { notListedUserIds = [] }: { notListedUserIds?: readonly string[] } = JSON.parse(answer);
  const listed = new Set(notListedUserIds);
  return (userId) => listed.has(userId) && effect(userId) === 'NOT_APPLIED';
}
