import { Field, InputType, Int } from 'type-graphql';
import { ActionInput } from '../../actions/action.input.js';
import { MediaState } from '../../graphql/media-state.enum.js';
import { RoomNumber } from '../../graphql/room-number.scalar.js';
import { TrtcRegion } from '../../graphql/trtc-region.enum.js';

@InputType({ description: 'The user, the room, and the state to set there.' })
export class SetUserMediaStateInput extends ActionInput {
  @Field(() => Int, {
    nullable: true,
    description: "The number of the TRTC application. Default: the gateway's default application.",
  })
  sdkAppId?: number | null;

  @Field(() => RoomNumber, { description: 'The number of the room, which must exist.' })
  roomId!: number;

  @Field(() => String, {
    description: "The user's id, 1 to 32 bytes of UTF-8. The user must be in the room.",
  })
  userId!: string;

  @Field(() => MediaState, {
    description: 'The new state. It sets both audio and video, whatever they were before.',
  })
  state!: MediaState;

  @Field(() => TrtcRegion, {
    nullable: true,
    description: 'The TRTC access region for the call. Default: the configured region.',
  })
  region?: TrtcRegion | null;
}
