/// <reference types="vite/types/importMeta.d.ts" />
import { composedExamples } from '../examples/composed-examples.js';
import type { Examples } from '../examples/example.js';

// Vite bundles the files that match these patterns, so a new operation needs no line here.
const found = import.meta.glob<Examples<Record<string, unknown>>>('../**/examples.ts', {
  eager: true,
  import: 'examples',
});
const documents = import.meta.glob<string>('../**/*.graphql', {
  eager: true,
  query: '?raw',
  import: 'default',
});

const { opening, byAnswer } = composedExamples(Object.values(found), Object.values(documents));

/** The tabs that a first visit opens. */
export const exampleOperations = opening;

/** An example for each type of answer: members of unions, errors of single users, answers of queries. */
export const examplesByAnswer = byAnswer;
