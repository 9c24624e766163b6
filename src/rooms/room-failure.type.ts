import { Field, Int, ObjectType } from 'type-graphql';
import { ModerationError } from '../errors/moderation-error.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A user of a room for whom the change was not made, or may not have been made.',
})
export class RoomFailure {
  @Field(() => Int, { description: "The user's index in the input's list of users. The first is 0." })
  index!: number;

  @Field(() => String, { description: "The user's id." })
  userId!: string;

  @Field(() => ModerationError, {
    description: 'Why the change failed. Its `outcome` says whether the change may have been made anyway.',
  })
  error!: ModerationError;

  constructor(fields: RoomFailure) {
    Object.assign(this, fields);
  }
}
