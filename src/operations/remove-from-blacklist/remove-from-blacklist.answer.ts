import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { BlacklistFailure } from '../../blacklists/blacklist-failure.type.js';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
import { Int64ID } from '../../graphql/int64-id.scalar.js';

/** The fields of both answers that list users. The users in its lists are certainly not on the blacklist now. */
@ObjectType({ simpleResolvers: true })
abstract class RemoveFromBlacklistAnswer {
  @Field(() => Int, { description: 'The number of the Volcengine application.' })
  appId!: number;

  @Field(() => Int64ID, { description: "The blacklist's owner." })
  userId!: string;

  @Field(() => [Int64ID], {
    description: 'The users that were removed, in input order.',
  })
  removedUserIds!: string[];

  @Field(() => [Int64ID], {
    description: 'The users that were not on the list before, so nothing was done for them. In input order.',
  })
  notListedUserIds!: string[];

  @Field(() => [ID], {
    description: "The vendor's ids of the calls that removed users, for the vendor's support.",
  })
  vendorRequestIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The action in the journal: `Query.moderationAction(id:)` finds it.',
  })
  actionId?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'None of the users is on the list now.' })
export class RemoveFromBlacklistSuccess extends RemoveFromBlacklistAnswer {
  constructor(fields: Omit<RemoveFromBlacklistSuccess, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}

@ObjectType({
  simpleResolvers: true,
  description:
    'At least one user was not removed, or may not have been. `failures` has an error for each of them.',
})
export class RemoveFromBlacklistPartialFailure extends RemoveFromBlacklistAnswer {
  @Field(() => [BlacklistFailure], {
    description: 'One error for each user that was not removed, or may not have been. In input order.',
  })
  failures!: BlacklistFailure[];

  constructor(fields: Omit<RemoveFromBlacklistPartialFailure, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}

export const REMOVE_FROM_BLACKLIST_ANSWERS = [
  RemoveFromBlacklistSuccess,
  RemoveFromBlacklistPartialFailure,
  ...COMMON_ERRORS,
] as const;

export const RemoveFromBlacklistResult = createUnionType({
  name: 'RemoveFromBlacklistResult',
  description: 'Every possible answer of `removeFromBlacklist`.',
  types: () => REMOVE_FROM_BLACKLIST_ANSWERS,
});
