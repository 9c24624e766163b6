import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { readActionsById } from '../history/actions-by-id.js';
import { FieldLoaders } from '../history/field-loaders.js';
import { mayHaveLink } from '../history/journal-reading.js';
import { ModerationAction } from '../history/moderation-action.type.js';
import { moderationAction } from '../history/read-action.js';
import { wantedOfAction } from '../history/wanted-of-actions.js';
import { ACTION_STATUSES } from '../journal/action-record.js';
import { LiftRestrictionSuccess } from '../operations/lift-restriction/lift-restriction.answer.js';
import {
  SetUserMediaStateSuccess,
  SetUserMediaStateWaiting,
} from '../operations/set-user-media-state/set-user-media-state.answer.js';
import { MediaRestriction } from './media-restriction.type.js';
import {
  readRestrictionIds,
  readRestrictions,
  shownRestriction,
  wantedOfRestrictions,
} from './shown-restriction.js';

const ACTIONS = new FieldLoaders<string, ModerationAction | Error, ReturnType<typeof wantedOfAction>>(
  async (ids, wanted, context) => {
    const actions = await readActionsById(context, async () => [...new Set(ids)], wanted, ACTION_STATUSES);
    return ids.map((id) => {
      const action = actions.get(id);
      // It was deleted after the restriction was read.
      return action ? moderationAction(action) : new Error('the action is no longer in the journal');
    });
  },
  wantedOfAction,
);

/** A restriction, or only its id where nothing else is asked for. */
export type LinkedRestriction = MediaRestriction | Pick<MediaRestriction, 'id'>;

/** By the id of an action: the restriction that it gave or ended. */
export const RESTRICTIONS = new FieldLoaders<
  string,
  LinkedRestriction | null,
  ReturnType<typeof wantedOfRestrictions>
>(async (ids, wanted, context) => {
  if (wanted.isOnlyId) {
    const idOf = await readRestrictionIds(context, wanted, ids);
    return ids.map((action) => {
      const id = idOf.get(action);
      return id === undefined ? null : { id };
    });
  }
  const found = await readRestrictions(
    context,
    wanted,
    () => context.gateway.restrictions.ofActions(ids),
    (found) => found.values(),
  );
  return ids.map((id) => {
    const restriction = found.get(id);
    return restriction ? shownRestriction(restriction) : null;
  });
}, wantedOfRestrictions);

/** It asks for no grant: whoever may see a restriction may give one in its room, or read the journal there. */
@Resolver(() => MediaRestriction)
export class ActionOfRestrictionResolver {
  @FieldResolver(() => ModerationAction, { description: 'The action that gave it.' })
  action(
    @Root() { id }: MediaRestriction,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ModerationAction | Error> {
    return ACTIONS.of(context, info).load(id);
  }
}

@Resolver(() => ModerationAction)
export class RestrictionOfActionResolver {
  @FieldResolver(() => MediaRestriction, {
    nullable: true,
    description:
      'The restriction that this action gave, or the one that it ended. Null when there is none, and when the action was refused.',
  })
  async restriction(
    @Root() { id }: ModerationAction,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LinkedRestriction | null> {
    return (await mayHaveLink(context, id, 'restriction')) ? RESTRICTIONS.of(context, info).load(id) : null;
  }
}

@Resolver(() => SetUserMediaStateSuccess)
export class RestrictionOfMuteResolver {
  @FieldResolver(() => MediaRestriction, {
    nullable: true,
    description: 'The restriction that this gave. Null unless the input had `durationSeconds` or `enforce`.',
  })
  async restriction(
    @Root() { actionId, isTimed }: SetUserMediaStateSuccess,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LinkedRestriction | null> {
    return isTimed && actionId !== undefined ? RESTRICTIONS.of(context, info).load(actionId) : null;
  }
}

@Resolver(() => SetUserMediaStateWaiting)
export class RestrictionOfWaitingResolver {
  @FieldResolver(() => MediaRestriction, {
    nullable: true,
    description: 'The restriction that this gave. Null when it is no longer on record.',
  })
  async restriction(
    @Root() { actionId }: SetUserMediaStateWaiting,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LinkedRestriction | null> {
    return actionId === undefined ? null : RESTRICTIONS.of(context, info).load(actionId);
  }
}

@Resolver(() => LiftRestrictionSuccess)
export class LiftedRestrictionResolver {
  @FieldResolver(() => MediaRestriction, {
    nullable: true,
    description: 'The restriction as it stands now. Null when it is no longer on record.',
  })
  restriction(
    @Root() { restrictionId }: LiftRestrictionSuccess,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LinkedRestriction | null> {
    return RESTRICTIONS.of(context, info).load(restrictionId);
  }
}
