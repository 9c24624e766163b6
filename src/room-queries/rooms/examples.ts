import type { Examples } from '../../examples/example.js';

export const examples: Examples<{ first: number }> = {
  operation: 'Rooms',
  answers: {
    RoomConnection: {
      comment: 'The rooms that are open now, the newest first.',
      variables: { first: 20 },
    },
  },
};
