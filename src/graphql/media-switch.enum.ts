import { registerEnumType } from 'type-graphql';
import type { Switch } from '../restrictions/model.js';

export const MediaSwitch = {
  ENABLED: 'ENABLED',
  DISABLED: 'DISABLED',
} as const satisfies Record<Switch, Switch>;
export type MediaSwitch = Switch;

registerEnumType(MediaSwitch, {
  name: 'MediaSwitch',
  description: 'What one medium of a user shall be: the audio, or the video.',
  valuesConfig: {
    ENABLED: { description: 'The user may publish it.' },
    DISABLED: { description: 'The user may not publish it.' },
  },
});
