/**
 * `npm run bench` measures everything, and `npm run bench -- mutations memory` only those sections. Writes them into
 * `bench/RESULTS.md`.
 */
import { type Title, writeSection } from './results.js';

interface Section {
  title: Title;
  load(): Promise<{ run(): Promise<string> }>;
}

const SECTIONS: Readonly<Record<string, Section>> = {
  quotas: { title: 'Quotas', load: () => import('./vendor-traffic.js') },
  mutations: { title: 'A mutation', load: () => import('./sections/mutations.js') },
  growth: { title: 'Growth', load: () => import('./sections/growth.js') },
  'idle-latency': { title: 'Idle latency', load: () => import('./sections/idle-latency.js') },
  'cold-start': { title: 'Cold start', load: () => import('./sections/cold-start.js') },
  memory: { title: 'Memory', load: () => import('./sections/memory.js') },
  profile: { title: 'Where the time goes', load: () => import('./sections/profile.js') },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0) {
  process.stderr.write(`No section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}.\n`);
  process.exit(1);
}
for (const [name, { title, load }] of Object.entries(SECTIONS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stdout.write(`\n## ${title}\n\n`);
  const text = await (await load()).run();
  process.stdout.write(`${text}\n`);
  writeSection(title, text);
}
