/** `node dist/development/schema-file.js` writes `schema.graphql`; with `--check` it fails if the file is out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { buildGatewaySchema, schemaText } from '../schema.js';

const file = new URL('../../schema.graphql', import.meta.url);
const text = schemaText(buildGatewaySchema());

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('schema.graphql differs from the classes in src; run `npm run fix:schema`.\n');
  process.exitCode = 1;
}
