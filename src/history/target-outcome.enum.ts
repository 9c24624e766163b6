import { registerEnumType } from 'type-graphql';

export const TargetOutcome = {
  PENDING: 'PENDING',
  APPLIED: 'APPLIED',
  NOT_APPLIED: 'NOT_APPLIED',
  UNKNOWN: 'UNKNOWN',
} as const;
export type TargetOutcome = keyof typeof TargetOutcome;

registerEnumType(TargetOutcome, {
  name: 'TargetOutcome',
  description: 'What came of an action for one of its targets.',
  valuesConfig: {
    PENDING: { description: 'The action is not over.' },
    APPLIED: { description: 'It was applied.' },
    NOT_APPLIED: { description: 'It was not applied.' },
    UNKNOWN: { description: 'It may have been applied; nobody can tell.' },
  },
});
