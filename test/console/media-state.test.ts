import { expect, it } from 'vitest';
import { CHANGE_BUTTONS, isDone, mediaOf, stateAfter } from '../../examples/console/src/media-state.js';

it.each([
  ['AUDIO_VIDEO_ENABLED', 'muteAudio', 'AUDIO_DISABLED'],
  ['AUDIO_VIDEO_ENABLED', 'muteVideo', 'VIDEO_DISABLED'],
  ['AUDIO_VIDEO_ENABLED', 'muteBoth', 'AUDIO_VIDEO_DISABLED'],
  ['AUDIO_DISABLED', 'unmuteAudio', 'AUDIO_VIDEO_ENABLED'],
  ['AUDIO_DISABLED', 'muteVideo', 'AUDIO_VIDEO_DISABLED'],
  ['AUDIO_DISABLED', 'muteBoth', 'AUDIO_VIDEO_DISABLED'],
  ['VIDEO_DISABLED', 'muteAudio', 'AUDIO_VIDEO_DISABLED'],
  ['VIDEO_DISABLED', 'unmuteVideo', 'AUDIO_VIDEO_ENABLED'],
  ['VIDEO_DISABLED', 'muteBoth', 'AUDIO_VIDEO_DISABLED'],
  ['AUDIO_VIDEO_DISABLED', 'unmuteAudio', 'VIDEO_DISABLED'],
  ['AUDIO_VIDEO_DISABLED', 'unmuteVideo', 'AUDIO_DISABLED'],
  ['AUDIO_VIDEO_DISABLED', 'unmuteBoth', 'AUDIO_VIDEO_ENABLED'],
] as const)('from %s, %s asks for %s, and leaves the other as it is', (before, change, after) => {
  expect(isDone(change, mediaOf(before))).toBe(false);
  expect(stateAfter(change, mediaOf(before))).toBe(after);
});

it.each(['AUDIO_VIDEO_ENABLED', 'AUDIO_DISABLED', 'VIDEO_DISABLED', 'AUDIO_VIDEO_DISABLED'] as const)(
  'from %s, each change is offered exactly if it makes a difference',
  (state) => {
    const media = mediaOf(state);
    for (const change of CHANGE_BUTTONS) {
      expect(isDone(change, media)).toBe(stateAfter(change, media) === state);
      expect(isDone(change, mediaOf(stateAfter(change, media)))).toBe(true);
    }
  },
);
