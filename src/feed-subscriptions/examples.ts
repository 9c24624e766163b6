import type { Examples } from '../examples/example.js';
import type { ModerationActionFilter } from '../history/moderation-action.type.js';

export const examples: Examples<{ filter: ModerationActionFilter }> = {
  operation: 'ModerationActionsFeed',
  answers: {
    ModerationActionEvent: {
      comment: 'What is done in a room, as it happens. Run it, and mute somebody in another window.',
      variables: { filter: { roomId: 10006 } },
    },
  },
};
