import { TRTC_EMULATOR_PORT } from '../../emulators/trtc/port.js';
import { emulatorFault } from '../../examples/emulator-fault.js';
import type { Example, Examples } from '../../examples/example.js';
import type { SetUserMediaStateInput } from './set-user-media-state.input.js';

type Variables = { input: SetUserMediaStateInput };

const ROOM = 10006;
const USER = '29376';

const opening = setState("Turn off a user's audio and video in a room.", {
  roomId: ROOM,
  userId: USER,
  state: 'AUDIO_VIDEO_DISABLED',
});

const ONE_KEY_TWICE = `mutation OneKeyTwice($first: SetUserMediaStateInput!, $second: SetUserMediaStateInput!) {
  first: setUserMediaState(input: $first) {
    __typename
  }
  second: setUserMediaState(input: $second) {
    __typename
    ... on ModerationError {
      code
      message
      outcome
    }
  }
}
`;

export const examples: Examples<Variables> = {
  operation: 'SetUserMediaState',
  opening,
  opensFirst: true,
  answers: {
    SetUserMediaStateSuccess: setState(
      'Turn off the audio for ten minutes, and leave the video alone. To end this early, give the actionId to `liftRestriction`.',
      { roomId: ROOM, userId: USER, audio: 'DISABLED', durationSeconds: 600 },
    ),
    SetUserMediaStateWaiting: setState(
      'Carol is in room 10007, not here. Her audio is disabled whenever she comes, until the restriction is lifted.',
      { roomId: ROOM, userId: 'carol', audio: 'DISABLED', enforce: true },
    ),
    RoomNotFoundError: setState('There is no room 404.', {
      roomId: 404,
      userId: USER,
      state: 'AUDIO_DISABLED',
    }),
    UserNotInRoomError: setState('Carol is in room 10007, not here.', {
      roomId: ROOM,
      userId: 'carol',
      state: 'AUDIO_DISABLED',
    }),
    ForbiddenError: setState('An anchor may mute in room 10006 only: choose "anchor" as the caller above.', {
      roomId: 10007,
      userId: 'carol',
      state: 'AUDIO_DISABLED',
    }),
    IdempotencyConflictError: {
      comment: 'One key for two inputs. (The same input again would get the recorded answer.)',
      document: ONE_KEY_TWICE,
      variables: {
        first: { roomId: ROOM, userId: USER, state: 'AUDIO_DISABLED', idempotencyKey: 'once' },
        second: { roomId: ROOM, userId: USER, state: 'VIDEO_DISABLED', idempotencyKey: 'once' },
      },
    },
    VendorPermissionDeniedError: muteAfter({
      kind: 'error',
      code: 'UnauthorizedOperation.SdkAppId',
      message: 'No permission for this application.',
    }),
    RateLimitedError: muteAfter({ kind: 'error', code: 'LimitExceeded', message: 'Quota exceeded.' }),
    // All answers to the gateway's attempts are lost, so the outcome is UNKNOWN.
    VendorUnavailableError: muteAfter({ kind: 'reset', applied: true, times: 4 }),
    VendorInternalError: muteAfter({ kind: 'error', code: 'FailedOperation', message: 'Failed.' }),
    UnknownVendorError: muteAfter({ kind: 'error', code: 'FailedOperation.New', message: 'New.' }),
    GatewayUnavailableError: setState(
      'The gateway answers so while it shuts down: end it with Ctrl-C while calls wait. Until then, this succeeds.',
      { roomId: ROOM, userId: USER, state: 'AUDIO_VIDEO_ENABLED' },
    ),
  },
};

function setState(comment: string, input: SetUserMediaStateInput): Example<Variables> {
  return { comment, variables: { input } };
}

function muteAfter(fault: Record<string, unknown>): Example<Variables> {
  return setState(emulatorFault(TRTC_EMULATOR_PORT, fault), {
    roomId: ROOM,
    userId: USER,
    state: 'AUDIO_DISABLED',
  });
}
