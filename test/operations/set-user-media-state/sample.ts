import fc from 'fast-check';
import type { SetUserMediaStateInput } from '../../generated/graphql.js';
import type { OperationSample } from '../operation-sample.js';

const DEFAULT_APPLICATION = 1400188366;
/** The vendor's `IsMute`. */
const IS_MUTE = {
  AUDIO_VIDEO_ENABLED: 0,
  AUDIO_VIDEO_DISABLED: 1,
  AUDIO_DISABLED: 2,
  VIDEO_DISABLED: 3,
} as const;

const input: SetUserMediaStateInput = { roomId: 10006, userId: '29376', state: 'AUDIO_VIDEO_DISABLED' };

export const sample: OperationSample<SetUserMediaStateInput> = {
  input,
  otherInputs: [{ state: 'VIDEO_DISABLED' }, { roomId: 7 }, { userId: 'alice' }],
  aboutTarget: (index) => ({ userId: `${index}` }),
  indexIn: (body) => Number(JSON.parse(body).UserId),
  prepare: ({ trtc }, { sdkAppId, roomId, userId }) =>
    trtc.enterRoom(sdkAppId ?? DEFAULT_APPLICATION, Number(roomId), userId),
  isApplied: ({ trtc }, { sdkAppId, roomId, userId, state }) =>
    trtc.mediaState(sdkAppId ?? DEFAULT_APPLICATION, Number(roomId), userId) === IS_MUTE[state],
  // The state is set again whatever it is.
  apply: () => {},

  api: 'SetUserBlocked',
  apisBefore: [],
  proof: undefined,
  isDoneAgain: true,

  largest: { ...input, userId: 'x'.repeat(32) },
  anyInput: fc.record({
    roomId: fc.integer({ min: 1, max: 2 ** 32 - 2 }),
    userId: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 32 }),
    state: fc.constantFrom(...(Object.keys(IS_MUTE) as (keyof typeof IS_MUTE)[])),
  }),
  shown: { applicationId: DEFAULT_APPLICATION, roomId: 10006, state: 'AUDIO_VIDEO_DISABLED' },
};
