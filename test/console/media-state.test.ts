import { expect, it } from 'vitest';
import { changesFrom, mediaOf, stateAfter } from '../../examples/console/src/media-state.js';

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
  expect(changesFrom(mediaOf(before))).toContain(change);
  expect(stateAfter(change, mediaOf(before))).toBe(after);
});
