import pg from 'pg';
import { isOfThisProcess, TurnRefused } from './turn-refused.js';

/** SQLSTATEs of refused data (22, 23), statements (42) and sizes (54), and of a deadlock. */
const REFUSED = /^(22|23|42|54|40P01)/;
const CANCELED = '57014';
/** The words of `pg`, which has no code for it. */
const READ_TIMEOUT = /read timeout/i;

/** The error with which a turn on PostgreSQL fails. */
export function postgresTurnError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : undefined;
  if (code === CANCELED || (code === undefined && READ_TIMEOUT.test(error.message))) {
    return new TurnRefused(error, true);
  }
  return (code !== undefined && REFUSED.test(code)) || isOfThisProcess(error)
    ? new TurnRefused(error)
    : error;
}
