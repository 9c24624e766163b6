import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { pathOf } from './left-out.js';
import { ownerOfServer } from './postgres-programs.js';

export interface PgBouncer {
  /** The address of the same database, through PgBouncer. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts PgBouncer in front of a server, as Debian brings it, in transaction mode: each transaction may run on another
 * connection of the few that it has to the server. `settings` are lines for its configuration. `givenPort`: absent, a
 * free one.
 */
export async function startPgBouncer(
  postgresUrl: string,
  settings: readonly string[] = [],
  givenPort?: number,
): Promise<PgBouncer> {
  const program = pathOf('PgBouncer');
  const server = new URL(postgresUrl);
  const folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
  const port = givenPort ?? (await freePort());
  const owner = ownerOfServer();
  const file = join(folder, 'pgbouncer.ini');
  const lines = [
    '[databases]',
    `* = host=${server.hostname} port=${server.port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    'default_pool_size = 4',
    ...settings,
  ];
  // `auth_type = any` needs a user for the connections to the server.
  lines[1] += ` user=${server.username}`;
  writeFileSync(file, `${lines.join('\n')}\n`);
  if (owner) for (const path of [folder, file]) chownSync(path, owner.uid, owner.gid);
  const bouncer: ChildProcess = spawn(program, [file], { stdio: 'ignore', cwd: folder, ...owner });
  for (let tries = 0; !(await accepts(port)); tries++) {
    if (bouncer.exitCode !== null || tries === 1500) throw new Error('PgBouncer does not start');
    await sleep(20);
  }
  return {
    url: `postgres://${server.username}@127.0.0.1:${port}${server.pathname}`,
    async stop() {
      const exit = once(bouncer, 'exit');
      bouncer.kill('SIGTERM');
      if (bouncer.exitCode === null) await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
