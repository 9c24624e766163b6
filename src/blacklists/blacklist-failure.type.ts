import { Field, Int, ObjectType } from 'type-graphql';
import { ModerationError } from '../errors/moderation-error.js';
import { Int64ID } from '../graphql/int64-id.scalar.js';

@ObjectType({
  simpleResolvers: true,
  description: 'One user for whom it was not done, or may not have been.',
})
export class BlacklistFailure {
  @Field(() => Int, { description: "The user's place in the input's list of users, from 0." })
  index!: number;

  @Field(() => Int64ID, { description: 'The user.' })
  userId!: string;

  @Field(() => ModerationError, { description: 'Why, and whether it may have been done all the same.' })
  error!: ModerationError;

  constructor(fields: BlacklistFailure) {
    Object.assign(this, fields);
  }
}
