import type { Examples } from '../examples/example.js';

export const examples: Examples<Record<string, never>> = {
  operation: 'Vendors',
  answers: {
    VendorStatus: {
      comment: 'Whether the gateway can call each vendor, and how much of its quotas is used.',
      variables: {},
    },
  },
};
