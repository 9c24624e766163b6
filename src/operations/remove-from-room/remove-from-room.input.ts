import { Field, InputType } from 'type-graphql';
import { RoomInput } from '../../rooms/room.input.js';

@InputType({ description: 'The room and the users to remove from it.' })
export class RemoveFromRoomInput extends RoomInput {
  @Field(() => [String], {
    description:
      'The ids of the users to remove: 1 to 1000, each once, each 1 to 32 bytes of UTF-8. The gateway calls the vendor ' +
      'with up to 10 at a time.',
  })
  userIds!: string[];
}
