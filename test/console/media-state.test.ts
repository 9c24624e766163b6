import { expect, it } from 'vitest';
import {
  CHANGE_BUTTONS,
  changesIn,
  isDone,
  mediaAfter,
  mediaIn,
  mediaOf,
  switchesOf,
} from '../../examples/console/src/media-state.js';

const STATES = ['AUDIO_VIDEO_ENABLED', 'AUDIO_DISABLED', 'VIDEO_DISABLED', 'AUDIO_VIDEO_DISABLED'] as const;

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
] as const)('from %s, %s leads to %s, and leaves the other as it is', (before, change, after) => {
  expect(isDone(change, mediaOf(before))).toBe(false);
  expect(mediaAfter(change, mediaOf(before))).toEqual(mediaOf(after));
});

it.each(STATES)('from %s, each change is offered exactly if it makes a difference', (state) => {
  const media = mediaOf(state);
  for (const change of CHANGE_BUTTONS) {
    const after = mediaAfter(change, media);
    expect(isDone(change, media)).toBe(after.audio === media.audio && after.video === media.video);
    expect(isDone(change, after)).toBe(true);
  }
});

it('a change of one medium does not name the other', () => {
  expect(switchesOf('muteAudio')).toEqual({ audio: 'DISABLED' });
  expect(switchesOf('unmuteVideo')).toEqual({ video: 'ENABLED' });
  expect(switchesOf('muteBoth')).toEqual({ audio: 'DISABLED', video: 'DISABLED' });
});

it('what an action asked for is shown medium by medium', () => {
  expect(changesIn({ audio: 'DISABLED', video: null })).toEqual(['muteAudio']);
  expect(changesIn({ audio: 'ENABLED', video: 'DISABLED' })).toEqual(['unmuteAudio', 'muteVideo']);
  expect(changesIn({ audio: null, video: null })).toEqual([]);
});

it('what was set is read from a state, or from the media that were named', () => {
  expect(mediaIn({ state: 'AUDIO_DISABLED' })).toEqual({ audio: false, video: true });
  expect(mediaIn({ state: null, audio: 'DISABLED', video: null })).toEqual({ audio: false });
  expect(mediaIn({ audio: null, video: 'ENABLED' })).toEqual({ video: true });
  expect(mediaIn({})).toEqual({});
});
