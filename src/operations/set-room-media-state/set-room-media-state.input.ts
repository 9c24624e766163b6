import { Field, InputType, Int } from 'type-graphql';
import { MediaState } from '../../graphql/media-state.enum.js';
import { MediaSwitch } from '../../graphql/media-switch.enum.js';
import { RoomInput } from '../../rooms/room.input.js';

@InputType({ description: 'The room, what audio and video shall be there, and for whom not.' })
export class SetRoomMediaStateInput extends RoomInput {
  @Field(() => MediaState, {
    nullable: true,
    description:
      'What both audio and video shall be. Give either `state`, or `audio`, `video` or both. What is enabled for a room is not ' +
      'given to somebody whom an instruction of their own disables.',
  })
  state?: MediaState | null;

  @Field(() => MediaSwitch, {
    nullable: true,
    description: 'What the audio shall be. Without `video`, the video of each user is left as it is.',
  })
  audio?: MediaSwitch | null;

  @Field(() => MediaSwitch, {
    nullable: true,
    description: 'What the video shall be. Without `audio`, the audio of each user is left as it is.',
  })
  video?: MediaSwitch | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'The users whom it leaves out: up to 1,000 ids, each of 1 to 32 bytes of UTF-8, each once. They need not be in the room. ' +
      'What older instructions on the room say ends for them too.',
  })
  exceptUserIds?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'So many seconds after the request, it ends by itself. At least 1, and at most a year unless the gateway is configured ' +
      'otherwise. Null: it has no end of its own.',
  })
  durationSeconds?: number | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether it is set again whenever a user enters, becomes an anchor, or starts to publish what is disabled, also for users ' +
      'who come later. Otherwise it is set once, for those who are in the room now.',
  })
  enforce?: boolean;
}
