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
    description: "Takes users off somebody's Volcengine blacklist.",
  })
  removeFromBlacklist(
    @Arg('input', () => RemoveFromBlacklistInput, { description: 'Whose list, and whom to take off it.' })
    input: RemoveFromBlacklistInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof RemoveFromBlacklistResult> {
    return perform(removeFromBlacklist, input, context);
  }
}
