/** The text of `bench/RESULTS.md`: the table of all goals, and the sections. */
import {
  type Goal,
  type GoalRow,
  goalRows,
  goalsSummary,
  goalsTable,
  notMeasured,
  readGoalsTable,
} from './goals.js';

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

/** Measurements with a page of their own, beside this one. Only their goals are here. */
const PAGES = {
  'Pages of the journal': 'JOURNAL.md',
  'The roster': 'ROSTER.md',
  'The live feed': 'FEED.md',
  Enforcement: 'ENFORCEMENT.md',
  'A migration': 'MIGRATION.md',
} as const;
export type PageTitle = keyof typeof PAGES;

/** The sections that have no goals. */
const WITHOUT_GOALS: readonly string[] = ['Where the time goes', 'What is not reached, and why'];

const HEAD = `# Benchmark results

Written by \`npm run bench\` and \`npm run soak\`. The gateway, its peers, the vendor and the load are each a process of its own,
in compiled form, with \`NODE_ENV=production\`. Machines differ and are noisy: read ratios, and within one section.
`;

/** Replaces a section's text, if there is one, and its goals. `on` is the day: `2026-11-22`. The others stay. */
export function replaceSection(
  page: string,
  title: Title | PageTitle,
  { text, goals, on }: { text?: string; goals: readonly Goal[]; on: string },
): string {
  const sections = sectionsOf(page);
  if (text !== undefined) sections.set(title, text.trim());
  const others = readGoalsTable(sections.get('Goals') ?? '').filter(({ section }) => section !== title);
  return pageOf(sections, [...others, ...goalRows(title, goals, on)]);
}

function pageOf(sections: ReadonlyMap<string, string>, rows: readonly GoalRow[]): string {
  const withGoals = [...TITLES, ...Object.keys(PAGES)].filter((title) => !WITHOUT_GOALS.includes(title));
  const inOrder = withGoals.flatMap((title) => {
    const own = rows.filter(({ section }) => section === title);
    return own.length > 0 ? own : [notMeasured(title)];
  });
  const links = Object.entries(PAGES).map(([title, file]) => `[${title}](${file})`);
  const goals = `${goalsSummary(inOrder)} These have a page of their own: ${links.join(', ')}.\n\n${goalsTable(inOrder)}`;
  const texts = TITLES.filter((title) => sections.has(title)).map(
    (title) => `\n## ${title}\n\n${sections.get(title)}\n`,
  );
  return `${HEAD}\n## Goals\n\n${goals}\n${texts.join('')}`;
}

function sectionsOf(page: string): Map<string, string> {
  const [, ...sections] = page.split(/^## /m);
  return new Map(
    sections.map((section) => {
      const titleEnd = section.indexOf('\n');
      return [section.slice(0, titleEnd), section.slice(titleEnd).trim()];
    }),
  );
}
