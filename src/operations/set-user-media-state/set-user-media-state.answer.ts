import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { COMMON_ERRORS } from '../../errors/errors-of-every-mutation.js';
import { RoomNotFoundError, SupersededError, UserNotInRoomError } from '../../errors/moderation-error.js';
import { MediaState } from '../../graphql/media-state.enum.js';
import { RoomAnswer } from '../../rooms/room.answer.js';

@ObjectType({ simpleResolvers: true, description: "The vendor has set the user's state." })
export class SetUserMediaStateSuccess extends RoomAnswer {
  @Field(() => String, { description: "The user's id." })
  userId!: string;

  @Field(() => MediaState, {
    description:
      'The state that the vendor was sent. It covers both audio and video, so it also has what other actions asked for.',
  })
  state!: MediaState;

  @Field(() => ID, {
    nullable: true,
    description: "The vendor's id of the call, for the vendor's support. Null when the vendor gave none.",
  })
  vendorRequestId?: string | undefined;

  /** Whether it gave a restriction, for the field `restriction`. */
  isTimed?: true;

  constructor({
    sdkAppId,
    roomId,
    strRoomId,
    userId,
    state,
    vendorRequestId,
  }: Omit<SetUserMediaStateSuccess, 'actionId' | 'isTimed'>) {
    super();
    // `Object.assign` would take longer than all else that is done for the answer of a mute.
    this.sdkAppId = sdkAppId;
    if (strRoomId === undefined) this.roomId = roomId;
    else this.strRoomId = strRoomId;
    this.userId = userId;
    this.state = state;
    this.vendorRequestId = vendorRequestId;
  }
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The user is not in the room. The restriction is in force and waits: the state is set when they come. Only with `enforce`.',
})
export class SetUserMediaStateWaiting extends RoomAnswer {
  @Field(() => String, { description: "The user's id." })
  userId!: string;

  constructor(fields: Omit<SetUserMediaStateWaiting, 'actionId'>) {
    super();
    Object.assign(this, fields);
  }
}

export const SET_USER_MEDIA_STATE_ANSWERS = [
  SetUserMediaStateSuccess,
  SetUserMediaStateWaiting,
  RoomNotFoundError,
  UserNotInRoomError,
  SupersededError,
  ...COMMON_ERRORS,
] as const;

export const SetUserMediaStateResult = createUnionType({
  name: 'SetUserMediaStateResult',
  description: 'Every possible answer of `setUserMediaState`.',
  types: () => SET_USER_MEDIA_STATE_ANSWERS,
});
