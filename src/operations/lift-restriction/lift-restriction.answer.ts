import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
import { RestrictionNotFoundError } from '../../errors/moderation-error.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'The restriction has ended, now or before. If it decided anything and the person is in the room, the vendor has set what ' +
    'holds without it.',
})
export class LiftRestrictionSuccess {
  /** For the field `restriction`. */
  restrictionId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "The vendor's id of the call, for the vendor's support. Null when there was no call, or the vendor gave none.",
  })
  vendorRequestId?: string | undefined;

  @Field(() => ID, {
    nullable: true,
    description: 'The action in the journal: `Query.moderationAction(id:)` finds it.',
  })
  actionId?: string | undefined;

  constructor(fields: Omit<LiftRestrictionSuccess, 'actionId'>) {
    Object.assign(this, fields);
  }
}

export const LIFT_RESTRICTION_ANSWERS = [
  LiftRestrictionSuccess,
  RestrictionNotFoundError,
  ...COMMON_ERRORS,
] as const;

export const LiftRestrictionResult = createUnionType({
  name: 'LiftRestrictionResult',
  description: 'Every possible answer of `liftRestriction`.',
  types: () => LIFT_RESTRICTION_ANSWERS,
});
