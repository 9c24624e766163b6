import { Field, ID, Int, ObjectType } from 'type-graphql';
import { RoomNumber } from '../graphql/room-number.scalar.js';

/** The fields of every answer that names a room. */
@ObjectType({ simpleResolvers: true })
export abstract class RoomAnswer {
  @Field(() => Int, { description: 'The number of the TRTC application.' })
  sdkAppId!: number;

  @Field(() => RoomNumber, { nullable: true, description: 'The number of the room. Null for a string room.' })
  roomId?: number | undefined;

  @Field(() => String, { nullable: true, description: 'The name of the room. Null for a numeric room.' })
  strRoomId?: string | undefined;

  @Field(() => ID, {
    nullable: true,
    description: 'The action in the journal: `Query.moderationAction(id:)` finds it.',
  })
  actionId?: string | undefined;
}
