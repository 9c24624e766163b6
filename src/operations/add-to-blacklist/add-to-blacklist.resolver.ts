import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { perform } from '../../actions/perform.js';
import type { RequestContext } from '../../context.js';
import { AddToBlacklistResult } from './add-to-blacklist.answer.js';
import { AddToBlacklistInput } from './add-to-blacklist.input.js';
import { addToBlacklist } from './add-to-blacklist.operation.js';

@Resolver()
export class AddToBlacklistResolver {
  static readonly operation = addToBlacklist;

  @Mutation(() => AddToBlacklistResult, { description: "Puts users on somebody's Volcengine blacklist." })
  addToBlacklist(
    @Arg('input', () => AddToBlacklistInput, { description: 'Whose list, and whom to put on it.' })
    input: AddToBlacklistInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof AddToBlacklistResult> {
    return perform(addToBlacklist, input, context);
  }
}
