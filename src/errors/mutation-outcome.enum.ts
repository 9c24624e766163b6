import { registerEnumType } from 'type-graphql';
import type { Outcome } from '../vendors/calling/vendor-failure.js';

export const MutationOutcome = {
  NOT_APPLIED: 'NOT_APPLIED',
  UNKNOWN: 'UNKNOWN',
} as const satisfies Record<Outcome, Outcome>;
export type MutationOutcome = Outcome;

registerEnumType(MutationOutcome, {
  name: 'MutationOutcome',
  description: 'Whether a mutation that answered with an error changed anything.',
  valuesConfig: {
    NOT_APPLIED: { description: 'Nothing was changed by this request.' },
    UNKNOWN: {
      description: 'The request may have been applied (for example, a time-out after it was sent).',
    },
  },
});
