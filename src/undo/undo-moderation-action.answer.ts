import { createUnionType, Field, ObjectType } from 'type-graphql';
import { BlacklistFailure } from '../blacklists/blacklist-failure.type.js';
import { COMMON_ERRORS } from '../errors/errors-of-every-mutation.js';
import {
  ActionNotFoundError,
  NotUndoableError,
  RoomNotFoundError,
  SupersededError,
  UserNotInRoomError,
} from '../errors/moderation-error.js';
import { ModerationAction } from '../history/moderation-action.type.js';

@ObjectType({ simpleResolvers: true })
abstract class UndoModerationActionAnswer {
  @Field(() => ModerationAction, { description: 'The action that was undone.' })
  undone!: ModerationAction;

  @Field(() => ModerationAction, {
    description: 'The action that undoes it. It has the operation that it carries out.',
  })
  action!: ModerationAction;
}

@ObjectType({ simpleResolvers: true, description: 'The action is undone for all of its users.' })
export class UndoModerationActionSuccess extends UndoModerationActionAnswer {
  constructor(fields: UndoModerationActionSuccess) {
    super();
    Object.assign(this, fields);
  }
}

@ObjectType({
  simpleResolvers: true,
  description:
    'At least one user is not as before the action, or nobody knows. `failures` has an error for each of them.',
})
export class UndoModerationActionPartialFailure extends UndoModerationActionAnswer {
  @Field(() => [BlacklistFailure], {
    description:
      'One error for each user for whom the action is not undone, or may not be. `index` is that of the user in the ' +
      'undone action. In its order.',
  })
  failures!: BlacklistFailure[];

  constructor(fields: UndoModerationActionPartialFailure) {
    super();
    Object.assign(this, fields);
  }
}

export const UNDO_MODERATION_ACTION_ANSWERS = [
  UndoModerationActionSuccess,
  UndoModerationActionPartialFailure,
  ActionNotFoundError,
  NotUndoableError,
  SupersededError,
  RoomNotFoundError,
  UserNotInRoomError,
  ...COMMON_ERRORS,
] as const;

export const UndoModerationActionResult = createUnionType({
  name: 'UndoModerationActionResult',
  description: 'Every possible answer of `undoModerationAction`.',
  types: () => UNDO_MODERATION_ACTION_ANSWERS,
});
