import fc from 'fast-check';
import type { SetUserMediaStateInput } from '../../generated/graphql.js';
import type { OperationSample } from '../operation-sample.js';
import { addressOf, DEFAULT_APPLICATION, NUMERIC, type SampledRooms, STRING } from '../sampled-rooms.js';

/** The vendor's `IsMute`. */
const IS_MUTE = {
  AUDIO_VIDEO_ENABLED: 0,
  AUDIO_VIDEO_DISABLED: 1,
  AUDIO_DISABLED: 2,
  VIDEO_DISABLED: 3,
} as const;

export const sample = sampleIn(NUMERIC, 'SetUserBlocked');
export const strRoomSample = sampleIn(STRING, 'SetUserBlockedByStrRoomId');

function sampleIn(rooms: SampledRooms, api: string): OperationSample<SetUserMediaStateInput> {
  const input: SetUserMediaStateInput = { ...rooms.room, userId: '29376', state: 'AUDIO_VIDEO_DISABLED' };
  return {
    input,
    otherInputs: [{ state: 'VIDEO_DISABLED' }, ...rooms.otherRooms, { userId: 'alice' }],
    targets: {
      about: (index) => ({ userId: `${index}` }),
      indexIn: (body) => Number(JSON.parse(body).UserId),
    },
    prepare: ({ trtc }, input) => trtc.enterRoom(...addressOf(input), input.userId),
    isApplied: ({ trtc }, input) =>
      trtc.mediaState(...addressOf(input), input.userId) === IS_MUTE[input.state ?? 'AUDIO_VIDEO_ENABLED'],
    // The state is set again whatever it is.
    apply: () => {},

    api,
    apisBefore: [],
    proof: undefined,
    recovery: 'does it again',

    largest: { ...input, userId: 'x'.repeat(32) },
    anyInput: fc
      .tuple(
        rooms.any,
        fc.record({
          userId: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 32 }),
          state: fc.constantFrom(...(Object.keys(IS_MUTE) as (keyof typeof IS_MUTE)[])),
        }),
      )
      .map(([room, fields]) => ({ ...room, ...fields })),
    shown: { applicationId: DEFAULT_APPLICATION, ...rooms.room, state: 'AUDIO_VIDEO_DISABLED' },
  };
}
