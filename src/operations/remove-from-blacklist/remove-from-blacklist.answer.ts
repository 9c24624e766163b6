import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { BlacklistFailure } from '../../blacklists/blacklist-failure.type.js';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
import { Int64ID } from '../../graphql/int64-id.scalar.js';

/** Which users are certainly off the list now. */
@ObjectType({ simpleResolvers: true })
abstract class RemoveFromBlacklistAnswer {
  @Field(() => Int, { description: 'The Volcengine application.' })
  appId!: number;

  @Field(() => Int64ID, { description: 'Whose blacklist it is.' })
  userId!: string;

  @Field(() => [Int64ID], {
    description: 'The users that were on the list and are not any more, in input order.',
  })
  removedUserIds!: string[];

  @Field(() => [Int64ID], {
    description: 'The users that were not on the list when the gateway asked the vendor, in input order.',
  })
  notListedUserIds!: string[];

  @Field(() => [ID], {
    description: "What the vendor's support asks for: one for each call that removed users.",
  })
  vendorRequestIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The action in the journal (`Query.moderationAction`).',
  })
  actionId?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'No user of the input is on the list any more.' })
export class RemoveFromBlacklistSuccess extends RemoveFromBlacklistAnswer {
  constructor(fields: Omit<RemoveFromBlacklistSuccess, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}

@ObjectType({
  simpleResolvers: true,
  description: 'Some users, or all, were not removed, or may not have been, each for a reason of its own.',
})
export class RemoveFromBlacklistPartialFailure extends RemoveFromBlacklistAnswer {
  @Field(() => [BlacklistFailure], { description: 'In input order.' })
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
  description: 'All that can come of `removeFromBlacklist`.',
  types: () => REMOVE_FROM_BLACKLIST_ANSWERS,
});
