import fc from 'fast-check';
import type { RemoveFromRoomInput } from '../../generated/graphql.js';
import type { OperationSample } from '../operation-sample.js';
import { addressOf, DEFAULT_APPLICATION, NUMERIC, type SampledRooms, STRING } from '../sampled-rooms.js';

interface Input extends RemoveFromRoomInput {
  userIds: string[];
}

export const sample = sampleIn(NUMERIC, 'RemoveUser');
export const strRoomSample = sampleIn(STRING, 'RemoveUserByStrRoomId');

function sampleIn(rooms: SampledRooms, api: string): OperationSample<Input> {
  const input: Input = { ...rooms.room, userIds: ['29376'] };
  return {
    input,
    otherInputs: [...rooms.otherRooms, { userIds: ['alice'] }, { userIds: ['29376', 'alice'] }],
    targets: {
      about: (index) => ({ userIds: [`${index}`] }),
      indexIn: (body) => Number(JSON.parse(body).UserIds[0]),
    },
    prepare({ trtc }, input) {
      for (const userId of input.userIds) trtc.enterRoom(...addressOf(input), userId);
    },
    isApplied: ({ trtc }, input) =>
      input.userIds.every((userId) => trtc.mediaState(...addressOf(input), userId) === undefined),
    apply({ trtc }, input) {
      for (const userId of input.userIds) trtc.leaveRoom(...addressOf(input), userId);
    },

    api,
    apisBefore: [],
    proof: undefined,
    recovery: 'never knows',

    users: { field: 'userIds', entry: (userId) => userId, path: (index) => `userIds.${index}` },
    // 32 KB of ids.
    largest: {
      ...input,
      userIds: Array.from({ length: 1_000 }, (_, index) => `${index}`.padStart(32, 'x')),
    },
    anyInput: fc
      .tuple(
        rooms.any,
        fc.uniqueArray(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 32 }), {
          minLength: 1,
          maxLength: 50,
        }),
      )
      .map(([room, userIds]) => ({ ...room, userIds })),
    shown: { applicationId: DEFAULT_APPLICATION, ...rooms.room },
  };
}
