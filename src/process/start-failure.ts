import { CannotListen } from '../environment/cannot-listen.js';
import { ConfigError } from '../environment/config-error.js';
import { JournalUnusable } from '../journal/journal-database.js';

/** Why a process did not start, for the person who starts it. Only a bug has a stack trace. */
export function startFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof CannotListen) return error.message;
  if (error instanceof JournalUnusable) {
    // A message can end with a database's own words.
    const sentence = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
    return `${sentence} DATABASE_URL says where the journal is.`;
  }
  if (!(error instanceof Error)) return `Cannot start: ${JSON.stringify(error)}`;
  // The system's errors describe the machine, not the code.
  if ('syscall' in error || 'code' in error) return `Cannot start: ${error.message}`;
  return error.stack ?? error.message;
}
