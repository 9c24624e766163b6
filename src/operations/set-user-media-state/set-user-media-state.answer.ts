import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
import { RoomNotFoundError, UserNotInRoomError } from '../../errors/moderation-error.js';
import { MediaState } from '../../graphql/media-state.enum.js';
import { RoomNumber } from '../../graphql/room-number.scalar.js';

@ObjectType({ simpleResolvers: true, description: "The vendor has set the user's state." })
export class SetUserMediaStateSuccess {
  @Field(() => Int, { description: 'The number of the TRTC application.' })
  sdkAppId!: number;

  @Field(() => RoomNumber, { description: 'The number of the room.' })
  roomId!: number;

  @Field(() => String, { description: "The user's id." })
  userId!: string;

  @Field(() => MediaState, { description: "The state that the user's audio and video have now." })
  state!: MediaState;

  @Field(() => ID, {
    nullable: true,
    description: "The vendor's id of the call, for the vendor's support. Null when the vendor gave none.",
  })
  vendorRequestId?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The action in the journal: `Query.moderationAction(id:)` finds it.',
  })
  actionId?: string | undefined;

  constructor(fields: Omit<SetUserMediaStateSuccess, 'actionId'>) {
    Object.assign(this, fields);
  }
}

export const SET_USER_MEDIA_STATE_ANSWERS = [
  SetUserMediaStateSuccess,
  RoomNotFoundError,
  UserNotInRoomError,
  ...COMMON_ERRORS,
] as const;

export const SetUserMediaStateResult = createUnionType({
  name: 'SetUserMediaStateResult',
  description: 'Every possible answer of `setUserMediaState`.',
  types: () => SET_USER_MEDIA_STATE_ANSWERS,
});
