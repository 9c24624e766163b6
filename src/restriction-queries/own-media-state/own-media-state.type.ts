import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { MediaSwitch } from '../../graphql/media-switch.enum.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What moderators have set by this gateway for your own audio and video in a room. It does not tell who set it, nor why, nor ' +
    'what TRTC does when you leave and come back.',
})
export class OwnMediaState {
  @Field(() => MediaSwitch, {
    description: 'Whether you may publish audio, as far as this gateway has set it.',
  })
  audio!: MediaSwitch;

  @Field(() => MediaSwitch, {
    description: 'Whether you may publish video, as far as this gateway has set it.',
  })
  video!: MediaSwitch;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When `audio` changes by itself, if nothing is done until then. Null: it does not, or the change is late.',
  })
  audioEndsAt?: Date | undefined;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When `video` changes by itself, if nothing is done until then. Null: it does not, or the change is late.',
  })
  videoEndsAt?: Date | undefined;
}
