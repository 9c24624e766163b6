import { ArgsType, Field, Int } from 'type-graphql';
import { RoomNumber } from '../graphql/room-number.scalar.js';

/** The arguments that name a TRTC room of which somebody wants to see something. `seenRoomIssues` are their rules. */
@ArgsType()
export class SeenRoomArgs {
  @Field(() => Int, {
    nullable: true,
    description: "The number of the TRTC application. Default: the gateway's default application.",
  })
  sdkAppId?: number | null;

  @Field(() => RoomNumber, {
    nullable: true,
    description: 'The number of a numeric room. Give exactly one of `roomId` and `strRoomId`.',
  })
  roomId?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name of a string room. Room "123" is not room 123.',
  })
  strRoomId?: string | null;
}
