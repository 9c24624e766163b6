import { registerEnumType } from 'type-graphql';
import type { RestrictionStatus as Status } from '../restrictions/restriction.js';

export const RestrictionStatus = {
  IN_FORCE: 'IN_FORCE',
  OVERRIDDEN: 'OVERRIDDEN',
  LIFTED: 'LIFTED',
  EXPIRED: 'EXPIRED',
  SUPERSEDED: 'SUPERSEDED',
} as const satisfies Record<Status, Status>;
export type RestrictionStatus = Status;

registerEnumType(RestrictionStatus, {
  name: 'RestrictionStatus',
  description: 'How a restriction stands. Later versions may add values.',
  valuesConfig: {
    IN_FORCE: { description: 'It decides at least one of its media.' },
    OVERRIDDEN: {
      description: 'Newer restrictions decide all of its media. It holds again when they are over.',
    },
    LIFTED: { description: 'It was lifted by `liftRestriction`, or the action that gave it was undone.' },
    EXPIRED: {
      description:
        'Its time is over. An automatic action, whose `causedBy` is the action that gave it, tells whether the vendor has set what ' +
        'holds since.',
    },
    SUPERSEDED: {
      description: 'Newer media states without an end, of all its media, have ended it.',
    },
  },
});
