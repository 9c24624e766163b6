import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { BlacklistFailure } from '../../blacklists/blacklist-failure.type.js';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
import { Int64ID } from '../../graphql/int64-id.scalar.js';

/** The fields of both answers that list users. */
@ObjectType({ simpleResolvers: true })
abstract class AddToBlacklistAnswer {
  @Field(() => Int, { description: 'The number of the Volcengine application.' })
  appId!: number;

  @Field(() => Int64ID, { description: "The blacklist's owner." })
  userId!: string;

  @Field(() => [Int64ID], {
    description:
      'The users that were added, in input order. If an answer of the vendor was lost and the users were on the list then, ' +
      'they are here, but may have been on it before: `ModerationAction.targets` has them as UNKNOWN.',
  })
  addedUserIds!: string[];

  @Field(() => [ID], { description: "The vendor's ids of the calls, for the vendor's support." })
  vendorRequestIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The action in the journal: `Query.moderationAction(id:)` finds it.',
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
  description:
    'At least one user was not added, or may not have been. `failures` has an error for each of them.',
})
export class AddToBlacklistPartialFailure extends AddToBlacklistAnswer {
  @Field(() => [BlacklistFailure], {
    description: 'One error for each user that was not added, or may not have been. In input order.',
  })
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
  description: 'Every possible answer of `addToBlacklist`.',
  types: () => ADD_TO_BLACKLIST_ANSWERS,
});
