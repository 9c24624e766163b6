import type { Examples } from '../../examples/example.js';

export const examples: Examples<{ roomId: number; first: number }> = {
  operation: 'Room',
  answers: {
    Room: {
      comment: 'Who is in a room now. Null when nothing was heard of the room.',
      variables: { roomId: 10006, first: 20 },
    },
  },
};
