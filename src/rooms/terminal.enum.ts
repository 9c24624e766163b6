import { registerEnumType } from 'type-graphql';

export const Terminal = {
  WINDOWS: 'WINDOWS',
  ANDROID: 'ANDROID',
  IOS: 'IOS',
  LINUX: 'LINUX',
  OTHER: 'OTHER',
} as const;
export type Terminal = (typeof Terminal)[keyof typeof Terminal];

registerEnumType(Terminal, {
  name: 'Terminal',
  description: 'What somebody entered a room with.',
  valuesConfig: {
    WINDOWS: { description: 'Windows.' },
    ANDROID: { description: 'Android.' },
    IOS: { description: 'iOS.' },
    LINUX: { description: 'Linux.' },
    OTHER: { description: 'Something else, such as a browser.' },
  },
});
