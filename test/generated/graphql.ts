/* eslint-disable */
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A date-time string at UTC, such as 2007-12-03T10:15:30Z, compliant with the `date-time` format outlined in section 5.6 of the RFC 3339 profile of the ISO 8601 standard for representation of dates and times using the Gregorian calendar. */
  DateTime: { input: string; output: string; }
  /** A signed 64-bit, non-negative integer. Output: a decimal string. Input: a decimal string, or an integer literal; a JSON number above 2^53-1 is refused, because it has already lost digits. */
  Int64ID: { input: string | number; output: string; }
  /** A TRTC numeric room, 1 to 4294967294. Output: a number. Input: an integer or its decimal string. The room "123" of TRTC's string rooms is another room than 123. */
  RoomNumber: { input: number | string; output: number; }
  /** A map from string to string, such as `{ "source": "live" }`. */
  StringMap: { input: Record<string, string>; output: Record<string, string>; }
};

/** What came of an action. */
export type ActionStatus =
  /** All of it was applied. */
  | 'APPLIED'
  /** The caller may not do this. Nothing was sent. */
  | 'DENIED'
  /** It was applied to some targets and not, or not certainly, to others. */
  | 'PARTIAL'
  /** It is under way; or its gateway died, and another will find out what happened. */
  | 'PENDING'
  /** Nothing was changed. */
  | 'REFUSED'
  /** It may have been applied; nobody can tell. */
  | 'UNKNOWN';

/** A user on whom an action acts. */
export type ActionTarget = {
  __typename?: 'ActionTarget';
  /** Why it was not, or may not have been. */
  code?: Maybe<ModerationErrorCode>;
  /** What came of it for this user. */
  outcome: TargetOutcome;
  /** The user. */
  userId: Scalars['String']['output'];
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
};

/** Whose blacklist, and whom to put on it. */
export type AddToBlacklistInput = {
  /** The Volcengine application. Default: the configured one. */
  appId?: InputMaybe<Scalars['Int']['input']>;
  /** Names this action, so that a repeat within 24 hours gets the recorded answer instead of acting again. 1 to 255 characters. A request that changed nothing for certain does not use its key up. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The inbox: the vendor keeps the lists of each apart. */
  inboxType?: InputMaybe<Scalars['Int']['input']>;
  /** Why, for the record. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Whose blacklist it is. */
  userId: Scalars['Int64ID']['input'];
  /** 1 to 1000 different users. The vendor takes 10 a call; the gateway splits the list. */
  users: Array<BlacklistUserInput>;
};

