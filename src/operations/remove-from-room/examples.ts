import { TRTC_EMULATOR_PORT } from '../../emulators/trtc/port.js';
import { emulatorFault } from '../../examples/emulator-fault.js';
import type { Example, Examples } from '../../examples/example.js';
import type { RemoveFromRoomInput } from './remove-from-room.input.js';

type Variables = { input: RemoveFromRoomInput };

const opening = removeUsers('Remove two users from a room.', { roomId: 10006, userIds: ['alice', 'bob'] });

export const examples: Examples<Variables> = {
  operation: 'RemoveFromRoom',
  opening,
  answers: {
    RemoveFromRoomSuccess: opening,
    RemoveFromRoomPartialFailure: removeUsers(
      emulatorFault(TRTC_EMULATOR_PORT, {
        kind: 'error',
        code: 'UnauthorizedOperation.SdkAppId',
        message: 'No permission for this application.',
      }),
      // A call has up to ten users and the fault is for one call, so one user is left.
      { roomId: 10006, userIds: Array.from({ length: 11 }, (_, index) => `user-${index}`) },
    ),
  },
};

function removeUsers(comment: string, input: RemoveFromRoomInput): Example<Variables> {
  return { comment, variables: { input } };
}
