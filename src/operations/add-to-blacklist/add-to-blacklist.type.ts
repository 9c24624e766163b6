import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ModerationError } from '../../errors/moderation-error.js';
import { Int64ID } from '../../graphql/int64-id.scalar.js';

/** What every answer has of which users may have been added. */
@ObjectType({ simpleResolvers: true })
abstract class AddToBlacklistAnswer {
  @Field(() => Int, { description: 'The Volcengine application.' })
  appId!: number;

  @Field(() => Int64ID, { description: 'Whose blacklist it is.' })
  userId!: string;

  @Field(() => [Int64ID], { description: 'In input order.' })
  addedUserIds!: string[];

  @Field(() => [ID], { description: "What the vendor's support asks for: one for each vendor call." })
  vendorRequestIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The action in the journal (`Query.moderationAction`).',
  })
  actionId?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'All users were added.' })
export class AddToBlacklistSuccess extends AddToBlacklistAnswer {
  constructor(fields: Omit<AddToBlacklistSuccess, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}

@ObjectType({ simpleResolvers: true, description: 'One user that was not added, or may not have been.' })
export class BlacklistFailure {
  @Field(() => Int, { description: "The user's place in the input's `users`, from 0." })
  index!: number;

  @Field(() => Int64ID, { description: 'The user.' })
  userId!: string;

  @Field(() => ModerationError, { description: 'Why, and whether the user was added all the same.' })
  error!: ModerationError;

  constructor(fields: BlacklistFailure) {
    Object.assign(this, fields);
  }
}

@ObjectType({
  simpleResolvers: true,
  description: 'Some users, or all, were not added, each for a reason of its own.',
})
export class AddToBlacklistPartialFailure extends AddToBlacklistAnswer {
  @Field(() => [BlacklistFailure], { description: 'In input order.' })
  failures!: BlacklistFailure[];

  constructor(fields: Omit<AddToBlacklistPartialFailure, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}
