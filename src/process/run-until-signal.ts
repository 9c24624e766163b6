import { ConfigError } from '../environment/config-error.js';
import { JournalUnusable } from '../journal/journal-database.js';

/**
 * Runs a server of this project as a process. On SIGINT or SIGTERM the server finishes the requests under way, and the
 * process exits with code 0. A second signal ends the process at once, with code 1. A start that fails because of the
 * configuration, or because a port is in use, prints the reason without a stack trace, and exits with code 1.
 */
export async function runUntilSignal(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  let server: { close(): Promise<void> };
  try {
    server = await start();
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    process.exit(1);
  }

  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    await server.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function startFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof JournalUnusable) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE') return `Cannot listen on ${address}:${port}: another process does.`;
  if (code === 'EACCES') return `Cannot listen on ${address}:${port}: this user may not.`;
  return error.stack ?? error.message;
}
