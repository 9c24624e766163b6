/** Writes what was measured into `bench/RESULTS.md`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Goal, SectionReport } from './goals.js';
import { ROOT } from './processes.js';
import { type PageTitle, replaceSection, type Title } from './results-page.js';

const FILE = new URL('bench/RESULTS.md', ROOT);

/** Replaces a section and its goals. */
export function writeSection(title: Title, { text, goals }: SectionReport): void {
  write(title, { text: `${measuredOn()}\n\n${text}`, goals });
}

/** Replaces the goals of a measurement that has a page of its own. */
export function writeGoals(title: PageTitle, goals: readonly Goal[]): void {
  write(title, { goals });
}

function write(title: Title | PageTitle, section: { text?: string; goals: readonly Goal[] }): void {
  writeFileSync(FILE, replaceSection(readFileSync(FILE, 'utf8'), title, { ...section, on: today() }));
}

/** `2026-11-22` */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The date and the machine of the measurement. */
export function measuredOn(): string {
  const { length: cores, 0: cpu } = cpus();
  return `${today()}, ${cores} cores (${cpu?.model.trim()}), Node ${process.version}.`;
}
