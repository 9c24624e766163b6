import { registerEnumType } from 'type-graphql';
import type { UserMediaState } from '../vendors/trtc/calls/set-user-blocked.js';

export const MediaState = {
  AUDIO_VIDEO_ENABLED: 'AUDIO_VIDEO_ENABLED',
  AUDIO_VIDEO_DISABLED: 'AUDIO_VIDEO_DISABLED',
  AUDIO_DISABLED: 'AUDIO_DISABLED',
  VIDEO_DISABLED: 'VIDEO_DISABLED',
} as const satisfies Record<UserMediaState, UserMediaState>;
export type MediaState = UserMediaState;

registerEnumType(MediaState, {
  name: 'MediaState',
  description:
    "The state of a user's audio and video in a room (the vendor's IsMute 0, 1, 2, 3). A state always sets both: " +
    'AUDIO_DISABLED enables the video, even if it was disabled before.',
  valuesConfig: {
    AUDIO_VIDEO_ENABLED: { description: 'Audio and video are enabled.' },
    AUDIO_VIDEO_DISABLED: { description: 'Audio and video are disabled.' },
    AUDIO_DISABLED: { description: 'Audio is disabled, video is enabled.' },
    VIDEO_DISABLED: { description: 'Video is disabled, audio is enabled.' },
  },
});
