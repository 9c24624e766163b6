import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { perform } from '../../actions/perform.js';
import type { RequestContext } from '../../context.js';
import { RemoveFromBlacklistResult } from './remove-from-blacklist.answer.js';
import { RemoveFromBlacklistInput } from './remove-from-blacklist.input.js';
import { removeFromBlacklist } from './remove-from-blacklist.operation.js';

@Resolver()
export class RemoveFromBlacklistResolver {
  static readonly operation = removeFromBlacklist;

  @Mutation(() => RemoveFromBlacklistResult, {
    description:
      "Removes users from another user's Volcengine blacklist. Their `ext` is lost at the vendor; `undoModerationAction` " +
      'adds them with the `ext` that the journal has.',
  })
  removeFromBlacklist(
    @Arg('input', () => RemoveFromBlacklistInput, {
      description: 'The blacklist and the users to remove from it.',
    })
    input: RemoveFromBlacklistInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof RemoveFromBlacklistResult> {
    return perform(removeFromBlacklist, input, context);
  }
}
