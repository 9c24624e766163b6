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
  description: 'What came of an action.',
  valuesConfig: {
    PENDING: {
      description: 'It is under way; or its gateway died, and another will find out what happened.',
    },
    APPLIED: { description: 'All of it was applied.' },
    PARTIAL: { description: 'It was applied to some targets and not, or not certainly, to others.' },
    REFUSED: { description: 'Nothing was changed.' },
    UNKNOWN: { description: 'It may have been applied; nobody can tell.' },
    DENIED: { description: 'The caller may not do this. Nothing was sent.' },
  },
});
