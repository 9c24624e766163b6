import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ModerationErrorCode } from '../errors/moderation-error-code.enum.js';
import { ActionStatus } from '../graphql/action-status.enum.js';
import { Int64ID } from '../graphql/int64-id.scalar.js';
import { MediaState } from '../graphql/media-state.enum.js';
import { MediaSwitch } from '../graphql/media-switch.enum.js';
import { PageInfo } from '../graphql/page-info.type.js';
import { RoomNumber } from '../graphql/room-number.scalar.js';
import { TargetOutcome } from '../graphql/target-outcome.enum.js';
import { Vendor } from '../graphql/vendor.enum.js';
import { Operation } from '../operations/operation.enum.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A user that an action is about, and what happened for this user.',
})
export class ActionTarget {
  @Field(() => String, { description: "The user's id." })
  userId!: string;

  @Field(() => TargetOutcome, { description: 'Whether the action was applied to this user.' })
  outcome!: TargetOutcome;

  @Field(() => ModerationErrorCode, {
    nullable: true,
    description: 'The error for this user. Null when there is none.',
  })
  code?: ModerationErrorCode | undefined;

  @Field(() => String, {
    nullable: true,
    description: "The vendor's error code for this user, unchanged. Null when there is none.",
  })
  vendorCode?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A moderation action as the journal records it.' })
export class ModerationAction {
  @Field(() => ID, {
    description: "The action's id: the `actionId` in the mutation's answer. Later actions have greater ids.",
  })
  id!: string;

  @Field(() => GraphQLDateTime, {
    description: 'When the gateway recorded the action. That is before it calls a vendor.',
  })
  requestedAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the result was recorded. Null while the action is PENDING.',
  })
  finishedAt?: Date | undefined;

  @Field(() => String, { description: 'Who asked for the action: the subject (`sub`) of the token.' })
  actor!: string;

  @Field(() => Operation, { description: 'The kind of action.' })
  operation!: Operation;

  @Field(() => Vendor, { description: 'The vendor that carries out the action.' })
  vendor!: Vendor;

  @Field(() => Int, { description: 'The number of the application at the vendor.' })
  applicationId!: number;

  @Field(() => RoomNumber, {
    nullable: true,
    description: 'The numeric room. Null when the action is not about one.',
  })
  roomId?: number | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The string room. Null when the action is not about one.',
  })
  strRoomId?: string | undefined;

  @Field(() => Int64ID, {
    nullable: true,
    description: "The blacklist's owner. Null when the action is not about a blacklist.",
  })
  listOwnerId?: string | undefined;

  @Field(() => Int, {
    nullable: true,
    description: "The blacklist's type of inbox. Null when the action is not about a blacklist.",
  })
  inboxType?: number | undefined;

  @Field(() => MediaState, {
    nullable: true,
    description:
      'The state that a SET_USER_MEDIA_STATE asks for. Null when it asks for `audio` or `video`, and for other operations.',
  })
  state?: MediaState | undefined;

  @Field(() => MediaSwitch, {
    nullable: true,
    description: 'What a SET_USER_MEDIA_STATE asks for the audio alone. Null otherwise.',
  })
  audio?: MediaSwitch | undefined;

  @Field(() => MediaSwitch, {
    nullable: true,
    description: 'What a SET_USER_MEDIA_STATE asks for the video alone. Null otherwise.',
  })
  video?: MediaSwitch | undefined;

  @Field(() => Int, {
    nullable: true,
    description:
      'The `durationSeconds` of the input: for how long a state or an addition to a blacklist was asked for, from ' +
      '`requestedAt`. Null when no end was asked for.',
  })
  durationSeconds?: number | undefined;

  @Field(() => [ActionTarget], {
    description:
      'The users that the action is about, in input order. A DENIED action has only the first three.',
  })
  targets!: ActionTarget[];

  @Field(() => ActionStatus, { description: 'The result of the action.' })
  status!: ActionStatus;

  @Field(() => ModerationErrorCode, {
    nullable: true,
    description:
      'The error of the whole action. Null when there is none, or when each user has their own in `targets`.',
  })
  code?: ModerationErrorCode | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The error of the whole action, in English, for people. Null when there is none.',
  })
  message?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The `reason` of the input. Null when none was given.',
  })
  reason?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The `idempotencyKey` of the input. Null when none was given.',
  })
  idempotencyKey?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: "The vendor's error code for the whole action, unchanged. Null when there is none.",
  })
  vendorCode?: string | undefined;

  @Field(() => [ID], { description: "The vendor's ids of the calls, for the vendor's support." })
  vendorRequestIds!: readonly string[];

  @Field(() => Int, {
    description:
      'How many vendor calls the action took. A call that several actions share counts for each of them.',
  })
  attempts!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How many milliseconds the action took after it was recorded. Null while it is PENDING.',
  })
  durationMs?: number | undefined;

  @Field(() => Boolean, {
    description:
      'Whether the gateway that began the action died, so that the result was found out afterwards.',
  })
  recovered!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether the gateway carried the action out by itself, such as the removal of users at the end of a duration. The ' +
      'actor is `gateway` then.',
  })
  automatic!: boolean;

  /** For `causedBy`. */
  causeId?: string | undefined;

  @Field(() => ID, { description: "The id of the HTTP request. The gateway's log lines have it too." })
  requestId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'An action in a page of the list.' })
export class ModerationActionEdge {
  @Field(() => ModerationAction, { description: 'The action.' })
  node!: ModerationAction;

  @Field(() => String, {
    description:
      'The position of the action in the list. Give it as `after` to get the actions older than this one.',
  })
  cursor!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A page of actions, newest first.' })
export class ModerationActionConnection {
  @Field(() => [ModerationActionEdge], { description: 'The actions of the page, newest first.' })
  edges!: ModerationActionEdge[];

  @Field(() => PageInfo, { description: 'Whether there is a next page, and its cursor.' })
  pageInfo!: PageInfo;

  @Field(() => String, {
    nullable: true,
    description:
      'Where to subscribe from after this page, as the `after` of `Subscription.moderationActions`: nothing that the page lacks ' +
      'is missed. What happened while the page was read may be told although the page has it.',
  })
  feedCursor?: string | undefined;
}

@InputType({ description: 'Lists only the actions that match every given field.' })
export class ModerationActionFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Who asked for the action: the subject (`sub`) of a token.',
  })
  actor?: string | null;

  @Field(() => [Operation], {
    nullable: true,
    description: 'The operation is one of these. An empty list matches all.',
  })
  operation?: Operation[] | null;

  @Field(() => [ActionStatus], {
    nullable: true,
    description: 'The status is one of these. An empty list matches all.',
  })
  status?: ActionStatus[] | null;

  @Field(() => Vendor, { nullable: true, description: 'The vendor that carries out the action.' })
  vendor?: Vendor | null;

  @Field(() => RoomNumber, { nullable: true, description: 'The numeric room of the action.' })
  roomId?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The string room of the action. Room "123" is not room 123. No action is in two rooms.',
  })
  strRoomId?: string | null;

  @Field(() => Int64ID, { nullable: true, description: 'Whose blacklist the action is about.' })
  listOwnerId?: string | null;

  @Field(() => String, { nullable: true, description: 'The id of a user that the action is about.' })
  targetUserId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the gateway carried the action out by itself. false: only what somebody asked for. Null: all actions.',
  })
  automatic?: boolean | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'The action was requested at this time or later.',
  })
  from?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'The action was requested before this time.' })
  to?: Date | null;
}
