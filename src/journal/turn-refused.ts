/** What a turn read or wrote may be to blame: the database refused it, or took too long. Others may succeed. */
export class TurnRefused extends Error {
  override readonly name = 'TurnRefused';
  /** The whole database may be slow. */
  readonly tookTooLong: boolean;

  constructor(cause: Error, tookTooLong = false) {
    super(cause.message, { cause });
    this.tookTooLong = tookTooLong;
  }
}

/** SQLite's codes for data and statements that it refuses, and the words for an answer that is too long. */
const SQLITE_REFUSED = /^SQLITE_(ERROR|CONSTRAINT|MISMATCH|RANGE|TOOBIG)|is too long$/;

/** The error with which a turn on SQLite fails. */
export function sqliteTurnError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return SQLITE_REFUSED.test(error.message) || isOfThisProcess(error) ? new TurnRefused(error) : error;
}

/** A value that the code did not expect. */
export function isOfThisProcess(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}
