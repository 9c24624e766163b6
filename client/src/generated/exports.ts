import type {
  AddToBlacklistMutation,
  BlacklistMembershipsQuery,
  BlacklistQuery,
  DismissRoomMutation,
  LiftRestrictionMutation,
  ModerationActionQuery,
  ModerationActionsFeedSubscription,
  ModerationActionsQuery,
  OwnMediaStateQuery,
  RemoveFromBlacklistMutation,
  RemoveFromRoomMutation,
  RestrictionsQuery,
  RoomFeedSubscription,
  RoomQuery,
  RoomsQuery,
  SetRoomMediaStateMutation,
  SetUserMediaStateMutation,
  UndoModerationActionMutation,
  UpdateBlacklistMutation,
  VendorsQuery,
  ViewerQuery,
} from './types.js';

export type {
  ActionStatus,
  AddToBlacklistInput,
  AddToBlacklistMutation,
  AddToBlacklistMutationVariables,
  BlacklistMembershipsQuery,
  BlacklistMembershipsQueryVariables,
  BlacklistQuery,
  BlacklistQueryVariables,
  BlacklistUserInput,
  BreakerState,
  DismissRoomInput,
  DismissRoomMutation,
  DismissRoomMutationVariables,
  LiftRestrictionInput,
  LiftRestrictionMutation,
  LiftRestrictionMutationVariables,
  MediaRestrictionQuery,
  MediaRestrictionQueryVariables,
  MediaState,
  MediaSwitch,
  ModerationActionEventKind,
  ModerationActionFilter,
  ModerationActionQuery,
  ModerationActionQueryVariables,
  ModerationActionsFeedSubscription,
  ModerationActionsFeedSubscriptionVariables,
  ModerationActionsQuery,
  ModerationActionsQueryVariables,
  ModerationErrorCode,
  MutationOutcome,
  Operation,
  OwnMediaStateFeedSubscription,
  OwnMediaStateFeedSubscriptionVariables,
  OwnMediaStateQuery,
  OwnMediaStateQueryVariables,
  ParticipantRole,
  RemoveFromBlacklistInput,
  RemoveFromBlacklistMutation,
  RemoveFromBlacklistMutationVariables,
  RemoveFromRoomInput,
  RemoveFromRoomMutation,
  RemoveFromRoomMutationVariables,
  RestrictionFilter,
  RestrictionHold,
  RestrictionStatus,
  RestrictionsQuery,
  RestrictionsQueryVariables,
  RoomEventKind,
  RoomFeedSubscription,
  RoomFeedSubscriptionVariables,
  RoomQuery,
  RoomQueryVariables,
  RoomsQuery,
  RoomsQueryVariables,
  SetRoomMediaStateInput,
  SetRoomMediaStateMutation,
  SetRoomMediaStateMutationVariables,
  SetUserMediaStateInput,
  SetUserMediaStateMutation,
  SetUserMediaStateMutationVariables,
  TargetOutcome,
  Terminal,
  TrtcRegion,
  UndoModerationActionInput,
  UndoModerationActionMutation,
  UndoModerationActionMutationVariables,
  UpdateBlacklistInput,
  UpdateBlacklistMutation,
  UpdateBlacklistMutationVariables,
  Vendor,
  VendorsQuery,
  VendorsQueryVariables,
  ViewerQuery,
  ViewerQueryVariables,
} from './types.js';

/** The journal has no such action. It may have been deleted, because it is too old. */
export type ActionNotFoundError = Extract<BlacklistFailure['error'], { __typename: 'ActionNotFoundError' }>;

/** A user that an action is about, and what happened for this user. */
export type ActionTarget = ModerationAction['targets'][number];

/** At least one user was not added, or may not have been. `failures` has an error for each of them. */
export type AddToBlacklistPartialFailure = Extract<AddToBlacklistResult, { __typename: 'AddToBlacklistPartialFailure' }>;

/** Every possible answer of `addToBlacklist`. */
export type AddToBlacklistResult = AddToBlacklistMutation['addToBlacklist'];

/** All users were added. */
export type AddToBlacklistSuccess = Extract<AddToBlacklistResult, { __typename: 'AddToBlacklistSuccess' }>;

/** The user is on the list already. This error appears only in `failures`. */
export type AlreadyBlacklistedError = Extract<BlacklistFailure['error'], { __typename: 'AlreadyBlacklistedError' }>;

/** The vendor does not know the application, or the application's state at the vendor does not allow the call. */
export type ApplicationNotFoundError = Extract<BlacklistFailure['error'], { __typename: 'ApplicationNotFoundError' }>;

/** A page of a blacklist, the newest entry first. */
export type BlacklistConnection = NonNullable<BlacklistQuery['blacklist']>;

/** An entry in a page of a blacklist. */
export type BlacklistEdge = BlacklistConnection['edges'][number];

/** A user on a blacklist. */
export type BlacklistEntry = BlacklistEdge['node'];

/** A user for whom the change was not made, or may not have been made. */
export type BlacklistFailure = AddToBlacklistPartialFailure['failures'][number];

