import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { readActionsById } from '../history/actions-by-id.js';
import { FieldLoaders } from '../history/field-loaders.js';
import { ModerationAction } from '../history/moderation-action.type.js';
import { moderationAction, operationOf } from '../history/read-action.js';
import { wantedOfAction } from '../history/wanted-of-actions.js';
import { SCOPES } from '../identity/grants.js';
import { ACTION_STATUSES } from '../journal/action-record.js';
import type { ReadAction } from '../journal/action-rows.js';
import type { WantedOfActions } from '../journal/read-actions.js';
import { Participant } from '../rooms/participant.type.js';

const LOADERS = new FieldLoaders(load, wantedOfAction);

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
    return LOADERS.of(context, info).load(participant);
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
    let ids: ReadonlyMap<string, string> = new Map();
    const idsOf = async () => {
      ids = await context.gateway.journal.newestOnEach(place, userIds);
      return [...new Set(ids.values())];
    };
    const actions = await readActionsById(context, idsOf, wanted, ACTION_STATUSES);
    for (const person of inRoom) {
      const action = actions.get(ids.get(person.userId) ?? '');
      const isShown = action && mayRead(action, person.in, context);
      found.set(person.id, isShown ? moderationAction(action) : null);
    }
  }
  return people.map(({ id }) => found.get(id) ?? null);
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
