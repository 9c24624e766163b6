import { registerEnumType } from 'type-graphql';
import type { RestrictionHold as Hold } from '../restrictions/restriction.js';

export const RestrictionHold = {
  APPLIED: 'APPLIED',
  UNKNOWN: 'UNKNOWN',
} as const satisfies Record<Hold, Hold>;
export type RestrictionHold = Hold;

registerEnumType(RestrictionHold, {
  name: 'RestrictionHold',
  description:
    'Whether the vendor holds to a restriction, as far as the vendor has said. Later versions may add values.',
  valuesConfig: {
    APPLIED: {
      description:
        'The vendor has set what the restriction decides, and no event of the vendor and no action says that the person has left ' +
        'the room since. Without event callbacks, nothing tells of an exit.',
    },
    UNKNOWN: {
      description:
        'Nobody knows: the vendor has not answered, or an answer was lost; the person has left the room since; or the restriction ' +
        'decides nothing.',
    },
  },
});
