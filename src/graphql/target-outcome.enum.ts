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
  description: 'Whether an action was applied to one of its users.',
  valuesConfig: {
    PENDING: { description: 'The action has not finished.' },
    APPLIED: { description: 'The action was applied to this user.' },
    NOT_APPLIED: { description: 'The action was not applied to this user.' },
    UNKNOWN: { description: 'The action may have been applied to this user. The gateway cannot tell.' },
  },
});
