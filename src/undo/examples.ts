import type { Example, Examples } from '../examples/example.js';
import type { UndoModerationActionInput } from './undo-moderation-action.input.js';

type Variables = { input: UndoModerationActionInput };

/** Nobody knows an action's id in advance. */
const AN_ID = 'the actionId of an answer';

const opening = undoing('Undo an action: put the actionId of an answer here, such as that of a mute.');

export const examples: Examples<Variables> = {
  operation: 'UndoModerationAction',
  opening,
  answers: {
    UndoModerationActionSuccess: opening,
    UndoModerationActionPartialFailure: undoing(
      'Undo an addition of several users, after one of them was removed and added again.',
    ),
    ActionNotFoundError: undoing('There is no such action.', '01900000-0000-7000-8000-000000000000'),
    NotUndoableError: undoing('Undo an action that was undone before.'),
    SupersededError: undoing('Undo a mute after the same user was muted in another way.'),
  },
};

function undoing(comment: string, actionId = AN_ID): Example<Variables> {
  return { comment, variables: { input: { actionId } } };
}
