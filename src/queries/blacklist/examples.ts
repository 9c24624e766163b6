import type { Examples } from '../../examples/example.js';

export const examples: Examples<{ userId: string; first: number }> = {
  operation: 'Blacklist',
  answers: {
    BlacklistConnection: {
      comment:
        'Who is on a blacklist, the newest first. For the next page, give the endCursor as the variable after.',
      variables: { userId: '10001', first: 20 },
    },
  },
};
