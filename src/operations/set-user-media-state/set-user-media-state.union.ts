import { createUnionType } from 'type-graphql';
import { COMMON_ERRORS } from '../../errors/common-errors.js';
import { RoomNotFoundError, UserNotInRoomError } from '../../errors/moderation-error.js';
import { SetUserMediaStateSuccess } from './set-user-media-state.type.js';

export const SET_USER_MEDIA_STATE_ANSWERS = [
  SetUserMediaStateSuccess,
  RoomNotFoundError,
  UserNotInRoomError,
  ...COMMON_ERRORS,
] as const;

export const SetUserMediaStateResult = createUnionType({
  name: 'SetUserMediaStateResult',
  description: 'All that can come of `setUserMediaState`.',
  types: () => SET_USER_MEDIA_STATE_ANSWERS,
});
