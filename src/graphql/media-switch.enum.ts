import { registerEnumType } from 'type-graphql';

export const MediaSwitch = {
  ENABLED: 'ENABLED',
  DISABLED: 'DISABLED',
} as const;
export type MediaSwitch = (typeof MediaSwitch)[keyof typeof MediaSwitch];

registerEnumType(MediaSwitch, {
  name: 'MediaSwitch',
  description: 'What one medium of a user shall be: the audio, or the video.',
  valuesConfig: {
    ENABLED: { description: 'The user may publish it.' },
    DISABLED: { description: 'The user may not publish it.' },
  },
});