/** Whether a user is on a blacklist. */
export type BlacklistMembership = NonNullable<BlacklistMembershipsQuery['blacklistMemberships']>[number];

/** Every possible answer of `dismissRoom`. */
export type DismissRoomResult = DismissRoomMutation['dismissRoom'];

/** The vendor has dismissed the room. This is also the answer if a first call got no answer, and a second one found no room. */
export type DismissRoomSuccess = Extract<DismissRoomResult, { __typename: 'DismissRoomSuccess' }>;

/** The caller is not allowed to do this here. Nothing was sent to the vendor. */
export type ForbiddenError = Extract<BlacklistFailure['error'], { __typename: 'ForbiddenError' }>;

/** The gateway itself cannot serve now: it is shutting down, it failed, or its journal is not available. The request was not applied, unless `outcome` is UNKNOWN. */
export type GatewayUnavailableError = Extract<BlacklistFailure['error'], { __typename: 'GatewayUnavailableError' }>;

/** The idempotency key was used before with a different input. Nothing was sent to the vendor. */
export type IdempotencyConflictError = Extract<BlacklistFailure['error'], { __typename: 'IdempotencyConflictError' }>;

/** One rule that an input breaks. */
export type InputIssue = InvalidInputError['issues'][number];

/** The input breaks a rule. Nothing was changed. */
export type InvalidInputError = Extract<BlacklistFailure['error'], { __typename: 'InvalidInputError' }>;

/** Every possible answer of `liftRestriction`. */
export type LiftRestrictionResult = LiftRestrictionMutation['liftRestriction'];

/** The restriction has ended, now or before. If it decided anything and the person is in the room, the vendor has set what holds without it. */
export type LiftRestrictionSuccess = Extract<LiftRestrictionResult, { __typename: 'LiftRestrictionSuccess' }>;

/** What somebody's audio, video or both shall be in a room until a time, or until it is lifted. A SET_USER_MEDIA_STATE with a duration gives it, or one that is enforced. */
export type MediaRestriction = NonNullable<LiftRestrictionSuccess['restriction']>;

/** A page of restrictions, newest first. */
export type MediaRestrictionConnection = RestrictionsQuery['restrictions'];

/** A restriction in a page of the list. */
export type MediaRestrictionEdge = MediaRestrictionConnection['edges'][number];

/** A moderation action as the journal records it. */
export type ModerationAction = NonNullable<ModerationActionQuery['moderationAction']>;

/** A page of actions, newest first. */
export type ModerationActionConnection = ModerationActionsQuery['moderationActions'];

/** An action in a page of the list. */
export type ModerationActionEdge = ModerationActionConnection['edges'][number];

/** That an action has begun, or is over. Where `kind` and `action` are null, nothing else has happened up to `cursor`. */
export type ModerationActionEvent = ModerationActionsFeedSubscription['moderationActions'];

/** The action cannot be undone. Nothing was changed. `code` and `message` say why. */
export type NotUndoableError = Extract<BlacklistFailure['error'], { __typename: 'NotUndoableError' }>;

/** What moderators have set by this gateway for your own audio and video in a room. It does not tell who set it, nor why, nor what TRTC does when you leave and come back. */
export type OwnMediaState = OwnMediaStateQuery['ownMediaState'];

/** The position of a page in the list. */
export type PageInfo = BlacklistConnection['pageInfo'];

/** Somebody who is in a room, as far as the vendor's events tell. */
export type Participant = ParticipantEdge['node'];

/** A page of the people in a room, by their ids. */
export type ParticipantConnection = Room['participants'];

/** Somebody in a page of the people in a room. */
export type ParticipantEdge = ParticipantConnection['edges'][number];

/** The vendor's quota is used up. `retryAfterMs` says how long to wait, when that is known. */
export type RateLimitedError = Extract<BlacklistFailure['error'], { __typename: 'RateLimitedError' }>;

/** At least one user was not removed, or may not have been. `failures` has an error for each of them. */
export type RemoveFromBlacklistPartialFailure = Extract<RemoveFromBlacklistResult, { __typename: 'RemoveFromBlacklistPartialFailure' }>;

/** Every possible answer of `removeFromBlacklist`. */
export type RemoveFromBlacklistResult = RemoveFromBlacklistMutation['removeFromBlacklist'];

/** None of the users is on the list now. */
export type RemoveFromBlacklistSuccess = Extract<RemoveFromBlacklistResult, { __typename: 'RemoveFromBlacklistSuccess' }>;

/** At least one user was not removed, or may not have been. `failures` has an error for each of them. */
export type RemoveFromRoomPartialFailure = Extract<RemoveFromRoomResult, { __typename: 'RemoveFromRoomPartialFailure' }>;

/** Every possible answer of `removeFromRoom`. */
export type RemoveFromRoomResult = RemoveFromRoomMutation['removeFromRoom'];

/** None of the users was in the room after the call. */
export type RemoveFromRoomSuccess = Extract<RemoveFromRoomResult, { __typename: 'RemoveFromRoomSuccess' }>;

