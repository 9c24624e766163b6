import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { ActionUnderWay } from '../../actions/action-under-way.js';
import { actionInputIssues } from '../../actions/input-rules.js';
import { readForAction } from '../../actions/journal-turn.js';
import { perform } from '../../actions/perform.js';
import type { RequestContext } from '../../context.js';
import { invalidInput } from '../../errors/invalid-input.js';
import type { ForbiddenError } from '../../errors/moderation-error.js';
import { forbidden } from '../../errors/refusals.js';
import { restrictionNotFound } from '../../errors/undo-errors.js';
import { SCOPES } from '../../identity/grants.js';
import { isActionId } from '../../journal/action-id.js';
import type { MediaCall } from '../../restrictions/media-call.js';
import type { Restriction } from '../../restrictions/restriction.js';
import type { RoomMediaCall } from '../../restrictions/room-media-call.js';
import { liftOnRoom, liftOnRoomWithoutCall } from './lift-on-room.js';
import { LiftRestrictionResult } from './lift-restriction.answer.js';
import { LiftRestrictionInput } from './lift-restriction.input.js';
import { liftRestriction, liftWithoutCall } from './lift-restriction.operation.js';

@Resolver()
export class LiftRestrictionResolver {
  static readonly operation = liftRestriction;

  @Mutation(() => LiftRestrictionResult, {
    description:
      'Ends a restriction before its time. What it has overridden holds again; a medium of which nothing else speaks is ' +
      'enabled. A restriction that has ended already stays as it is, which is a success. Needs the same grant as the ' +
      'action that gave the restriction.',
  })
  async liftRestriction(
    @Arg('input', () => LiftRestrictionInput, { description: 'The restriction to lift.' })
    input: LiftRestrictionInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof LiftRestrictionResult> {
    const issues = actionInputIssues(input);
    if (issues.length > 0) return invalidInput(issues);
    const { scopes } = context.caller;
    if (!scopes.has(SCOPES.media) && !scopes.has(SCOPES.rooms)) return refused(input, context);
    const reading = await readForAction(context, 'restriction', () => find(input.restrictionId, context));
    if ('error' in reading) return reading.error as typeof LiftRestrictionResult;
    const found = reading.read;
    if (!found) return restrictionNotFound();
    const { status, mayHoldAgain } = found.restriction;
    // One that was superseded would hold again if that were undone.
    const hasEnded = status === 'EXPIRED' || (status === 'LIFTED' && !mayHoldAgain);
    const { id, given, restriction } = found;
    if (restriction.userId === undefined) {
      const operation = hasEnded ? liftOnRoomWithoutCall : liftOnRoom;
      return perform(operation, { ...input, found: { id, given: given as RoomMediaCall } }, context);
    }
    const operation = hasEnded ? liftWithoutCall : liftRestriction;
    return perform(operation, { ...input, found: { id, given: given as MediaCall } }, context);
  }
}

/** Refuses before the restriction is read. The journal does not have the denial, because nobody knows where it belongs. */
function refused(input: LiftRestrictionInput, context: RequestContext): ForbiddenError {
  const refusal = forbidden(SCOPES.media);
  const operation = { ...liftRestriction, logged: () => ({ restrictionId: input.restrictionId }) };
  new ActionUnderWay(operation, input, context, context.gateway).answered(refusal);
  return refusal;
}

async function find(
  id: string,
  { gateway: { journal, restrictions } }: RequestContext,
): Promise<{ id: string; given: MediaCall | RoomMediaCall; restriction: Restriction } | undefined> {
  if (!isActionId(id)) return undefined;
  const [[restriction], action] = await Promise.all([restrictions.find([id]), journal.find(id)]);
  return restriction && action && { id, given: JSON.parse(action.input), restriction };
}
