import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { perform } from '../../actions/perform.js';
import type { RequestContext } from '../../context.js';
import { AddToBlacklistResult } from './add-to-blacklist.answer.js';
import { AddToBlacklistInput } from './add-to-blacklist.input.js';
import { addToBlacklist } from './add-to-blacklist.operation.js';

@Resolver()
export class AddToBlacklistResolver {
  static readonly operation = addToBlacklist;

  @Mutation(() => AddToBlacklistResult, {
    description:
      "Adds users to another user's Volcengine blacklist. Whoever is on it already keeps their `ext`: use " +
      '`updateBlacklist` to change it.',
  })
  addToBlacklist(
    @Arg('input', () => AddToBlacklistInput, { description: 'The blacklist and the users to add to it.' })
    input: AddToBlacklistInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof AddToBlacklistResult> {
    return perform(addToBlacklist, input, context);
  }
}
