import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Int, Query, Resolver } from 'type-graphql';
import { applicationIssues, textIssues } from '../actions/input-rules.js';
import type { RequestContext } from '../context.js';
import { forbiddenQuery } from '../errors/refusals.js';
import { missingToSeeRooms } from '../identity/grants.js';
import { isActionId } from '../journal/action-id.js';
import {
  cursorOf,
  DEFAULT_PAGE,
  firstIssues,
  MAX_PAGE,
  partsOf,
  refusedCursor,
  refuseIssues,
} from '../room-queries/page-arguments.js';
import { nameIssues } from '../room-queries/room-arguments.js';
import { MediaRestriction, MediaRestrictionConnection, RestrictionFilter } from './media-restriction.type.js';
import { readRestrictions, shownRestriction, wantedOfRestrictions } from './shown-restriction.js';
import { mayRead, visibleAreas } from './visible-restrictions.js';

@Resolver()
export class RestrictionsResolver {
  @Query(() => MediaRestriction, {
    nullable: true,
    description:
      'A restriction. Null when there is none with this id, when its action was refused, or when the token does not name its ' +
      'application and room. Needs the scope moderation:media or moderation:audit.',
  })
  async mediaRestriction(
    @Arg('id', () => ID, { description: 'The id of the action that gave it.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MediaRestriction | null> {
    const missing = missingToSeeRooms(context.caller);
    if (missing) throw forbiddenQuery(missing);
    if (!isActionId(id)) return null;
    const { restrictions } = context.gateway;
    const [found] = await readRestrictions(
      context,
      wantedOfRestrictions(info),
      () => restrictions.find([id]),
      (found) => found,
    );
    return found && mayRead(context, found) ? shownRestriction(found) : null;
  }

  @Query(() => MediaRestrictionConnection, {
    description:
      'The restrictions in the applications and rooms that the token names, newest first. Those whose action was refused are ' +
      'left out. A page may have fewer restrictions than `first`, or none, although there are more: look at ' +
      '`pageInfo.hasNextPage`. Needs the scope moderation:media or moderation:audit.',
  })
  async restrictions(
    @Arg('filter', () => RestrictionFilter, {
      nullable: true,
      description: 'Which restrictions to list. Default: all.',
    })
    filter: RestrictionFilter | null,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_PAGE,
      description: `The greatest number of restrictions in the page: 1 to ${MAX_PAGE}.`,
    })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The `endCursor` of the previous page. Null: the first page.',
    })
    after: string | null,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MediaRestrictionConnection> {
    const count = first ?? DEFAULT_PAGE;
    const before = typeof after === 'string' ? idOfCursor(after) : undefined;
    const { sdkAppId, strRoomId, userId, wholeRoom, actor, status } = filter ?? {};
    refuseIssues([
      ...applicationIssues('filter.sdkAppId', sdkAppId),
      ...nameIssues('filter.strRoomId', strRoomId, 1),
      ...textIssues('filter.userId', userId),
      ...textIssues('filter.actor', actor),
      ...firstIssues(count),
      ...(typeof after === 'string' && before === undefined ? [refusedCursor()] : []),
    ]);
    const request = {
      areas: visibleAreas(context, filter ?? {}),
      userId: userId ?? undefined,
      wholeRoom: wholeRoom ?? undefined,
      actor: actor ?? undefined,
      statuses: status?.length ? status : undefined,
      before,
      count,
    };
    const { restrictions: found, next } = await readRestrictions(
      context,
      wantedOfRestrictions(info),
      () => context.gateway.restrictions.list(request),
      (page) => page.restrictions,
    );
    const edges = found.map((restriction) => ({
      node: shownRestriction(restriction),
      cursor: cursorOf(restriction.id),
    }));
    return {
      edges,
      pageInfo: {
        hasNextPage: next !== undefined,
        hasPreviousPage: before !== undefined,
        startCursor: edges[0]?.cursor,
        endCursor: next === undefined ? edges.at(-1)?.cursor : cursorOf(next),
      },
    };
  }
}

function idOfCursor(cursor: string): string | undefined {
  const [id] = partsOf(cursor) ?? [];
  return typeof id === 'string' && isActionId(id) ? id : undefined;
}
