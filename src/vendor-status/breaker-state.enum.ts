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
  description: "The state of a vendor's circuit breaker: whether the gateway sends calls to the vendor.",
  valuesConfig: {
    CLOSED: { description: 'The gateway sends calls.' },
    OPEN: {
      description: 'The vendor has been failing. The gateway refuses calls until it is time for a probe.',
    },
    HALF_OPEN: {
      description: 'The gateway has sent one call as a probe. Its answer decides whether the breaker closes.',
    },
  },
});
