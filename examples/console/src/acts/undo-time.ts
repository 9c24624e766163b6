/** For so long after an act it can be undone with one press. */
export const UNDO_MS = 10_000;
