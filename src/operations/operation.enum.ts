import { registerEnumType } from 'type-graphql';

export const Operation = {
  SET_USER_MEDIA_STATE: 'SET_USER_MEDIA_STATE',
  ADD_TO_BLACKLIST: 'ADD_TO_BLACKLIST',
} as const;
export type Operation = (typeof Operation)[keyof typeof Operation];

registerEnumType(Operation, {
  name: 'Operation',
  description: 'What moderators have done: one value for each mutation.',
  valuesConfig: {
    SET_USER_MEDIA_STATE: { description: '`setUserMediaState`' },
    ADD_TO_BLACKLIST: { description: '`addToBlacklist`' },
  },
});
