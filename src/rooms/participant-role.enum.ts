import { registerEnumType } from 'type-graphql';

export const ParticipantRole = {
  ANCHOR: 'ANCHOR',
  AUDIENCE: 'AUDIENCE',
  UNKNOWN: 'UNKNOWN',
} as const;
export type ParticipantRole = (typeof ParticipantRole)[keyof typeof ParticipantRole];

registerEnumType(ParticipantRole, {
  name: 'ParticipantRole',
  description: 'Whether somebody in a room may publish.',
  valuesConfig: {
    ANCHOR: { description: 'They may publish audio and video.' },
    AUDIENCE: { description: 'They may not publish.' },
    UNKNOWN: { description: 'The event that tells it was not seen.' },
  },
});
