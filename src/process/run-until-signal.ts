import { logOutput, surviveStreamErrors } from './log-output.js';
import { startFailure } from './start-failure.js';

/**
 * Signals that arrive within this time count as one. A terminal and systemd send a signal to the whole process group,
 * and npm, which is in it, passes its own on.
 */
const ONE_SIGNAL_MS = 2_000;

/**
 * Runs a server of this project as a process. On SIGINT or SIGTERM the server finishes the requests under way, and the
 * process exits with code 0. Another signal, two seconds later or more, ends the process at once, with code 1. A signal
 * during the start is obeyed when the server has started. A start that fails because of its surroundings prints the
 * reason without a stack trace, and exits with code 1.
 */
export async function runUntilSignal(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  surviveStreamErrors();
  const signalled = firstSignal();
  let server: { close(): Promise<void> };
  try {
    server = await start();
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    process.exit(1);
  }
  await signalled;
  await server.close();
  await logOutput().end();
  process.exit(0);
}

/** Resolves with the first signal. From then on, a later signal ends the process. */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const received = () => {
      first ??= performance.now();
      if (performance.now() - first > ONE_SIGNAL_MS) process.exit(1);
      resolve();
    };
    process.on('SIGINT', received);
    process.on('SIGTERM', received);
  });
}