/** Some users, or all, were not added, each for a reason of its own. */
export type AddToBlacklistPartialFailure = {
  __typename?: 'AddToBlacklistPartialFailure';
  /** The action in the journal (`Query.moderationAction`). */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** In input order. */
  addedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The Volcengine application. */
  appId: Scalars['Int']['output'];
  /** In input order. */
  failures: Array<BlacklistFailure>;
  /** Whose blacklist it is. */
  userId: Scalars['Int64ID']['output'];
  /** What the vendor's support asks for: one for each vendor call. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** All that can come of `addToBlacklist`. */
export type AddToBlacklistResult = AddToBlacklistPartialFailure | AddToBlacklistSuccess | ApplicationNotFoundError | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | RateLimitedError | UnknownVendorError | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** All users were added. */
export type AddToBlacklistSuccess = {
  __typename?: 'AddToBlacklistSuccess';
  /** The action in the journal (`Query.moderationAction`). */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** In input order. */
  addedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The Volcengine application. */
  appId: Scalars['Int']['output'];
  /** Whose blacklist it is. */
  userId: Scalars['Int64ID']['output'];
  /** What the vendor's support asks for: one for each vendor call. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** The user is on the list already. In failures only. */
export type AlreadyBlacklistedError = ModerationError & {
  __typename?: 'AlreadyBlacklistedError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The vendor does not know the application, or its state there forbids the call. */
export type ApplicationNotFoundError = ModerationError & {
  __typename?: 'ApplicationNotFoundError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** One user for whom it was not done, or may not have been. */
export type BlacklistFailure = {
  __typename?: 'BlacklistFailure';
  /** Why, and whether it may have been done all the same. */
  error: ModerationError;
  /** The user's place in the input's list of users, from 0. */
  index: Scalars['Int']['output'];
  /** The user. */
  userId: Scalars['Int64ID']['output'];
};

/** A user to put on a blacklist. */
export type BlacklistUserInput = {
  /** What the vendor keeps beside the user on the list. */
  ext?: InputMaybe<Scalars['StringMap']['input']>;
  /** The user to put on the list. */
  userId: Scalars['Int64ID']['input'];
};

/** Whether calls to a vendor go through. */
export type BreakerState =
  /** They do. */
  | 'CLOSED'
  /** One call is under way as a probe; its answer decides. */
  | 'HALF_OPEN'
  /** The vendor has been failing: calls are refused until it is time for a probe. */
  | 'OPEN';

/** The caller may not do this here. Nothing was sent. */
export type ForbiddenError = ModerationError & {
  __typename?: 'ForbiddenError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** What the token lacks: a scope ("moderation:media"), or the claim that does not name what was asked for ("rooms"). Null when no token would do. */
  missingGrant?: Maybe<Scalars['String']['output']>;
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The gateway itself cannot serve now: it is shutting down, or its journal is. Nothing was sent, unless `outcome` says UNKNOWN. */
export type GatewayUnavailableError = ModerationError & {
  __typename?: 'GatewayUnavailableError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The idempotency key was used before, with a different input. Nothing was sent. */
export type IdempotencyConflictError = ModerationError & {
  __typename?: 'IdempotencyConflictError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** One thing that is wrong with an input. */
export type InputIssue = {
  __typename?: 'InputIssue';
  /** For programs: TOO_SHORT, TOO_LONG, OUT_OF_RANGE, MALFORMED, DUPLICATE, REFUSED. */
  code: Scalars['String']['output'];
  /** For people: the rule that the value breaks. */
  message: Scalars['String']['output'];
  /** Where, as in the input: "users.3.userId". Empty when it is about the input as a whole. */
  path: Scalars['String']['output'];
};

/** The input breaks a rule. Nothing was changed. */
export type InvalidInputError = ModerationError & {
  __typename?: 'InvalidInputError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** Everything that is wrong; never empty. */
  issues: Array<InputIssue>;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The activation state of a user's audio and video (the vendor's IsMute 0, 1, 2, 3). It is set as a whole: AUDIO_DISABLED leaves the video enabled, whatever it was before. */
export type MediaState =
  /** Audio is disabled, video is enabled. */
  | 'AUDIO_DISABLED'
  /** Audio and video are disabled. */
  | 'AUDIO_VIDEO_DISABLED'
  /** Unmuted: audio and video are enabled. */
  | 'AUDIO_VIDEO_ENABLED'
  /** Video is disabled, audio is enabled. */
  | 'VIDEO_DISABLED';

/** A moderation action as the journal has it. */
export type ModerationAction = {
  __typename?: 'ModerationAction';
  /** Who did it: the token's subject. */
  actor: Scalars['String']['output'];
  /** The vendor's application. */
  applicationId: Scalars['Int']['output'];
  /** How often the vendor was called for it; a call that other actions shared counts for each. */
  attempts: Scalars['Int']['output'];
  /** Why it did not succeed as a whole. */
  code?: Maybe<ModerationErrorCode>;
  /** From the record of the intent to the outcome, in milliseconds. */
  durationMs?: Maybe<Scalars['Int']['output']>;
  /** When its outcome was recorded. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The `actionId` of the mutation's answer. Later actions have greater ids. */
  id: Scalars['ID']['output'];
  /** The idempotency key, if one was given. */
  idempotencyKey?: Maybe<Scalars['String']['output']>;
  /** The inbox of an `ADD_TO_BLACKLIST`. */
  inboxType?: Maybe<Scalars['Int']['output']>;
  /** Whose blacklist an `ADD_TO_BLACKLIST` is about. */
  listOwnerId?: Maybe<Scalars['Int64ID']['output']>;
  /** The same for people. */
  message?: Maybe<Scalars['String']['output']>;
  /** What was asked for. */
  operation: Operation;
  /** Why it was done, in the words of who did it. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The gateway that began it died; what came of it was found out afterwards. */
  recovered: Scalars['Boolean']['output'];
  /** The request that it came with; the log has it too. */
  requestId: Scalars['ID']['output'];
  /** When the gateway recorded it, before any vendor was called. */
  requestedAt: Scalars['DateTime']['output'];
  /** The room of a `SET_USER_MEDIA_STATE`. */
  roomId?: Maybe<Scalars['RoomNumber']['output']>;
  /** What a `SET_USER_MEDIA_STATE` sets. */
  state?: Maybe<MediaState>;
  /** What came of it. */
  status: ActionStatus;
  /** On whom it acts, in input order. Of a denied action, the first three. */
  targets: Array<ActionTarget>;
  /** Which vendor it is for. */
  vendor: Vendor;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** A page of actions, newest first. */
export type ModerationActionConnection = {
  __typename?: 'ModerationActionConnection';
  /** The actions of the page. */
  edges: Array<ModerationActionEdge>;
  /** Whether there is more. */
  pageInfo: PageInfo;
};

/** An action, and where it is in the list. */
export type ModerationActionEdge = {
  __typename?: 'ModerationActionEdge';
  /** For `after`. */
  cursor: Scalars['String']['output'];
  /** The action. */
  node: ModerationAction;
};

/** Which actions to list: those that fit all that is given. */
export type ModerationActionFilter = {
  /** Who did it: a token's subject. */
  actor?: InputMaybe<Scalars['String']['input']>;
  /** Requested then or later. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Any of these; empty: any. */
  operation?: InputMaybe<Array<Operation>>;
  /** In this room. */
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  /** Any of these; empty: any. */
  status?: InputMaybe<Array<ActionStatus>>;
  /** On this user. */
  targetUserId?: InputMaybe<Scalars['String']['input']>;
  /** Requested before. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
  /** For this vendor. */
  vendor?: InputMaybe<Vendor>;
};

/** Why a mutation, or one user of it, did not succeed. */
export type ModerationError = {
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** What went wrong: one value per error type and case. A later version may add values. */
export type ModerationErrorCode =
  /** AlreadyBlacklistedError: the user is on the list already. */
  | 'ALREADY_BLACKLISTED'
  /** GatewayUnavailableError: a newer gateway carried out the action that has this idempotency key; see `moderationAction`. */
  | 'ANSWER_OF_NEWER_GATEWAY'
  /** ApplicationNotFoundError: the vendor does not know the application. */
  | 'APPLICATION_NOT_FOUND'
  /** ForbiddenError: this gateway does not serve the application. */
  | 'APPLICATION_NOT_SERVED'
  /** ApplicationNotFoundError: the application's state at the vendor forbids the call. */
  | 'APPLICATION_UNUSABLE'
  /** ForbiddenError: the token does not grant this. */
  | 'FORBIDDEN'
  /** GatewayUnavailableError: the gateway cannot serve now; nothing was sent. */
  | 'GATEWAY_UNAVAILABLE'
  /** IdempotencyConflictError: the idempotency key was used for another input. */
  | 'IDEMPOTENCY_CONFLICT'
  /** InvalidInputError: the vendor refused the input. */
  | 'INPUT_REFUSED_BY_VENDOR'
  /** GatewayUnavailableError: the gateway failed or died in the middle; see `outcome`. */
  | 'INTERRUPTED'
  /** InvalidInputError: the gateway refused the input; `issues` says what and why. */
  | 'INVALID_INPUT'
  /** GatewayUnavailableError: actions cannot be recorded now; nothing was sent. With an idempotency key, see `outcome`. */
  | 'JOURNAL_UNAVAILABLE'
  /** GatewayUnavailableError: what came of it cannot be recorded now; see `moderationAction` later. */
  | 'OUTCOME_UNRECORDED'
  /** RateLimitedError: too many calls are waiting already; nothing was sent. */
  | 'QUEUE_FULL'
  /** RateLimitedError: no slot within the quota came free in time; nothing was sent. */
  | 'RATE_LIMITED'
  /** RoomNotFoundError: the room does not exist (any more). */
  | 'ROOM_NOT_FOUND'
  /** SelfBlacklistError: nobody can be on a list of one's own. */
  | 'SELF_BLACKLIST'
  /** GatewayUnavailableError: the action that has this idempotency key is not over. */
  | 'STILL_RUNNING'
  /** UnknownVendorError: a vendor code that this gateway does not know; see `vendorCode`. */
  | 'UNKNOWN'
  /** UserNotInRoomError: the user is not in the room. */
  | 'USER_NOT_IN_ROOM'
  /** VendorUnavailableError: something answered that is not the vendor's interface. */
  | 'VENDOR_ANSWER_UNREADABLE'
  /** VendorUnavailableError: the vendor's clock and the gateway's differ too much. */
  | 'VENDOR_CLOCK_SKEW'
  /** VendorUnavailableError: the connection ended before the answer was complete. */
  | 'VENDOR_CONNECTION_LOST'
  /** VendorPermissionDeniedError: the vendor does not accept the gateway's credential. */
  | 'VENDOR_CREDENTIAL_REFUSED'
  /** VendorUnavailableError: the vendor has been failing, and is given a rest; nothing was sent. */
  | 'VENDOR_DOWN'
  /** VendorInternalError: the vendor reports a fault of its own. */
  | 'VENDOR_INTERNAL_ERROR'
  /** VendorUnavailableError: this gateway is not configured for the vendor. */
  | 'VENDOR_OFF'
  /** VendorPermissionDeniedError: the gateway's vendor account may not do this. */
  | 'VENDOR_PERMISSION_DENIED'
  /** RateLimitedError: the vendor refused the call as one too many. */
  | 'VENDOR_RATE_LIMITED'
  /** VendorUnavailableError: no answer within the time limit. */
  | 'VENDOR_TIMEOUT'
  /** VendorUnavailableError: the vendor says that it cannot serve now. */
  | 'VENDOR_UNAVAILABLE'
  /** VendorUnavailableError: no connection to the vendor; nothing was sent. */
  | 'VENDOR_UNREACHABLE';

/** What can be done. Each answers with a union of all that can come of it. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Puts users on somebody's Volcengine blacklist. */
  addToBlacklist: AddToBlacklistResult;
  /** Takes users off somebody's Volcengine blacklist. */
  removeFromBlacklist: RemoveFromBlacklistResult;
  /** Enables or disables a user's audio and video in a TRTC room. */
  setUserMediaState: SetUserMediaStateResult;
};


/** What can be done. Each answers with a union of all that can come of it. */
export type MutationAddToBlacklistArgs = {
  input: AddToBlacklistInput;
};


/** What can be done. Each answers with a union of all that can come of it. */
export type MutationRemoveFromBlacklistArgs = {
  input: RemoveFromBlacklistInput;
};


/** What can be done. Each answers with a union of all that can come of it. */
export type MutationSetUserMediaStateArgs = {
  input: SetUserMediaStateInput;
};

/** Whether a mutation that answered with an error changed anything. */
export type MutationOutcome =
  /** Nothing was changed by this request. */
  | 'NOT_APPLIED'
  /** The request may have been applied (for example, a time-out after it was sent). */
  | 'UNKNOWN';

/** What moderators have done: one value for each mutation. */
export type Operation =
  /** `addToBlacklist` */
  | 'ADD_TO_BLACKLIST'
  /** `removeFromBlacklist` */
  | 'REMOVE_FROM_BLACKLIST'
  /** `setUserMediaState` */
  | 'SET_USER_MEDIA_STATE';

/** Whether there is more, and where the page is. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** For the `after` of the next page; an empty page has it too, where the list goes on. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether the list goes on after this page, however few actions this one has. False: there is nothing older. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether the page was asked for by `after`. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first action of the page. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** What can be read. */
export type Query = {
  __typename?: 'Query';
  /** An action that the journal has, within the applications and rooms that the token names; null for any other id. With the scope moderation:audit. */
  moderationAction?: Maybe<ModerationAction>;
  /** The actions that the journal has, newest first, within the applications and rooms that the token names. A page may have fewer actions than `first`, or none, while there are more: `pageInfo.hasNextPage` tells. With the scope moderation:audit. */
  moderationActions: ModerationActionConnection;
  /** Each vendor: whether it answers, its quotas, and how many calls wait for them. With the scope moderation:audit. */
  vendors: Array<VendorStatus>;
  /** Who the token says you are, and what it lets you do. */
  viewer: Viewer;
};


/** What can be read. */
export type QueryModerationActionArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryModerationActionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ModerationActionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** The vendor's quota is used up; `retryAfterMs` says how long to wait, when that is known. */
export type RateLimitedError = ModerationError & {
  __typename?: 'RateLimitedError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** Whose blacklist, and whom to take off it. */
export type RemoveFromBlacklistInput = {
  /** The Volcengine application. Default: the configured one. */
  appId?: InputMaybe<Scalars['Int']['input']>;
  /** Names this action, so that a repeat within 24 hours gets the recorded answer instead of acting again. 1 to 255 characters. A request that changed nothing for certain does not use its key up. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The inbox: the vendor keeps the lists of each apart. */
  inboxType?: InputMaybe<Scalars['Int']['input']>;
  /** Why, for the record. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Whose blacklist it is. */
  userId: Scalars['Int64ID']['input'];
  /** 1 to 1000 different users. The vendor takes 10 a call; the gateway splits the list. */
  userIds: Array<Scalars['Int64ID']['input']>;
};

/** Some users, or all, were not removed, or may not have been, each for a reason of its own. */
export type RemoveFromBlacklistPartialFailure = {
  __typename?: 'RemoveFromBlacklistPartialFailure';
  /** The action in the journal (`Query.moderationAction`). */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The Volcengine application. */
  appId: Scalars['Int']['output'];
  /** In input order. */
  failures: Array<BlacklistFailure>;
  /** The users that were not on the list when the gateway asked the vendor, in input order. */
  notListedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The users that were on the list and are not any more, in input order. */
  removedUserIds: Array<Scalars['Int64ID']['output']>;
  /** Whose blacklist it is. */
  userId: Scalars['Int64ID']['output'];
  /** What the vendor's support asks for: one for each call that removed users. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** All that can come of `removeFromBlacklist`. */
export type RemoveFromBlacklistResult = ApplicationNotFoundError | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | RateLimitedError | RemoveFromBlacklistPartialFailure | RemoveFromBlacklistSuccess | UnknownVendorError | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** No user of the input is on the list any more. */
export type RemoveFromBlacklistSuccess = {
  __typename?: 'RemoveFromBlacklistSuccess';
  /** The action in the journal (`Query.moderationAction`). */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The Volcengine application. */
  appId: Scalars['Int']['output'];
  /** The users that were not on the list when the gateway asked the vendor, in input order. */
  notListedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The users that were on the list and are not any more, in input order. */
  removedUserIds: Array<Scalars['Int64ID']['output']>;
  /** Whose blacklist it is. */
  userId: Scalars['Int64ID']['output'];
  /** What the vendor's support asks for: one for each call that removed users. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** The room does not exist (any more). */
export type RoomNotFoundError = ModerationError & {
  __typename?: 'RoomNotFoundError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** Nobody can be on a list of one's own. In failures only. */
export type SelfBlacklistError = ModerationError & {
  __typename?: 'SelfBlacklistError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** Whose audio and video to set, where, and to what. */
export type SetUserMediaStateInput = {
  /** Names this action, so that a repeat within 24 hours gets the recorded answer instead of acting again. 1 to 255 characters. A request that changed nothing for certain does not use its key up. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for the record. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The access region. Default: the configured one. */
  region?: InputMaybe<TrtcRegion>;
  /** The room. It must exist. */
  roomId: Scalars['RoomNumber']['input'];
  /** The TRTC application. Default: the configured one. */
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  /** What to set: both audio and video, whatever they were before. */
  state: MediaState;
  /** The user, who must be in the room. 1 to 32 bytes. */
  userId: Scalars['String']['input'];
};

/** All that can come of `setUserMediaState`. */
export type SetUserMediaStateResult = ApplicationNotFoundError | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | RateLimitedError | RoomNotFoundError | SetUserMediaStateSuccess | UnknownVendorError | UserNotInRoomError | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** The vendor has set the state. */
export type SetUserMediaStateSuccess = {
  __typename?: 'SetUserMediaStateSuccess';
  /** The action in the journal (`Query.moderationAction`). */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The room. */
  roomId: Scalars['RoomNumber']['output'];
  /** The TRTC application. */
  sdkAppId: Scalars['Int']['output'];
  /** The state of the user's audio and video now. */
  state: MediaState;
  /** The user. */
  userId: Scalars['String']['output'];
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** What came of an action for one of its targets. */
export type TargetOutcome =
  /** It was applied. */
  | 'APPLIED'
  /** It was not applied. */
  | 'NOT_APPLIED'
  /** The action is not over. */
  | 'PENDING'
  /** It may have been applied; nobody can tell. */
  | 'UNKNOWN';

/** TRTC's access regions for this operation. Each has a quota of its own. */
export type TrtcRegion =
  /** ap-beijing */
  | 'AP_BEIJING'
  /** ap-guangzhou */
  | 'AP_GUANGZHOU'
  /** ap-singapore */
  | 'AP_SINGAPORE';

/** The vendor answered with a code that this gateway does not know: see `vendorCode` and `message`. */
export type UnknownVendorError = ModerationError & {
  __typename?: 'UnknownVendorError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The user is not in the room. */
export type UserNotInRoomError = ModerationError & {
  __typename?: 'UserNotInRoomError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The services behind the gateway. */
export type Vendor =
  /** Tencent Real-Time Communication: rooms, audio and video. */
  | 'TENCENT_TRTC'
  /** Volcengine RTC messaging: blacklists. */
  | 'VOLCENGINE_RTC';

/** The vendor reports a fault of its own. */
export type VendorInternalError = ModerationError & {
  __typename?: 'VendorInternalError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The vendor does not let the gateway's account do this: a matter for those who run the gateway. */
export type VendorPermissionDeniedError = ModerationError & {
  __typename?: 'VendorPermissionDeniedError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** One of the quotas within which the gateway calls a vendor. */
export type VendorQuota = {
  __typename?: 'VendorQuota';
  /** As configured. */
  callsPerSecond: Scalars['Int']['output'];
  /** How many calls wait for a slot. */
  callsWaiting: Scalars['Int']['output'];
  /** What the vendor counts together: the calls of one api, as in AddBlackList, or of one api in one access region, as in SetUserBlocked/ap-singapore. */
  scope: Scalars['String']['output'];
  /** How many calls could be sent at this moment. */
  slotsLeft: Scalars['Int']['output'];
};

/** How the gateway stands with a vendor. */
export type VendorStatus = {
  __typename?: 'VendorStatus';
  /** Whether calls go through; CLOSED when the vendor is off. */
  breaker: BreakerState;
  /** False when the gateway is not configured for the vendor. */
  enabled: Scalars['Boolean']['output'];
  /** When the vendor last failed as if it were down, since the gateway started. */
  lastErrorAt?: Maybe<Scalars['DateTime']['output']>;
  /** Empty when the vendor is off. */
  quotas: Array<VendorQuota>;
  /** The vendor. */
  vendor: Vendor;
};

/** The vendor is down, unreachable or off in the configuration, or its answer never came. */
export type VendorUnavailableError = ModerationError & {
  __typename?: 'VendorUnavailableError';
  /** The action in the journal (`Query.moderationAction`); null where none was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** For programs. */
  code: ModerationErrorCode;
  /** For people. Never parse it. */
  message: Scalars['String']['output'];
  /** Whether anything was changed all the same. */
  outcome: MutationOutcome;
  /** How long to wait before trying again, when known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** The same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** Null when the gateway itself refused. */
  vendor?: Maybe<Vendor>;
  /** The vendor's own code, raw. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** What the vendor's support asks for. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** Who the token says you are, and what it lets you do. */
export type Viewer = {
  __typename?: 'Viewer';
  /** You may act in every room. */
  allRooms: Scalars['Boolean']['output'];
  /** The Volcengine applications in which you may act, if a scope says so. */
  appIds: Array<Scalars['Int']['output']>;
  /** When the token expires. */
  expiresAt: Scalars['DateTime']['output'];
  /** The rooms in which you may act; empty when `allRooms` says more. */
  rooms: Array<Scalars['RoomNumber']['output']>;
  /** The scopes that the token grants. */
  scopes: Array<Scalars['String']['output']>;
  /** The TRTC applications in which you may act, if a scope says so. */
  sdkAppIds: Array<Scalars['Int']['output']>;
  /** The token's subject. */
  subject: Scalars['String']['output'];
  /** The owner of the blacklist that is your own. */
  volcUserId?: Maybe<Scalars['Int64ID']['output']>;
};

type ModerationErrorFields_AlreadyBlacklistedError_Fragment = { __typename?: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_ApplicationNotFoundError_Fragment = { __typename?: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_ForbiddenError_Fragment = { __typename?: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_GatewayUnavailableError_Fragment = { __typename?: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_IdempotencyConflictError_Fragment = { __typename?: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_InvalidInputError_Fragment = { __typename?: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> };

type ModerationErrorFields_RateLimitedError_Fragment = { __typename?: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_RoomNotFoundError_Fragment = { __typename?: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_SelfBlacklistError_Fragment = { __typename?: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_UnknownVendorError_Fragment = { __typename?: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_UserNotInRoomError_Fragment = { __typename?: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_VendorInternalError_Fragment = { __typename?: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_VendorPermissionDeniedError_Fragment = { __typename?: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_VendorUnavailableError_Fragment = { __typename?: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

export type ModerationErrorFieldsFragment =
  | ModerationErrorFields_AlreadyBlacklistedError_Fragment
  | ModerationErrorFields_ApplicationNotFoundError_Fragment
  | ModerationErrorFields_ForbiddenError_Fragment
  | ModerationErrorFields_GatewayUnavailableError_Fragment
  | ModerationErrorFields_IdempotencyConflictError_Fragment
  | ModerationErrorFields_InvalidInputError_Fragment
  | ModerationErrorFields_RateLimitedError_Fragment
  | ModerationErrorFields_RoomNotFoundError_Fragment
  | ModerationErrorFields_SelfBlacklistError_Fragment
  | ModerationErrorFields_UnknownVendorError_Fragment
  | ModerationErrorFields_UserNotInRoomError_Fragment
  | ModerationErrorFields_VendorInternalError_Fragment
  | ModerationErrorFields_VendorPermissionDeniedError_Fragment
  | ModerationErrorFields_VendorUnavailableError_Fragment
;

export type ModerationActionFieldsFragment = { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }> };

export type ModerationActionQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ModerationActionQuery = { __typename?: 'Query', moderationAction?: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }> } | null };

export type ModerationActionsQueryVariables = Exact<{
  filter?: InputMaybe<ModerationActionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ModerationActionsQuery = { __typename?: 'Query', moderationActions: { __typename?: 'ModerationActionConnection', edges: Array<{ __typename?: 'ModerationActionEdge', cursor: string, node: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }> } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } };

export type AddToBlacklistMutationVariables = Exact<{
  input: AddToBlacklistInput;
}>;


export type AddToBlacklistMutation = { __typename?: 'Mutation', addToBlacklist:
    | { __typename: 'AddToBlacklistPartialFailure', appId: number, userId: string, addedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId?: string | null, failures: Array<{ __typename?: 'BlacklistFailure', index: number, userId: string, error:
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
         }> }
    | { __typename: 'AddToBlacklistSuccess', appId: number, userId: string, addedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId?: string | null }
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
   };

export type RemoveFromBlacklistMutationVariables = Exact<{
  input: RemoveFromBlacklistInput;
}>;


export type RemoveFromBlacklistMutation = { __typename?: 'Mutation', removeFromBlacklist:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'RemoveFromBlacklistPartialFailure', appId: number, userId: string, removedUserIds: Array<string>, notListedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId?: string | null, failures: Array<{ __typename?: 'BlacklistFailure', index: number, userId: string, error:
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
         }> }
    | { __typename: 'RemoveFromBlacklistSuccess', appId: number, userId: string, removedUserIds: Array<string>, notListedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId?: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
   };

export type SetUserMediaStateMutationVariables = Exact<{
  input: SetUserMediaStateInput;
}>;


export type SetUserMediaStateMutation = { __typename?: 'Mutation', setUserMediaState:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'SetUserMediaStateSuccess', sdkAppId: number, roomId: number, userId: string, state: MediaState, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
   };

export type VendorsQueryVariables = Exact<{ [key: string]: never; }>;


export type VendorsQuery = { __typename?: 'Query', vendors: Array<{ __typename?: 'VendorStatus', vendor: Vendor, enabled: boolean, breaker: BreakerState, lastErrorAt?: string | null, quotas: Array<{ __typename?: 'VendorQuota', scope: string, callsPerSecond: number, slotsLeft: number, callsWaiting: number }> }> };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { __typename?: 'Query', viewer: { __typename?: 'Viewer', subject: string, scopes: Array<string>, sdkAppIds: Array<number>, appIds: Array<number>, allRooms: boolean, rooms: Array<number>, volcUserId?: string | null, expiresAt: string } };

export const ModerationErrorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ModerationErrorFieldsFragment, unknown>;
export const ModerationActionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationActionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"listOwnerId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}}]} as unknown as DocumentNode<ModerationActionFieldsFragment, unknown>;
export const ModerationActionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ModerationAction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moderationAction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationActionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"listOwnerId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}}]} as unknown as DocumentNode<ModerationActionQuery, ModerationActionQueryVariables>;
export const ModerationActionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ModerationActions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationActionFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moderationActions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationActionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"listOwnerId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}}]} as unknown as DocumentNode<ModerationActionsQuery, ModerationActionsQueryVariables>;
export const AddToBlacklistDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddToBlacklist"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddToBlacklistInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addToBlacklist"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddToBlacklistSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"addedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddToBlacklistPartialFailure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"addedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"failures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddToBlacklistMutation, AddToBlacklistMutationVariables>;
export const RemoveFromBlacklistDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveFromBlacklist"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveFromBlacklistInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeFromBlacklist"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveFromBlacklistSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"notListedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveFromBlacklistPartialFailure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"notListedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"failures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RemoveFromBlacklistMutation, RemoveFromBlacklistMutationVariables>;
export const SetUserMediaStateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetUserMediaState"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetUserMediaStateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setUserMediaState"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SetUserMediaStateSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetUserMediaStateMutation, SetUserMediaStateMutationVariables>;
export const VendorsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Vendors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"breaker"}},{"kind":"Field","name":{"kind":"Name","value":"lastErrorAt"}},{"kind":"Field","name":{"kind":"Name","value":"quotas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"callsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"slotsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"callsWaiting"}}]}}]}}]}}]} as unknown as DocumentNode<VendorsQuery, VendorsQueryVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppIds"}},{"kind":"Field","name":{"kind":"Name","value":"appIds"}},{"kind":"Field","name":{"kind":"Name","value":"allRooms"}},{"kind":"Field","name":{"kind":"Name","value":"rooms"}},{"kind":"Field","name":{"kind":"Name","value":"volcUserId"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;