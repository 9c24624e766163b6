import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { perform } from '../../actions/perform.js';
import type { RequestContext } from '../../context.js';
import { RemoveFromRoomResult } from './remove-from-room.answer.js';
import { RemoveFromRoomInput } from './remove-from-room.input.js';
import { removeFromRoom } from './remove-from-room.operation.js';

@Resolver()
export class RemoveFromRoomResolver {
  static readonly operation = removeFromRoom;

  @Mutation(() => RemoveFromRoomResult, {
    description:
      'Removes users from a TRTC room. Success means that none of them is in the room after the call: TRTC does not tell ' +
      'who was in it, so an id that was not in the room is no error. They may come back, unless your application keeps them out. It cannot ' +
      'be undone.',
  })
  removeFromRoom(
    @Arg('input', () => RemoveFromRoomInput, { description: 'The room and the users to remove from it.' })
    input: RemoveFromRoomInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof RemoveFromRoomResult> {
    return perform(removeFromRoom, input, context);
  }
}
