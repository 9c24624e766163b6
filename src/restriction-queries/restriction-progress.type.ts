import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description:
    'How far a restriction on a whole room is: for how many of the people who were in the room when it was given what has become of ' +
    'it. Whoever comes later is not counted, and whoever has an instruction of their own that decides is not counted any more. `wanted` ' +
    'without the others is what is still to be done.',
})
export class RestrictionProgress {
  @Field(() => Int, {
    description:
      'The people for whom it was to be set: those who publish or may do so, and whom it does not leave out.',
  })
  wanted!: number;

  @Field(() => Int, { description: 'For whom the vendor has set it.' })
  done!: number;

  @Field(() => Int, {
    description:
      'For whom the vendor has certainly refused it. It is tried again all the same if it is enforced, or unmutes the person. They are ' +
      'counted as `done` after that only if it unmutes.',
  })
  failed!: number;

  @Field(() => Int, {
    description: 'For whom nobody knows whether it was set. The gateway sends it once more to make sure.',
  })
  unknown!: number;

  @Field(() => Int, {
    description: 'Who had left before it could be set. If it is enforced, it is set when they come back.',
  })
  waiting!: number;
}
