import { Field, InputType, Int } from 'type-graphql';
import { MediaState } from '../../graphql/media-state.enum.js';
import { MediaSwitch } from '../../graphql/media-switch.enum.js';
import { RoomInput } from '../../rooms/room.input.js';

@InputType({ description: 'The user, the room, and the state to set there.' })
export class SetUserMediaStateInput extends RoomInput {
  @Field(() => String, {
    description:
      "The user's id, 1 to 32 bytes of UTF-8. The user must be in the room, unless `enforce` is true.",
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
    description:
      'What the audio shall be. Without `video`, the video is left as it was set last, or else enabled.',
  })
  audio?: MediaSwitch | null;

  @Field(() => MediaSwitch, {
    nullable: true,
    description:
      'What the video shall be. Without `audio`, the audio is left as it was set last, or else enabled.',
  })
  video?: MediaSwitch | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'So many seconds after the request, this state ends by itself, and is a restriction until then. At least 1, and at most a ' +
      'year unless the gateway is configured otherwise. At its end, what older restrictions say holds again, or else what this ' +
      'has set is enabled. Without `enforce`, the state is set once: the gateway does not set it again when the user leaves and ' +
      'comes back. A user can have 100 restrictions in a room at a time. Null: the state has no end of its own. Without `enforce` ' +
      'too, it ends all older ones of the user for the same media.',
  })
  durationSeconds?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether this state is set again whenever the user enters the room, becomes an anchor, or starts to publish what is disabled. ' +
      'It is a restriction until `durationSeconds` are over, or without them until `liftRestriction` lifts it. The user need not be ' +
      'in the room yet. It needs event callbacks for the application: without them, this is refused with the code ' +
      'ENFORCEMENT_OFF in `issues`.',
  })
  enforce?: boolean | null;
}
