import type { Examples } from '../examples/example.js';
import type { ModerationActionFilter } from './moderation-action.type.js';

export const examples: Examples<{ filter: ModerationActionFilter; first: number }> = {
  operation: 'ModerationActions',
  answers: {
    ModerationActionConnection: {
      comment: 'What was done in a room, the latest first. Leave out the filter for everything.',
      variables: { filter: { roomId: 10006 }, first: 10 },
    },
  },
};
