/**
 * Bundles what runs in production into `dist/bundle`: each entry with all that it needs of the packages, so that a start
 * reads a few files, not two thousand. The entries are bundled one by one; what they share is small.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown';

const ENTRIES = ['src/main.ts', 'src/history/journal-command.ts', 'src/journal/sqlite-worker.ts'];

/** By name and version, over all entries. */
const licenses = new Map<string, string>();

export default defineConfig(
  ENTRIES.map(
    (input): RolldownOptions => ({
      input,
      platform: 'node',
      external: [
        // SQLite itself, in binaries for each platform.
        /^@libsql\//,
        // What packages would use if it were installed.
        'class-validator',
        'pg-native',
      ],
      plugins: [undiciPool(), licensesFile()],
      output: {
        dir: 'dist/bundle',
        sourcemap: true,
        // Type-GraphQL makes types of classes' names; and stack traces are read by people, so nothing is minified.
        keepNames: true,
        comments: { legal: true, annotation: false, jsdoc: false },
        // V8 keeps texts in two bytes a character as soon as one of them has a character that needs it.
        charset: 'ascii',
      },
    }),
  ),
);

/**
 * Of undici only `Pool` is used. What else its index loads (fetch, WebSocket, and Node's own copy of them) would be a tenth
 * of a start. Whoever imports more than that has the build fail.
 */
function undiciPool(): Plugin {
  const pool = fileURLToPath(import.meta.resolve('undici/lib/dispatcher/pool.js'));
  return {
    name: 'undici-pool',
    resolveId: (source) => (source === 'undici' ? '\0undici' : undefined),
    load: (id) =>
      id === '\0undici' ? `export { default as Pool } from ${JSON.stringify(pool)};` : undefined,
  };
}

/** Most licenses ask to be where the code is: `dist/bundle/third-party-licenses.txt` has those of all that is bundled. */
function licensesFile(): Plugin {
  return {
    name: 'licenses-file',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        for (const id of file.moduleIds) {
          const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
          if (folder) addLicense(folder);
        }
      }
      const texts = [...licenses].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
      this.emitFile({ type: 'asset', fileName: 'third-party-licenses.txt', source: texts.join('\n') });
    },
  };
}

/** `folder`: the package's. */
function addLicense(folder: string): void {
  const manifest = `${folder}/package.json`;
  if (!existsSync(manifest)) return;
  const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8'));
  const title = `${name} ${version} (${license})`;
  if (licenses.has(title)) return;
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8').trim());
  licenses.set(title, `${[`## ${title}`, ...texts].join('\n\n')}\n`);
}
