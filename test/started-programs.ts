import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Whoever imports one of these starts programs: a browser, a database's server, a process of the gateway. */
const STARTING: ReadonlySet<string> = new Set(['node:child_process', 'playwright-core']);

/**
 * The test files that start other programs, from the root of the repository. The others need Node and nothing else. What
 * a file imports, itself or through others, tells it. So a new file is in the right group without a list.
 */
export function testsThatStartPrograms(): string[] {
  const importsOf = rememberedImports();
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).map((name) => `test/${name}`);
  return files.filter((file) => {
    if (!file.endsWith('.test.ts')) return false;
    const reached = new Set([file]);
    for (const path of reached) for (const next of importsOf(path)) reached.add(next);
    return [...reached].some((name) => STARTING.has(name));
  });
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
