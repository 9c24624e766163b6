import type { MediaState, MediaSwitch } from 'moderation-gateway-client/strings';

/** Whether a person's microphone and camera may send. */
export interface Media {
  audio: boolean;
  video: boolean;
}

/** A moderator's change of audio, video or both. */
export type Change = 'muteAudio' | 'unmuteAudio' | 'muteVideo' | 'unmuteVideo' | 'muteBoth' | 'unmuteBoth';

/** What `setUserMediaState` is asked for. A medium that is not named is left as it is. */
export type Switches = Readonly<Partial<Record<keyof Media, MediaSwitch>>>;

const SWITCHES: Readonly<Record<Change, Switches>> = {
  muteAudio: { audio: 'DISABLED' },
  muteVideo: { video: 'DISABLED' },
  muteBoth: { audio: 'DISABLED', video: 'DISABLED' },
  unmuteAudio: { audio: 'ENABLED' },
  unmuteVideo: { video: 'ENABLED' },
  unmuteBoth: { audio: 'ENABLED', video: 'ENABLED' },
};

const MEDIA: Readonly<Record<MediaState, Media>> = {
  AUDIO_VIDEO_ENABLED: { audio: true, video: true },
  AUDIO_DISABLED: { audio: false, video: true },
  VIDEO_DISABLED: { audio: true, video: false },
  AUDIO_VIDEO_DISABLED: { audio: false, video: false },
};

/** How long a mute may last, in seconds, in the order of their buttons. Undefined: until somebody lifts it. */
export const MUTE_SECONDS = [undefined, 5 * 60, 60 * 60] as const;

/** What an answer or a record says of the media. A medium that it does not name is absent. */
export function mediaIn(said: {
  state?: MediaState | null;
  audio?: MediaSwitch | null;
  video?: MediaSwitch | null;
}): Partial<Media> {
  const { state, audio, video } = said;
  if (state) return MEDIA[state];
  return {
    ...(audio && { audio: audio === 'ENABLED' }),
    ...(video && { video: video === 'ENABLED' }),
  };
}

/**
 * The changes in the order of their buttons. Each has a button of its own, and none changes its place or its meaning.
 * Otherwise the second click of a double click would undo what the first has done.
 */
export const CHANGE_BUTTONS = Object.keys(SWITCHES) as readonly Change[];

/** What the vendor was sent, which is always both. */
export function mediaOf(state: MediaState): Media {
  return MEDIA[state];
}

/**
 * Only what the moderator has pressed. With `state`, a mute of the audio would also end what a colleague has set for the video,
 * and this page may not know of it yet.
 */
export function switchesOf(change: Change): Switches {
  return SWITCHES[change];
}

export function mediaAfter(change: Change, now: Media): Media {
  const { audio, video } = SWITCHES[change];
  return {
    audio: audio ? audio === 'ENABLED' : now.audio,
    video: video ? video === 'ENABLED' : now.video,
  };
}

/** Whether the change would leave both media as they are. */
export function isDone(change: Change, now: Media): boolean {
  const { audio, video } = mediaAfter(change, now);
  return audio === now.audio && video === now.video;
}

/** What an action on single media has asked for, each as the change of that medium. */
export function changesIn(asked: { audio: MediaSwitch | null; video: MediaSwitch | null }): Change[] {
  const { audio, video } = asked;
  return [
    ...(audio ? [audio === 'DISABLED' ? ('muteAudio' as const) : ('unmuteAudio' as const)] : []),
    ...(video ? [video === 'DISABLED' ? ('muteVideo' as const) : ('unmuteVideo' as const)] : []),
  ];
}
