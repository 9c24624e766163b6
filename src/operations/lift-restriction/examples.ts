import type { Example, Examples } from '../../examples/example.js';
import type { LiftRestrictionInput } from './lift-restriction.input.js';

type Variables = { input: LiftRestrictionInput };

/** Nobody knows a restriction's id in advance. */
const opening = lifting(
  'Lift a restriction: put its id here, which is the actionId of the mute that gave it.',
  'the id of a restriction',
);

export const examples: Examples<Variables> = {
  operation: 'LiftRestriction',
  opening,
  answers: {
    LiftRestrictionSuccess: opening,
    RestrictionNotFoundError: lifting(
      'There is no such restriction.',
      '01900000-0000-7000-8000-000000000000',
    ),
  },
};

function lifting(comment: string, restrictionId: string): Example<Variables> {
  return { comment, variables: { input: { restrictionId } } };
}
