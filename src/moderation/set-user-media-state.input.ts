import { Field, InputType, Int } from 'type-graphql';
import { MediaState } from './media-state.enum.js';
import { RoomNumber } from './room-number.scalar.js';
import { TrtcRegion } from './trtc-region.enum.js';

@InputType({ description: 'Whose audio and video to set, where, and to what.' })
export class SetUserMediaStateInput {
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

  @Field(() => String, { nullable: true, description: 'Why, for the record. At most 1000 characters.' })
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Names this action, so that a repeat within 24 hours gets the recorded answer instead of acting again. 1 to ' +
      '255 characters. A request that changed nothing for certain does not use its key up.',
  })
  idempotencyKey?: string | null;
}
