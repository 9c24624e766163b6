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
 */
import type { ActionRecord } from '../../src/journal/action-record.js';
import { effectOn } from '../../src/undo/effects.js';

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

interface RecordedAnswer {
  notListedUserIds?: readonly string[];
  inferredUserIds?: readonly string[];
  failures?: readonly { userId: string; error: { code: string } }[];
}

/** One line for each disagreement. `records` are all actions on the list, in the order of the journal. */
export function disagreements(
  records: readonly ActionRecord[],
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

function entriesOf({ input }: ActionRecord): ReadonlyMap<string, Ext | undefined> {
  const { users = [] }: { users?: readonly { userId: string; ext?: Ext }[] } = JSON.parse(input);
  return new Map(users.map(({ userId, ext }) => [userId, ext]));
}

function statesAfter(
  record: ActionRecord,
  userId: string,
  ext: Ext | undefined,
  states: ReadonlySet<State>,
): ReadonlySet<State> {
  const { notListedUserIds, inferredUserIds, failures }: RecordedAnswer = JSON.parse(record.answer ?? '{}');
  const effect = effectOn(record)(userId);
  const present = [...states].filter((state) => state !== ABSENT);
  const { operation, recovered } = record;
  if (effect === 'PENDING') return new Set();
  if (operation === 'ADD_TO_BLACKLIST') {
    const added = states.has(ABSENT) || effect === 'APPLIED' ? [stateOf(ext)] : [];
    if (inferredUserIds?.includes(userId)) {
      // The list has them. After a crash, an equal action that came later may have put them there.
      return recovered ? new Set([...states, ...added]) : new Set([...present, ...added]);
    }
    if (effect === 'APPLIED') return new Set(added);
    if (effect === 'UNKNOWN') return new Set([...states, ...added]);
    const code = failures?.find((failure) => failure.userId === userId)?.error.code;
    return code === 'ALREADY_BLACKLISTED' ? new Set(present) : states;
  }
  if (operation === 'REMOVE_FROM_BLACKLIST') {
    if (notListedUserIds?.includes(userId)) {
      return recovered ? new Set([ABSENT]) : new Set([...states].filter((state) => state === ABSENT));
    }
    if (effect === 'APPLIED') return new Set([ABSENT]);
    return effect === 'UNKNOWN' ? new Set([...states, ABSENT]) : states;
  }
  const merged = present.map((state) => stateOf({ ...JSON.parse(state), ...ext }));
  if (effect === 'APPLIED') return new Set(merged);
  return effect === 'UNKNOWN' ? new Set([...states, ...merged]) : states;
}

const COUNTERS: Readonly<Record<string, string>> = {
  ADD_TO_BLACKLIST: 'REMOVE_FROM_BLACKLIST',
  REMOVE_FROM_BLACKLIST: 'ADD_TO_BLACKLIST',
};

/** What the journal has of a user, in one line. */
function historyOf(userId: string, records: readonly ActionRecord[]): string {
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
  undo: ActionRecord,
  entries: ReadonlyMap<string, Ext | undefined>,
  records: readonly ActionRecord[],
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
    for (const other of others.filter(({ userIds }) => isDone && userIds.includes(userId))) {
      // Undos of which nobody knows may be repeated, and after a crash an outcome can be told that was not known then.
      if (effectOn(other)(userId) !== 'APPLIED' || other.recovered) continue;
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
