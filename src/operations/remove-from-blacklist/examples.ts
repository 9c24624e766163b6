import { VOLCENGINE_EMULATOR_PORT } from '../../emulators/volcengine/port.js';
import { emulatorFault } from '../../examples/emulator-fault.js';
import type { Example, Examples } from '../../examples/example.js';
import type { RemoveFromBlacklistInput } from './remove-from-blacklist.input.js';

type Variables = { input: RemoveFromBlacklistInput };

const opening = removeUsers(
  'Take two users off a blacklist. 10006 is on it. 10009 is not, and the answer says so.',
  { userId: '10001', userIds: ['10006', '10009'] },
);

export const examples: Examples<Variables> = {
  operation: 'RemoveFromBlacklist',
  opening,
  answers: {
    RemoveFromBlacklistSuccess: opening,
    RemoveFromBlacklistPartialFailure: removeUsers(
      emulatorFault(VOLCENGINE_EMULATOR_PORT, {
        kind: 'error',
        status: 400,
        code: 'NoAuth',
        message: 'no auth',
      }),
      // A call has up to ten users and the fault is for one call, so one user is left.
      { userId: '10001', userIds: Array.from({ length: 11 }, (_, index) => String(20001 + index)) },
    ),
  },
};

function removeUsers(comment: string, input: RemoveFromBlacklistInput): Example<Variables> {
  return { comment, variables: { input } };
}
