import type { Example, Examples } from '../../examples/example.js';
import type { UpdateBlacklistInput } from './update-blacklist.input.js';

type Variables = { input: UpdateBlacklistInput };

const opening = updateUsers(
  'Add a note to a user on a blacklist. Other keys of their `ext` stay as they are.',
  {
    userId: '10001',
    users: [{ userId: '10006', ext: { note: 'insults' } }],
  },
);

export const examples: Examples<Variables> = {
  operation: 'UpdateBlacklist',
  opening,
  answers: {
    UpdateBlacklistSuccess: opening,
    UpdateBlacklistPartialFailure: updateUsers('10006 is on the list. 10009 is not, so the vendor refuses.', {
      userId: '10001',
      users: [
        { userId: '10006', ext: { note: 'insults' } },
        { userId: '10009', ext: { note: 'insults' } },
      ],
    }),
  },
};

function updateUsers(comment: string, input: UpdateBlacklistInput): Example<Variables> {
  return { comment, variables: { input } };
}
