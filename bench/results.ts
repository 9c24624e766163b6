/** Writes `bench/RESULTS.md`. A section that was measured anew is replaced, and the others stay. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { ROOT } from './processes.js';

/** The titles of the sections, in the order of the page. */
const TITLES = [
  'Quotas',
  'A mutation',
  'Growth',
  'Idle latency',
  'Cold start',
  'Memory',
  'Where the time goes',
  // This section is written by hand.
  'What is not reached, and why',
  'Soak',
] as const;
export type Title = (typeof TITLES)[number];

const FILE = new URL('bench/RESULTS.md', ROOT);

const HEAD = `# Benchmark results

Written by \`npm run bench\` and \`npm run soak\`. The gateway, its peers, the vendor and the load are each a process of its own,
in compiled form, with \`NODE_ENV=production\`. Machines differ and are noisy: read ratios, and within one section.
`;

export function writeSection(title: Title, text: string): void {
  const sections = readSections();
  sections.set(title, `${measuredOn()}\n\n${text.trim()}`);
  const known = TITLES.filter((title) => sections.has(title));
  const page = known.map((title) => `\n## ${title}\n\n${sections.get(title)}\n`);
  writeFileSync(FILE, HEAD + page.join(''));
}

function readSections(): Map<string, string> {
  const [, ...sections] = readFileSync(FILE, 'utf8').split(/^## /m);
  return new Map(
    sections.map((section) => {
      const titleEnd = section.indexOf('\n');
      return [section.slice(0, titleEnd), section.slice(titleEnd).trim()];
    }),
  );
}

/** The date and the machine of the measurement. */
export function measuredOn(): string {
  const { length: cores, 0: cpu } = cpus();
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, ${cores} cores (${cpu?.model.trim()}), Node ${process.version}.`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
