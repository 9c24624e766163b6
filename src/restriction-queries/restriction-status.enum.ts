import { registerEnumType } from 'type-graphql';
import type { RestrictionStatus as Status } from '../restrictions/restriction.js';

export const RestrictionStatus = {
  IN_FORCE: 'IN_FORCE',
  WAITING_FOR_USER: 'WAITING_FOR_USER',
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
    WAITING_FOR_USER: {
      description:
        'It is enforced and in force, and the person is not in the room. It is set when they come.',
    },
    OVERRIDDEN: {
      description: 'Newer restrictions decide all of its media. It holds again when they are over.',
    },
    LIFTED: {
      description:
        'It was lifted by `liftRestriction`, the room was dismissed by `dismissRoom`, or the action that gave it was undone.',
    },
    EXPIRED: {
      description:
        'Its time is over. An automatic action, whose `causedBy` is the action that gave it, tells whether the vendor has set what ' +
        'holds since.',
    },
    SUPERSEDED: {
      description:
        'Newer media states that are neither timed nor enforced have ended it for all its media. What is said of a whole room is ' +
        'ended by what is said of it later.',
    },
  },
});
