import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { perform } from '../../actions/perform.js';
import type { RequestContext } from '../../context.js';
import { SetRoomMediaStateResult } from './set-room-media-state.answer.js';
import { SetRoomMediaStateInput } from './set-room-media-state.input.js';
import { setRoomMediaState } from './set-room-media-state.operation.js';

@Resolver()
export class SetRoomMediaStateResolver {
  static readonly operation = setRoomMediaState;

  @Mutation(() => SetRoomMediaStateResult, {
    description:
      'Sets the audio, the video or both of everybody in a TRTC room but some. It answers at once, and the calls follow. It acts on ' +
      "the people whom the vendor's event callbacks have told of, so it needs callbacks for the application. It ends older " +
      'instructions on the room for the same media. Listeners, who cannot publish, cost no call.',
  })
  setRoomMediaState(
    @Arg('input', () => SetRoomMediaStateInput, { description: 'The room, and what to set there.' })
    input: SetRoomMediaStateInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof SetRoomMediaStateResult> {
    return perform(setRoomMediaState, input, context);
  }
}
