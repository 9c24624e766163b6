import type {
  ActionNotFoundError,
  ActionTarget,
  AddToBlacklistMutation,
  AddToBlacklistPartialFailure,
  AddToBlacklistSuccess,
  AlreadyBlacklistedError,
  ApplicationNotFoundError,
  BlacklistConnection,
  BlacklistEdge,
  BlacklistEntry,
  BlacklistFailure,
  BlacklistMembership,
  BlacklistMembershipsQuery,
  BlacklistQuery,
  DismissRoomMutation,
  DismissRoomSuccess,
  ForbiddenError,
  GatewayUnavailableError,
  IdempotencyConflictError,
  InputIssue,
  InvalidInputError,
  LiftRestrictionMutation,
  LiftRestrictionSuccess,
  MediaRestriction,
  MediaRestrictionConnection,
  MediaRestrictionEdge,
  MediaRestrictionQuery,
  ModerationAction,
  ModerationActionConnection,
  ModerationActionEdge,
  ModerationActionEvent,
  ModerationActionQuery,
  ModerationActionsFeedSubscription,
  ModerationActionsQuery,
  NotUndoableError,
  OwnMediaState,
  OwnMediaStateFeedSubscription,
  OwnMediaStateQuery,
  PageInfo,
  Participant,
  ParticipantConnection,
  ParticipantEdge,
  RateLimitedError,
  RemoveFromBlacklistMutation,
  RemoveFromBlacklistPartialFailure,
  RemoveFromBlacklistSuccess,
  RemoveFromRoomMutation,
  RemoveFromRoomPartialFailure,
  RemoveFromRoomSuccess,
  RestrictionNotFoundError,
  RestrictionProgress,
  RestrictionsQuery,
  Room,
  RoomConnection,
  RoomEdge,
  RoomEvent,
  RoomFailure,
  RoomFeedSubscription,
  RoomNotFoundError,
  RoomQuery,
  RoomsQuery,
  SelfBlacklistError,
  SetRoomMediaStateAccepted,
  SetRoomMediaStateMutation,
  SetUserMediaStateMutation,
  SetUserMediaStateSuccess,
  SetUserMediaStateWaiting,
  SupersededError,
  UndoModerationActionMutation,
  UndoModerationActionPartialFailure,
  UndoModerationActionSuccess,
  UnknownVendorError,
  UpdateBlacklistMutation,
  UpdateBlacklistPartialFailure,
  UpdateBlacklistSuccess,
  UserNotInRoomError,
  VendorInternalError,
  VendorPermissionDeniedError,
  VendorQuota,
  VendorStatus,
  VendorUnavailableError,
  VendorsQuery,
  Viewer,
  ViewerQuery,
} from './exports.js';

