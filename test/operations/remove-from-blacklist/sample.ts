import fc from 'fast-check';
import type { RemoveFromBlacklistInput } from '../../generated/graphql.js';
import { anyInt64, listOf, manyIds, seedList } from '../listed-users.js';
import type { OperationSample } from '../operation-sample.js';

interface Input extends RemoveFromBlacklistInput {
  userId: string;
  userIds: string[];
}

const input: Input = { userId: '10001', userIds: ['10002'] };

export const sample: OperationSample<Input> = {
  input,
  otherInputs: [
    { userId: '10003' },
    { inboxType: 1 },
    { userIds: ['10004'] },
    { userIds: ['10002', '10004'] },
  ],
  // A list of its own.
  targets: { about: (inboxType) => ({ inboxType }), indexIn: (body) => JSON.parse(body).InboxType },
  prepare: (sandbox, input) => seedList(sandbox, input, input.userIds),
  isApplied: (sandbox, input) => !input.userIds.some((userId) => listOf(sandbox, input).has(userId)),
  apply: (sandbox, input) => seedList(sandbox, input, []),

  api: 'RemoveBlackList',
  apisBefore: ['IsInBlackList'],
  proof: 'IsInBlackList',
  recovery: 'looks',

  users: { field: 'userIds', entry: (userId) => userId, path: (index) => `userIds.${index}` },
  // 20 KB of ids.
  largest: { userId: '10001', userIds: manyIds(1_000).map((userId) => `1${userId.padStart(18, '0')}`) },
  anyInput: fc.record({
    userId: anyInt64,
    inboxType: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    userIds: fc.uniqueArray(anyInt64, { minLength: 1, maxLength: 50 }),
  }),
  shown: { applicationId: 123456, listOwnerId: '10001', inboxType: 0 },
};
