import { registerEnumType } from 'type-graphql';
import type { ActionStatus as RecordedStatus } from '../journal/action-record.js';

export const ActionStatus = {
  PENDING: 'PENDING',
  APPLIED: 'APPLIED',
  PARTIAL: 'PARTIAL',
  REFUSED: 'REFUSED',
  UNKNOWN: 'UNKNOWN',
  DENIED: 'DENIED',
} as const satisfies Record<RecordedStatus, RecordedStatus>;
export type ActionStatus = RecordedStatus;

registerEnumType(ActionStatus, {
  name: 'ActionStatus',
  description: 'The result of an action.',
  valuesConfig: {
    PENDING: {
      description:
        'The action has not finished. If its gateway died, another gateway will find out the result.',
    },
    APPLIED: { description: 'The action was applied to all users.' },
    PARTIAL: {
      description:
        'The action was applied to some users. For the others it failed, or its outcome is unknown.',
    },
    REFUSED: { description: 'The action was refused and changed nothing.' },
    UNKNOWN: { description: 'The action may have been applied. The gateway cannot tell.' },
    DENIED: { description: 'The caller was not allowed to do this. Nothing was sent to the vendor.' },
  },
});
