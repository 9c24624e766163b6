import type { Examples } from '../../examples/example.js';

export const examples: Examples<{ roomId: number }> = {
  operation: 'RoomFeed',
  answers: {
    RoomEvent: {
      comment:
        'Who enters and leaves a room and what they send, as it happens. In the sandbox, visitors come and go.',
      variables: { roomId: 10006 },
    },
  },
};
