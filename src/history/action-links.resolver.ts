import DataLoader from 'dataloader';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { ACTION_STATUSES } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import type { WantedOfActions } from '../journal/read-actions.js';
import { readPage } from './journal-reading.js';
import { ModerationAction } from './moderation-action.type.js';
import { moderationAction } from './read-action.js';
import { wantedOfAction } from './wanted-of-actions.js';

type Link = 'undoes' | 'undoneBy';
type LinkLoader = DataLoader<string, ModerationAction | null>;

/** A link to an action with another status would say that something was undone. */
const WITH_EFFECT = ACTION_STATUSES.filter((status) => status !== 'REFUSED' && status !== 'DENIED');

/** By request, then by field in its document: all actions of a page are looked up together. */
const LOADERS = new WeakMap<RequestContext, Map<FieldNode | undefined, LinkLoader>>();

/**
 * The links between actions. Linked actions are about the same users in the same place, so whoever may read one may read the
 * other.
 */
@Resolver(() => ModerationAction)
export class ActionLinksResolver {
  @FieldResolver(() => ModerationAction, {
    nullable: true,
    description: 'The action that this one undoes. Null when it undoes none.',
  })
  undoes(
    @Root() { id }: ModerationAction,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ModerationAction | null> {
    return loaderOf('undoes', context, info).load(id);
  }

  @FieldResolver(() => ModerationAction, {
    nullable: true,
    description:
      'The newest action that undoes this one, unless it certainly changed nothing. Null when there is none.',
  })
  undoneBy(
    @Root() { id }: ModerationAction,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ModerationAction | null> {
    return loaderOf('undoneBy', context, info).load(id);
  }
}

function loaderOf(link: Link, context: RequestContext, info: GraphQLResolveInfo): LinkLoader {
  const loaders = LOADERS.get(context) ?? new Map<FieldNode | undefined, LinkLoader>();
  LOADERS.set(context, loaders);
  const [field] = info.fieldNodes;
  const known = loaders.get(field);
  if (known) return known;
  const wanted = wantedOfAction(info);
  const loader: LinkLoader = new DataLoader((ids) => load(link, ids, wanted, context));
  loaders.set(field, loader);
  return loader;
}

async function load(
  link: Link,
  ids: readonly string[],
  wanted: WantedOfActions,
  context: RequestContext,
): Promise<(ModerationAction | null)[]> {
  const { journal } = context.gateway;
  const linked = new Map<string, string[]>(ids.map((id) => [id, []]));
  const actions = new Map<string, ModerationAction>();
  let left: string[] | undefined;
  do {
    const { actions: found } = await readPage(context, async (maxBytes) => {
      left ??= await linkedTo(link, linked, journal);
      return left.length === 0
        ? { actions: [], bytes: 0 }
        : journal.readAll(left, wanted, maxBytes, link === 'undoneBy' ? WITH_EFFECT : ACTION_STATUSES);
    });
    for (const action of found) actions.set(action.id, moderationAction(action));
    // A page ends where it would become too large.
    const last = found.at(-1)?.id;
    left = last === undefined ? [] : left?.filter((id) => id < last);
  } while (left?.length);
  return ids.map((id) => {
    const newest = linked.get(id)?.find((other) => actions.has(other));
    return (newest !== undefined && actions.get(newest)) || null;
  });
}

/** Notes the links of each action in `linked`, and returns all the linked actions' ids. */
async function linkedTo(link: Link, linked: Map<string, string[]>, journal: Journal): Promise<string[]> {
  const found = new Set<string>();
  const ids = [...linked.keys()];
  for (const { undone, by } of await (link === 'undoes' ? journal.undoneBy(ids) : journal.undosOf(ids))) {
    const [from, to] = link === 'undoes' ? [by, undone] : [undone, by];
    const links = linked.get(from);
    if (!links) continue;
    links.push(to);
    found.add(to);
  }
  return [...found];
}
