import { VOLCENGINE_EMULATOR_PORT } from '../../emulators/volcengine/port.js';
import { emulatorFault } from '../../examples/emulator-fault.js';
import type { Example, Examples } from '../../examples/example.js';
import type { AddToBlacklistInput } from './add-to-blacklist.input.js';

type Variables = { input: AddToBlacklistInput };

const opening = addUsers(
  "Put three users on another user's blacklist. 10006 is on it already. (Nobody can be on their own list: try 10001.)",
  {
    userId: '10001',
    users: [{ userId: '10002', ext: { key: 'value' } }, { userId: '10003' }, { userId: '10006' }],
  },
);

export const examples: Examples<Variables> = {
  operation: 'AddToBlacklist',
  opening,
  answers: {
    AddToBlacklistSuccess: addUsers(
      'Put a user on a blacklist for ten minutes. A second time, they are on it already, and the ten minutes begin anew.',
      { userId: '10002', users: [{ userId: '10003' }], durationSeconds: 600 },
    ),
    AddToBlacklistPartialFailure: opening,
    SelfBlacklistError: addUsers('Nobody can be on their own blacklist.', {
      userId: '10001',
      users: [{ userId: '10001' }],
    }),
    AlreadyBlacklistedError: addUsers('User 10006 is on this list already.', {
      userId: '10001',
      users: [{ userId: '10006' }],
    }),
    InvalidInputError: addUsers('The same user twice, and an empty idempotency key.', {
      userId: '10001',
      users: [{ userId: '10002' }, { userId: '10002' }],
      idempotencyKey: '',
    }),
    ApplicationNotFoundError: addUsers(
      emulatorFault(VOLCENGINE_EMULATOR_PORT, {
        kind: 'error',
        status: 400,
        code: 'AppNotFound',
        message: 'app not found',
      }),
      { userId: '10001', users: [{ userId: '10004' }] },
    ),
  },
};

function addUsers(comment: string, input: AddToBlacklistInput): Example<Variables> {
  return { comment, variables: { input } };
}