/** The journal has no such action. It may have been deleted, because it is too old. */
export function actionNotFoundError(fields: Partial<ActionNotFoundError> = {}): ActionNotFoundError {
  return {
    __typename: 'ActionNotFoundError',
    code: "ACTION_NOT_FOUND",
    message: "The journal has no such action.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** A user that an action is about, and what happened for this user. */
export function actionTarget(fields: Partial<ActionTarget> = {}): ActionTarget {
  return {
    __typename: 'ActionTarget',
    userId: "29376",
    outcome: "APPLIED",
    code: null,
    vendorCode: null,
    ...fields,
  };
}

/** At least one user was not added, or may not have been. `failures` has an error for each of them. */
export function addToBlacklistPartialFailure(fields: Partial<AddToBlacklistPartialFailure> = {}): AddToBlacklistPartialFailure {
  return {
    __typename: 'AddToBlacklistPartialFailure',
    appId: 100001,
    userId: "10002",
    addedUserIds: ["10002"],
    failures: [blacklistFailure()],
    vendorRequestIds: ["019b0a5c-0000-7000-8000-000000000001"],
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** All users were added. */
export function addToBlacklistSuccess(fields: Partial<AddToBlacklistSuccess> = {}): AddToBlacklistSuccess {
  return {
    __typename: 'AddToBlacklistSuccess',
    appId: 100001,
    userId: "10002",
    addedUserIds: ["10002"],
    vendorRequestIds: ["019b0a5c-0000-7000-8000-000000000001"],
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** The user is on the list already. This error appears only in `failures`. */
export function alreadyBlacklistedError(fields: Partial<AlreadyBlacklistedError> = {}): AlreadyBlacklistedError {
  return {
    __typename: 'AlreadyBlacklistedError',
    code: "ALREADY_BLACKLISTED",
    message: "The user is on the list already.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** The vendor does not know the application, or the application's state at the vendor does not allow the call. */
export function applicationNotFoundError(fields: Partial<ApplicationNotFoundError> = {}): ApplicationNotFoundError {
  return {
    __typename: 'ApplicationNotFoundError',
    code: "APPLICATION_NOT_FOUND",
    message: "The vendor does not know the application.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** A page of a blacklist, the newest entry first. */
export function blacklistConnection(fields: Partial<BlacklistConnection> = {}): BlacklistConnection {
  return {
    __typename: 'BlacklistConnection',
    edges: [blacklistEdge()],
    pageInfo: pageInfo(),
    totalCount: null,
    ...fields,
  };
}

/** An entry in a page of a blacklist. */
export function blacklistEdge(fields: Partial<BlacklistEdge> = {}): BlacklistEdge {
  return {
    __typename: 'BlacklistEdge',
    cursor: "cursor-1",
    node: blacklistEntry(),
    ...fields,
  };
}

/** A user on a blacklist. */
export function blacklistEntry(fields: Partial<BlacklistEntry> = {}): BlacklistEntry {
  return {
    __typename: 'BlacklistEntry',
    id: "019b0a5c-0000-7000-8000-000000000001",
    userId: "10002",
    ext: null,
    addedAt: null,
    changedAt: null,
    endsAt: null,
    ...fields,
  };
}

/** A user for whom the change was not made, or may not have been made. */
export function blacklistFailure(fields: Partial<BlacklistFailure> = {}): BlacklistFailure {
  return {
    __typename: 'BlacklistFailure',
    index: 0,
    userId: "10002",
    error: unknownVendorError(),
    ...fields,
  };
}

/** Whether a user is on a blacklist. */
export function blacklistMembership(fields: Partial<BlacklistMembership> = {}): BlacklistMembership {
  return {
    __typename: 'BlacklistMembership',
    userId: "10002",
    isListed: true,
    ...fields,
  };
}

/** The vendor has dismissed the room. This is also the answer if a first call got no answer, and a second one found no room. */
export function dismissRoomSuccess(fields: Partial<DismissRoomSuccess> = {}): DismissRoomSuccess {
  return {
    __typename: 'DismissRoomSuccess',
    sdkAppId: 1400188366,
    roomId: 10006,
    strRoomId: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** The caller is not allowed to do this here. Nothing was sent to the vendor. */
export function forbiddenError(fields: Partial<ForbiddenError> = {}): ForbiddenError {
  return {
    __typename: 'ForbiddenError',
    code: "FORBIDDEN",
    message: "The token does not allow this; see `missingGrant`.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    missingGrant: null,
    ...fields,
  };
}

/** The gateway itself cannot serve now: it is shutting down, it failed, or its journal is not available. The request was not applied, unless `outcome` is UNKNOWN. */
export function gatewayUnavailableError(fields: Partial<GatewayUnavailableError> = {}): GatewayUnavailableError {
  return {
    __typename: 'GatewayUnavailableError',
    code: "GATEWAY_UNAVAILABLE",
    message: "The gateway cannot serve now; nothing was sent.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** The idempotency key was used before with a different input. Nothing was sent to the vendor. */
export function idempotencyConflictError(fields: Partial<IdempotencyConflictError> = {}): IdempotencyConflictError {
  return {
    __typename: 'IdempotencyConflictError',
    code: "IDEMPOTENCY_CONFLICT",
    message: "The idempotency key was used with a different input.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** One rule that an input breaks. */
export function inputIssue(fields: Partial<InputIssue> = {}): InputIssue {
  return {
    __typename: 'InputIssue',
    path: "userId",
    code: "MALFORMED",
    message: "has 1 to 32 characters",
    ...fields,
  };
}

/** The input breaks a rule. Nothing was changed. */
export function invalidInputError(fields: Partial<InvalidInputError> = {}): InvalidInputError {
  return {
    __typename: 'InvalidInputError',
    code: "INVALID_INPUT",
    message: "The gateway refused the input; `issues` names each field and the rule that it breaks.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    issues: [inputIssue()],
    ...fields,
  };
}

/** The restriction has ended, now or before. If it decided anything and the person is in the room, the vendor has set what holds without it. */
export function liftRestrictionSuccess(fields: Partial<LiftRestrictionSuccess> = {}): LiftRestrictionSuccess {
  return {
    __typename: 'LiftRestrictionSuccess',
    restriction: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** What somebody's audio, video or both shall be in a room until a time, or until it is lifted. A SET_USER_MEDIA_STATE with a duration gives it, or one that is enforced. */
export function mediaRestriction(fields: Partial<MediaRestriction> = {}): MediaRestriction {
  return {
    __typename: 'MediaRestriction',
    id: "019b0a5c-0000-7000-8000-000000000001",
    sdkAppId: 1400188366,
    roomId: 10006,
    strRoomId: null,
    userId: "29376",
    exceptUserIds: ["text"],
    audio: "DISABLED",
    video: null,
    enforced: false,
    startedAt: "2026-01-01T00:00:00.000Z",
    endsAt: "2026-01-01T01:00:00.000Z",
    status: "IN_FORCE",
    holding: "APPLIED",
    timesApplied: 1,
    lastAppliedAt: null,
    lastViolationAt: null,
    reason: null,
    actor: "moderator-1",
    progress: null,
    action: {
    __typename: 'ModerationAction',
    id: "019b0a5c-0000-7000-8000-000000000001",
},
    ...fields,
  };
}

/** A page of restrictions, newest first. */
export function mediaRestrictionConnection(fields: Partial<MediaRestrictionConnection> = {}): MediaRestrictionConnection {
  return {
    __typename: 'MediaRestrictionConnection',
    edges: [mediaRestrictionEdge()],
    pageInfo: pageInfo(),
    ...fields,
  };
}

/** A restriction in a page of the list. */
export function mediaRestrictionEdge(fields: Partial<MediaRestrictionEdge> = {}): MediaRestrictionEdge {
  return {
    __typename: 'MediaRestrictionEdge',
    cursor: "cursor-1",
    node: mediaRestriction(),
    ...fields,
  };
}

/** A moderation action as the journal records it. */
export function moderationAction(fields: Partial<ModerationAction> = {}): ModerationAction {
  return {
    __typename: 'ModerationAction',
    id: "019b0a5c-0000-7000-8000-000000000001",
    requestedAt: "2026-01-01T00:00:00.000Z",
    finishedAt: "2026-01-01T00:00:00.000Z",
    actor: "moderator-1",
    operation: "SET_USER_MEDIA_STATE",
    vendor: "TENCENT_TRTC",
    applicationId: 1400188366,
    roomId: 10006,
    strRoomId: null,
    listOwnerId: null,
    inboxType: null,
    state: "AUDIO_DISABLED",
    audio: null,
    video: null,
    durationSeconds: null,
    targets: [actionTarget()],
    status: "APPLIED",
    code: null,
    message: null,
    reason: null,
    idempotencyKey: null,
    vendorCode: null,
    vendorRequestIds: ["019b0a5c-0000-7000-8000-000000000001"],
    attempts: 1,
    durationMs: null,
    recovered: false,
    requestId: "019b0a5c-0000-7000-8000-000000000001",
    automatic: false,
    causedBy: null,
    undoes: null,
    undoneBy: null,
    restriction: null,
    ...fields,
  };
}

/** A page of actions, newest first. */
export function moderationActionConnection(fields: Partial<ModerationActionConnection> = {}): ModerationActionConnection {
  return {
    __typename: 'ModerationActionConnection',
    edges: [moderationActionEdge()],
    feedCursor: null,
    pageInfo: pageInfo(),
    ...fields,
  };
}

/** An action in a page of the list. */
export function moderationActionEdge(fields: Partial<ModerationActionEdge> = {}): ModerationActionEdge {
  return {
    __typename: 'ModerationActionEdge',
    cursor: "cursor-1",
    node: moderationAction(),
    ...fields,
  };
}

/** That an action has begun, or is over. Where `kind` and `action` are null, nothing else has happened up to `cursor`. */
export function moderationActionEvent(fields: Partial<ModerationActionEvent> = {}): ModerationActionEvent {
  return {
    __typename: 'ModerationActionEvent',
    cursor: "cursor-1",
    kind: null,
    action: null,
    ...fields,
  };
}

/** The action cannot be undone. Nothing was changed. `code` and `message` say why. */
export function notUndoableError(fields: Partial<NotUndoableError> = {}): NotUndoableError {
  return {
    __typename: 'NotUndoableError',
    code: "NOT_UNDOABLE",
    message: "There is nothing that can be undone; see `message`.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** What moderators have set by this gateway for your own audio and video in a room. It does not tell who set it, nor why, nor what TRTC does when you leave and come back. */
export function ownMediaState(fields: Partial<OwnMediaState> = {}): OwnMediaState {
  return {
    __typename: 'OwnMediaState',
    audio: "DISABLED",
    video: "DISABLED",
    audioEndsAt: null,
    videoEndsAt: null,
    ...fields,
  };
}

/** The position of a page in the list. */
export function pageInfo(fields: Partial<PageInfo> = {}): PageInfo {
  return {
    __typename: 'PageInfo',
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: "cursor-1",
    endCursor: "cursor-1",
    ...fields,
  };
}

/** Somebody who is in a room, as far as the vendor's events tell. */
export function participant(fields: Partial<Participant> = {}): Participant {
  return {
    __typename: 'Participant',
    id: "019b0a5c-0000-7000-8000-000000000001",
    userId: "29376",
    role: "ANCHOR",
    publishesAudio: false,
    publishesVideo: false,
    publishesScreen: false,
    terminal: null,
    enteredAt: "2026-01-01T00:00:00.000Z",
    audio: null,
    video: null,
    restrictions: [],
    lastAction: null,
    ...fields,
  };
}

/** A page of the people in a room, by their ids. */
export function participantConnection(fields: Partial<ParticipantConnection> = {}): ParticipantConnection {
  return {
    __typename: 'ParticipantConnection',
    edges: [participantEdge()],
    pageInfo: pageInfo(),
    ...fields,
  };
}

/** Somebody in a page of the people in a room. */
export function participantEdge(fields: Partial<ParticipantEdge> = {}): ParticipantEdge {
  return {
    __typename: 'ParticipantEdge',
    cursor: "cursor-1",
    node: participant(),
    ...fields,
  };
}

/** The vendor's quota is used up. `retryAfterMs` says how long to wait, when that is known. */
export function rateLimitedError(fields: Partial<RateLimitedError> = {}): RateLimitedError {
  return {
    __typename: 'RateLimitedError',
    code: "RATE_LIMITED",
    message: "No slot within the quota came free in time; nothing was sent.",
    retryable: true,
    retryAfterMs: 1000,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** At least one user was not removed, or may not have been. `failures` has an error for each of them. */
export function removeFromBlacklistPartialFailure(fields: Partial<RemoveFromBlacklistPartialFailure> = {}): RemoveFromBlacklistPartialFailure {
  return {
    __typename: 'RemoveFromBlacklistPartialFailure',
    appId: 100001,
    userId: "10002",
    removedUserIds: ["10002"],
    notListedUserIds: ["10002"],
    failures: [blacklistFailure()],
    vendorRequestIds: ["019b0a5c-0000-7000-8000-000000000001"],
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** None of the users is on the list now. */
export function removeFromBlacklistSuccess(fields: Partial<RemoveFromBlacklistSuccess> = {}): RemoveFromBlacklistSuccess {
  return {
    __typename: 'RemoveFromBlacklistSuccess',
    appId: 100001,
    userId: "10002",
    removedUserIds: ["10002"],
    notListedUserIds: ["10002"],
    vendorRequestIds: ["019b0a5c-0000-7000-8000-000000000001"],
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** At least one user was not removed, or may not have been. `failures` has an error for each of them. */
export function removeFromRoomPartialFailure(fields: Partial<RemoveFromRoomPartialFailure> = {}): RemoveFromRoomPartialFailure {
  return {
    __typename: 'RemoveFromRoomPartialFailure',
    sdkAppId: 1400188366,
    roomId: 10006,
    strRoomId: null,
    removedUserIds: ["text"],
    failures: [roomFailure()],
    vendorRequestIds: ["019b0a5c-0000-7000-8000-000000000001"],
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** None of the users was in the room after the call. */
export function removeFromRoomSuccess(fields: Partial<RemoveFromRoomSuccess> = {}): RemoveFromRoomSuccess {
  return {
    __typename: 'RemoveFromRoomSuccess',
    sdkAppId: 1400188366,
    roomId: 10006,
    strRoomId: null,
    removedUserIds: ["text"],
    vendorRequestIds: ["019b0a5c-0000-7000-8000-000000000001"],
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** There is no such restriction. It may have been deleted, because it is too old. */
export function restrictionNotFoundError(fields: Partial<RestrictionNotFoundError> = {}): RestrictionNotFoundError {
  return {
    __typename: 'RestrictionNotFoundError',
    code: "RESTRICTION_NOT_FOUND",
    message: "There is no such restriction.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** How far a restriction on a whole room is: for how many of the people who were in the room when it was given what has become of it. Whoever comes later is not counted, and whoever has an instruction of their own that decides is not counted any more. `wanted` without the others is what is still to be done. */
export function restrictionProgress(fields: Partial<RestrictionProgress> = {}): RestrictionProgress {
  return {
    __typename: 'RestrictionProgress',
    wanted: 0,
    done: 0,
    failed: 0,
    unknown: 0,
    waiting: 0,
    ...fields,
  };
}

/** A room of the vendor's, as far as its events tell. Somebody who has just entered or left may be missing. */
export function room(fields: Partial<Room> = {}): Room {
  return {
    __typename: 'Room',
    id: "019b0a5c-0000-7000-8000-000000000001",
    sdkAppId: 1400188366,
    roomId: 10006,
    strRoomId: null,
    open: true,
    openedAt: null,
    knownSince: "2026-01-01T00:00:00.000Z",
    participantCount: 1,
    publisherCount: 0,
    participants: participantConnection(),
    ...fields,
  };
}

/** A page of open rooms, newest opened first. */
export function roomConnection(fields: Partial<RoomConnection> = {}): RoomConnection {
  return {
    __typename: 'RoomConnection',
    edges: [roomEdge()],
    pageInfo: pageInfo(),
    ...fields,
  };
}

/** A room in a page of the list. */
export function roomEdge(fields: Partial<RoomEdge> = {}): RoomEdge {
  return {
    __typename: 'RoomEdge',
    cursor: "cursor-1",
    node: {
    __typename: 'Room',
    id: "019b0a5c-0000-7000-8000-000000000001",
    sdkAppId: 1400188366,
    roomId: 10006,
    strRoomId: null,
    open: true,
    openedAt: null,
    knownSince: "2026-01-01T00:00:00.000Z",
    participantCount: 1,
    publisherCount: 0,
},
    ...fields,
  };
}

/** Something that happened in a room. */
export function roomEvent(fields: Partial<RoomEvent> = {}): RoomEvent {
  return {
    __typename: 'RoomEvent',
    kind: "CHANGED",
    room: null,
    participant: null,
    restriction: null,
    ...fields,
  };
}

/** A user of a room for whom the change was not made, or may not have been made. */
export function roomFailure(fields: Partial<RoomFailure> = {}): RoomFailure {
  return {
    __typename: 'RoomFailure',
    index: 0,
    userId: "29376",
    error: unknownVendorError(),
    ...fields,
  };
}

/** The room does not exist, or exists no longer. */
export function roomNotFoundError(fields: Partial<RoomNotFoundError> = {}): RoomNotFoundError {
  return {
    __typename: 'RoomNotFoundError',
    code: "ROOM_NOT_FOUND",
    message: "The room does not exist, or exists no longer.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** Users cannot be on their own blacklist. This error appears only in `failures`. */
export function selfBlacklistError(fields: Partial<SelfBlacklistError> = {}): SelfBlacklistError {
  return {
    __typename: 'SelfBlacklistError',
    code: "SELF_BLACKLIST",
    message: "Users cannot be on their own blacklist.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** The instruction is on record and counts. The vendor's calls follow, one for each user, at the pace of the quota: those who publish come first. `restriction.progress` tells how far they are. */
export function setRoomMediaStateAccepted(fields: Partial<SetRoomMediaStateAccepted> = {}): SetRoomMediaStateAccepted {
  return {
    __typename: 'SetRoomMediaStateAccepted',
    sdkAppId: 1400188366,
    roomId: 10006,
    strRoomId: null,
    restriction: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** The vendor has set the user's state. */
export function setUserMediaStateSuccess(fields: Partial<SetUserMediaStateSuccess> = {}): SetUserMediaStateSuccess {
  return {
    __typename: 'SetUserMediaStateSuccess',
    sdkAppId: 1400188366,
    roomId: 10006,
    strRoomId: null,
    userId: "29376",
    state: "AUDIO_DISABLED",
    restriction: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** The user is not in the room. The restriction is in force and waits: the state is set when they come. Only with `enforce`. */
export function setUserMediaStateWaiting(fields: Partial<SetUserMediaStateWaiting> = {}): SetUserMediaStateWaiting {
  return {
    __typename: 'SetUserMediaStateWaiting',
    sdkAppId: 1400188366,
    roomId: 10006,
    strRoomId: null,
    userId: "29376",
    restriction: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** A newer action stands on the same user in the same place. Nothing was changed. */
export function supersededError(fields: Partial<SupersededError> = {}): SupersededError {
  return {
    __typename: 'SupersededError',
    code: "SUPERSEDED",
    message: "A newer action stands; see `newerActionId`.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    newerActionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** At least one user is not as before the action, or nobody knows. `failures` has an error for each of them. */
export function undoModerationActionPartialFailure(fields: Partial<UndoModerationActionPartialFailure> = {}): UndoModerationActionPartialFailure {
  return {
    __typename: 'UndoModerationActionPartialFailure',
    undone: moderationAction(),
    action: moderationAction(),
    failures: [blacklistFailure()],
    ...fields,
  };
}

/** The action is undone for all of its users. */
export function undoModerationActionSuccess(fields: Partial<UndoModerationActionSuccess> = {}): UndoModerationActionSuccess {
  return {
    __typename: 'UndoModerationActionSuccess',
    undone: moderationAction(),
    action: moderationAction(),
    ...fields,
  };
}

/** The vendor answered with a code that this gateway does not know. See `vendorCode` and `message`. */
export function unknownVendorError(fields: Partial<UnknownVendorError> = {}): UnknownVendorError {
  return {
    __typename: 'UnknownVendorError',
    code: "UNKNOWN",
    message: "The vendor answered with a code that this gateway does not know; see `vendorCode`.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** At least one user was not updated, or may not have been. `failures` has an error for each of them. */
export function updateBlacklistPartialFailure(fields: Partial<UpdateBlacklistPartialFailure> = {}): UpdateBlacklistPartialFailure {
  return {
    __typename: 'UpdateBlacklistPartialFailure',
    appId: 100001,
    userId: "10002",
    updatedUserIds: ["10002"],
    failures: [blacklistFailure()],
    vendorRequestIds: ["019b0a5c-0000-7000-8000-000000000001"],
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** All users were updated. */
export function updateBlacklistSuccess(fields: Partial<UpdateBlacklistSuccess> = {}): UpdateBlacklistSuccess {
  return {
    __typename: 'UpdateBlacklistSuccess',
    appId: 100001,
    userId: "10002",
    updatedUserIds: ["10002"],
    vendorRequestIds: ["019b0a5c-0000-7000-8000-000000000001"],
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** The user is not in the room. */
export function userNotInRoomError(fields: Partial<UserNotInRoomError> = {}): UserNotInRoomError {
  return {
    __typename: 'UserNotInRoomError',
    code: "USER_NOT_IN_ROOM",
    message: "The user is not in the room.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** The vendor reports a fault of its own. */
export function vendorInternalError(fields: Partial<VendorInternalError> = {}): VendorInternalError {
  return {
    __typename: 'VendorInternalError',
    code: "VENDOR_INTERNAL_ERROR",
    message: "The vendor reports a fault of its own.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** The vendor does not allow the gateway's account to do this. The gateway's operator has to correct it. */
export function vendorPermissionDeniedError(fields: Partial<VendorPermissionDeniedError> = {}): VendorPermissionDeniedError {
  return {
    __typename: 'VendorPermissionDeniedError',
    code: "VENDOR_PERMISSION_DENIED",
    message: "The vendor does not allow the gateway's account to do this.",
    retryable: false,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** A limit on how often the gateway calls a vendor. */
export function vendorQuota(fields: Partial<VendorQuota> = {}): VendorQuota {
  return {
    __typename: 'VendorQuota',
    scope: "text",
    callsPerSecond: 0,
    slotsLeft: 0,
    callsWaiting: 0,
    ...fields,
  };
}

/** Whether the gateway can call a vendor, and how much of its quotas is used. */
export function vendorStatus(fields: Partial<VendorStatus> = {}): VendorStatus {
  return {
    __typename: 'VendorStatus',
    vendor: "TENCENT_TRTC",
    enabled: false,
    breaker: "CLOSED",
    lastErrorAt: null,
    quotas: [vendorQuota()],
    ...fields,
  };
}

/** The vendor is failing, cannot be reached, did not answer, or is not configured in this gateway. */
export function vendorUnavailableError(fields: Partial<VendorUnavailableError> = {}): VendorUnavailableError {
  return {
    __typename: 'VendorUnavailableError',
    code: "VENDOR_UNAVAILABLE",
    message: "The vendor says that it cannot serve now.",
    retryable: true,
    retryAfterMs: null,
    outcome: "NOT_APPLIED",
    vendor: null,
    vendorCode: null,
    vendorRequestId: null,
    actionId: "019b0a5c-0000-7000-8000-000000000001",
    ...fields,
  };
}

/** The caller: who the token names, and what it allows. */
export function viewer(fields: Partial<Viewer> = {}): Viewer {
  return {
    __typename: 'Viewer',
    subject: "moderator-1",
    scopes: ["text"],
    sdkAppIds: [0],
    appIds: [0],
    allRooms: false,
    rooms: [10006],
    allStrRooms: false,
    strRooms: ["text"],
    volcUserId: null,
    trtcUserId: null,
    expiresAt: "2026-01-01T00:00:00.000Z",
    ...fields,
  };
}

/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export function addToBlacklistMutation(fields: Partial<AddToBlacklistMutation> = {}): AddToBlacklistMutation {
  return {
    __typename: 'Mutation',
    addToBlacklist: addToBlacklistSuccess(),
    ...fields,
  };
}

/** Everything that can be read. */
export function blacklistQuery(fields: Partial<BlacklistQuery> = {}): BlacklistQuery {
  return {
    __typename: 'Query',
    blacklist: blacklistConnection(),
    ...fields,
  };
}

/** Everything that can be read. */
export function blacklistMembershipsQuery(fields: Partial<BlacklistMembershipsQuery> = {}): BlacklistMembershipsQuery {
  return {
    __typename: 'Query',
    blacklistMemberships: [blacklistMembership()],
    ...fields,
  };
}

/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export function dismissRoomMutation(fields: Partial<DismissRoomMutation> = {}): DismissRoomMutation {
  return {
    __typename: 'Mutation',
    dismissRoom: dismissRoomSuccess(),
    ...fields,
  };
}

/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export function liftRestrictionMutation(fields: Partial<LiftRestrictionMutation> = {}): LiftRestrictionMutation {
  return {
    __typename: 'Mutation',
    liftRestriction: liftRestrictionSuccess(),
    ...fields,
  };
}

/** Everything that can be read. */
export function mediaRestrictionQuery(fields: Partial<MediaRestrictionQuery> = {}): MediaRestrictionQuery {
  return {
    __typename: 'Query',
    mediaRestriction: mediaRestriction(),
    ...fields,
  };
}

/** Everything that can be read. */
export function moderationActionQuery(fields: Partial<ModerationActionQuery> = {}): ModerationActionQuery {
  return {
    __typename: 'Query',
    moderationAction: moderationAction(),
    ...fields,
  };
}

/** Everything that can be read. */
export function moderationActionsQuery(fields: Partial<ModerationActionsQuery> = {}): ModerationActionsQuery {
  return {
    __typename: 'Query',
    moderationActions: moderationActionConnection(),
    ...fields,
  };
}

/** What happens, as it happens. Subscriptions are served at /graphql/stream, by server-sent events. */
export function moderationActionsFeedSubscription(fields: Partial<ModerationActionsFeedSubscription> = {}): ModerationActionsFeedSubscription {
  return {
    __typename: 'Subscription',
    moderationActions: moderationActionEvent(),
    ...fields,
  };
}

/** Everything that can be read. */
export function ownMediaStateQuery(fields: Partial<OwnMediaStateQuery> = {}): OwnMediaStateQuery {
  return {
    __typename: 'Query',
    ownMediaState: ownMediaState(),
    ...fields,
  };
}

/** What happens, as it happens. Subscriptions are served at /graphql/stream, by server-sent events. */
export function ownMediaStateFeedSubscription(fields: Partial<OwnMediaStateFeedSubscription> = {}): OwnMediaStateFeedSubscription {
  return {
    __typename: 'Subscription',
    ownMediaState: ownMediaState(),
    ...fields,
  };
}

/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export function removeFromBlacklistMutation(fields: Partial<RemoveFromBlacklistMutation> = {}): RemoveFromBlacklistMutation {
  return {
    __typename: 'Mutation',
    removeFromBlacklist: removeFromBlacklistSuccess(),
    ...fields,
  };
}

/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export function removeFromRoomMutation(fields: Partial<RemoveFromRoomMutation> = {}): RemoveFromRoomMutation {
  return {
    __typename: 'Mutation',
    removeFromRoom: removeFromRoomSuccess(),
    ...fields,
  };
}

/** Everything that can be read. */
export function restrictionsQuery(fields: Partial<RestrictionsQuery> = {}): RestrictionsQuery {
  return {
    __typename: 'Query',
    restrictions: mediaRestrictionConnection(),
    ...fields,
  };
}

/** Everything that can be read. */
export function roomQuery(fields: Partial<RoomQuery> = {}): RoomQuery {
  return {
    __typename: 'Query',
    room: room(),
    ...fields,
  };
}

/** What happens, as it happens. Subscriptions are served at /graphql/stream, by server-sent events. */
export function roomFeedSubscription(fields: Partial<RoomFeedSubscription> = {}): RoomFeedSubscription {
  return {
    __typename: 'Subscription',
    room: roomEvent(),
    ...fields,
  };
}

/** Everything that can be read. */
export function roomsQuery(fields: Partial<RoomsQuery> = {}): RoomsQuery {
  return {
    __typename: 'Query',
    rooms: roomConnection(),
    ...fields,
  };
}

/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export function setRoomMediaStateMutation(fields: Partial<SetRoomMediaStateMutation> = {}): SetRoomMediaStateMutation {
  return {
    __typename: 'Mutation',
    setRoomMediaState: applicationNotFoundError(),
    ...fields,
  };
}

/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export function setUserMediaStateMutation(fields: Partial<SetUserMediaStateMutation> = {}): SetUserMediaStateMutation {
  return {
    __typename: 'Mutation',
    setUserMediaState: setUserMediaStateSuccess(),
    ...fields,
  };
}

/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export function undoModerationActionMutation(fields: Partial<UndoModerationActionMutation> = {}): UndoModerationActionMutation {
  return {
    __typename: 'Mutation',
    undoModerationAction: undoModerationActionSuccess(),
    ...fields,
  };
}

/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export function updateBlacklistMutation(fields: Partial<UpdateBlacklistMutation> = {}): UpdateBlacklistMutation {
  return {
    __typename: 'Mutation',
    updateBlacklist: updateBlacklistSuccess(),
    ...fields,
  };
}

/** Everything that can be read. */
export function vendorsQuery(fields: Partial<VendorsQuery> = {}): VendorsQuery {
  return {
    __typename: 'Query',
    vendors: [vendorStatus()],
    ...fields,
  };
}

/** Everything that can be read. */
export function viewerQuery(fields: Partial<ViewerQuery> = {}): ViewerQuery {
  return {
    __typename: 'Query',
    viewer: viewer(),
    ...fields,
  };
}
