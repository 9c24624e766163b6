import fc from 'fast-check';
import type { AddToBlacklistInput } from '../../generated/graphql.js';
import { anyInt64, anyText, listOf, manyIds, seedList } from '../listed-users.js';
import type { OperationSample } from '../operation-sample.js';

interface Input extends AddToBlacklistInput {
  userId: string;
  users: { userId: string; ext?: Record<string, string> }[];
}

const input: Input = { userId: '10001', users: [{ userId: '10002' }] };
const idsIn = ({ users }: Input) => users.map(({ userId }) => userId);

export const sample: OperationSample<Input> = {
  input,
  otherInputs: [
    { userId: '10003' },
    { inboxType: 1 },
    { users: [{ userId: '10004' }] },
    { users: [{ userId: '10002', ext: { why: 'spam' } }] },
  ],
  // A list of its own.
  targets: { about: (inboxType) => ({ inboxType }), indexIn: (body) => JSON.parse(body).InboxType },
  prepare: (sandbox, input) => seedList(sandbox, input, []),
  isApplied: (sandbox, input) => idsIn(input).every((userId) => listOf(sandbox, input).has(userId)),
  apply: (sandbox, input) => seedList(sandbox, input, idsIn(input)),

  api: 'AddBlackList',
  apisBefore: [],
  proof: 'IsInBlackList',
  recovery: 'looks',

  users: { field: 'users', entry: (userId) => ({ userId }), path: (index) => `users.${index}.userId` },
  // 900 KB.
  largest: {
    userId: '10001',
    users: manyIds(1_000).map((userId) => ({ userId, ext: { note: 'x'.repeat(860) } })),
  },
  anyInput: fc.record({
    userId: anyInt64,
    inboxType: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    users: fc.uniqueArray(
      fc.record({ userId: anyInt64, ext: fc.dictionary(anyText(200), anyText(5000), { maxKeys: 5 }) }),
      { minLength: 1, maxLength: 20, selector: ({ userId }) => userId },
    ),
  }),
  shown: { applicationId: 123456, listOwnerId: '10001', inboxType: 0 },
};
