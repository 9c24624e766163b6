import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { longTestsLeftOut } from './long-tests.js';

interface Program {
  /** Where it can be. */
  paths: readonly string[];
  howToInstall: string;
}

// biome-ignore lint/style/noProcessEnv: a tool of tests, not a setting of the gateway
const { CI, CHROMIUM_PATH, PATH = '' } = process.env;

/** What some tests need and npm does not bring. */
const PROGRAMS = {
  Chromium: {
    // The shell has no windows, whose own pages take more of the processor than the tests.
    paths: CHROMIUM_PATH ? [CHROMIUM_PATH] : ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'],
    howToInstall: 'apt-get install chromium-headless-shell (or set CHROMIUM_PATH)',
  },
  PgBouncer: { paths: ['/usr/sbin/pgbouncer'], howToInstall: 'apt-get install pgbouncer' },
  promtool: {
    paths: PATH.split(delimiter).map((folder) => join(folder, 'promtool')),
    howToInstall: 'apt-get install prometheus',
  },
} satisfies Record<string, Program>;
type ProgramName = keyof typeof PROGRAMS;

/** Where a program is. Throws if it is not installed. */
export function pathOf(name: ProgramName): string {
  const { paths, howToInstall }: Program = PROGRAMS[name];
  const path = paths.find((each) => existsSync(each));
  if (!path) throw new Error(`These tests need ${name}: ${howToInstall}`);
  return path;
}

/**
 * Whether the tests with a program are left out, because it is not installed. In CI none are, so they fail there. Names that
 * are no such program, as `SQLite`, are never left out.
 */
export function isLeftOut(name: string): boolean {
  const program: Program | undefined = Object.hasOwn(PROGRAMS, name)
    ? PROGRAMS[name as ProgramName]
    : undefined;
  return !CI && program !== undefined && !program.paths.some((path) => existsSync(path));
}

/** What the run has left out, a line each: the last thing that somebody reads who runs all tests. */
export function leftOut(): string[] {
  const { length } = longTestsLeftOut();
  const long = length > 0 ? [`${length} long test files were NOT run: npm run test:all, as CI does\n`] : [];
  const programs = Object.entries(PROGRAMS).filter(([name]) => isLeftOut(name));
  return [
    ...long,
    ...programs.map(([name, { howToInstall }]) => `Tests with ${name} were NOT run: ${howToInstall}\n`),
  ];
}
