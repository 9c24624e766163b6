import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { perform } from '../../actions/perform.js';
import type { RequestContext } from '../../context.js';
import { SetUserMediaStateResult } from './set-user-media-state.answer.js';
import { SetUserMediaStateInput } from './set-user-media-state.input.js';
import { setUserMediaState } from './set-user-media-state.operation.js';

@Resolver()
export class SetUserMediaStateResolver {
  static readonly operation = setUserMediaState;

  @Mutation(() => SetUserMediaStateResult, {
    description:
      "Enables or disables a user's audio and video in a TRTC room. The user must be in the room, unless it is enforced. TRTC does " +
      'not tell them, so your application has to. TRTC does not say whether the state lasts when they leave and come back: with ' +
      '`enforce`, the gateway sets it again then.',
  })
  setUserMediaState(
    @Arg('input', () => SetUserMediaStateInput, {
      description: 'The user, the room, and the state to set there.',
    })
    input: SetUserMediaStateInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof SetUserMediaStateResult> {
    return perform(setUserMediaState, input, context);
  }
}
