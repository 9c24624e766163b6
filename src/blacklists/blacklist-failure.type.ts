import { Field, Int, ObjectType } from 'type-graphql';
import { ModerationError } from '../errors/moderation-error.js';
import { Int64ID } from '../graphql/int64-id.scalar.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A user for whom the change was not made, or may not have been made.',
})
export class BlacklistFailure {
  @Field(() => Int, { description: "The user's index in the input's list of users. The first is 0." })
  index!: number;

  @Field(() => Int64ID, { description: "The user's id." })
  userId!: string;

  @Field(() => ModerationError, {
    description: 'Why the change failed. Its `outcome` says whether the change may have been made anyway.',
  })
  error!: ModerationError;

  constructor(fields: BlacklistFailure) {
    Object.assign(this, fields);
  }
}
