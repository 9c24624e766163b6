import { registerEnumType } from 'type-graphql';
import { journalName } from '../actions/operation.js';
import { OPERATIONS } from './operations.js';

/** The journal's names of the operations. */
export const Operation: Readonly<Record<string, string>> = Object.fromEntries(
  OPERATIONS.map((operation) => [journalName(operation), journalName(operation)]),
);

export type Operation = string;

registerEnumType(Operation, {
  name: 'Operation',
  description: 'What moderators have done: one value for each mutation.',
  valuesConfig: Object.fromEntries(
    OPERATIONS.map((operation) => [journalName(operation), { description: `\`${operation.mutation}\`` }]),
  ),
});
