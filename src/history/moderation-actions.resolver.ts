import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { cursorOf as feedCursorOf } from '../feed/feed-event.js';
import { selectedFields } from '../graphql/selected-fields.js';
import { isActionId } from '../journal/action-id.js';
import { actionFilter, badArgument, visibleTo } from './filtered-actions.js';
import { readPage } from './journal-reading.js';
import {
  ModerationAction,
  ModerationActionConnection,
  ModerationActionFilter,
} from './moderation-action.type.js';
import { moderationAction } from './read-action.js';
import { wantedOfAction, wantedOfEdges } from './wanted-of-actions.js';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 200;

@Resolver()
export class ModerationActionsResolver {
  @Query(() => ModerationAction, {
    nullable: true,
    description:
      'One action of the journal. Null when there is none with this id, or when the token does not name its ' +
      'application and room. Needs the scope moderation:audit.',
  })
  async moderationAction(
    @Arg('id', () => ID, { description: "The `actionId` in a mutation's answer." }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ModerationAction | null> {
    const visible = visibleTo(context);
    if (!isActionId(id)) return null;
    const wanted = wantedOfAction(info);
    const { actions } = await readPage(context, () => context.gateway.journal.read(id, visible, wanted));
    return actions[0] ? moderationAction(actions[0]) : null;
  }

  @Query(() => ModerationActionConnection, {
    description:
      'The actions of the journal in the applications and rooms that the token names, newest first. A page may have ' +
      'fewer actions than `first`, or none, although there are more: look at `pageInfo.hasNextPage`. Needs the scope ' +
      'moderation:audit.',
  })
  async moderationActions(
    @Arg('filter', () => ModerationActionFilter, {
      nullable: true,
      description: 'Which actions to list. Default: all.',
    })
    filter: ModerationActionFilter | null,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_PAGE,
      description: `The greatest number of actions in the page: 1 to ${MAX_PAGE}.`,
    })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The `endCursor` of the previous page. Null: the first page.',
    })
    after: string | null,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ModerationActionConnection> {
    const visible = visibleTo(context);
    const count = first ?? DEFAULT_PAGE;
    if (count < 1 || count > MAX_PAGE) throw badArgument('first', `must be from 1 to ${MAX_PAGE}`);
    const before = typeof after === 'string' ? idOfCursor(after) : undefined;
    const wanted = wantedOfEdges(info);
    const request = { filter: { ...actionFilter(filter ?? {}), visible }, count, before, wanted };
    const { feed, journal } = context.gateway;
    const { actions, next, feedPlace } = await readPage(context, async (maxBytes) => {
      // Read before the page, so that nothing falls between the two.
      const feedPlace = isSelected(info, 'feedCursor') ? await feed.lastPlace() : undefined;
      return { ...(await journal.list({ ...request, maxBytes })), feedPlace };
    });
    const edges = actions.map((action) => ({ node: moderationAction(action), cursor: cursorOf(action.id) }));
    return {
      edges,
      feedCursor: feedPlace && feedCursorOf(feedPlace),
      pageInfo: {
        hasNextPage: next !== undefined,
        hasPreviousPage: before !== undefined,
        startCursor: edges[0]?.cursor,
        endCursor: next === undefined ? edges.at(-1)?.cursor : cursorOf(next),
      },
    };
  }
}

function isSelected(info: GraphQLResolveInfo, field: string): boolean {
  return selectedFields(info).some(({ name }) => name === field);
}

/** Opaque to clients, so that what it holds may change. */
function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function idOfCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!isActionId(id)) throw badArgument('after', 'must be the endCursor of a page before');
  return id;
}
