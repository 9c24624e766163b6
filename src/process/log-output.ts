import pino from 'pino';

/** Lines are written once they have this many characters together. */
const WRITE_LENGTH = 15_000;
/** The longest time for which a line waits for others. */
const LONGEST_WAIT_MS = 100;

/**
 * Standard output, for the log of a process. A busy gateway writes several lines at once, because a write takes longer
 * than making a line. Lines that still wait when the process ends are written then. A SIGKILL loses them.
 */
export function logOutput(): ReturnType<typeof pino.destination> {
  return pino.destination({
    fd: 1,
    sync: false,
    minLength: WRITE_LENGTH,
    periodicFlush: LONGEST_WAIT_MS,
  });
}
