import { registerEnumType } from 'type-graphql';
import type { RestrictionHold as Hold } from '../restrictions/restriction.js';

export const RestrictionHold = {
  APPLIED: 'APPLIED',
  UNKNOWN: 'UNKNOWN',
  VIOLATED: 'VIOLATED',
  NOBODY: 'NOBODY',
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
    VIOLATED: {
      description:
        'Somebody began to publish what is disabled more than 2 seconds after the vendor had said that it has set it, and the vendor ' +
        'has not set it again since. So the vendor does not hold to it.',
    },
    NOBODY: {
      description:
        'Nobody is there for whom it has to hold: the person is not in the room, or only listens and has not been set. It is set ' +
        'when they come, become an anchor or publish.',
    },
    UNKNOWN: {
      description:
        'Nobody knows: the vendor has not answered, or an answer was lost; the person has left the room since; or the restriction ' +
        'decides nothing.',
    },
  },
});
