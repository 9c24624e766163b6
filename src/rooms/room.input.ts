import { Field, InputType, Int } from 'type-graphql';
import { ActionInput } from '../actions/action.input.js';
import { RoomNumber } from '../graphql/room-number.scalar.js';
import { TrtcRegion } from '../graphql/trtc-region.enum.js';

/** The fields of every input that names a room. */
@InputType()
export abstract class RoomInput extends ActionInput {
  @Field(() => Int, {
    nullable: true,
    description: "The number of the TRTC application. Default: the gateway's default application.",
  })
  sdkAppId?: number | null;

  @Field(() => RoomNumber, {
    nullable: true,
    description:
      'The number of a numeric room, which must exist. Give exactly one of `roomId` and `strRoomId`.',
  })
  roomId?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The name of a string room, which must exist. Room "123" is not room 123. 1 to 64 of the characters ' +
      'a-z A-Z 0-9 space ! # $ % & ( ) + - : ; < = . > ? @ [ ] ^ _ { } | ~ and comma. Give exactly one of `roomId` and ' +
      '`strRoomId`.',
  })
  strRoomId?: string | null;

  @Field(() => TrtcRegion, {
    nullable: true,
    description: 'The TRTC access region for the call. Default: the configured region.',
  })
  region?: TrtcRegion | null;
}
