import type { Examples } from '../../examples/example.js';

export const examples: Examples<{ userId: string; userIds: string[] }> = {
  operation: 'BlacklistMemberships',
  answers: {
    BlacklistMembership: {
      comment: 'Which of these users are on a blacklist. 10006 is, and 10009 is not.',
      variables: { userId: '10001', userIds: ['10006', '10009'] },
    },
  },
};
