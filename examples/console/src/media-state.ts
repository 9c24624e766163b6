import type { MediaState } from 'moderation-gateway-client/strings';

/** Whether a person's microphone and camera may send. */
export interface Media {
  audio: boolean;
  video: boolean;
}

/** A moderator's change of audio, video or both. */
export type Change = 'muteAudio' | 'unmuteAudio' | 'muteVideo' | 'unmuteVideo' | 'muteBoth' | 'unmuteBoth';

const MEDIA: Readonly<Record<MediaState, Media>> = {
  AUDIO_VIDEO_ENABLED: { audio: true, video: true },
  AUDIO_DISABLED: { audio: false, video: true },
  VIDEO_DISABLED: { audio: true, video: false },
  AUDIO_VIDEO_DISABLED: { audio: false, video: false },
};

const CHANGES: Readonly<Record<Change, Partial<Media>>> = {
  muteAudio: { audio: false },
  muteVideo: { video: false },
  muteBoth: { audio: false, video: false },
  unmuteAudio: { audio: true },
  unmuteVideo: { video: true },
  unmuteBoth: { audio: true, video: true },
};

export function mediaOf(state: MediaState): Media {
  return MEDIA[state];
}

/**
 * The changes in the order of their buttons. Each has a button of its own, and none changes its place or its meaning.
 * Otherwise the second click of a double click would undo what the first has done.
 */
export const CHANGE_BUTTONS = Object.keys(CHANGES) as readonly Change[];

/** Whether the change would leave the state as it is. */
export function isDone(change: Change, now: Media): boolean {
  const { audio, video } = { ...now, ...CHANGES[change] };
  return audio === now.audio && video === now.video;
}

/**
 * The state to ask for. The vendor sets audio and video together, so a change of one of them has to repeat the current
 * state of the other.
 */
export function stateAfter(change: Change, now: Media): MediaState {
  const { audio, video } = { ...now, ...CHANGES[change] };
  if (audio) return video ? 'AUDIO_VIDEO_ENABLED' : 'VIDEO_DISABLED';
  return video ? 'AUDIO_DISABLED' : 'AUDIO_VIDEO_DISABLED';
}
