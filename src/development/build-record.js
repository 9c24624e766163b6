/**
 * Remembers what the last build was made of, and what it made, so that `npm run sandbox` builds only if it has to. It is
 * JavaScript, because it runs before anything is built.
 *
 * It compares contents. Times would not do: `git checkout` and copies give files new or old times without changing them,
 * or change them without new times.
 *
 *     node src/development/build-record.js begin     before a build
 *     node src/development/build-record.js end       after it
 *     node src/development/build-record.js check     exits with 1 if a build is needed
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that a build reads. `.dockerignore` has the same list, and so has the test of both. */
const SOURCES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsconfig.bench.json',
  'rolldown.config.ts',
  'schema.graphql',
  'src',
  'client',
  'examples',
  // The packages that are installed.
  'node_modules/.package-lock.json',
];
const OUTPUTS = ['dist', 'client/dist'];

const RECORD = 'dist/.build-record';
/** The sources at the beginning of the build that is under way. */
const BEGUN = 'dist/.build-begun';

const [, , command] = process.argv;
if (command === 'begin') {
  rmSync(RECORD, { force: true });
  mkdirSync('dist', { recursive: true });
  writeFileSync(BEGUN, digestOf(SOURCES));
} else if (command === 'end') {
  // A file that was changed during the build may be in it or not. The next check must not take it for built.
  const begun = existsSync(BEGUN) ? readFileSync(BEGUN, 'utf8') : '';
  rmSync(BEGUN, { force: true });
  if (begun === digestOf(SOURCES)) writeFileSync(RECORD, recordNow());
} else if (command === 'check') {
  const isBuilt = existsSync(RECORD) && readFileSync(RECORD, 'utf8') === recordNow();
  if (!isBuilt) process.stdout.write('Building first, because something has changed since the last build…\n');
  process.exitCode = isBuilt ? 0 : 1;
}

function recordNow() {
  return `${process.version} ${digestOf(SOURCES)} ${digestOf(OUTPUTS)}\n`;
}

/** Of the names and contents of all files. */
function digestOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesAt)) {
    const content = readFileSync(file);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Without what a build writes, if `path` is a folder of sources, and without packages. */
function filesAt(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries
    .filter(
      ({ name }) =>
        name !== 'node_modules' && !OUTPUTS.includes(join(path, name)) && !name.startsWith('.build-'),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesAt(join(path, entry.name)));
}
