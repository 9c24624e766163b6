import { Args, ArgsType, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { applicationIssues, duplicateIssues, lengthIssues } from '../../actions/input-rules.js';
import { LIST } from '../../actions/places.js';
import { BlacklistArgs } from '../../blacklists/blacklist.args.js';
import { listOf, MAX_USERS, whereOf } from '../../blacklists/list-arguments.js';
import type { RequestContext } from '../../context.js';
import { Int64ID } from '../../graphql/int64-id.scalar.js';
import { type ReadResult, readError, readFromVendor } from '../../reads/read-from-vendor.js';
import type { VendorQuery } from '../../reads/vendor-query.js';
import { MAX_USERS_PER_CALL } from '../../vendors/volcengine/calls/blacklist.js';
import type { ListLook } from '../../vendors/volcengine/list-looks.js';

const BLACKLIST_MEMBERSHIPS = {
  query: 'blacklistMemberships',
  vendor: 'VOLCENGINE_RTC',
  place: LIST,
} as const satisfies VendorQuery;

@ArgsType()
class BlacklistMembershipsArgs extends BlacklistArgs {
  @Field(() => [Int64ID], {
    description:
      'The users to look for: at most 1000, each once. The gateway asks the vendor about up to 10 at a time, together ' +
      'with users of other requests.',
  })
  userIds!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'Whether a user is on a blacklist.' })
export class BlacklistMembership {
  @Field(() => Int64ID, { description: "The user's id." })
  userId!: string;

  @Field(() => Boolean, { description: 'Whether the user is on the list at this moment.' })
  isListed!: boolean;
}

@Resolver()
export class BlacklistMembershipsResolver {
  static readonly query = BLACKLIST_MEMBERSHIPS;

  @Query(() => [BlacklistMembership], {
    nullable: true,
    description:
      'Which users are on a Volcengine blacklist, in the order of `userIds`. Needs the scope moderation:blacklist, or ' +
      "moderation:blacklist:own for the list of the token's own user.",
  })
  blacklistMemberships(
    @Args(() => BlacklistMembershipsArgs) { userIds, ...args }: BlacklistMembershipsArgs,
    @Ctx() context: RequestContext,
  ): Promise<BlacklistMembership[]> {
    const { appId, userId, inboxType } = args;
    return readFromVendor(
      BLACKLIST_MEMBERSHIPS,
      {
        logged: { appId, userId, inboxType, users: userIds.length },
        issues: [
          ...applicationIssues('appId', appId),
          ...lengthIssues('userIds', userIds.length, 0, MAX_USERS, 'users'),
          ...duplicateIssues(
            userIds,
            MAX_USERS,
            (user) => user,
            (index) => `userIds.${index}`,
          ),
        ],
        where: (volcengine) => whereOf(listOf(args, volcengine)),
        async read(volcengine, request) {
          context.reads.spendCalls(Math.ceil(userIds.length / MAX_USERS_PER_CALL));
          const list = listOf(args, volcengine);
          const looks = userIds.map((user) => volcengine.looks.look(list, user, request));
          return membershipsOf(userIds, await Promise.all(looks));
        },
      },
      context,
    );
  }
}

/** One failed look fails them all: half of the answer could be taken for the whole. */
function membershipsOf(
  userIds: readonly string[],
  looks: readonly ListLook[],
): ReadResult<BlacklistMembership[]> {
  const failures = looks.flatMap((look) => ('failure' in look ? [look.failure] : []));
  const [first] = failures;
  if (first) {
    // The longest wait lets all calls succeed.
    const slowest = failures.reduce((a, b) => ((b.retryAfterMs ?? 0) > (a.retryAfterMs ?? 0) ? b : a), first);
    return { error: readError(slowest, 'VOLCENGINE_RTC') };
  }
  return {
    value: userIds.map((userId, index) => {
      const look = looks[index];
      return { userId, isListed: look !== undefined && 'isListed' in look && look.isListed };
    }),
  };
}
