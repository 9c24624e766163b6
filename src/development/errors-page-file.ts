/** `node dist/development/errors-page-file.js` writes `docs/errors.md`; with `--check` it fails if the file is out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { errorsPage } from './errors-page.js';

const file = new URL('../../docs/errors.md', import.meta.url);
const text = errorsPage();

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('docs/errors.md differs from the code tables; run `npm run fix:docs`.\n');
  process.exitCode = 1;
}
