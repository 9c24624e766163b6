/**
 * Bundles the production code into `dist/bundle`. Each entry gets a bundle with all parts of packages that it needs, so
 * that a start reads a few files instead of two thousand. Entries are bundled separately, because they share little
 * code.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown';

const ENTRIES = [
  'src/main.ts',
  'src/history/journal-command.ts',
  'src/journal/sqlite-worker.ts',
  'src/tokens/token-command.ts',
];

/** The licenses of all entries, by package name and version. */
const licenses = new Map<string, string>();

export default defineConfig(
  ENTRIES.map(
    (input): RolldownOptions => ({
      input,
      platform: 'node',
      external: [
        // SQLite comes as a binary for each platform.
        /^@libsql\//,
        // Optional packages that other packages use if they are installed.
        'class-validator',
        'pg-native',
      ],
      plugins: [undiciPool(), licensesFile()],
      output: {
        dir: 'dist/bundle',
        sourcemap: true,
        // Names are kept, because Type-GraphQL takes type names from class names. Nothing is minified, because people
        // read the stack traces.
        keepNames: true,
        comments: { legal: true, annotation: false, jsdoc: false },
        // Characters outside ASCII are escaped: a single one would make V8 store the whole bundle with two bytes a
        // character.
        charset: 'ascii',
      },
    }),
  ),
);

/**
 * Replaces undici by its `Pool`, which is all that the gateway uses without a proxy. The rest of its index (fetch, WebSocket, and
 * Node's own copy of them) would take a tenth of a start. `egress/proxied.ts`, which is loaded only for a
 * proxy, has the whole of it. The build fails if other code imports anything else from undici.
 */
function undiciPool(): Plugin {
  const pool = fileURLToPath(import.meta.resolve('undici/lib/dispatcher/pool.js'));
  return {
    name: 'undici-pool',
    resolveId: (source, importer) =>
      source === 'undici' && !importer?.endsWith('/egress/proxied.ts') ? '\0undici' : undefined,
    load: (id) =>
      id === '\0undici' ? `export { default as Pool } from ${JSON.stringify(pool)};` : undefined,
  };
}

/**
 * Collects the licenses of all bundled packages into `dist/bundle/third-party-licenses.txt`, because most licenses must
 * accompany the code.
 */
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

/** `folder`: the package's folder. */
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
