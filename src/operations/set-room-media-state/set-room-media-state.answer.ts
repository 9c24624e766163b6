import { createUnionType, ObjectType } from 'type-graphql';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
import { RoomNotFoundError } from '../../errors/moderation-error.js';
import { RoomAnswer } from '../../rooms/room.answer.js';

@ObjectType({
  simpleResolvers: true,
  description:
    "The instruction is on record and counts. The vendor's calls follow, one for each user, at the pace of the quota: those who " +
    'publish come first. `restriction.progress` tells how far they are.',
})
export class SetRoomMediaStateAccepted extends RoomAnswer {
  constructor(fields: Omit<SetRoomMediaStateAccepted, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}

export const SET_ROOM_MEDIA_STATE_ANSWERS = [
  SetRoomMediaStateAccepted,
  RoomNotFoundError,
  ...COMMON_ERRORS,
] as const;

export const SetRoomMediaStateResult = createUnionType({
  name: 'SetRoomMediaStateResult',
  description: 'Every possible answer of `setRoomMediaState`.',
  types: () => SET_ROOM_MEDIA_STATE_ANSWERS,
});
