import pino from 'pino';

/** Lines wait until there are so many characters. */
const WRITE_LENGTH = 15_000;
/** How long a line may wait for others, to go out in the same write. */
const LONGEST_WAIT_MS = 100;

/**
 * Standard output, for the log of a process. Lines of a busy gateway go out several at a time, since a write takes
 * longer than making a line does. Lines that still wait when the process ends are written then; a SIGKILL loses them.
 */
export function logOutput(): ReturnType<typeof pino.destination> {
  return pino.destination({
    fd: 1,
    sync: false,
    minLength: WRITE_LENGTH,
    periodicFlush: LONGEST_WAIT_MS,
  });
}
