import { registerEnumType } from 'type-graphql';
import { journalName } from '../actions/operation.js';
import { OPERATIONS } from './operations.js';

/** The operations by their names in the journal. */
export const Operation: Readonly<Record<string, string>> = Object.fromEntries(
  OPERATIONS.map((operation) => [journalName(operation), journalName(operation)]),
);

export type Operation = string;

registerEnumType(Operation, {
  name: 'Operation',
  description: 'The kind of a moderation action: one value for each mutation.',
  valuesConfig: Object.fromEntries(
    OPERATIONS.map((operation) => [
      journalName(operation),
      { description: `The mutation \`${operation.mutation}\`.` },
    ]),
  ),
});
