import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { ACTION_STATUSES } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import type { WantedOfActions } from '../journal/read-actions.js';
import { readActionsById } from './actions-by-id.js';
import { FieldLoaders } from './field-loaders.js';
import { mayHaveLink } from './journal-reading.js';
import { ModerationAction } from './moderation-action.type.js';
import { moderationAction } from './read-action.js';
import { wantedOfAction } from './wanted-of-actions.js';

type Link = 'undoes' | 'undoneBy';

/** A link to an action with another status would say that something was undone. */
const WITH_EFFECT = ACTION_STATUSES.filter((status) => status !== 'REFUSED' && status !== 'DENIED');

const LOADERS = { undoes: loadersOf('undoes'), undoneBy: loadersOf('undoneBy') };

/**
 * The links between actions. Linked actions are about the same users in the same place, so whoever may read one may read the
 * other.
 */
@Resolver(() => ModerationAction)
export class ActionLinksResolver {
  @FieldResolver(() => ModerationAction, {
    nullable: true,
    description:
      'The action because of which the gateway carried this one out by itself. Null when it is not `automatic`, and when ' +
      'the other action was deleted since.',
  })
  async causedBy(
    @Root() { causeId }: ModerationAction,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ModerationAction | null> {
    return causeId === undefined ? null : CAUSES.of(context, info).load(causeId);
  }

  @FieldResolver(() => ModerationAction, {
    nullable: true,
    description: 'The action that this one undoes. Null when it undoes none.',
  })
  async undoes(
    @Root() { id }: ModerationAction,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ModerationAction | null> {
    return (await mayHaveLink(context, id, 'undoes')) ? LOADERS.undoes.of(context, info).load(id) : null;
  }

  @FieldResolver(() => ModerationAction, {
    nullable: true,
    description:
      'The newest action that undoes this one, unless it certainly changed nothing. Null when there is none.',
  })
  async undoneBy(
    @Root() { id }: ModerationAction,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ModerationAction | null> {
    return (await mayHaveLink(context, id, 'undoneBy')) ? LOADERS.undoneBy.of(context, info).load(id) : null;
  }
}

const CAUSES = new FieldLoaders<string, ModerationAction | null, WantedOfActions>(
  async (ids, wanted, context) => {
    const actions = await readActionsById(context, async () => ids, wanted, ACTION_STATUSES);
    return ids.map((id) => {
      const action = actions.get(id);
      return action ? moderationAction(action) : null;
    });
  },
  wantedOfAction,
);

function loadersOf(link: Link): FieldLoaders<string, ModerationAction | null, WantedOfActions> {
  return new FieldLoaders((ids, wanted, context) => load(link, ids, wanted, context), wantedOfAction);
}

async function load(
  link: Link,
  ids: readonly string[],
  wanted: WantedOfActions,
  context: RequestContext,
): Promise<(ModerationAction | null)[]> {
  const linked = new Map<string, string[]>(ids.map((id) => [id, []]));
  const actions = await readActionsById(
    context,
    () => linkedTo(link, linked, context.gateway.journal),
    wanted,
    link === 'undoneBy' ? WITH_EFFECT : ACTION_STATUSES,
  );
  return ids.map((id) => {
    const newest = linked.get(id)?.find((other) => actions.has(other));
    const action = newest === undefined ? undefined : actions.get(newest);
    return action ? moderationAction(action) : null;
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
