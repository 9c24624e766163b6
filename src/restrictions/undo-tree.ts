import { sql } from 'kysely';
import type { JournalPages } from '../journal/journal-database.js';

/** An undo of an action that was not refused, with the undos of it. */
export interface Undo {
  /** The action that undoes. */
  readonly actionId: string;
  /** Nobody knows yet whether it will be refused. */
  readonly pending: boolean;
  readonly undos: readonly Undo[];
}

/** An action that may be refused still counts only where this says so. */
export type Counts = (actionId: string) => boolean;

/** Whether one of these undos counts, and is not undone itself. */
export function isUndone(undos: readonly Undo[], counts: Counts): boolean {
  return undoOf(undos, counts) !== undefined;
}

/** The first of these undos that counts, and is not undone itself. */
export function undoOf(undos: readonly Undo[], counts: Counts): Undo | undefined {
  return undos.find((undo) => (!undo.pending || counts(undo.actionId)) && !isUndone(undo.undos, counts));
}

/** Whether nobody knows yet whether one of these undos, or one of theirs, will be refused. */
export function isAnyPending(undos: readonly Undo[]): boolean {
  return undos.some((undo) => undo.pending || isAnyPending(undo.undos));
}

/**
 * Whether the action `undo` changes what a restriction says of a person who need not be there: the restriction does not hold any more,
 * or holds again and is enforced when they come.
 */
export function needsNobody(instructions: readonly Undoable[], undo: string | undefined): boolean {
  return instructions.some(({ timed, enforced, undos }) => {
    const isOfThis = timed && hasUndo(undos, undo);
    return isOfThis && (enforced || isUndone(undos, (actionId) => actionId === undo));
  });
}

interface Undoable {
  readonly timed: boolean;
  readonly enforced?: boolean | undefined;
  readonly undos: readonly Undo[];
}

function hasUndo(undos: readonly Undo[], id: string | undefined): boolean {
  return undos.some((undo) => undo.actionId === id || hasUndo(undo.undos, id));
}

/** So many undos of a person's actions are looked at. */
const MOST_UNDOS = 1_000;

interface UndoRow {
  action_id: string;
  undone_id: string;
  pending: number | boolean;
}

/** By action: the undos of each of these actions. Whoever has none is absent. */
export async function readUndos(
  { db, dialect }: JournalPages,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Undo[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<UndoRow>`
    with recursive undoing(action_id, undone_id) as (
      select action_id, undone_id from undos where undone_id in ${dialect.ids(ids)}
      union
      select undos.action_id, undos.undone_id from undos inner join undoing on undos.undone_id = undoing.action_id)
    select undoing.action_id, undoing.undone_id, actions.status = 'PENDING' as pending
    from undoing cross join actions
    where actions.id = undoing.action_id and actions.status not in ('REFUSED', 'DENIED')
    limit ${sql.lit(MOST_UNDOS)}`.execute(db);
  const undosOf = (id: string): Undo[] =>
    rows
      .filter(({ undone_id }) => undone_id === id)
      .map(({ action_id, pending }) => ({
        actionId: action_id,
        pending: Boolean(pending),
        undos: undosOf(action_id),
      }));
  return new Map(ids.map((id) => [id, undosOf(id)]));
}
