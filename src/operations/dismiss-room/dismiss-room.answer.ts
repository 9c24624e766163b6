import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
import { RoomNotFoundError } from '../../errors/moderation-error.js';
import { RoomAnswer } from '../../rooms/room.answer.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'The vendor has dismissed the room. This is also the answer if a first call got no answer, and a second one found no room.',
})
export class DismissRoomSuccess extends RoomAnswer {
  @Field(() => ID, {
    nullable: true,
    description: "The vendor's id of the call, for the vendor's support. Null when the vendor gave none.",
  })
  vendorRequestId?: string | undefined;

  constructor(fields: Omit<DismissRoomSuccess, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}

export const DISMISS_ROOM_ANSWERS = [DismissRoomSuccess, RoomNotFoundError, ...COMMON_ERRORS] as const;

export const DismissRoomResult = createUnionType({
  name: 'DismissRoomResult',
  description: 'Every possible answer of `dismissRoom`.',
  types: () => DISMISS_ROOM_ANSWERS,
});
