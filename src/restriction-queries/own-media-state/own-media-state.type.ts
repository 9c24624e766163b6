import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { MediaSwitch } from '../../graphql/media-switch.enum.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What holds for your own audio and video in a room. It does not tell who set it, nor why.',
})
export class OwnMediaState {
  @Field(() => MediaSwitch, { description: 'Whether you may publish audio.' })
  audio!: MediaSwitch;

  @Field(() => MediaSwitch, { description: 'Whether you may publish video.' })
  video!: MediaSwitch;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When `audio` changes by itself, if nothing is done until then. Null: it does not.',
  })
  audioEndsAt?: Date | undefined;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When `video` changes by itself, if nothing is done until then. Null: it does not.',
  })
  videoEndsAt?: Date | undefined;
}
