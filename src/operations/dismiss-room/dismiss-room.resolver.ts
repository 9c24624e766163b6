import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { perform } from '../../actions/perform.js';
import type { RequestContext } from '../../context.js';
import { DismissRoomResult } from './dismiss-room.answer.js';
import { DismissRoomInput } from './dismiss-room.input.js';
import { dismissRoom } from './dismiss-room.operation.js';

@Resolver()
export class DismissRoomResolver {
  static readonly operation = dismissRoom;

  @Mutation(() => DismissRoomResult, {
    description:
      'Dismisses a TRTC room: removes everybody from it, and the room itself. It cannot be undone. A room of the same name ' +
      'may be created anew.',
  })
  dismissRoom(
    @Arg('input', () => DismissRoomInput, { description: 'The room to dismiss.' })
    input: DismissRoomInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof DismissRoomResult> {
    return perform(dismissRoom, input, context);
  }
}
