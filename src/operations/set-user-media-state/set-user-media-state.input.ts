import { Field, InputType, Int } from 'type-graphql';
import { MediaState } from '../../graphql/media-state.enum.js';
import { MediaSwitch } from '../../graphql/media-switch.enum.js';
import { RoomInput } from '../../rooms/room.input.js';

@InputType({ description: 'The user, the room, and the state to set there.' })
export class SetUserMediaStateInput extends RoomInput {
  @Field(() => String, {
    description: "The user's id, 1 to 32 bytes of UTF-8. The user must be in the room.",
  })
  userId!: string;

  @Field(() => MediaState, {
    nullable: true,
    description:
      'The new state. It sets both audio and video, whatever they were before. Give either `state`, or `audio`, `video` or both.',
  })
  state?: MediaState | null;

  @Field(() => MediaSwitch, {
    nullable: true,
    description: 'What the audio shall be. Without `video`, the video stays as it is.',
  })
  audio?: MediaSwitch | null;

  @Field(() => MediaSwitch, {
    nullable: true,
    description: 'What the video shall be. Without `audio`, the audio stays as it is.',
  })
  video?: MediaSwitch | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'After so many seconds, 1 or more, this ends by itself, also if the user has left and come back meanwhile. Then what older ' +
      'actions with an end of their own say holds again, or else audio and video are enabled. Null: it has no end of its own.',
  })
  durationSeconds?: number | null;
}
