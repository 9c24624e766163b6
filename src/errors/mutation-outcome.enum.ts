import { registerEnumType } from 'type-graphql';
import type { Outcome } from '../vendors/calling/vendor-failure.js';

export const MutationOutcome = {
  NOT_APPLIED: 'NOT_APPLIED',
  UNKNOWN: 'UNKNOWN',
} as const satisfies Record<Outcome, Outcome>;
export type MutationOutcome = Outcome;

registerEnumType(MutationOutcome, {
  name: 'MutationOutcome',
  description: 'Whether a request that failed may have changed something.',
  valuesConfig: {
    NOT_APPLIED: { description: 'This request changed nothing.' },
    UNKNOWN: {
      description: 'The request may have been applied. For example, it was sent, and no answer came in time.',
    },
  },
});
