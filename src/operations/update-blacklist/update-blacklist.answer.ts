import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { BlacklistFailure } from '../../blacklists/blacklist-failure.type.js';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
import { Int64ID } from '../../graphql/int64-id.scalar.js';

/** The fields of both answers that list users. */
@ObjectType({ simpleResolvers: true })
abstract class UpdateBlacklistAnswer {
  @Field(() => Int, { description: 'The number of the Volcengine application.' })
  appId!: number;

  @Field(() => Int64ID, { description: "The blacklist's owner." })
  userId!: string;

  @Field(() => [Int64ID], { description: 'The users whose `ext` was updated, in input order.' })
  updatedUserIds!: string[];

  @Field(() => [ID], { description: "The vendor's ids of the calls, for the vendor's support." })
  vendorRequestIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The action in the journal: `Query.moderationAction(id:)` finds it.',
  })
  actionId?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'All users were updated.' })
export class UpdateBlacklistSuccess extends UpdateBlacklistAnswer {
  constructor(fields: Omit<UpdateBlacklistSuccess, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}

@ObjectType({
  simpleResolvers: true,
  description:
    'At least one user was not updated, or may not have been. `failures` has an error for each of them.',
})
export class UpdateBlacklistPartialFailure extends UpdateBlacklistAnswer {
  @Field(() => [BlacklistFailure], {
    description: 'One error for each user that was not updated, or may not have been. In input order.',
  })
  failures!: BlacklistFailure[];

  constructor(fields: Omit<UpdateBlacklistPartialFailure, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}

export const UPDATE_BLACKLIST_ANSWERS = [
  UpdateBlacklistSuccess,
  UpdateBlacklistPartialFailure,
  ...COMMON_ERRORS,
] as const;

export const UpdateBlacklistResult = createUnionType({
  name: 'UpdateBlacklistResult',
  description: 'Every possible answer of `updateBlacklist`.',
  types: () => UPDATE_BLACKLIST_ANSWERS,
});
