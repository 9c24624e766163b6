import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { perform } from '../../actions/perform.js';
import type { RequestContext } from '../../context.js';
import { UpdateBlacklistResult } from './update-blacklist.answer.js';
import { UpdateBlacklistInput } from './update-blacklist.input.js';
import { updateBlacklist } from './update-blacklist.operation.js';

@Resolver()
export class UpdateBlacklistResolver {
  static readonly operation = updateBlacklist;

  @Mutation(() => UpdateBlacklistResult, {
    description:
      "Merges extra data into the entries of users on another user's Volcengine blacklist. The vendor merges it key by " +
      'key: new keys are added and the values of known keys are replaced. No key can be deleted. To get rid of a key, ' +
      'remove the user from the list and add them again.',
  })
  updateBlacklist(
    @Arg('input', () => UpdateBlacklistInput, {
      description: 'The blacklist, its users to update, and what to merge into their `ext`.',
    })
    input: UpdateBlacklistInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof UpdateBlacklistResult> {
    return perform(updateBlacklist, input, context);
  }
}
