import pino from 'pino';

/** So many characters go out in one write. */
const WRITE_LENGTH = 15_000;
/** How long a line may wait for others to go with it. */
const LONGEST_WAIT_MS = 100;

/**
 * Standard output, for the log of a process. Lines of a busy gateway go out several at a time, since a write takes
 * longer than making a line does. What still waits when the process ends goes out then; a SIGKILL loses it.
 */
export function logOutput(): ReturnType<typeof pino.destination> {
  return pino.destination({
    fd: 1,
    sync: false,
    minLength: WRITE_LENGTH,
    periodicFlush: LONGEST_WAIT_MS,
  });
}
