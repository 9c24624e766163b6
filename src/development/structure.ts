/**
 * The rules of the layout that no linter knows: no circles of files or of folders, short files, file names that say what
 * is in them, and an engine that names no operation. `docs/architecture.md` gives the reasons.
 */
import { dirname, join } from 'node:path/posix';
import { parseAst } from 'rolldown/parseAst';

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  path: string;
  text: string;
}

const MAX_SOURCE_LINES = 300;
const MAX_TEST_LINES = 400;

/** These say nothing of what a file holds. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(['manager', 'helper', 'util', 'common', 'base', 'service']);

/** What every operation goes through. It must do for an operation that is not there yet. */
const ENGINE = /^src\/(?:actions|journal|observability|http|errors|vendors\/calling)\//;

/** Files of the engine that may name operations. This one describes journals of versions that had no order of actions. */
const MAY_NAME_OPERATIONS: ReadonlySet<string> = new Set(['src/journal/old-actions.ts']);

/** Where modules are. A file directly in one of these counts as a folder of its own. */
const ROOTS: ReadonlySet<string> = new Set(['src', 'client/src', 'examples/console/src', 'bench']);

/** What is wrong with `files`, a sentence each; nothing if they keep the rules. */
export function structureComplaints(files: readonly SourceFile[]): string[] {
  const modules = files.filter(({ path }) => !path.startsWith('test/'));
  const imports = importGraph(modules);
  return [
    ...circles(imports).map((circle) => `Files import each other in a circle: ${circle}`),
    ...circles(foldersOf(imports)).map((circle) => `Folders import each other in a circle: ${circle}`),
    ...files.flatMap(lengthComplaints),
    ...files.flatMap(nameComplaints),
    ...operationComplaints(files),
  ];
}

/** From the name of what imports to the names of what it imports, type imports included. */
type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>;

function importGraph(files: readonly SourceFile[]): ImportGraph {
  const paths = new Set(files.map(({ path }) => path));
  return new Map(
    files.map(({ path, text }) => {
      const imported = specifiers(parseAst(text, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' }, path))
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => sourceOf(join(dirname(path), specifier), paths))
        .filter((source) => source !== undefined);
      return [path, new Set(imported)];
    }),
  );
}

/** The nodes whose `source` is a module: `import` and `export … from`, `import()`, and `import()` as a type. */
const IMPORTING: ReadonlySet<unknown> = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function specifiers(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const within = Object.values(node).flatMap(specifiers);
  if (!('type' in node && 'source' in node && IMPORTING.has(node.type))) return within;
  const { source } = node as { source: { value?: unknown } | null };
  return typeof source?.value === 'string' ? [source.value, ...within] : within;
}

/** TypeScript imports `./a.js` where the source is `./a.ts`. Undefined for what is no module of ours. */
function sourceOf(imported: string, paths: ReadonlySet<string>): string | undefined {
  const stem = imported.replace(/\.jsx?$/, '');
  return [imported, `${stem}.ts`, `${stem}.tsx`].find((path) => paths.has(path));
}

function foldersOf(imports: ImportGraph): ImportGraph {
  const folders = new Map<string, Set<string>>();
  for (const [path, imported] of imports) {
    const folder = folderOf(path);
    const others = [...imported].map(folderOf).filter((other) => other !== folder);
    folders.set(folder, new Set([...(folders.get(folder) ?? []), ...others]));
  }
  return folders;
}

function folderOf(path: string): string {
  const folder = dirname(path);
  return ROOTS.has(folder) ? path : folder;
}

/** For each group of nodes that reach each other, the shortest circle through its first node: `a → b → a`. */
function circles(graph: ImportGraph): string[] {
  const told = new Set<string>();
  const found: string[] = [];
  for (const start of [...graph.keys()].sort()) {
    if (told.has(start)) continue;
    const circle = shortestCircle(graph, start);
    if (!circle) continue;
    for (const node of circle) told.add(node);
    found.push([...circle, start].join(' → '));
  }
  return found;
}

function shortestCircle(graph: ImportGraph, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) return pathTo(node, start, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return undefined;
}

function pathTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [end];
  for (let node = end; node !== start; ) {
    node = cameFrom.get(node) ?? start;
    path.unshift(node);
  }
  return path;
}

function lengthComplaints({ path, text }: SourceFile): string[] {
  const limit = path.startsWith('test/') ? MAX_TEST_LINES : MAX_SOURCE_LINES;
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return lines > limit ? [`${path} has ${lines} lines; the limit is ${limit}`] : [];
}

function nameComplaints({ path }: SourceFile): string[] {
  const words = path.split(/[/.-]/).map((word) => word.replace(/s$/, ''));
  const empty = words.find((word) => EMPTY_WORDS.has(word));
  return empty ? [`${path}: "${empty}" does not say what the file holds`] : [];
}

function operationComplaints(files: readonly SourceFile[]): string[] {
  const folders = files.flatMap(({ path }) => /^src\/operations\/([^/]+)\//.exec(path)?.[1] ?? []);
  const names = [...new Set(folders)].flatMap(formsOf);
  return files
    .filter(({ path }) => ENGINE.test(path) && !MAY_NAME_OPERATIONS.has(path))
    .flatMap(({ path, text }) => {
      const named = names.filter((name) => text.includes(name));
      return named.length > 0
        ? [`${path} names an operation, but the engine knows none: ${named.join(', ')}`]
        : [];
    });
}

/** `add-to-blacklist`, `addToBlacklist`, `AddToBlacklist` and `ADD_TO_BLACKLIST`. */
function formsOf(folder: string): string[] {
  const capitalized = folder.replaceAll(/(?:^|-)(.)/g, (_match, letter: string) => letter.toUpperCase());
  const camel = capitalized.charAt(0).toLowerCase() + capitalized.slice(1);
  return [folder, camel, capitalized, folder.replaceAll('-', '_').toUpperCase()];
}
