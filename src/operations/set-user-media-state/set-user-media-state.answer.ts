import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
import { RoomNotFoundError, UserNotInRoomError } from '../../errors/moderation-error.js';
import { MediaState } from '../../graphql/media-state.enum.js';
import { RoomNumber } from '../../graphql/room-number.scalar.js';

@ObjectType({ simpleResolvers: true, description: 'The vendor has set the state.' })
export class SetUserMediaStateSuccess {
  @Field(() => Int, { description: 'The TRTC application.' })
  sdkAppId!: number;

  @Field(() => RoomNumber, { description: 'The room.' })
  roomId!: number;

  @Field(() => String, { description: 'The user.' })
  userId!: string;

  @Field(() => MediaState, { description: "The state of the user's audio and video now." })
  state!: MediaState;

  @Field(() => ID, { nullable: true, description: "What the vendor's support asks for." })
  vendorRequestId?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The action in the journal (`Query.moderationAction`).',
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
  description: 'All that can come of `setUserMediaState`.',
  types: () => SET_USER_MEDIA_STATE_ANSWERS,
});
