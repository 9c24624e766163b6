import DataLoader from 'dataloader';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { readPage } from '../history/journal-reading.js';
import { ModerationAction } from '../history/moderation-action.type.js';
import { moderationAction, operationOf } from '../history/read-action.js';
import { wantedOfAction } from '../history/wanted-of-actions.js';
import { SCOPES } from '../identity/grants.js';
import { ACTION_STATUSES } from '../journal/action-record.js';
import type { ReadAction } from '../journal/action-rows.js';
import type { WantedOfActions } from '../journal/read-actions.js';
import { Participant } from '../rooms/participant.type.js';

type ActionLoader = DataLoader<Participant, ModerationAction | null>;

/** By request, then by field in its document: the actions on all people of a page are looked up together. */
const LOADERS = new WeakMap<RequestContext, Map<FieldNode | undefined, ActionLoader>>();

@Resolver(() => Participant)
export class LastActionResolver {
  @FieldResolver(() => ModerationAction, {
    nullable: true,
    description:
      'The newest action on this person in this room that may have changed something. Null when there is none, or when ' +
      'the token allows neither to read the journal (moderation:audit) nor to do what was done.',
  })
  lastAction(
    @Root() participant: Participant,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ModerationAction | null> {
    const loaders = LOADERS.get(context) ?? new Map<FieldNode | undefined, ActionLoader>();
    LOADERS.set(context, loaders);
    const [field] = info.fieldNodes;
    let loader = loaders.get(field);
    if (!loader) {
      const wanted = wantedOfAction(info);
      loader = new DataLoader((people) => load(people, wanted, context));
      loaders.set(field, loader);
    }
    return loader.load(participant);
  }
}

async function load(
  people: readonly Participant[],
  wanted: WantedOfActions,
  context: RequestContext,
): Promise<(ModerationAction | null)[]> {
  const found = new Map<string, ModerationAction | null>();
  for (const place of new Set(people.map((person) => person.in.place))) {
    const inRoom = people.filter((person) => person.in.place === place);
    const userIds = inRoom.map(({ userId }) => userId);
    const { ids, actions } = await newestOn(place, userIds, wanted, context);
    for (const person of inRoom) {
      const action = actions.get(ids.get(person.userId) ?? '');
      const isShown = action && mayRead(action, person.in, context);
      found.set(person.id, isShown ? moderationAction(action) : null);
    }
  }
  return people.map(({ id }) => found.get(id) ?? null);
}

async function newestOn(
  place: string,
  userIds: readonly string[],
  wanted: WantedOfActions,
  context: RequestContext,
): Promise<{ ids: ReadonlyMap<string, string>; actions: ReadonlyMap<string, ReadAction> }> {
  const { journal } = context.gateway;
  const actions = new Map<string, ReadAction>();
  let ids: ReadonlyMap<string, string> | undefined;
  let left: string[] = [];
  do {
    const read = await readPage(context, async (maxBytes) => {
      if (!ids) {
        ids = await journal.newestOnEach(place, userIds);
        left = [...new Set(ids.values())].sort().reverse();
      }
      if (left.length === 0) return { actions: [], bytes: 0 };
      return journal.readAll(left, wanted, maxBytes, ACTION_STATUSES);
    });
    for (const action of read.actions) actions.set(action.id, action);
    // A page ends where it would become too large.
    const last = read.actions.at(-1)?.id;
    left = last === undefined ? [] : left.filter((id) => id < last);
  } while (left.length > 0);
  return { ids: ids ?? new Map(), actions };
}

/** Who may do an act in a room may see that it was done. The rest of the journal needs its own scope. */
function mayRead(
  action: ReadAction,
  { applicationId, room }: Participant['in'],
  { caller, gateway: { vendors } }: RequestContext,
): boolean {
  if (caller.scopes.has(SCOPES.audit)) return true;
  const operation = operationOf(action);
  const served = operation && vendors[operation.vendor]?.applicationIds;
  return (
    served !== undefined && operation?.place.refusal(caller, { applicationId, room }, served) === undefined
  );
}
