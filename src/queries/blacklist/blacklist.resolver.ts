import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, Info, Int, Query, Resolver } from 'type-graphql';
import { applicationIssues } from '../../actions/input-rules.js';
import { LIST } from '../../actions/places.js';
import { BlacklistArgs } from '../../blacklists/blacklist.args.js';
import { listOf, whereOf } from '../../blacklists/list-arguments.js';
import type { RequestContext } from '../../context.js';
import { InputIssue } from '../../errors/moderation-error.js';
import { selectedFields } from '../../graphql/selected-fields.js';
import { readFromVendor } from '../../reads/read-from-vendor.js';
import type { VendorQuery } from '../../reads/vendor-query.js';
import { BlacklistConnection } from './blacklist.type.js';
import { readBlacklist } from './read-blacklist.js';

const BLACKLIST = {
  query: 'blacklist',
  vendor: 'VOLCENGINE_RTC',
  place: LIST,
} as const satisfies VendorQuery;

const DEFAULT_PAGE = 50;
const MAX_PAGE = 200;

@ArgsType()
class BlacklistPageArgs extends BlacklistArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE,
    description: `The greatest number of entries in the page: 1 to ${MAX_PAGE}.`,
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `endCursor` of the previous page. Null: the first page.',
  })
  after?: string | null;
}

@Resolver()
export class BlacklistResolver {
  static readonly query = BLACKLIST;

  @Query(() => BlacklistConnection, {
    nullable: true,
    description:
      'Who is on a Volcengine blacklist, the newest first. The list may change while its pages are read: who stays on ' +
      'it from the first page to the last comes exactly once. If too much was changed since the previous page, ' +
      '`after` is refused as EXPIRED: read the list again from its first page. Needs the scope moderation:blacklist, ' +
      "or moderation:blacklist:own for the list of the token's own user.",
  })
  blacklist(
    @Args(() => BlacklistPageArgs) { first, after, ...args }: BlacklistPageArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BlacklistConnection> {
    const { appId, userId, inboxType } = args;
    const count = first ?? DEFAULT_PAGE;
    const needTotal = selectedFields(info).some(({ name }) => name === 'totalCount');
    return readFromVendor(
      BLACKLIST,
      {
        logged: { appId, userId, inboxType, first: count },
        issues: [...applicationIssues('appId', appId), ...firstIssues(count)],
        where: (volcengine) => whereOf(listOf(args, volcengine)),
        read: (volcengine, request) =>
          readBlacklist(
            volcengine,
            { list: listOf(args, volcengine), count, after: after ?? undefined, needTotal },
            request,
            context.reads,
          ),
      },
      context,
    );
  }
}

function firstIssues(count: number): InputIssue[] {
  if (count >= 1 && count <= MAX_PAGE) return [];
  return [new InputIssue('first', 'OUT_OF_RANGE', `must be from 1 to ${MAX_PAGE}`)];
}
