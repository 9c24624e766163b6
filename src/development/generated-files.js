/**
 * `node src/development/generated-files.js` writes the typed operations of the tests and of the client from `schema.graphql`
 * and the documents; with `--check` it fails if a file is out of date. It uses the plugins of GraphQL Code Generator, but not
 * its command line, which brings 200 packages to find and read the files.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { preset } from '@graphql-codegen/client-preset';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, parse, print } from 'graphql';
import * as documents from '../../client/documents.codegen.js';
import * as enums from '../../client/enums.codegen.js';
import * as exported from '../../client/exports.codegen.js';
import * as note from '../../client/generated-note.codegen.js';
import * as possibleTypes from '../../client/possible-types.codegen.js';

process.chdir(join(import.meta.dirname, '../..'));

const CONFIG = { useTypeImports: true, enumsAsTypes: true, emitLegacyCommonJSImports: false };
const SCALARS = {
  Int64ID: { input: 'string | number', output: 'string' },
  RoomNumber: { input: 'number | string', output: 'number' },
  DateTime: 'string',
  StringMap: 'Record<string, string>',
};
const CLIENT = 'client/src/generated';

/** What each file of the client is made of: its plugins, and their settings. */
const CLIENT_FILES = {
  types: [
    { typescript, operations },
    {
      ...CONFIG,
      // Most ids are too large for a JavaScript number, and the numbers among them would seem to work.
      scalars: { ...SCALARS, Int64ID: 'string' },
      onlyOperationTypes: true,
      inputMaybeValue: 'T | null | undefined',
      avoidOptionals: { field: true },
    },
  ],
  documents: [{ documents }, {}],
  'document-strings': [{ documents }, { strings: true }],
  enums: [{ enums }, {}],
  exports: [{ exported }, {}],
  'possible-types': [{ possibleTypes }, {}],
};

const schemaText = readFileSync('schema.graphql', 'utf8');
const schema = parse(schemaText);
const schemaAst = buildSchema(schemaText);
/** Each document is beside the resolver of its operation. */
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.graphql'))
  .sort()
  .map((path) => join('src', path))
  .map((location) => {
    const document = parse(readFileSync(location, 'utf8'));
    return { location, rawSDL: print(document), document };
  });

const ofTests = await preset.buildGeneratesSection({
  baseOutputDir: 'test/generated/',
  schema,
  schemaAst,
  documents: sources,
  config: { ...CONFIG, scalars: SCALARS },
  presetConfig: { fragmentMasking: false },
  plugins: [{ note: {} }],
  pluginMap: { note },
});
const ofClient = Object.entries(CLIENT_FILES).map(([name, [pluginMap, config]]) => ({
  filename: `${CLIENT}/${name}.ts`,
  schema,
  documents: sources,
  config,
  plugins: Object.keys(pluginMap).map((plugin) => ({ [plugin]: {} })),
  pluginMap,
}));

const isCheck = process.argv.includes('--check');
for (const options of [...ofTests, ...ofClient]) {
  const text = await codegen({ ...options, schemaAst });
  const { filename } = options;
  if (!isCheck) {
    mkdirSync(dirname(filename), { recursive: true });
    writeFileSync(filename, text);
  } else if (readOrNothing(filename) !== text) {
    process.stderr.write(
      `${filename} differs from the schema and the documents; run \`npm run fix:codegen\`.\n`,
    );
    process.exitCode = 1;
  }
}

function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
