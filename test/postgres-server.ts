import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { ownerOfServer, postgresPrograms } from './postgres-programs.js';

export interface PostgresServer {
  /** The value for `DATABASE_URL`: `postgres://…`. */
  url: string;
  /** The folder of its socket. */
  directory: string;
  /** Ends the server at once, as a crash of its machine does. Committed data is kept. */
  stop(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Pauses the server: it keeps its connections but answers nothing until `resume`. */
  suspend(): void;
  resume(): void;
  /** Ends the server for good and removes its files. */
  remove(): Promise<void>;
}

/**
 * Starts a separate PostgreSQL server on loopback, with an empty database. `standby`: it takes no writes, as the second
 * server of a pair. `durable`: each commit waits for the disk.
 */
export async function startPostgres({ standby = false, durable = false } = {}): Promise<PostgresServer> {
  const bin = postgresPrograms();
  const directory = mkdtempSync(join(tmpdir(), 'journal-postgres-'));
  const owner = ownerOfServer();
  if (owner) chownSync(directory, owner.uid, owner.gid);
  chmodSync(directory, 0o700);
  writeEmptyDatabase(bin, directory);
  if (standby) writeFileSync(join(directory, 'standby.signal'), '');
  const options = { stdio: 'ignore', cwd: directory, ...owner } as const;
  let port = await freePort();
  let server: ChildProcess | undefined;

  const start = async () => {
    // Only the server's processes end in these tests, never the machine. So written data is safe without fsync.
    const settings = ['-c', 'max_connections=200', '-c', `fsync=${durable ? 'on' : 'off'}`];
    const addresses = ['-p', `${port}`, '-h', '127.0.0.1', '-k', directory];
    server = spawn(join(bin, 'postgres'), ['-D', directory, ...addresses, ...settings], options);
    for (let tries = 0; !isReady(directory, server); tries++) {
      if (server.exitCode !== null || tries === 4000) throw new Error('PostgreSQL does not start');
      await sleep(5);
    }
  };
  const stop = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill('SIGQUIT');
    await exit;
  };
  for (let tries = 3; ; tries--) {
    try {
      await start();
      break;
    } catch (error) {
      // Another process can have taken the port meanwhile.
      if (tries === 1) throw error;
      port = await freePort();
    }
  }
  return {
    url: `postgres://gateway@127.0.0.1:${port}/postgres`,
    directory,
    stop,
    start,
    suspend: () => signalAll(server, 'SIGSTOP'),
    resume: () => signalAll(server, 'SIGCONT'),
    async remove() {
      signalAll(server, 'SIGCONT');
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/**
 * Whether the server takes connections. It says so in the last line of its file `postmaster.pid`, which has the server's
 * process id in the first line. Reading it takes no process, as `pg_isready` does.
 */
function isReady(directory: string, { pid }: ChildProcess): boolean {
  const file = join(directory, 'postmaster.pid');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const [state] = lines.slice(7);
  return lines[0] === `${pid}` && state?.trim() === 'ready';
}

/** The server and its processes, one for each connection. */
function signalAll(server: ChildProcess | undefined, signal: NodeJS.Signals): void {
  if (!server?.pid || server.exitCode !== null || server.signalCode !== null) return;
  // The server first: while it is stopped, it makes no further processes.
  server.kill(signal);
  for (const pid of childrenOf(server.pid)) {
    try {
      process.kill(pid, signal);
    } catch {
      // The process has ended in the meantime.
    }
  }
}

/** Linux tells it without `ps`, which small images do not have. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((other) => other > 0 && parentOf(other) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    // `12 (its name) S 11 …`: the name may have blanks and parentheses.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return Number(parent);
  } catch {
    // The process has ended in the meantime.
    return undefined;
  }
}

/** Fills `directory` with the files of an empty database. A test run makes them once; see postgres-template.ts. */
function writeEmptyDatabase(bin: string, directory: string): void {
  // biome-ignore lint/style/noProcessEnv: a tool of tests, not a setting of the gateway
  const template = process.env.POSTGRES_TEMPLATE;
  if (template && existsSync(template)) {
    execFileSync('cp', ['--archive', `${template}/.`, directory]);
    return;
  }
  execFileSync(
    join(bin, 'initdb'),
    ['--pgdata', directory, '--username', 'gateway', '--auth', 'trust', '--no-sync', '--encoding', 'UTF8'],
    { stdio: 'ignore', cwd: directory, ...ownerOfServer() },
  );
  if (!template) return;
  // A copy gets its final name only when it is whole, since other test files look for it meanwhile.
  const copy = `${template}-${process.pid}-${performance.now()}`;
  execFileSync('cp', ['--archive', directory, copy]);
  try {
    renameSync(copy, template);
  } catch {
    // Another test file was quicker. Its copy serves, and the folder goes as a whole when the run ends.
  }
}
