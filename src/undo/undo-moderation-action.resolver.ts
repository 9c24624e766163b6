import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { undo } from './undo.js';
import { UndoModerationActionResult } from './undo-moderation-action.answer.js';
import { UndoModerationActionInput } from './undo-moderation-action.input.js';

@Resolver()
export class UndoModerationActionResolver {
  @Mutation(() => UndoModerationActionResult, {
    description:
      'Undoes an action, by another action of its own. A media state becomes what it was before, and enabled if the ' +
      'journal has none. The users that an addition added are removed again; those that a removal removed are added ' +
      'again, with the ext that the journal has for them; those whose ext it does not certainly know are told as failures. It needs the same grant as the action itself. A removal from a ' +
      'room, a dismissal and an update of a blacklist cannot be undone, nor can an action on which something newer stands.',
  })
  undoModerationAction(
    @Arg('input', () => UndoModerationActionInput, { description: 'The action to undo.' })
    input: UndoModerationActionInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof UndoModerationActionResult> {
    return undo(input, context);
  }
}
