import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { composedExamples, type ExampleOperation } from '../examples/composed-examples.js';
import type { Examples } from '../examples/example.js';

/** The documents are not in `dist`. Both `dist/sandbox` and `src/sandbox` lead here. */
const SOURCES = new URL('../../src/', import.meta.url);

/** The examples that the playground opens on, found by their files' names as there. */
export async function openingExamples(): Promise<readonly ExampleOperation[]> {
  const paths = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const texts = paths
    .filter((path) => path.endsWith('.graphql'))
    .map((path) => readFileSync(new URL(path, SOURCES), 'utf8'));
  const modules = paths
    .filter((path) => basename(path) === 'examples.ts')
    .map((path) => import(new URL(`../${path.replace(/ts$/, 'js')}`, import.meta.url).href));
  const found: Examples<Record<string, unknown>>[] = (await Promise.all(modules)).map(
    ({ examples }) => examples,
  );
  return composedExamples(found, texts).opening;
}
