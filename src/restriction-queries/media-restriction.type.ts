import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MediaSwitch } from '../graphql/media-switch.enum.js';
import { PageInfo } from '../graphql/page-info.type.js';
import { RoomNumber } from '../graphql/room-number.scalar.js';
import { RestrictionHold } from './restriction-hold.enum.js';
import { RestrictionStatus } from './restriction-status.enum.js';

@ObjectType({
  simpleResolvers: true,
  description:
    "What somebody's audio, video or both shall be in a room until a time, or until it is lifted. A SET_USER_MEDIA_STATE with a " +
    'duration gives it, or one that is enforced.',
})
export class MediaRestriction {
  @Field(() => ID, {
    description: 'The id of the action that gave it. Later restrictions have greater ids.',
  })
  id!: string;

  @Field(() => Int, { description: 'The number of the TRTC application.' })
  sdkAppId!: number;

  @Field(() => RoomNumber, { nullable: true, description: 'The number of the room. Null for a string room.' })
  roomId?: number | undefined;

  @Field(() => String, { nullable: true, description: 'The name of the room. Null for a numeric room.' })
  strRoomId?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Whom it restricts. Null: everyone in the room but `exceptUserIds`.',
  })
  userId?: string | undefined;

  @Field(() => [String], { description: 'Whom it leaves out, if it is on a whole room. Empty otherwise.' })
  exceptUserIds!: string[];

  @Field(() => MediaSwitch, {
    nullable: true,
    description: 'What the audio shall be. Null: it says nothing of the audio.',
  })
  audio?: MediaSwitch | undefined;

  @Field(() => MediaSwitch, {
    nullable: true,
    description: 'What the video shall be. Null: it says nothing of the video.',
  })
  video?: MediaSwitch | undefined;

  @Field(() => Boolean, {
    description:
      'Whether it is set again whenever somebody whom it restricts enters, becomes an anchor, or starts to publish what is ' +
      'disabled. Otherwise it is set once.',
  })
  enforced!: boolean;

  @Field(() => GraphQLDateTime, { description: 'When it was given.' })
  startedAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it ends by itself. Null: it lasts until it is lifted.',
  })
  endsAt?: Date | undefined;

  @Field(() => RestrictionStatus, { description: 'How it stands.' })
  status!: RestrictionStatus;

  @Field(() => RestrictionHold, {
    description: 'Whether the vendor holds to it, as far as the vendor has said.',
  })
  holding!: RestrictionHold;

  @Field(() => Int, {
    description:
      'How often the vendor has said that it has set it. A call for something else sets it too, because each call sets both audio ' +
      'and video.',
  })
  timesApplied!: number;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the vendor last set it, as far as that is known.',
  })
  lastAppliedAt?: Date | undefined;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When somebody last began to publish what is disabled although the vendor had said that it has set it. Null: that is not known ' +
      'to have happened.',
  })
  lastViolationAt?: Date | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The `reason` of the action that gave it. Null when none was given.',
  })
  reason?: string | undefined;

  @Field(() => String, { description: 'Who gave it: the subject (`sub`) of the token.' })
  actor!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A restriction in a page of the list.' })
export class MediaRestrictionEdge {
  @Field(() => MediaRestriction, { description: 'The restriction.' })
  node!: MediaRestriction;

  @Field(() => String, {
    description: 'The position in the list. Give it as `after` to get the restrictions older than this one.',
  })
  cursor!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of restrictions, newest first.' })
export class MediaRestrictionConnection {
  @Field(() => [MediaRestrictionEdge], { description: 'The restrictions of the page, newest first.' })
  edges!: MediaRestrictionEdge[];

  @Field(() => PageInfo, { description: 'Whether there is a next page, and its cursor.' })
  pageInfo!: PageInfo;
}

@InputType({ description: 'Lists only the restrictions that match every given field.' })
export class RestrictionFilter {
  @Field(() => Int, { nullable: true, description: 'The number of the TRTC application.' })
  sdkAppId?: number | null;

  @Field(() => RoomNumber, { nullable: true, description: 'The numeric room.' })
  roomId?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The string room. Room "123" is not room 123. No restriction is in two rooms.',
  })
  strRoomId?: string | null;

  @Field(() => String, { nullable: true, description: 'Whom it restricts.' })
  userId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only those on whole rooms. False: only those on single people. Null: both.',
  })
  wholeRoom?: boolean | null;

  @Field(() => [RestrictionStatus], {
    nullable: true,
    description: 'The status is one of these. An empty list matches all.',
  })
  status?: RestrictionStatus[] | null;

  @Field(() => String, { nullable: true, description: 'Who gave it: the subject (`sub`) of a token.' })
  actor?: string | null;
}