/** There is no such restriction. It may have been deleted, because it is too old. */
export type RestrictionNotFoundError = Extract<BlacklistFailure['error'], { __typename: 'RestrictionNotFoundError' }>;

/** How far a restriction on a whole room is: for how many of the people who were in the room when it was given what has become of it. Whoever comes later is not counted, and whoever has an instruction of their own that decides is not counted any more. `wanted` without the others is what is still to be done. */
export type RestrictionProgress = NonNullable<MediaRestriction['progress']>;

/** A room of the vendor's, as far as its events tell. Somebody who has just entered or left may be missing. */
export type Room = NonNullable<RoomQuery['room']>;

/** A page of open rooms, newest opened first. */
export type RoomConnection = RoomsQuery['rooms'];

/** A room in a page of the list. */
export type RoomEdge = RoomConnection['edges'][number];

/** Something that happened in a room. */
export type RoomEvent = RoomFeedSubscription['room'];

/** A user of a room for whom the change was not made, or may not have been made. */
export type RoomFailure = RemoveFromRoomPartialFailure['failures'][number];

/** The room does not exist, or exists no longer. */
export type RoomNotFoundError = Extract<BlacklistFailure['error'], { __typename: 'RoomNotFoundError' }>;

/** Users cannot be on their own blacklist. This error appears only in `failures`. */
export type SelfBlacklistError = Extract<BlacklistFailure['error'], { __typename: 'SelfBlacklistError' }>;

/** The instruction is on record and counts. The vendor's calls follow, one for each user, at the pace of the quota: those who publish come first. `restriction.progress` tells how far they are. */
export type SetRoomMediaStateAccepted = Extract<SetRoomMediaStateResult, { __typename: 'SetRoomMediaStateAccepted' }>;

/** Every possible answer of `setRoomMediaState`. */
export type SetRoomMediaStateResult = SetRoomMediaStateMutation['setRoomMediaState'];

/** Every possible answer of `setUserMediaState`. */
export type SetUserMediaStateResult = SetUserMediaStateMutation['setUserMediaState'];

/** The vendor has set the user's state. */
export type SetUserMediaStateSuccess = Extract<SetUserMediaStateResult, { __typename: 'SetUserMediaStateSuccess' }>;

/** The user is not in the room. The restriction is in force and waits: the state is set when they come. Only with `enforce`. */
export type SetUserMediaStateWaiting = Extract<SetUserMediaStateResult, { __typename: 'SetUserMediaStateWaiting' }>;

/** A newer action stands on the same user in the same place. Nothing was changed. */
export type SupersededError = Extract<BlacklistFailure['error'], { __typename: 'SupersededError' }>;

/** At least one user is not as before the action, or nobody knows. `failures` has an error for each of them. */
export type UndoModerationActionPartialFailure = Extract<UndoModerationActionResult, { __typename: 'UndoModerationActionPartialFailure' }>;

/** Every possible answer of `undoModerationAction`. */
export type UndoModerationActionResult = UndoModerationActionMutation['undoModerationAction'];

/** The action is undone for all of its users. */
export type UndoModerationActionSuccess = Extract<UndoModerationActionResult, { __typename: 'UndoModerationActionSuccess' }>;

/** The vendor answered with a code that this gateway does not know. See `vendorCode` and `message`. */
export type UnknownVendorError = Extract<BlacklistFailure['error'], { __typename: 'UnknownVendorError' }>;

/** At least one user was not updated, or may not have been. `failures` has an error for each of them. */
export type UpdateBlacklistPartialFailure = Extract<UpdateBlacklistResult, { __typename: 'UpdateBlacklistPartialFailure' }>;

/** Every possible answer of `updateBlacklist`. */
export type UpdateBlacklistResult = UpdateBlacklistMutation['updateBlacklist'];

/** All users were updated. */
export type UpdateBlacklistSuccess = Extract<UpdateBlacklistResult, { __typename: 'UpdateBlacklistSuccess' }>;

/** The user is not in the room. */
export type UserNotInRoomError = Extract<BlacklistFailure['error'], { __typename: 'UserNotInRoomError' }>;

/** The vendor reports a fault of its own. */
export type VendorInternalError = Extract<BlacklistFailure['error'], { __typename: 'VendorInternalError' }>;

/** The vendor does not allow the gateway's account to do this. The gateway's operator has to correct it. */
export type VendorPermissionDeniedError = Extract<BlacklistFailure['error'], { __typename: 'VendorPermissionDeniedError' }>;

/** A limit on how often the gateway calls a vendor. */
export type VendorQuota = VendorStatus['quotas'][number];

/** Whether the gateway can call a vendor, and how much of its quotas is used. */
export type VendorStatus = VendorsQuery['vendors'][number];

/** The vendor is failing, cannot be reached, did not answer, or is not configured in this gateway. */
export type VendorUnavailableError = Extract<BlacklistFailure['error'], { __typename: 'VendorUnavailableError' }>;

/** The caller: who the token names, and what it allows. */
export type Viewer = ViewerQuery['viewer'];
