/** `node dist/development/structure-check.js` fails where the sources break a rule of the layout (`structure.ts`). */
import { readdirSync, readFileSync } from 'node:fs';
import { structureComplaints } from './structure.js';

const FOLDERS = ['src', 'client/src', 'examples', 'bench', 'test'];

process.chdir(new URL('../..', import.meta.url).pathname);
const paths = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
);
const sources = paths.filter((path) => /\.tsx?$/.test(path) && !/\/(?:generated|node_modules)\//.test(path));
const complaints = structureComplaints(sources.map((path) => ({ path, text: readFileSync(path, 'utf8') })));

for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
if (complaints.length > 0) process.exitCode = 1;
