import type { Examples } from '../../examples/example.js';
import type { RestrictionFilter } from '../media-restriction.type.js';

export const examples: Examples<{ filter: RestrictionFilter; first: number }> = {
  operation: 'Restrictions',
  answers: {
    MediaRestrictionConnection: {
      comment:
        'The restrictions that are in force in a room, the latest first. Leave out the filter for all.',
      variables: { filter: { roomId: 10006, status: ['IN_FORCE', 'OVERRIDDEN'] }, first: 20 },
    },
  },
};
