import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { SCOPES } from '../identity/grants.js';
import { isActionId } from '../journal/action-id.js';
import type { ActionFilter, Visibility } from '../journal/action-pages.js';
import type { ActionRecord } from '../journal/action-record.js';
import { isStorableText } from '../storable-text.js';
import {
  ModerationAction,
  ModerationActionConnection,
  ModerationActionFilter,
} from './moderation-action.type.js';
import { moderationAction, operationsFor } from './recorded-action.js';
import { forbiddenQuery } from './refusals.js';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 200;

@Resolver()
export class ModerationActionsResolver {
  @Query(() => ModerationAction, {
    nullable: true,
    description:
      'An action that the journal has, within the applications and rooms that the token names; null for any other ' +
      'id. With the scope moderation:audit.',
  })
  async moderationAction(
    @Arg('id', () => ID, { description: "The `actionId` of a mutation's answer." }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<ModerationAction | null> {
    const visible = visibleTo(context);
    if (!isActionId(id)) return null;
    const [record] = await list(context, { id, visible }, 1);
    return record ? moderationAction(record) : null;
  }

  @Query(() => ModerationActionConnection, {
    description:
      'The actions that the journal has, newest first, within the applications and rooms that the token names. With ' +
      'the scope moderation:audit.',
  })
  async moderationActions(
    @Arg('filter', () => ModerationActionFilter, { nullable: true, description: 'Which ones. Default: all.' })
    filter: ModerationActionFilter | null,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_PAGE,
      description: `How many: 1 to ${MAX_PAGE}.`,
    })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The `endCursor` of the page before.' })
    after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ModerationActionConnection> {
    const visible = visibleTo(context);
    const count = first ?? DEFAULT_PAGE;
    if (count < 1 || count > MAX_PAGE) throw badArgument('first', `must be from 1 to ${MAX_PAGE}`);
    const before = typeof after === 'string' ? idOfCursor(after) : undefined;
    const wanted = { ...actionFilter(filter ?? {}), visible };
    const records = await list(context, wanted, count + 1, before);
    const edges = records
      .slice(0, count)
      .map((record) => ({ node: moderationAction(record), cursor: cursorOf(record) }));
    return {
      edges,
      pageInfo: {
        hasNextPage: records.length > count,
        hasPreviousPage: before !== undefined,
        startCursor: edges[0]?.cursor,
        endCursor: edges.at(-1)?.cursor,
      },
    };
  }
}

/** What the caller may read; throws when that is nothing. A token that names rooms is about these, whatever its scope. */
function visibleTo({ caller, gateway: { trtc, volcengine } }: RequestContext): Visibility {
  if (!caller.scopes.has(SCOPES.audit)) throw forbiddenQuery(SCOPES.audit);
  const ids = (allowed: 'all' | ReadonlySet<number>) => (allowed === 'all' ? allowed : [...allowed]);
  return {
    media: {
      applicationIds: ids(caller.sdkAppIds ?? new Set(trtc?.sdkAppIds.slice(0, 1))),
      roomIds: ids(caller.rooms),
    },
    blacklist: { applicationIds: ids(caller.appIds ?? new Set(volcengine?.appIds.slice(0, 1))) },
  };
}

async function list(
  { gateway, log }: RequestContext,
  filter: ActionFilter,
  count: number,
  before?: string,
): Promise<ActionRecord[]> {
  try {
    return await gateway.journal.list(filter, count, before);
  } catch (error) {
    log.error({ err: error }, 'the journal could not be read');
    const extensions = { code: 'JOURNAL_UNAVAILABLE' };
    throw new GraphQLError('The journal cannot be read now; try again later.', { extensions });
  }
}

function actionFilter(filter: ModerationActionFilter): ActionFilter {
  const { actor, targetUserId, status, roomId, from, to } = filter;
  for (const [field, text] of Object.entries({ actor, targetUserId })) {
    if (text && !isStorableText(text)) {
      throw badArgument(`filter.${field}`, 'must be well-formed Unicode without U+0000');
    }
  }
  const operations = operationsFor(filter.operation, filter.vendor);
  return {
    ...(operations && { operations }),
    ...(status?.length && { statuses: status }),
    ...(typeof actor === 'string' && { actor }),
    ...(typeof targetUserId === 'string' && { targetUserId }),
    ...(typeof roomId === 'number' && { roomId }),
    ...(from && { from: from.getTime() }),
    ...(to && { to: to.getTime() }),
  };
}

/** Opaque to clients, so that what it holds may change. */
function cursorOf({ id }: ActionRecord): string {
  return Buffer.from(id).toString('base64url');
}

function idOfCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!isActionId(id)) throw badArgument('after', 'must be the endCursor of a page before');
  return id;
}

function badArgument(argument: string, rule: string): GraphQLError {
  const extensions = { code: ApolloServerErrorCode.BAD_USER_INPUT };
  return new GraphQLError(`The argument ${argument} ${rule}.`, { extensions });
}
