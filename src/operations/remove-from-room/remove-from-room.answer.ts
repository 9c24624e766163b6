import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
import { RoomNotFoundError } from '../../errors/moderation-error.js';
import { RoomAnswer } from '../../rooms/room.answer.js';
import { RoomFailure } from '../../rooms/room-failure.type.js';

/** The fields of both answers that list users. */
@ObjectType({ simpleResolvers: true })
abstract class RemoveFromRoomAnswer extends RoomAnswer {
  @Field(() => [String], {
    description:
      'The users that were not in the room after the call, in input order. The vendor does not tell who was in it before. ' +
      'Everybody who was removed may come back.',
  })
  removedUserIds!: string[];

  @Field(() => [ID], { description: "The vendor's ids of the calls, for the vendor's support." })
  vendorRequestIds!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'None of the users was in the room after the call.' })
export class RemoveFromRoomSuccess extends RemoveFromRoomAnswer {
  constructor(fields: Omit<RemoveFromRoomSuccess, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}

@ObjectType({
  simpleResolvers: true,
  description:
    'At least one user was not removed, or may not have been. `failures` has an error for each of them.',
})
export class RemoveFromRoomPartialFailure extends RemoveFromRoomAnswer {
  @Field(() => [RoomFailure], {
    description: 'One error for each user that was not removed, or may not have been. In input order.',
  })
  failures!: RoomFailure[];

  constructor(fields: Omit<RemoveFromRoomPartialFailure, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}

export const REMOVE_FROM_ROOM_ANSWERS = [
  RemoveFromRoomSuccess,
  RemoveFromRoomPartialFailure,
  RoomNotFoundError,
  ...COMMON_ERRORS,
] as const;

export const RemoveFromRoomResult = createUnionType({
  name: 'RemoveFromRoomResult',
  description: 'Every possible answer of `removeFromRoom`.',
  types: () => REMOVE_FROM_ROOM_ANSWERS,
});
