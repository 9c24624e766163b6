import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ModerationErrorCode } from '../errors/moderation-error-code.enum.js';
import { ActionStatus } from '../graphql/action-status.enum.js';
import { Int64ID } from '../graphql/int64-id.scalar.js';
import { MediaState } from '../graphql/media-state.enum.js';
import { RoomNumber } from '../graphql/room-number.scalar.js';
import { Vendor } from '../graphql/vendor.enum.js';
import { Operation } from '../operations/operation.enum.js';
import { TargetOutcome } from './target-outcome.enum.js';

@ObjectType({ simpleResolvers: true, description: 'A user on whom an action acts.' })
export class ActionTarget {
  @Field(() => String, { description: 'The user.' })
  userId!: string;

  @Field(() => TargetOutcome, { description: 'What came of it for this user.' })
  outcome!: TargetOutcome;

  @Field(() => ModerationErrorCode, { nullable: true, description: 'Why it was not, or may not have been.' })
  code?: ModerationErrorCode | undefined;

  @Field(() => String, { nullable: true, description: "The vendor's own code, raw." })
  vendorCode?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A moderation action as the journal has it.' })
export class ModerationAction {
  @Field(() => ID, {
    description: "The `actionId` of the mutation's answer. Later actions have greater ids.",
  })
  id!: string;

  @Field(() => GraphQLDateTime, {
    description: 'When the gateway recorded it, before any vendor was called.',
  })
  requestedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When its outcome was recorded.' })
  finishedAt?: Date | undefined;

  @Field(() => String, { description: "Who did it: the token's subject." })
  actor!: string;

  @Field(() => Operation, { description: 'What was asked for.' })
  operation!: Operation;

  @Field(() => Vendor, { description: 'Which vendor it is for.' })
  vendor!: Vendor;

  @Field(() => Int, { description: "The vendor's application." })
  applicationId!: number;

  @Field(() => RoomNumber, { nullable: true, description: 'The room of a `SET_USER_MEDIA_STATE`.' })
  roomId?: number | undefined;

  @Field(() => Int64ID, { nullable: true, description: 'Whose blacklist an `ADD_TO_BLACKLIST` is about.' })
  listOwnerId?: string | undefined;

  @Field(() => Int, { nullable: true, description: 'The inbox of an `ADD_TO_BLACKLIST`.' })
  inboxType?: number | undefined;

  @Field(() => MediaState, { nullable: true, description: 'What a `SET_USER_MEDIA_STATE` sets.' })
  state?: MediaState | undefined;

  @Field(() => [ActionTarget], {
    description: 'On whom it acts, in input order. Of a denied action, the first three.',
  })
  targets!: ActionTarget[];

  @Field(() => ActionStatus, { description: 'What came of it.' })
  status!: ActionStatus;

  @Field(() => ModerationErrorCode, { nullable: true, description: 'Why it did not succeed as a whole.' })
  code?: ModerationErrorCode | undefined;

  @Field(() => String, { nullable: true, description: 'The same for people.' })
  message?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Why it was done, in the words of who did it.' })
  reason?: string | undefined;

  @Field(() => String, { nullable: true, description: 'The idempotency key, if one was given.' })
  idempotencyKey?: string | undefined;

  @Field(() => String, { nullable: true, description: "The vendor's own code, raw." })
  vendorCode?: string | undefined;

  @Field(() => [ID], { description: "What the vendor's support asks for." })
  vendorRequestIds!: readonly string[];

  @Field(() => Int, {
    description: 'How often the vendor was called for it; a call that other actions shared counts for each.',
  })
  attempts!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'From the record of the intent to the outcome, in milliseconds.',
  })
  durationMs?: number | undefined;

  @Field(() => Boolean, {
    description: 'The gateway that began it died; what came of it was found out afterwards.',
  })
  recovered!: boolean;

  @Field(() => ID, { description: 'The request that it came with; the log has it too.' })
  requestId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'An action, and where it is in the list.' })
export class ModerationActionEdge {
  @Field(() => ModerationAction, { description: 'The action.' })
  node!: ModerationAction;

  @Field(() => String, { description: 'For `after`.' })
  cursor!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Whether there is more, and where the page is.' })
export class PageInfo {
  @Field(() => Boolean, {
    description:
      'Whether the list goes on after this page, however few actions this one has. False: there is nothing older.',
  })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the page was asked for by `after`.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first action of the page.' })
  startCursor?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'For the `after` of the next page; an empty page has it too, where the list goes on.',
  })
  endCursor?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A page of actions, newest first.' })
export class ModerationActionConnection {
  @Field(() => [ModerationActionEdge], { description: 'The actions of the page.' })
  edges!: ModerationActionEdge[];

  @Field(() => PageInfo, { description: 'Whether there is more.' })
  pageInfo!: PageInfo;
}

@InputType({ description: 'Which actions to list: those that fit all that is given.' })
export class ModerationActionFilter {
  @Field(() => String, { nullable: true, description: "Who did it: a token's subject." })
  actor?: string | null;

  @Field(() => [Operation], { nullable: true, description: 'Any of these; empty: any.' })
  operation?: Operation[] | null;

  @Field(() => [ActionStatus], { nullable: true, description: 'Any of these; empty: any.' })
  status?: ActionStatus[] | null;

  @Field(() => Vendor, { nullable: true, description: 'For this vendor.' })
  vendor?: Vendor | null;

  @Field(() => RoomNumber, { nullable: true, description: 'In this room.' })
  roomId?: number | null;

  @Field(() => String, { nullable: true, description: 'On this user.' })
  targetUserId?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Requested then or later.' })
  from?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Requested before.' })
  to?: Date | null;
}
