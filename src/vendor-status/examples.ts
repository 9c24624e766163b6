import type { Examples } from '../examples/example.js';

export const examples: Examples<Record<string, never>> = {
  operation: 'Vendors',
  answers: {
    VendorStatus: { comment: 'How the gateway stands with each vendor.', variables: {} },
  },
};
