import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { BlacklistFailure } from '../../blacklists/blacklist-failure.type.js';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
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

export const ADD_TO_BLACKLIST_ANSWERS = [
  AddToBlacklistSuccess,
  AddToBlacklistPartialFailure,
  ...COMMON_ERRORS,
] as const;

export const AddToBlacklistResult = createUnionType({
  name: 'AddToBlacklistResult',
  description: 'All that can come of `addToBlacklist`.',
  types: () => ADD_TO_BLACKLIST_ANSWERS,
});
