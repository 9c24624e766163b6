import { type EffectOn, effectOn } from '../actions/effects.js';
import { foundListed } from '../blacklists/timed-users.js';
import { timeOfActionId } from '../journal/action-id.js';
import { actionsOn, type NumberedAction } from '../journal/action-order.js';
import { ACTION_STATUSES } from '../journal/action-record.js';
import type { ReadAction } from '../journal/action-rows.js';
import type { JournalDatabase } from '../journal/journal-database.js';
import { readActions, type WantedOfActions } from '../journal/read-actions.js';
import { type Change, isDecisive } from './standing-end.js';

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

/** How many actions on users are listed at once, the newest first. */
const LISTED_AT_ONCE = 10_000;
/** How many of them are read at once. */
const READ_AT_ONCE = 500;
/** Enough for 1,000 users of whom each has 100 actions that decide nothing. */
const MOST_LISTS = 100;
const MAX_BYTES = 4_000_000;

const WANTED: WantedOfActions = {
  texts: { answer: 1, input_head: 1 },
  answersOf: ACTION_STATUSES,
  bytes: 0,
  bytesPerTarget: 0,
};

/** What was done to the entries of some users of a list, as far as the journal and the rows tell. */
export interface EntryChanges {
  /** By user: the changes, the newest first, as far as the one that decides. */
  readonly of: ReadonlyMap<string, readonly Change[]>;
  /** The number of the newest action on any of the users. */
  readonly newest: number;
}

export interface WantedChanges {
  readonly where: ListPlace;
  readonly userIds: readonly string[];
  /** Those of the same users in the same place. */
  readonly rows: readonly TimedRow[];
  /** Whether a change is among those that are wanted. */
  counts(change: Change): boolean;
}

/** The last change of a user who has more actions than are looked at is `unread`. */
export function readChanges(
  database: JournalDatabase,
  operations: ListOperations,
  wanted: WantedChanges,
): Promise<EntryChanges> {
  return new ChangesReading(database, operations, wanted).read();
}

class ChangesReading {
  readonly #database: JournalDatabase;
  readonly #operations: ListOperations;
  readonly #wanted: WantedChanges;
  readonly #rowOf: ReadonlyMap<string, TimedRow>;
  readonly #of = new Map<string, Change[]>();
  readonly #undecided: Set<string>;

  constructor(database: JournalDatabase, operations: ListOperations, wanted: WantedChanges) {
    this.#database = database;
    this.#operations = operations;
    this.#wanted = wanted;
    this.#rowOf = new Map(wanted.rows.map((row) => [keyOf(row.actionId, row.userId), row]));
    this.#undecided = new Set(wanted.userIds);
  }

  async read(): Promise<EntryChanges> {
    const groups = [this.#wanted.userIds];
    let newest: number | undefined;
    for (let lists = 0; lists < MOST_LISTS; lists++) {
      const userIds = groups.pop();
      if (!userIds) break;
      const actions = await actionsOn(this.#database, this.#wanted.where, userIds, LISTED_AT_ONCE);
      newest ??= actions[0]?.number;
      await this.#take(userIds, actions);
      const undecided = userIds.filter((userId) => this.#undecided.has(userId));
      if (actions.length < LISTED_AT_ONCE) this.#takeOlder(undecided, actions);
      else if (undecided.length > 1) {
        // A list for fewer users reaches further back.
        const half = Math.ceil(undecided.length / 2);
        groups.push(undecided.slice(0, half), undecided.slice(half));
      }
    }
    for (const userId of this.#undecided) this.#of.get(userId)?.push(UNREAD);
    return { of: this.#of, newest: newest ?? 0 };
  }

  /** Reads what decides. An action is not read if its users are decided by then. `actions`: the newest first. */
  async #take(userIds: readonly string[], actions: readonly NumberedAction[]): Promise<void> {
    for (const userId of userIds) this.#of.set(userId, []);
    let left = actions;
    while (left.length > 0) {
      left = left.filter(({ userId }) => this.#undecided.has(userId));
      const ids = new Set<string>();
      const end = left.findIndex((action) => {
        if (this.#isToBeRead(action)) ids.add(action.id);
        return ids.size === READ_AT_ONCE;
      });
      const some = end === -1 ? left : left.slice(0, end + 1);
      left = left.slice(some.length);
      const effects = await readEffects(this.#database, [...ids]);
      for (const action of some) this.#add(action.userId, this.#changeBy(action, effects));
    }
  }

  /** Actions of which there are only rows have been deleted, so they are older than all others. */
  #takeOlder(userIds: readonly string[], actions: readonly NumberedAction[]): void {
    const ids = new Set(actions.map(({ id }) => id));
    const users = new Set(userIds);
    const older = this.#wanted.rows.filter(({ actionId, userId }) => users.has(userId) && !ids.has(actionId));
    for (const row of older.toSorted((a, b) => (a.actionId < b.actionId ? 1 : -1))) {
      this.#add(row.userId, changeIn(row));
    }
    for (const userId of userIds) this.#undecided.delete(userId);
  }

  #add(userId: string, change: Change | undefined): void {
    if (!change || !this.#undecided.has(userId) || !this.#wanted.counts(change)) return;
    this.#of.get(userId)?.push(change);
    if (isDecisive(change)) this.#undecided.delete(userId);
  }

  #changeBy(action: NumberedAction, effects: ReadonlyMap<string, Effects>): Change | undefined {
    const { id, userId, operation, status } = action;
    const { addition, removal } = this.#operations;
    const row = this.#rowOf.get(keyOf(id, userId));
    if (row) return changeIn(row);
    if (status === 'PENDING' && (operation === addition || operation === removal)) {
      return { actionId: id, effect: 'pending', endsAt: undefined };
    }
    return effects.get(id)?.(userId, operation === addition);
  }

  #isToBeRead({ id, userId, operation, status }: NumberedAction): boolean {
    const { addition, removal } = this.#operations;
    if (status === 'PENDING' || this.#rowOf.has(keyOf(id, userId))) return false;
    if (operation === removal) return status !== 'REFUSED' && status !== 'UNKNOWN';
    return operation === addition;
  }
}

const UNREAD: Change = { actionId: '', effect: 'unread', endsAt: undefined };

function keyOf(actionId: string, userId: string): string {
  return `${actionId} ${userId}`;
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
