import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Folders of `test/` for the gateway's own logic. It meets Node only through what the other folders test: the journal's threads
 * and its SQLite, HTTP, sockets and streams, tokens and their cryptography, secrets in files, signals, the client.
 */
export const LOGIC: readonly string[] = [
  'actions',
  'history',
  'operations',
  'queries',
  'restriction-queries',
  'restrictions',
  'room-queries',
  'roster',
  'timed-entries',
  'undo',
];

/** Long tables and simulations of such logic in the other folders. */
export const LONG: readonly string[] = [
  'test/http/both-paths.test.ts',
  'test/http/document-expansion.test.ts',
  'test/http/null-variables.test.ts',
  'test/http/persisted-queries.test.ts',
  'test/http/schema-messages.test.ts',
  'test/http/trusted-documents.test.ts',
  'test/identity/grants.test.ts',
  'test/vendors/calling/breaker.test.ts',
  'test/vendors/calling/quota.test.ts',
  'test/vendors/calling/shared-permits.test.ts',
];

/** These start the compiled gateway as a process, and nothing that is not Node: its start, its pipes, its signals, its end. */
export const PROCESSES: readonly string[] = [
  'test/process/log-streams.test.ts',
  'test/process/signals.test.ts',
  'test/processes.test.ts',
];

/** Whoever imports one of these starts programs: a browser, a database's server, a process of the gateway. */
const STARTING: ReadonlySet<string> = new Set(['node:child_process', 'playwright-core']);

/** The test files that need another program than Node, or processes of it. What a file imports, itself or through others, tells it. */
export function testsThatStartPrograms(): string[] {
  return testsReaching((name) => STARTING.has(name));
}

/** The test files that import such a file or package, themselves or through others. */
export function testsReaching(isIt: (name: string) => boolean): string[] {
  const importsOf = rememberedImports();
  return testFiles().filter((file) => {
    const reached = new Set([file]);
    for (const path of reached) for (const next of importsOf(path)) reached.add(next);
    return [...reached].some(isIt);
  });
}

/**
 * The test files that are left out where only what can differ between versions of Node is tested: all that start programs except
 * `PROCESSES`, and the gateway's own logic. A new file runs there unless it is one of these.
 */
export function testsOfMoreThanNode(): string[] {
  const starting = new Set(testsThatStartPrograms());
  const isLeftOut = (file: string) =>
    starting.has(file) || LONG.includes(file) || LOGIC.some((folder) => file.startsWith(`test/${folder}/`));
  return testFiles().filter((file) => isLeftOut(file) && !PROCESSES.includes(file));
}

export function testFiles(): string[] {
  const names = readdirSync('test', { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => `test/${name}`);
}

/** What a file of ours imports: packages by their name, files by their path. A package imports nothing here. */
function rememberedImports(): (path: string) => readonly string[] {
  const remembered = new Map<string, readonly string[]>();
  return (path) => {
    let imports = remembered.get(path);
    if (!imports) {
      const text = existsSync(path) && path.endsWith('.ts') ? readFileSync(path, 'utf8') : '';
      imports = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) =>
        name.startsWith('.') ? join(dirname(path), name.replace(/\.js$/, '.ts')) : name,
      );
      remembered.set(path, imports);
    }
    return imports;
  };
}
