/**
 * What a journal says of one blacklist, where the truth of some actions is unknown. An entry is in one of several possible states;
 * each action on its user, in the order of the journal, changes them:
 *
 * - An action that was applied leaves only the states that it can have made.
 * - One that was not applied changes none, and may rule some out: whoever "is on the list already" was on it.
 * - One of which nobody knows leaves both: the states as they were, and as it would make them.
 *
 * Vendor, journal and answers agree if at least one state is left at every step, and the vendor's entry is one of the last. So an
 * outcome that is wrong shows, and UNKNOWN never hides one that was known.
 *
 * What an action came to is what GraphQL tells: `ModerationAction.targets`, and the lists of users in the mutation's answer.
 */
import type { ActionRecord } from '../../src/journal/action-record.js';

/** An action, and what `ModerationAction.targets` tells of each of its users. */
export interface ToldAction extends ActionRecord {
  readonly outcomes: ReadonlyMap<string, string>;
}

export type Ext = Readonly<Record<string, string>>;
/** `absent`, or the entry's ext as JSON with sorted keys. */
type State = string;

const ABSENT = 'absent';
export const OPERATIONS = ['ADD_TO_BLACKLIST', 'REMOVE_FROM_BLACKLIST', 'UPDATE_BLACKLIST'];

export function stateOf(ext: Ext | undefined): State {
  return JSON.stringify(
    Object.fromEntries(Object.entries(ext ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );
}

/** The fields of a mutation's answer that GraphQL shows. */
interface ShownAnswer {
  addedUserIds?: readonly string[];
  removedUserIds?: readonly string[];
  notListedUserIds?: readonly string[];
  updatedUserIds?: readonly string[];
  failures?: readonly { userId: string; error: { code: string; outcome: string } }[];
}

function answerOf({ answer = '{}' }: ToldAction): ShownAnswer {
  return JSON.parse(answer);
}

function effectOn({ outcomes }: ToldAction): (userId: string) => string {
  return (userId) => outcomes.get(userId) ?? 'absent';
}

/** One line for each disagreement. `records` are all actions on the list, in the order of the journal. */
export function disagreements(
  records: readonly ToldAction[],
  listed: ReadonlyMap<string, Ext | undefined>,
): string[] {
  const faults: string[] = [];
  const possible = new Map<string, ReadonlySet<State>>();
  /** By action and user: the states before, as `seen`. */
  const before = new Map<string, ReadonlySet<State>>();
  /** The same, for somebody who does not see additions that were refused. */
  const seen = new Map<string, ReadonlySet<State>>();
  for (const record of records) {
    const entries = entriesOf(record);
    faults.push(...contradictions(record));
    for (const userId of record.userIds) {
      const states = possible.get(userId) ?? new Set([ABSENT]);
      const seenStates = seen.get(userId) ?? new Set([ABSENT]);
      before.set(`${record.id} ${userId}`, seenStates);
      if (effectOn(record)(userId) !== 'NOT_APPLIED' || record.operation === 'REMOVE_FROM_BLACKLIST') {
        seen.set(userId, statesAfter(record, userId, entries.get(userId), seenStates));
      }
      const after = statesAfter(record, userId, entries.get(userId), states);
      if (after.size === 0) {
        const was = `${record.operation} ${record.id} (${record.status}, recovered: ${record.recovered})`;
        faults.push(`${was} cannot be for ${userId}, who was one of ${[...states]}: ${record.answer}`);
        return faults;
      }
      possible.set(userId, after);
    }
    faults.push(...undoFaults(record, entries, records, before));
  }
  for (const userId of new Set([...possible.keys(), ...listed.keys()])) {
    const actual = listed.has(userId) ? stateOf(listed.get(userId)) : ABSENT;
    const states = possible.get(userId) ?? new Set([ABSENT]);
    if (!states.has(actual)) faults.push(`${userId} is ${actual}, and in the journal one of ${[...states]}`);
  }
  return faults;
}

function entriesOf({ input }: ToldAction): ReadonlyMap<string, Ext | undefined> {
  const { users = [] }: { users?: readonly { userId: string; ext?: Ext }[] } = JSON.parse(input);
  return new Map(users.map(({ userId, ext }) => [userId, ext]));
}

function statesAfter(
  record: ToldAction,
  userId: string,
  ext: Ext | undefined,
  states: ReadonlySet<State>,
): ReadonlySet<State> {
  const { addedUserIds, notListedUserIds, failures } = answerOf(record);
  const effect = effectOn(record)(userId);
  const present = [...states].filter((state) => state !== ABSENT);
  const { operation } = record;
  if (effect === 'PENDING') return new Set();
  if (operation === 'ADD_TO_BLACKLIST') {
    const entry = stateOf(ext);
    const added = states.has(ABSENT) ? [entry] : [];
    // The list has them, from this addition or from before.
    if (effect === 'UNKNOWN' && addedUserIds?.includes(userId)) return new Set([...present, ...added]);
    if (effect === 'UNKNOWN') return new Set([...states, ...added]);
    // Equal additions at the same time share one call, which added the users for all of them.
    if (effect === 'APPLIED') return new Set(states.has(entry) ? [entry] : added);
    const code = failures?.find((failure) => failure.userId === userId)?.error.code;
    return code === 'ALREADY_BLACKLISTED' ? new Set(present) : states;
  }
  if (operation === 'REMOVE_FROM_BLACKLIST') {
    if (notListedUserIds?.includes(userId)) {
      return new Set([...states].filter((state) => state === ABSENT));
    }
    if (effect === 'APPLIED') return new Set([ABSENT]);
    return effect === 'UNKNOWN' ? new Set([...states, ABSENT]) : states;
  }
  const merged = present.map((state) => stateOf({ ...JSON.parse(state), ...ext }));
  if (effect === 'APPLIED') return new Set(merged);
  return effect === 'UNKNOWN' ? new Set([...states, ...merged]) : states;
}

/** One line for each user of whom the answer's lists say something else than `targets`. */
function contradictions(record: ToldAction): string[] {
  const { addedUserIds, removedUserIds, notListedUserIds, updatedUserIds, failures } = answerOf(record);
  // An addition that was sent again may count whom it found on the list. After a crash there is nothing to count.
  const added = record.attempts > 1 && !record.recovered ? ['APPLIED', 'UNKNOWN'] : ['APPLIED'];
  const claims: [string, readonly string[]][] = [
    ...(addedUserIds ?? []).map((userId): [string, string[]] => [userId, added]),
    ...[...(removedUserIds ?? []), ...(updatedUserIds ?? [])].map((userId): [string, string[]] => [
      userId,
      ['APPLIED'],
    ]),
    ...(notListedUserIds ?? []).map((userId): [string, string[]] => [userId, ['NOT_APPLIED']]),
    ...(failures ?? []).map(({ userId, error }): [string, string[]] => [userId, [error.outcome]]),
  ];
  const effect = effectOn(record);
  return claims
    .filter(([userId, outcomes]) => !outcomes.includes(effect(userId)))
    .map(([userId]) => `${record.id} tells ${effect(userId)} of ${userId} in targets: ${record.answer}`);
}

const COUNTERS: Readonly<Record<string, string>> = {
  ADD_TO_BLACKLIST: 'REMOVE_FROM_BLACKLIST',
  REMOVE_FROM_BLACKLIST: 'ADD_TO_BLACKLIST',
};

/** What the journal has of a user, in one line. */
function historyOf(userId: string, records: readonly ToldAction[]): string {
  return records
    .filter(({ userIds }) => userIds.includes(userId))
    .map((record) => {
      const recovered = record.recovered ? ' (recovered)' : '';
      const ext = JSON.stringify(entriesOf(record).get(userId) ?? null);
      const undoes = record.undoes ? ` undoes ${record.undoes.slice(-4)}` : '';
      return `${record.id.slice(-4)} ${record.operation} ${ext} ${effectOn(record)(userId)}${recovered}${undoes}`;
    })
    .join('; ');
}

/** What an undo must not do: undo what was not applied, or undo it twice, or put somebody back with another ext. */
function undoFaults(
  undo: ToldAction,
  entries: ReadonlyMap<string, Ext | undefined>,
  records: readonly ToldAction[],
  before: ReadonlyMap<string, ReadonlySet<State>>,
): string[] {
  const undone = records.find(({ id }) => id === undo.undoes);
  if (undo.undoes === undefined || undo.status === 'REFUSED') return [];
  if (!undone) return [`${undo.id} undoes ${undo.undoes}, which is not on the list`];
  const faults: string[] = [];
  if (COUNTERS[undone.operation] !== undo.operation) faults.push(`${undone.operation} by ${undo.operation}`);
  const others = records.slice(records.indexOf(undone) + 1, records.indexOf(undo));
  const effect = effectOn(undone);
  for (const userId of undo.userIds) {
    if (effect(userId) !== 'APPLIED')
      faults.push(`${undo.id} undoes for ${userId} what is ${effect(userId)}`);
    // One whose gateway died may never have been sent.
    const isDone = effectOn(undo)(userId) === 'APPLIED' && !undo.recovered;
    // Undos of which nobody knows may be repeated, and after a crash an outcome can be told that was not known then.
    for (const other of isDone ? standing(others, userId).filter(({ recovered }) => !recovered) : []) {
      faults.push(`${undo.id} undoes ${undone.id} for ${userId} over ${other.id}`);
    }
    const states = [...(before.get(`${undone.id} ${userId}`) ?? [])].filter((state) => state !== ABSENT);
    const given = stateOf(entries.get(userId));
    if (undo.operation === 'ADD_TO_BLACKLIST' && states.length === 1 && states[0] !== given) {
      faults.push(
        `${undo.id} puts ${userId} back as ${given}, who was ${states[0]}: ${historyOf(userId, records)}`,
      );
    }
  }
  return faults;
}

/** The actions that were applied to a user, without those that were undone, and without their undos. */
function standing(actions: readonly ToldAction[], userId: string): ToldAction[] {
  const applied = actions.filter((action) => effectOn(action)(userId) === 'APPLIED');
  const left: ToldAction[] = [];
  const undone = new Set<string>();
  for (const action of applied.toReversed()) {
    if (undone.has(action.id)) continue;
    if (applied.some(({ id }) => id === action.undoes)) undone.add(action.undoes ?? '');
    else left.push(action);
  }
  return left;
}
