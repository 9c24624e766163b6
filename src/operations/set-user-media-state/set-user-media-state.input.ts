import { Field, InputType, Int } from 'type-graphql';
import { ActionInput } from '../../actions/action.input.js';
import { MediaState } from '../../graphql/media-state.enum.js';
import { RoomNumber } from '../../graphql/room-number.scalar.js';
import { TrtcRegion } from '../../graphql/trtc-region.enum.js';

@InputType({ description: 'Whose audio and video to set, where, and to what.' })
export class SetUserMediaStateInput extends ActionInput {
  @Field(() => Int, { nullable: true, description: 'The TRTC application. Default: the configured one.' })
  sdkAppId?: number | null;

  @Field(() => RoomNumber, { description: 'The room. It must exist.' })
  roomId!: number;

  @Field(() => String, { description: 'The user, who must be in the room. 1 to 32 bytes.' })
  userId!: string;

  @Field(() => MediaState, { description: 'What to set: both audio and video, whatever they were before.' })
  state!: MediaState;

  @Field(() => TrtcRegion, { nullable: true, description: 'The access region. Default: the configured one.' })
  region?: TrtcRegion | null;
}
