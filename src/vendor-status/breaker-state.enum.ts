import { registerEnumType } from 'type-graphql';
import type { BreakerState as VendorBreakerState } from '../vendors/calling/breaker.js';

export const BreakerState = {
  CLOSED: 'CLOSED',
  OPEN: 'OPEN',
  HALF_OPEN: 'HALF_OPEN',
} as const satisfies Record<VendorBreakerState, VendorBreakerState>;
export type BreakerState = VendorBreakerState;

registerEnumType(BreakerState, {
  name: 'BreakerState',
  description: 'Whether calls to a vendor go through.',
  valuesConfig: {
    CLOSED: { description: 'They do.' },
    OPEN: { description: 'The vendor has been failing: calls are refused until it is time for a probe.' },
    HALF_OPEN: { description: 'One call is under way as a probe; its answer decides.' },
  },
});
