/* eslint-disable */
/** Made by `npm run fix:codegen` from the schema and the documents. It is as long as they are. */
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
  /** An id from 0 to 9223372036854775807 (a non-negative signed 64-bit integer). Output: a decimal string. Input: a decimal string or an integer. A JSON number above 2^53-1 is refused, because it has already lost digits. */
  Int64ID: { input: string | number; output: string; }
  /** The number of a TRTC room, 1 to 4294967294. Output: a number. Input: an integer or its decimal string. TRTC also has rooms that are named by strings: its string room "123" is not room 123. */
  RoomNumber: { input: number | string; output: number; }
  /** An object whose values are strings, such as `{ "source": "live" }`. */
  StringMap: { input: Record<string, string>; output: Record<string, string>; }
};

/** The journal has no such action. It may have been deleted, because it is too old. */
export type ActionNotFoundError = ModerationError & {
  __typename?: 'ActionNotFoundError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The result of an action. */
export type ActionStatus =
  /** The action was applied to all users. */
  | 'APPLIED'
  /** The caller was not allowed to do this. Nothing was sent to the vendor. */
  | 'DENIED'
  /** The action was applied to some users. For the others it failed, or its outcome is unknown. */
  | 'PARTIAL'
  /** The action has not finished. If its gateway died, another gateway will find out the result. */
  | 'PENDING'
  /** The action was refused and changed nothing. */
  | 'REFUSED'
  /** The action may have been applied. The gateway cannot tell. */
  | 'UNKNOWN';

/** A user that an action is about, and what happened for this user. */
export type ActionTarget = {
  __typename?: 'ActionTarget';
  /** The error for this user. Null when there is none. */
  code?: Maybe<ModerationErrorCode>;
  /** Whether the action was applied to this user. */
  outcome: TargetOutcome;
  /** The user's id. */
  userId: Scalars['String']['output'];
  /** The vendor's error code for this user, unchanged. Null when there is none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
};

/** The blacklist and the users to add to it. */
export type AddToBlacklistInput = {
  /** The number of the Volcengine application. Default: the gateway's default application. */
  appId?: InputMaybe<Scalars['Int']['input']>;
  /** After so many seconds, the users whom this action added are removed by themselves. At least 1, and at most a year unless the gateway is configured otherwise. A newer addition of the same user cancels this, and its own duration counts, also if it finds them on the list. A removal cancels it too. Null: they stay until somebody removes them. */
  durationSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Any text of 1 to 255 characters. A repeat with the same key within 24 hours gets the recorded answer; nothing is done twice. If the request certainly changed nothing, its key can be used again. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The type of inbox. A user has a separate blacklist for each type. */
  inboxType?: InputMaybe<Scalars['Int']['input']>;
  /** Why the moderator does this, for the journal. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The blacklist's owner. */
  userId: Scalars['Int64ID']['input'];
  /** The users to add: 1 to 1000, each once. The gateway calls the vendor with up to 10 at a time. */
  users: Array<BlacklistUserInput>;
};

/** At least one user was not added, or may not have been. `failures` has an error for each of them. */
export type AddToBlacklistPartialFailure = {
  __typename?: 'AddToBlacklistPartialFailure';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The users that were added, in input order. If an answer of the vendor was lost and the users were on the list then, they are here, but may have been on it before: `ModerationAction.targets` has them as UNKNOWN. */
  addedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The number of the Volcengine application. */
  appId: Scalars['Int']['output'];
  /** One error for each user that was not added, or may not have been. In input order. */
  failures: Array<BlacklistFailure>;
  /** The blacklist's owner. */
  userId: Scalars['Int64ID']['output'];
  /** The vendor's ids of the calls, for the vendor's support. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** Every possible answer of `addToBlacklist`. */
export type AddToBlacklistResult = AddToBlacklistPartialFailure | AddToBlacklistSuccess | ApplicationNotFoundError | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | RateLimitedError | UnknownVendorError | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** All users were added. */
export type AddToBlacklistSuccess = {
  __typename?: 'AddToBlacklistSuccess';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The users that were added, in input order. If an answer of the vendor was lost and the users were on the list then, they are here, but may have been on it before: `ModerationAction.targets` has them as UNKNOWN. */
  addedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The number of the Volcengine application. */
  appId: Scalars['Int']['output'];
  /** The blacklist's owner. */
  userId: Scalars['Int64ID']['output'];
  /** The vendor's ids of the calls, for the vendor's support. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** The user is on the list already. This error appears only in `failures`. */
export type AlreadyBlacklistedError = ModerationError & {
  __typename?: 'AlreadyBlacklistedError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The vendor does not know the application, or the application's state at the vendor does not allow the call. */
export type ApplicationNotFoundError = ModerationError & {
  __typename?: 'ApplicationNotFoundError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** A page of a blacklist, the newest entry first. */
export type BlacklistConnection = {
  __typename?: 'BlacklistConnection';
  /** The entries of the page, the newest first. */
  edges: Array<BlacklistEdge>;
  /** Whether there is a next page, and its cursor. */
  pageInfo: PageInfo;
  /** The number of users on the list at this moment. Null when the vendor does not tell. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An entry in a page of a blacklist. */
export type BlacklistEdge = {
  __typename?: 'BlacklistEdge';
  /** The position of the entry on the list. Give it as `after` to get the entries below it. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: BlacklistEntry;
};

/** A user on a blacklist. */
export type BlacklistEntry = {
  __typename?: 'BlacklistEntry';
  /** When the user was added. Null when the vendor does not tell. */
  addedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the entry was last changed. Null when the vendor does not tell. */
  changedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the gateway removes the user from the list by itself: see `AddToBlacklistInput.durationSeconds`. Null when the user stays on the list until somebody removes them. */
  endsAt?: Maybe<Scalars['DateTime']['output']>;
  /** The extra data that the vendor stores with the entry. Null when there is none. */
  ext?: Maybe<Scalars['StringMap']['output']>;
  /** An id of this entry, for caches. It names the list and the user. */
  id: Scalars['ID']['output'];
  /** The user's id. */
  userId: Scalars['Int64ID']['output'];
};

/** A user for whom the change was not made, or may not have been made. */
export type BlacklistFailure = {
  __typename?: 'BlacklistFailure';
  /** Why the change failed. Its `outcome` says whether the change may have been made anyway. */
  error: ModerationError;
  /** The user's index in the input's list of users. The first is 0. */
  index: Scalars['Int']['output'];
  /** The user's id. */
  userId: Scalars['Int64ID']['output'];
};

/** Whether a user is on a blacklist. */
export type BlacklistMembership = {
  __typename?: 'BlacklistMembership';
  /** Whether the user is on the list at this moment. */
  isListed: Scalars['Boolean']['output'];
  /** The user's id. */
  userId: Scalars['Int64ID']['output'];
};

/** A user on a blacklist. */
export type BlacklistUserInput = {
  /** Extra data about the user, which the vendor stores with the entry. `updateBlacklist` needs at least one key. */
  ext?: InputMaybe<Scalars['StringMap']['input']>;
  /** The user's id. */
  userId: Scalars['Int64ID']['input'];
};

/** The state of a vendor's circuit breaker: whether the gateway sends calls to the vendor. */
export type BreakerState =
  /** The gateway sends calls. */
  | 'CLOSED'
  /** The gateway has sent one call as a probe. Its answer decides whether the breaker closes. */
  | 'HALF_OPEN'
  /** The vendor has been failing. The gateway refuses calls until it is time for a probe. */
  | 'OPEN';

/** The room to dismiss. */
export type DismissRoomInput = {
  /** Any text of 1 to 255 characters. A repeat with the same key within 24 hours gets the recorded answer; nothing is done twice. If the request certainly changed nothing, its key can be used again. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why the moderator does this, for the journal. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The TRTC access region for the call. Default: the configured region. */
  region?: InputMaybe<TrtcRegion>;
  /** The number of a numeric room, which must exist. Give exactly one of `roomId` and `strRoomId`. */
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  /** The number of the TRTC application. Default: the gateway's default application. */
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  /** The name of a string room, which must exist. Room "123" is not room 123. 1 to 64 of the characters a-z A-Z 0-9 space ! # $ % & ( ) + - : ; < = . > ? @ [ ] ^ _ { } | ~ and comma. Give exactly one of `roomId` and `strRoomId`. */
  strRoomId?: InputMaybe<Scalars['String']['input']>;
};

/** Every possible answer of `dismissRoom`. */
export type DismissRoomResult = ApplicationNotFoundError | DismissRoomSuccess | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | RateLimitedError | RoomNotFoundError | UnknownVendorError | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** The vendor has dismissed the room. This is also the answer if a first call got no answer, and a second one found no room. */
export type DismissRoomSuccess = {
  __typename?: 'DismissRoomSuccess';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The number of the room. Null for a string room. */
  roomId?: Maybe<Scalars['RoomNumber']['output']>;
  /** The number of the TRTC application. */
  sdkAppId: Scalars['Int']['output'];
  /** The name of the room. Null for a numeric room. */
  strRoomId?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The caller is not allowed to do this here. Nothing was sent to the vendor. */
export type ForbiddenError = ModerationError & {
  __typename?: 'ForbiddenError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** What the token lacks: a scope ("moderation:media"), or the claim ("rooms") that does not name the requested room, application or user. Null when no token would be enough. */
  missingGrant?: Maybe<Scalars['String']['output']>;
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The gateway itself cannot serve now: it is shutting down, it failed, or its journal is not available. The request was not applied, unless `outcome` is UNKNOWN. */
export type GatewayUnavailableError = ModerationError & {
  __typename?: 'GatewayUnavailableError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The idempotency key was used before with a different input. Nothing was sent to the vendor. */
export type IdempotencyConflictError = ModerationError & {
  __typename?: 'IdempotencyConflictError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** One rule that an input breaks. */
export type InputIssue = {
  __typename?: 'InputIssue';
  /** The kind of rule: TOO_SHORT, TOO_LONG, OUT_OF_RANGE, MALFORMED, DUPLICATE, EXACTLY_ONE (of several fields), ENFORCEMENT_OFF (no event callbacks are taken for the application), EXPIRED or REFUSED (by the vendor). */
  code: Scalars['String']['output'];
  /** The rule that the value breaks, in English, for people. */
  message: Scalars['String']['output'];
  /** The path of the value within the input, such as "users.3.userId". Empty when the whole input is meant. */
  path: Scalars['String']['output'];
};

/** The input breaks a rule. Nothing was changed. */
export type InvalidInputError = ModerationError & {
  __typename?: 'InvalidInputError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** Every rule that the input breaks. Never empty. */
  issues: Array<InputIssue>;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The restriction to lift. */
export type LiftRestrictionInput = {
  /** Any text of 1 to 255 characters. A repeat with the same key within 24 hours gets the recorded answer; nothing is done twice. If the request certainly changed nothing, its key can be used again. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why the moderator does this, for the journal. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The id of the restriction: that of the action that gave it. */
  restrictionId: Scalars['ID']['input'];
};

/** Every possible answer of `liftRestriction`. */
export type LiftRestrictionResult = ApplicationNotFoundError | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | LiftRestrictionSuccess | RateLimitedError | RestrictionNotFoundError | UnknownVendorError | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** The restriction has ended, now or before. If it decided anything and the person is in the room, the vendor has set what holds without it. */
export type LiftRestrictionSuccess = {
  __typename?: 'LiftRestrictionSuccess';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The restriction as it stands now. Null when it is no longer on record. */
  restriction?: Maybe<MediaRestriction>;
  /** The vendor's id of the call, for the vendor's support. Null when there was no call, or the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** What somebody's audio, video or both shall be in a room until a time, or until it is lifted. A SET_USER_MEDIA_STATE with a duration gives it, or one that is enforced. */
export type MediaRestriction = {
  __typename?: 'MediaRestriction';
  /** The action that gave it. */
  action: ModerationAction;
  /** Who gave it: the subject (`sub`) of the token. */
  actor: Scalars['String']['output'];
  /** What the audio shall be. Null: it says nothing of the audio. */
  audio?: Maybe<MediaSwitch>;
  /** When it ends by itself. Null: it lasts until it is lifted. */
  endsAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it is set again whenever somebody whom it restricts enters, becomes an anchor, or starts to publish what is disabled. Otherwise it is set once. */
  enforced: Scalars['Boolean']['output'];
  /** Whom it leaves out, if it is on a whole room. Empty otherwise. */
  exceptUserIds: Array<Scalars['String']['output']>;
  /** Whether the vendor holds to it, as far as the vendor has said. */
  holding: RestrictionHold;
  /** The id of the action that gave it. Later restrictions have greater ids. */
  id: Scalars['ID']['output'];
  /** When the vendor last set it, as far as that is known. */
  lastAppliedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When somebody last began to publish what is disabled although the vendor had said that it has set it. Null: that is not known to have happened. */
  lastViolationAt?: Maybe<Scalars['DateTime']['output']>;
  /** How far a restriction on a whole room is. Null for one on a person. */
  progress?: Maybe<RestrictionProgress>;
  /** The `reason` of the action that gave it. Null when none was given. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The number of the room. Null for a string room. */
  roomId?: Maybe<Scalars['RoomNumber']['output']>;
  /** The number of the TRTC application. */
  sdkAppId: Scalars['Int']['output'];
  /** When it was given. */
  startedAt: Scalars['DateTime']['output'];
  /** How it stands. */
  status: RestrictionStatus;
  /** The name of the room. Null for a numeric room. */
  strRoomId?: Maybe<Scalars['String']['output']>;
  /** How often the vendor has said that it has set it. A call for something else sets it too, because each call sets both audio and video. */
  timesApplied: Scalars['Int']['output'];
  /** Whom it restricts. Null: everyone in the room but `exceptUserIds`. */
  userId?: Maybe<Scalars['String']['output']>;
  /** What the video shall be. Null: it says nothing of the video. */
  video?: Maybe<MediaSwitch>;
};

/** A page of restrictions, newest first. */
export type MediaRestrictionConnection = {
  __typename?: 'MediaRestrictionConnection';
  /** The restrictions of the page, newest first. */
  edges: Array<MediaRestrictionEdge>;
  /** Whether there is a next page, and its cursor. */
  pageInfo: PageInfo;
};

/** A restriction in a page of the list. */
export type MediaRestrictionEdge = {
  __typename?: 'MediaRestrictionEdge';
  /** The position in the list. Give it as `after` to get the restrictions older than this one. */
  cursor: Scalars['String']['output'];
  /** The restriction. */
  node: MediaRestriction;
};

/** The state of a user's audio and video in a room (the vendor's IsMute 0, 1, 2, 3). A state always sets both: AUDIO_DISABLED enables the video, even if it was disabled before. */
export type MediaState =
  /** Audio is disabled, video is enabled. */
  | 'AUDIO_DISABLED'
  /** Audio and video are disabled. */
  | 'AUDIO_VIDEO_DISABLED'
  /** Audio and video are enabled. */
  | 'AUDIO_VIDEO_ENABLED'
  /** Video is disabled, audio is enabled. */
  | 'VIDEO_DISABLED';

/** What one medium of a user shall be: the audio, or the video. */
export type MediaSwitch =
  /** The user may not publish it. */
  | 'DISABLED'
  /** The user may publish it. */
  | 'ENABLED';

/** A moderation action as the journal records it. */
export type ModerationAction = {
  __typename?: 'ModerationAction';
  /** Who asked for the action: the subject (`sub`) of the token. */
  actor: Scalars['String']['output'];
  /** The number of the application at the vendor. */
  applicationId: Scalars['Int']['output'];
  /** How many vendor calls the action took. A call that several actions share counts for each of them. */
  attempts: Scalars['Int']['output'];
  /** What a SET_USER_MEDIA_STATE asks for the audio alone. Null otherwise. */
  audio?: Maybe<MediaSwitch>;
  /** Whether the gateway carried the action out by itself, such as the removal of users at the end of a duration. The actor is `gateway` then. */
  automatic: Scalars['Boolean']['output'];
  /** The action because of which the gateway carried this one out by itself. Null when it is not `automatic`, and when the other action was deleted since. */
  causedBy?: Maybe<ModerationAction>;
  /** The error of the whole action. Null when there is none, or when each user has their own in `targets`. */
  code?: Maybe<ModerationErrorCode>;
  /** How many milliseconds the action took after it was recorded. Null while it is PENDING. */
  durationMs?: Maybe<Scalars['Int']['output']>;
  /** The `durationSeconds` of the input: for how long a state or an addition to a blacklist was asked for, from `requestedAt`. Null when no end was asked for. */
  durationSeconds?: Maybe<Scalars['Int']['output']>;
  /** When the result was recorded. Null while the action is PENDING. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The action's id: the `actionId` in the mutation's answer. Later actions have greater ids. */
  id: Scalars['ID']['output'];
  /** The `idempotencyKey` of the input. Null when none was given. */
  idempotencyKey?: Maybe<Scalars['String']['output']>;
  /** The blacklist's type of inbox. Null when the action is not about a blacklist. */
  inboxType?: Maybe<Scalars['Int']['output']>;
  /** The blacklist's owner. Null when the action is not about a blacklist. */
  listOwnerId?: Maybe<Scalars['Int64ID']['output']>;
  /** The error of the whole action, in English, for people. Null when there is none. */
  message?: Maybe<Scalars['String']['output']>;
  /** The kind of action. */
  operation: Operation;
  /** The `reason` of the input. Null when none was given. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Whether the gateway that began the action died, so that the result was found out afterwards. */
  recovered: Scalars['Boolean']['output'];
  /** The id of the HTTP request. The gateway's log lines have it too. */
  requestId: Scalars['ID']['output'];
  /** When the gateway recorded the action. That is before it calls a vendor. */
  requestedAt: Scalars['DateTime']['output'];
  /** The restriction that this action gave, or the one that it ended. Null when there is none, and when the action was refused. */
  restriction?: Maybe<MediaRestriction>;
  /** The numeric room. Null when the action is not about one. */
  roomId?: Maybe<Scalars['RoomNumber']['output']>;
  /** The state that a SET_USER_MEDIA_STATE asks for. Null when it asks for `audio` or `video`, and for other operations. */
  state?: Maybe<MediaState>;
  /** The result of the action. */
  status: ActionStatus;
  /** The string room. Null when the action is not about one. */
  strRoomId?: Maybe<Scalars['String']['output']>;
  /** The users that the action is about, in input order. A DENIED action has only the first three. */
  targets: Array<ActionTarget>;
  /** The action that this one undoes. Null when it undoes none. */
  undoes?: Maybe<ModerationAction>;
  /** The newest action that undoes this one, unless it certainly changed nothing. Null when there is none. */
  undoneBy?: Maybe<ModerationAction>;
  /** The vendor that carries out the action. */
  vendor: Vendor;
  /** The vendor's error code for the whole action, unchanged. Null when there is none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's ids of the calls, for the vendor's support. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
  /** What a SET_USER_MEDIA_STATE asks for the video alone. Null otherwise. */
  video?: Maybe<MediaSwitch>;
};

/** A page of actions, newest first. */
export type ModerationActionConnection = {
  __typename?: 'ModerationActionConnection';
  /** The actions of the page, newest first. */
  edges: Array<ModerationActionEdge>;
  /** Where to subscribe from after this page, as the `after` of `Subscription.moderationActions`: nothing that the page lacks is missed. What happened while the page was read may be told although the page has it. */
  feedCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is a next page, and its cursor. */
  pageInfo: PageInfo;
};

/** An action in a page of the list. */
export type ModerationActionEdge = {
  __typename?: 'ModerationActionEdge';
  /** The position of the action in the list. Give it as `after` to get the actions older than this one. */
  cursor: Scalars['String']['output'];
  /** The action. */
  node: ModerationAction;
};

/** That an action has begun, or is over. Where `kind` and `action` are null, nothing else has happened up to `cursor`. */
export type ModerationActionEvent = {
  __typename?: 'ModerationActionEvent';
  /** The action as it was then: PENDING when it began. Null: the event tells a cursor only. */
  action?: Maybe<ModerationAction>;
  /** Where to go on after this event: the `after` of a later subscription. */
  cursor: Scalars['String']['output'];
  /** What happened. Null: nothing; the event tells a cursor only. */
  kind?: Maybe<ModerationActionEventKind>;
};

/** What happened to an action. */
export type ModerationActionEventKind =
  /** The action was recorded. No vendor has been called yet. */
  | 'BEGUN'
  /** The result of the action was recorded. */
  | 'ENDED';

/** Lists only the actions that match every given field. */
export type ModerationActionFilter = {
  /** Who asked for the action: the subject (`sub`) of a token. */
  actor?: InputMaybe<Scalars['String']['input']>;
  /** Whether the gateway carried the action out by itself. false: only what somebody asked for. Null: all actions. */
  automatic?: InputMaybe<Scalars['Boolean']['input']>;
  /** The action was requested at this time or later. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whose blacklist the action is about. */
  listOwnerId?: InputMaybe<Scalars['Int64ID']['input']>;
  /** The operation is one of these. An empty list matches all. */
  operation?: InputMaybe<Array<Operation>>;
  /** The numeric room of the action. */
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  /** The status is one of these. An empty list matches all. */
  status?: InputMaybe<Array<ActionStatus>>;
  /** The string room of the action. Room "123" is not room 123. No action is in two rooms. */
  strRoomId?: InputMaybe<Scalars['String']['input']>;
  /** The id of a user that the action is about. */
  targetUserId?: InputMaybe<Scalars['String']['input']>;
  /** The action was requested before this time. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
  /** The vendor that carries out the action. */
  vendor?: InputMaybe<Vendor>;
};

/** Why a mutation did not succeed, or did not succeed for one user. */
export type ModerationError = {
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** What went wrong. Each value says which error type has it. Later versions may add values. */
export type ModerationErrorCode =
  /** ActionNotFoundError: the journal has no such action. */
  | 'ACTION_NOT_FOUND'
  /** AlreadyBlacklistedError: the user is on the list already. */
  | 'ALREADY_BLACKLISTED'
  /** NotUndoableError: the action was undone before. */
  | 'ALREADY_UNDONE'
  /** GatewayUnavailableError: a newer version of the gateway carried out the action with this idempotency key; query `moderationAction`. */
  | 'ANSWER_OF_NEWER_GATEWAY'
  /** ApplicationNotFoundError: the vendor does not know the application. */
  | 'APPLICATION_NOT_FOUND'
  /** ForbiddenError: this gateway does not serve the application. */
  | 'APPLICATION_NOT_SERVED'
  /** ApplicationNotFoundError: the application's state at the vendor forbids the call. */
  | 'APPLICATION_UNUSABLE'
  /** NotUndoableError: nobody knows whether the action was applied. */
  | 'EFFECT_UNKNOWN'
  /** NotUndoableError: the journal does not certainly know the ext that the user had on the list. Add the user again. */
  | 'ENTRY_UNKNOWN'
  /** ForbiddenError: the token does not allow this; see `missingGrant`. */
  | 'FORBIDDEN'
  /** GatewayUnavailableError: the gateway cannot serve now; nothing was sent. */
  | 'GATEWAY_UNAVAILABLE'
  /** IdempotencyConflictError: the idempotency key was used with a different input. */
  | 'IDEMPOTENCY_CONFLICT'
  /** InvalidInputError: the vendor refused the input. */
  | 'INPUT_REFUSED_BY_VENDOR'
  /** GatewayUnavailableError: the gateway failed while it carried out the action; see `outcome`. */
  | 'INTERRUPTED'
  /** InvalidInputError: the gateway refused the input; `issues` names each field and the rule that it breaks. */
  | 'INVALID_INPUT'
  /** GatewayUnavailableError: the gateway cannot record actions now; nothing was sent. `outcome` says whether an earlier request with the same key may have been applied, or this one may be later. */
  | 'JOURNAL_UNAVAILABLE'
  /** NotUndoableError: the action, or an undo of it, has not finished. */
  | 'NOT_FINISHED'
  /** NotUndoableError: there is nothing that can be undone; see `message`. */
  | 'NOT_UNDOABLE'
  /** GatewayUnavailableError: the gateway cannot record the outcome now; query `moderationAction` later. */
  | 'OUTCOME_UNRECORDED'
  /** RateLimitedError: too many calls, or readings of the journal, are waiting already; nothing was sent. */
  | 'QUEUE_FULL'
  /** RateLimitedError: no slot within the quota came free in time; nothing was sent. */
  | 'RATE_LIMITED'
  /** RestrictionNotFoundError: there is no such restriction. */
  | 'RESTRICTION_NOT_FOUND'
  /** RoomNotFoundError: the room does not exist, or exists no longer. */
  | 'ROOM_NOT_FOUND'
  /** SelfBlacklistError: users cannot be on their own blacklist. */
  | 'SELF_BLACKLIST'
  /** GatewayUnavailableError: the action with this idempotency key has not finished. */
  | 'STILL_RUNNING'
  /** SupersededError: a newer action stands; see `newerActionId`. */
  | 'SUPERSEDED'
  /** UnknownVendorError: the vendor answered with a code that this gateway does not know; see `vendorCode`. */
  | 'UNKNOWN'
  /** GatewayUnavailableError: another gateway was setting the audio and video of the user all the time; nothing was sent. */
  | 'USER_BUSY'
  /** UserNotInRoomError: the user is not in the room. */
  | 'USER_NOT_IN_ROOM'
  /** VendorUnavailableError: the answer was not the vendor's, or was incomplete. */
  | 'VENDOR_ANSWER_UNREADABLE'
  /** VendorUnavailableError: the vendor's clock and the gateway's differ too much. */
  | 'VENDOR_CLOCK_SKEW'
  /** VendorUnavailableError: the connection ended before the answer was complete. */
  | 'VENDOR_CONNECTION_LOST'
  /** VendorPermissionDeniedError: the vendor does not accept the gateway's credential. */
  | 'VENDOR_CREDENTIAL_REFUSED'
  /** VendorUnavailableError: the vendor has been failing, so calls to it have stopped for now; nothing was sent. */
  | 'VENDOR_DOWN'
  /** VendorInternalError: the vendor reports a fault of its own. */
  | 'VENDOR_INTERNAL_ERROR'
  /** VendorUnavailableError: this gateway is not configured for the vendor. */
  | 'VENDOR_OFF'
  /** VendorPermissionDeniedError: the vendor does not allow the gateway's account to do this. */
  | 'VENDOR_PERMISSION_DENIED'
  /** RateLimitedError: the vendor refused the call because its quota was used up. */
  | 'VENDOR_RATE_LIMITED'
  /** VendorUnavailableError: no answer within the time limit. */
  | 'VENDOR_TIMEOUT'
  /** VendorUnavailableError: the vendor says that it cannot serve now. */
  | 'VENDOR_UNAVAILABLE'
  /** VendorUnavailableError: no connection to the vendor; nothing was sent. */
  | 'VENDOR_UNREACHABLE';

/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Adds users to another user's Volcengine blacklist. Whoever is on it already keeps their `ext`: use `updateBlacklist` to change it. */
  addToBlacklist: AddToBlacklistResult;
  /** Dismisses a TRTC room: removes everybody from it, and the room itself. It cannot be undone. A room of the same name may be created anew. */
  dismissRoom: DismissRoomResult;
  /** Ends a restriction before its time. What it has overridden holds again; a medium of which nothing else speaks is enabled. A restriction that has ended already stays as it is, which is a success. Needs the same grant as the action that gave the restriction. */
  liftRestriction: LiftRestrictionResult;
  /** Removes users from another user's Volcengine blacklist. Their `ext` is lost at the vendor; `undoModerationAction` adds them with the `ext` that the journal has. */
  removeFromBlacklist: RemoveFromBlacklistResult;
  /** Removes users from a TRTC room. Success means that none of them is in the room after the call: TRTC does not tell who was in it, so an id that was not in the room is no error. They may come back, unless your application keeps them out. It cannot be undone. */
  removeFromRoom: RemoveFromRoomResult;
  /** Sets the audio, the video or both of everybody in a TRTC room but some. It answers at once, and the calls follow. It acts on the people whom the vendor's event callbacks have told of, so it needs callbacks for the application. It ends older instructions on the room for the same media. Listeners, who cannot publish, cost no call. */
  setRoomMediaState: SetRoomMediaStateResult;
  /** Enables or disables a user's audio and video in a TRTC room. The user must be in the room, unless it is enforced. TRTC does not tell them, so your application has to. TRTC does not say whether the state lasts when they leave and come back: with `enforce`, the gateway sets it again then. */
  setUserMediaState: SetUserMediaStateResult;
  /** Undoes an action, by another action of its own. A media state becomes what it was before, and enabled if the journal has none. The users that an addition added are removed again; those that a removal removed are added again, with the ext that the journal has for them; those whose ext it does not certainly know are told as failures. It needs the same grant as the action itself. A removal from a room, a dismissal and an update of a blacklist cannot be undone, nor can an action on which something newer stands. */
  undoModerationAction: UndoModerationActionResult;
  /** Merges extra data into the entries of users on another user's Volcengine blacklist. The vendor merges it key by key: new keys are added and the values of known keys are replaced. No key can be deleted. To get rid of a key, remove the user from the list and add them again. */
  updateBlacklist: UpdateBlacklistResult;
};


/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export type MutationAddToBlacklistArgs = {
  input: AddToBlacklistInput;
};


/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export type MutationDismissRoomArgs = {
  input: DismissRoomInput;
};


/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export type MutationLiftRestrictionArgs = {
  input: LiftRestrictionInput;
};


/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export type MutationRemoveFromBlacklistArgs = {
  input: RemoveFromBlacklistInput;
};


/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export type MutationRemoveFromRoomArgs = {
  input: RemoveFromRoomInput;
};


/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export type MutationSetRoomMediaStateArgs = {
  input: SetRoomMediaStateInput;
};


/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export type MutationSetUserMediaStateArgs = {
  input: SetUserMediaStateInput;
};


/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export type MutationUndoModerationActionArgs = {
  input: UndoModerationActionInput;
};


/** Everything that moderators can do. Each mutation answers with a union of its success and error types. */
export type MutationUpdateBlacklistArgs = {
  input: UpdateBlacklistInput;
};

/** Whether a request that failed may have changed something. */
export type MutationOutcome =
  /** This request changed nothing. */
  | 'NOT_APPLIED'
  /** The request may have been applied. For example, it was sent, and no answer came in time. */
  | 'UNKNOWN';

/** The action cannot be undone. Nothing was changed. `code` and `message` say why. */
export type NotUndoableError = ModerationError & {
  __typename?: 'NotUndoableError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The kind of a moderation action: one value for each mutation. */
export type Operation =
  /** The mutation `addToBlacklist`. */
  | 'ADD_TO_BLACKLIST'
  /** The mutation `dismissRoom`. */
  | 'DISMISS_ROOM'
  /** The mutation `liftRestriction`. */
  | 'LIFT_RESTRICTION'
  /** The mutation `removeFromBlacklist`. */
  | 'REMOVE_FROM_BLACKLIST'
  /** The mutation `removeFromRoom`. */
  | 'REMOVE_FROM_ROOM'
  /** The mutation `setRoomMediaState`. */
  | 'SET_ROOM_MEDIA_STATE'
  /** The mutation `setUserMediaState`. */
  | 'SET_USER_MEDIA_STATE'
  /** The mutation `updateBlacklist`. */
  | 'UPDATE_BLACKLIST';

/** What moderators have set by this gateway for your own audio and video in a room. It does not tell who set it, nor why, nor what TRTC does when you leave and come back. */
export type OwnMediaState = {
  __typename?: 'OwnMediaState';
  /** Whether you may publish audio, as far as this gateway has set it. */
  audio: MediaSwitch;
  /** When `audio` changes by itself, if nothing is done until then. Null: it does not, or the change is late. */
  audioEndsAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether you may publish video, as far as this gateway has set it. */
  video: MediaSwitch;
  /** When `video` changes by itself, if nothing is done until then. Null: it does not, or the change is late. */
  videoEndsAt?: Maybe<Scalars['DateTime']['output']>;
};

/** The position of a page in the list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Give it as `after` to get the next page. Null when the page is empty and is the last. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there may be more. A page with few or no edges can still have a next page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether the query had an `after`. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge of the page. Null when the page is empty. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** Somebody who is in a room, as far as the vendor's events tell. */
export type Participant = {
  __typename?: 'Participant';
  /** What holds for their audio: what a moderator has asked for, or else what this gateway set last since they entered. Null when there is neither. A state without a duration is forgotten after 12 hours. */
  audio?: Maybe<MediaSwitch>;
  /** When they last entered, by the vendor's clock. When their entry was not seen, a time at which they were there. */
  enteredAt: Scalars['DateTime']['output'];
  /** An id for caches. It names the room and the user. */
  id: Scalars['ID']['output'];
  /** The newest action on this person in this room that may have changed something. Null when there is none, or when the token allows neither to read the journal (moderation:audit) nor to do what was done. */
  lastAction?: Maybe<ModerationAction>;
  /** Whether they publish audio. */
  publishesAudio: Scalars['Boolean']['output'];
  /** Whether they share their screen. */
  publishesScreen: Scalars['Boolean']['output'];
  /** Whether they publish video of a camera. */
  publishesVideo: Scalars['Boolean']['output'];
  /** The restrictions on them in this room that are in force or overridden, newest first. */
  restrictions: Array<MediaRestriction>;
  /** Whether they may publish. */
  role: ParticipantRole;
  /** What they entered with. Null when their entry was not seen. */
  terminal?: Maybe<Terminal>;
  /** The user's id. */
  userId: Scalars['String']['output'];
  /** What holds for their video: what a moderator has asked for, or else what this gateway set last since they entered. Null when there is neither. A state without a duration is forgotten after 12 hours. */
  video?: Maybe<MediaSwitch>;
};

/** A page of the people in a room, by their ids. */
export type ParticipantConnection = {
  __typename?: 'ParticipantConnection';
  /** The people of the page, by their ids. */
  edges: Array<ParticipantEdge>;
  /** Whether there is a next page, and its cursor. */
  pageInfo: PageInfo;
};

/** Somebody in a page of the people in a room. */
export type ParticipantEdge = {
  __typename?: 'ParticipantEdge';
  /** The position in the list. Give it as `after` to get those who come after this person. */
  cursor: Scalars['String']['output'];
  /** The person. */
  node: Participant;
};

/** Whether somebody in a room may publish. */
export type ParticipantRole =
  /** They may publish audio and video. */
  | 'ANCHOR'
  /** They may not publish. */
  | 'AUDIENCE'
  /** The event that tells it was not seen. */
  | 'UNKNOWN';

/** Everything that can be read. */
export type Query = {
  __typename?: 'Query';
  /** Who is on a Volcengine blacklist, the newest first. The list may change while its pages are read: who stays on it from the first page to the last comes exactly once. If too much was changed since the previous page, `after` is refused as EXPIRED: read the list again from its first page. Needs the scope moderation:blacklist, or moderation:blacklist:own for the list of the token's own user. */
  blacklist?: Maybe<BlacklistConnection>;
  /** Which users are on a Volcengine blacklist, in the order of `userIds`. Needs the scope moderation:blacklist, or moderation:blacklist:own for the list of the token's own user. */
  blacklistMemberships?: Maybe<Array<BlacklistMembership>>;
  /** A restriction. Null when there is none with this id, when its action was refused, or when the token does not name its application and room. Needs the scope moderation:media or moderation:audit. */
  mediaRestriction?: Maybe<MediaRestriction>;
  /** One action of the journal. Null when there is none with this id, or when the token does not name its application and room. Needs the scope moderation:audit. */
  moderationAction?: Maybe<ModerationAction>;
  /** The actions of the journal in the applications and rooms that the token names, newest first. A page may have fewer actions than `first`, or none, although there are more: look at `pageInfo.hasNextPage`. Needs the scope moderation:audit. */
  moderationActions: ModerationActionConnection;
  /** What holds for your own audio and video in a TRTC room, as far as moderators have used this gateway. You are the user of the token's claim `trtc_user_id`. It may be asked of any room. Needs the scope moderation:self. */
  ownMediaState: OwnMediaState;
  /** The restrictions in the applications and rooms that the token names, newest first. Those whose action was refused are left out. A page may have fewer restrictions than `first`, or none, although there are more: look at `pageInfo.hasNextPage`. Needs the scope moderation:media or moderation:audit. */
  restrictions: MediaRestrictionConnection;
  /** A TRTC room, as far as the vendor's events tell. Null when nothing is known of it, or when the gateway takes no events of the application. Needs the scope moderation:media or moderation:audit. */
  room?: Maybe<Room>;
  /** The open TRTC rooms of an application that the token names, as far as the vendor's events tell, newest opened first. Where the opening was not seen, `knownSince` counts. Needs the scope moderation:media or moderation:audit. */
  rooms: RoomConnection;
  /** The state of each vendor: whether calls are sent, its quotas, and how many calls wait. Needs the scope moderation:audit. */
  vendors: Array<VendorStatus>;
  /** The caller: who the token names, and what it allows. */
  viewer: Viewer;
};


/** Everything that can be read. */
export type QueryBlacklistArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  appId?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  inboxType?: InputMaybe<Scalars['Int']['input']>;
  userId: Scalars['Int64ID']['input'];
};


/** Everything that can be read. */
export type QueryBlacklistMembershipsArgs = {
  appId?: InputMaybe<Scalars['Int']['input']>;
  inboxType?: InputMaybe<Scalars['Int']['input']>;
  userId: Scalars['Int64ID']['input'];
  userIds: Array<Scalars['Int64ID']['input']>;
};


/** Everything that can be read. */
export type QueryMediaRestrictionArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryModerationActionArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryModerationActionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ModerationActionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. */
export type QueryOwnMediaStateArgs = {
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  strRoomId?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. */
export type QueryRestrictionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RestrictionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. */
export type QueryRoomArgs = {
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  strRoomId?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. */
export type QueryRoomsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
};

/** The vendor's quota is used up. `retryAfterMs` says how long to wait, when that is known. */
export type RateLimitedError = ModerationError & {
  __typename?: 'RateLimitedError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The blacklist and the users to remove from it. */
export type RemoveFromBlacklistInput = {
  /** The number of the Volcengine application. Default: the gateway's default application. */
  appId?: InputMaybe<Scalars['Int']['input']>;
  /** Any text of 1 to 255 characters. A repeat with the same key within 24 hours gets the recorded answer; nothing is done twice. If the request certainly changed nothing, its key can be used again. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The type of inbox. A user has a separate blacklist for each type. */
  inboxType?: InputMaybe<Scalars['Int']['input']>;
  /** Why the moderator does this, for the journal. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The blacklist's owner. */
  userId: Scalars['Int64ID']['input'];
  /** The users to remove: 1 to 1000, each once. The gateway calls the vendor with up to 10 at a time. */
  userIds: Array<Scalars['Int64ID']['input']>;
};

/** At least one user was not removed, or may not have been. `failures` has an error for each of them. */
export type RemoveFromBlacklistPartialFailure = {
  __typename?: 'RemoveFromBlacklistPartialFailure';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The number of the Volcengine application. */
  appId: Scalars['Int']['output'];
  /** One error for each user that was not removed, or may not have been. In input order. */
  failures: Array<BlacklistFailure>;
  /** The users that were not on the list before, so nothing was done for them. In input order. */
  notListedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The users that were removed, in input order. */
  removedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The blacklist's owner. */
  userId: Scalars['Int64ID']['output'];
  /** The vendor's ids of the calls that removed users, for the vendor's support. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** Every possible answer of `removeFromBlacklist`. */
export type RemoveFromBlacklistResult = ApplicationNotFoundError | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | RateLimitedError | RemoveFromBlacklistPartialFailure | RemoveFromBlacklistSuccess | UnknownVendorError | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** None of the users is on the list now. */
export type RemoveFromBlacklistSuccess = {
  __typename?: 'RemoveFromBlacklistSuccess';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The number of the Volcengine application. */
  appId: Scalars['Int']['output'];
  /** The users that were not on the list before, so nothing was done for them. In input order. */
  notListedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The users that were removed, in input order. */
  removedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The blacklist's owner. */
  userId: Scalars['Int64ID']['output'];
  /** The vendor's ids of the calls that removed users, for the vendor's support. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** The room and the users to remove from it. */
export type RemoveFromRoomInput = {
  /** Any text of 1 to 255 characters. A repeat with the same key within 24 hours gets the recorded answer; nothing is done twice. If the request certainly changed nothing, its key can be used again. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why the moderator does this, for the journal. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The TRTC access region for the call. Default: the configured region. */
  region?: InputMaybe<TrtcRegion>;
  /** The number of a numeric room, which must exist. Give exactly one of `roomId` and `strRoomId`. */
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  /** The number of the TRTC application. Default: the gateway's default application. */
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  /** The name of a string room, which must exist. Room "123" is not room 123. 1 to 64 of the characters a-z A-Z 0-9 space ! # $ % & ( ) + - : ; < = . > ? @ [ ] ^ _ { } | ~ and comma. Give exactly one of `roomId` and `strRoomId`. */
  strRoomId?: InputMaybe<Scalars['String']['input']>;
  /** The ids of the users to remove: 1 to 1000, each once, each 1 to 32 bytes of UTF-8. The gateway calls the vendor with up to 10 at a time. */
  userIds: Array<Scalars['String']['input']>;
};

/** At least one user was not removed, or may not have been. `failures` has an error for each of them. */
export type RemoveFromRoomPartialFailure = {
  __typename?: 'RemoveFromRoomPartialFailure';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** One error for each user that was not removed, or may not have been. In input order. */
  failures: Array<RoomFailure>;
  /** The users that were not in the room after the call, in input order. The vendor does not tell who was in it before. Everybody who was removed may come back. */
  removedUserIds: Array<Scalars['String']['output']>;
  /** The number of the room. Null for a string room. */
  roomId?: Maybe<Scalars['RoomNumber']['output']>;
  /** The number of the TRTC application. */
  sdkAppId: Scalars['Int']['output'];
  /** The name of the room. Null for a numeric room. */
  strRoomId?: Maybe<Scalars['String']['output']>;
  /** The vendor's ids of the calls, for the vendor's support. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** Every possible answer of `removeFromRoom`. */
export type RemoveFromRoomResult = ApplicationNotFoundError | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | RateLimitedError | RemoveFromRoomPartialFailure | RemoveFromRoomSuccess | RoomNotFoundError | UnknownVendorError | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** None of the users was in the room after the call. */
export type RemoveFromRoomSuccess = {
  __typename?: 'RemoveFromRoomSuccess';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The users that were not in the room after the call, in input order. The vendor does not tell who was in it before. Everybody who was removed may come back. */
  removedUserIds: Array<Scalars['String']['output']>;
  /** The number of the room. Null for a string room. */
  roomId?: Maybe<Scalars['RoomNumber']['output']>;
  /** The number of the TRTC application. */
  sdkAppId: Scalars['Int']['output'];
  /** The name of the room. Null for a numeric room. */
  strRoomId?: Maybe<Scalars['String']['output']>;
  /** The vendor's ids of the calls, for the vendor's support. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** Lists only the restrictions that match every given field. */
export type RestrictionFilter = {
  /** Who gave it: the subject (`sub`) of a token. */
  actor?: InputMaybe<Scalars['String']['input']>;
  /** The numeric room. */
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  /** The number of the TRTC application. */
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  /** The status is one of these. An empty list matches all. */
  status?: InputMaybe<Array<RestrictionStatus>>;
  /** The string room. Room "123" is not room 123. No restriction is in two rooms. */
  strRoomId?: InputMaybe<Scalars['String']['input']>;
  /** Whom it restricts. */
  userId?: InputMaybe<Scalars['String']['input']>;
  /** True: only those on whole rooms. False: only those on single people. Null: both. */
  wholeRoom?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Whether the vendor holds to a restriction, as far as the vendor has said. Later versions may add values. */
export type RestrictionHold =
  /** The vendor has set what the restriction decides, and no event of the vendor and no action says that the person has left the room since. Without event callbacks, nothing tells of an exit. */
  | 'APPLIED'
  /** Nobody is there for whom it has to hold: the person is not in the room, or only listens and has not been set. It is set when they come, become an anchor or publish. */
  | 'NOBODY'
  /** Nobody knows: the vendor has not answered, or an answer was lost; the person has left the room since; or the restriction decides nothing. */
  | 'UNKNOWN'
  /** Somebody began to publish what is disabled more than 2 seconds after the vendor had said that it has set it, and the vendor has not set it again since. So the vendor does not hold to it. */
  | 'VIOLATED';

/** There is no such restriction. It may have been deleted, because it is too old. */
export type RestrictionNotFoundError = ModerationError & {
  __typename?: 'RestrictionNotFoundError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** How far a restriction on a whole room is: for how many of the people who were in the room when it was given what has become of it. Whoever comes later is not counted, and whoever has an instruction of their own that decides is not counted any more. `wanted` without the others is what is still to be done. */
export type RestrictionProgress = {
  __typename?: 'RestrictionProgress';
  /** For whom the vendor has set it. */
  done: Scalars['Int']['output'];
  /** For whom the vendor has certainly refused it. It is tried again all the same if it is enforced, or unmutes the person. They are counted as `done` after that only if it unmutes. */
  failed: Scalars['Int']['output'];
  /** For whom nobody knows whether it was set. The gateway sends it once more to make sure. */
  unknown: Scalars['Int']['output'];
  /** Who had left before it could be set. If it is enforced, it is set when they come back. */
  waiting: Scalars['Int']['output'];
  /** The people for whom it was to be set: those who publish or may do so, and whom it does not leave out. */
  wanted: Scalars['Int']['output'];
};

/** How a restriction stands. Later versions may add values. */
export type RestrictionStatus =
  /** Its time is over. An automatic action, whose `causedBy` is the action that gave it, tells whether the vendor has set what holds since. */
  | 'EXPIRED'
  /** It decides at least one of its media. */
  | 'IN_FORCE'
  /** It was lifted by `liftRestriction`, the room was dismissed by `dismissRoom`, or the action that gave it was undone. */
  | 'LIFTED'
  /** Newer restrictions decide all of its media. It holds again when they are over. */
  | 'OVERRIDDEN'
  /** Newer media states that are neither timed nor enforced have ended it for all its media. What is said of a whole room is ended by what is said of it later. */
  | 'SUPERSEDED'
  /** It is enforced and in force, and the person is not in the room. It is set when they come. */
  | 'WAITING_FOR_USER';

/** A room of the vendor's, as far as its events tell. Somebody who has just entered or left may be missing. */
export type Room = {
  __typename?: 'Room';
  /** An id for caches. It names the application and the room. */
  id: Scalars['ID']['output'];
  /** Events from before were not seen. People who entered earlier may be missing. */
  knownSince: Scalars['DateTime']['output'];
  /** Whether the room exists. A room of which nothing was heard for 24 hours counts as closed. If room 123 and room "123" are both known, the vendor does not tell which of them it dismissed. If their people do not tell either, both count as closed until something is heard of them. */
  open: Scalars['Boolean']['output'];
  /** When the room was opened, by the vendor's clock. Null when that was not seen. */
  openedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How many people are in the room. Guests of another room, with which this room co-hosts, do not count. */
  participantCount: Scalars['Int']['output'];
  /** Who is in the room, guests of other rooms included, by their ids. */
  participants: ParticipantConnection;
  /** How many of them publish audio, video or their screen. */
  publisherCount: Scalars['Int']['output'];
  /** The number of the room. Null for a string room. */
  roomId?: Maybe<Scalars['RoomNumber']['output']>;
  /** The number of the TRTC application. */
  sdkAppId: Scalars['Int']['output'];
  /** The name of the room. Null for a numeric room. */
  strRoomId?: Maybe<Scalars['String']['output']>;
};


/** A room of the vendor's, as far as its events tell. Somebody who has just entered or left may be missing. */
export type RoomParticipantsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  publishing?: InputMaybe<Scalars['Boolean']['input']>;
  role?: InputMaybe<ParticipantRole>;
  userIdPrefix?: InputMaybe<Scalars['String']['input']>;
};

/** A page of open rooms, newest opened first. */
export type RoomConnection = {
  __typename?: 'RoomConnection';
  /** The rooms of the page, newest opened first. */
  edges: Array<RoomEdge>;
  /** Whether there is a next page, and its cursor. */
  pageInfo: PageInfo;
};

/** A room in a page of the list. */
export type RoomEdge = {
  __typename?: 'RoomEdge';
  /** The position of the room in the list. Give it as `after` to get the rooms opened before it. */
  cursor: Scalars['String']['output'];
  /** The room. */
  node: Room;
};

/** Something that happened in a room. */
export type RoomEvent = {
  __typename?: 'RoomEvent';
  /** What happened. */
  kind: RoomEventKind;
  /** Whom it is about. Null when it is about nobody. */
  participant?: Maybe<Participant>;
  /** The restriction that it is about. Null when it is about none. */
  restriction?: Maybe<MediaRestriction>;
  /** The room as it is now. Null when nothing is known of it. */
  room?: Maybe<Room>;
};

/** What happened in a room. Later versions may add values. */
export type RoomEventKind =
  /** The role of somebody changed, or what they publish. `participant` is who, as they are now. */
  | 'CHANGED'
  /** The room was dismissed. Nobody is in it any more. */
  | 'CLOSED'
  /** Somebody entered. `participant` is who. */
  | 'ENTERED'
  /** Somebody left. `participant` is who, as they were. */
  | 'LEFT'
  /** A restriction in the room was given, or has ended; or the gateway has set it for somebody, also because it was violated. `restriction` is as it is now. */
  | 'RESTRICTION'
  /** The room as it is now. It comes first, and in the place of many events that could not be told one by one: read the people again. */
  | 'SNAPSHOT';

/** A user of a room for whom the change was not made, or may not have been made. */
export type RoomFailure = {
  __typename?: 'RoomFailure';
  /** Why the change failed. Its `outcome` says whether the change may have been made anyway. */
  error: ModerationError;
  /** The user's index in the input's list of users. The first is 0. */
  index: Scalars['Int']['output'];
  /** The user's id. */
  userId: Scalars['String']['output'];
};

/** The room does not exist, or exists no longer. */
export type RoomNotFoundError = ModerationError & {
  __typename?: 'RoomNotFoundError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** Users cannot be on their own blacklist. This error appears only in `failures`. */
export type SelfBlacklistError = ModerationError & {
  __typename?: 'SelfBlacklistError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The instruction is on record and counts. The vendor's calls follow, one for each user, at the pace of the quota: those who publish come first. `restriction.progress` tells how far they are. */
export type SetRoomMediaStateAccepted = {
  __typename?: 'SetRoomMediaStateAccepted';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The restriction that this gave. Null when it is no longer on record. */
  restriction?: Maybe<MediaRestriction>;
  /** The number of the room. Null for a string room. */
  roomId?: Maybe<Scalars['RoomNumber']['output']>;
  /** The number of the TRTC application. */
  sdkAppId: Scalars['Int']['output'];
  /** The name of the room. Null for a numeric room. */
  strRoomId?: Maybe<Scalars['String']['output']>;
};

/** The room, what audio and video shall be there, and for whom not. */
export type SetRoomMediaStateInput = {
  /** What the audio shall be. Without `video`, the video of each user is left as it is. */
  audio?: InputMaybe<MediaSwitch>;
  /** So many seconds after the request, it ends by itself. At least 1, and at most a year unless the gateway is configured otherwise. Null: it has no end of its own. */
  durationSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Whether it is set again whenever a user enters, becomes an anchor, or starts to publish what is disabled, also for users who come later. Otherwise it is set once, for those who are in the room now. */
  enforce?: Scalars['Boolean']['input'];
  /** The users whom it leaves out: up to 1,000 ids, each of 1 to 32 bytes of UTF-8, each once. They need not be in the room. What older instructions on the room say ends for them too. */
  exceptUserIds?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Any text of 1 to 255 characters. A repeat with the same key within 24 hours gets the recorded answer; nothing is done twice. If the request certainly changed nothing, its key can be used again. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why the moderator does this, for the journal. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The TRTC access region for the call. Default: the configured region. */
  region?: InputMaybe<TrtcRegion>;
  /** The number of a numeric room, which must exist. Give exactly one of `roomId` and `strRoomId`. */
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  /** The number of the TRTC application. Default: the gateway's default application. */
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  /** What both audio and video shall be. Give either `state`, or `audio`, `video` or both. What is enabled for a room is not given to somebody whom an instruction of their own disables. */
  state?: InputMaybe<MediaState>;
  /** The name of a string room, which must exist. Room "123" is not room 123. 1 to 64 of the characters a-z A-Z 0-9 space ! # $ % & ( ) + - : ; < = . > ? @ [ ] ^ _ { } | ~ and comma. Give exactly one of `roomId` and `strRoomId`. */
  strRoomId?: InputMaybe<Scalars['String']['input']>;
  /** What the video shall be. Without `audio`, the audio of each user is left as it is. */
  video?: InputMaybe<MediaSwitch>;
};

/** Every possible answer of `setRoomMediaState`. */
export type SetRoomMediaStateResult = ApplicationNotFoundError | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | RateLimitedError | RoomNotFoundError | SetRoomMediaStateAccepted | UnknownVendorError | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** The user, the room, and the state to set there. */
export type SetUserMediaStateInput = {
  /** What the audio shall be. Without `video`, the video is left as it was set last, or else enabled. */
  audio?: InputMaybe<MediaSwitch>;
  /** So many seconds after the request, this state ends by itself, and is a restriction until then. At least 1, and at most a year unless the gateway is configured otherwise. At its end, what older restrictions say holds again, or else what this has set is enabled. Without `enforce`, the state is set once: the gateway does not set it again when the user leaves and comes back. A user can have 100 restrictions in a room at a time. Null: the state has no end of its own. Without `enforce` too, it ends all older ones of the user for the same media. */
  durationSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Whether this state is set again whenever the user enters the room, becomes an anchor, or starts to publish what is disabled. It is a restriction until `durationSeconds` are over, or without them until `liftRestriction` lifts it. The user need not be in the room yet. It needs event callbacks for the application: without them, this is refused with the code ENFORCEMENT_OFF in `issues`. */
  enforce?: InputMaybe<Scalars['Boolean']['input']>;
  /** Any text of 1 to 255 characters. A repeat with the same key within 24 hours gets the recorded answer; nothing is done twice. If the request certainly changed nothing, its key can be used again. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why the moderator does this, for the journal. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The TRTC access region for the call. Default: the configured region. */
  region?: InputMaybe<TrtcRegion>;
  /** The number of a numeric room, which must exist. Give exactly one of `roomId` and `strRoomId`. */
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  /** The number of the TRTC application. Default: the gateway's default application. */
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  /** The new state. It sets both audio and video, whatever they were before. Give either `state`, or `audio`, `video` or both. */
  state?: InputMaybe<MediaState>;
  /** The name of a string room, which must exist. Room "123" is not room 123. 1 to 64 of the characters a-z A-Z 0-9 space ! # $ % & ( ) + - : ; < = . > ? @ [ ] ^ _ { } | ~ and comma. Give exactly one of `roomId` and `strRoomId`. */
  strRoomId?: InputMaybe<Scalars['String']['input']>;
  /** The user's id, 1 to 32 bytes of UTF-8. The user must be in the room, unless `enforce` is true. */
  userId: Scalars['String']['input'];
  /** What the video shall be. Without `audio`, the audio is left as it was set last, or else enabled. */
  video?: InputMaybe<MediaSwitch>;
};

/** Every possible answer of `setUserMediaState`. */
export type SetUserMediaStateResult = ApplicationNotFoundError | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | RateLimitedError | RoomNotFoundError | SetUserMediaStateSuccess | SetUserMediaStateWaiting | SupersededError | UnknownVendorError | UserNotInRoomError | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** The vendor has set the user's state. */
export type SetUserMediaStateSuccess = {
  __typename?: 'SetUserMediaStateSuccess';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The restriction that this gave. Null unless the input had `durationSeconds` or `enforce`. */
  restriction?: Maybe<MediaRestriction>;
  /** The number of the room. Null for a string room. */
  roomId?: Maybe<Scalars['RoomNumber']['output']>;
  /** The number of the TRTC application. */
  sdkAppId: Scalars['Int']['output'];
  /** The state that the vendor was sent. It covers both audio and video, so it also has what other actions asked for. */
  state: MediaState;
  /** The name of the room. Null for a numeric room. */
  strRoomId?: Maybe<Scalars['String']['output']>;
  /** The user's id. */
  userId: Scalars['String']['output'];
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The user is not in the room. The restriction is in force and waits: the state is set when they come. Only with `enforce`. */
export type SetUserMediaStateWaiting = {
  __typename?: 'SetUserMediaStateWaiting';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The restriction that this gave. Null when it is no longer on record. */
  restriction?: Maybe<MediaRestriction>;
  /** The number of the room. Null for a string room. */
  roomId?: Maybe<Scalars['RoomNumber']['output']>;
  /** The number of the TRTC application. */
  sdkAppId: Scalars['Int']['output'];
  /** The name of the room. Null for a numeric room. */
  strRoomId?: Maybe<Scalars['String']['output']>;
  /** The user's id. */
  userId: Scalars['String']['output'];
};

/** What happens, as it happens. Subscriptions are served at /graphql/stream, by server-sent events. */
export type Subscription = {
  __typename?: 'Subscription';
  /** The actions in the applications and rooms that the token names, as they begin and end, also those of other gateways. The order is the same for all readers. The first event, and one every 15 seconds, has a cursor only. Needs the scope moderation:audit. */
  moderationActions: ModerationActionEvent;
  /** What holds for your own audio and video in a TRTC room: at once, and whenever it changes. You are the user of the token's claim `trtc_user_id`. Needs the scope moderation:self. */
  ownMediaState: OwnMediaState;
  /** What happens in a TRTC room, as far as the vendor's events tell. The first event is a SNAPSHOT. In a room with more than 100 people, at most 10 events a second are told. Needs the scope moderation:media or moderation:audit. */
  room: RoomEvent;
};


/** What happens, as it happens. Subscriptions are served at /graphql/stream, by server-sent events. */
export type SubscriptionModerationActionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ModerationActionFilter>;
};


/** What happens, as it happens. Subscriptions are served at /graphql/stream, by server-sent events. */
export type SubscriptionOwnMediaStateArgs = {
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  strRoomId?: InputMaybe<Scalars['String']['input']>;
};


/** What happens, as it happens. Subscriptions are served at /graphql/stream, by server-sent events. */
export type SubscriptionRoomArgs = {
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  strRoomId?: InputMaybe<Scalars['String']['input']>;
};

/** A newer action stands on the same user in the same place. Nothing was changed. */
export type SupersededError = ModerationError & {
  __typename?: 'SupersededError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** The newer action in the journal. */
  newerActionId: Scalars['ID']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** Whether an action was applied to one of its users. */
export type TargetOutcome =
  /** The action was applied to this user. */
  | 'APPLIED'
  /** The action was not applied to this user. */
  | 'NOT_APPLIED'
  /** The action has not finished. */
  | 'PENDING'
  /** The action may have been applied to this user. The gateway cannot tell. */
  | 'UNKNOWN';

/** What somebody entered a room with. */
export type Terminal =
  /** Android. */
  | 'ANDROID'
  /** iOS. */
  | 'IOS'
  /** Linux. */
  | 'LINUX'
  /** Something else, such as a browser. */
  | 'OTHER'
  /** Windows. */
  | 'WINDOWS';

/** The TRTC access regions that `setUserMediaState` can call. Each region has its own quota. */
export type TrtcRegion =
  /** Beijing, `ap-beijing`. */
  | 'AP_BEIJING'
  /** Guangzhou, `ap-guangzhou`. */
  | 'AP_GUANGZHOU'
  /** Singapore, `ap-singapore`. */
  | 'AP_SINGAPORE';

/** The action to undo. */
export type UndoModerationActionInput = {
  /** The `actionId` in a mutation's answer. */
  actionId: Scalars['ID']['input'];
  /** Any text of 1 to 255 characters. A repeat with the same key within 24 hours gets the recorded answer; nothing is done twice. If the request certainly changed nothing, its key can be used again. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why the moderator does this, for the journal. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** At least one user is not as before the action, or nobody knows. `failures` has an error for each of them. */
export type UndoModerationActionPartialFailure = {
  __typename?: 'UndoModerationActionPartialFailure';
  /** The action that undoes it. It has the operation that it carries out. */
  action: ModerationAction;
  /** One error for each user for whom the action is not undone, or may not be. `index` is that of the user in the undone action. In its order. */
  failures: Array<BlacklistFailure>;
  /** The action that was undone. */
  undone: ModerationAction;
};

/** Every possible answer of `undoModerationAction`. */
export type UndoModerationActionResult = ActionNotFoundError | ApplicationNotFoundError | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | NotUndoableError | RateLimitedError | RoomNotFoundError | SupersededError | UndoModerationActionPartialFailure | UndoModerationActionSuccess | UnknownVendorError | UserNotInRoomError | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** The action is undone for all of its users. */
export type UndoModerationActionSuccess = {
  __typename?: 'UndoModerationActionSuccess';
  /** The action that undoes it. It has the operation that it carries out. */
  action: ModerationAction;
  /** The action that was undone. */
  undone: ModerationAction;
};

/** The vendor answered with a code that this gateway does not know. See `vendorCode` and `message`. */
export type UnknownVendorError = ModerationError & {
  __typename?: 'UnknownVendorError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The blacklist, its users to update, and what to merge into their `ext`. */
export type UpdateBlacklistInput = {
  /** The number of the Volcengine application. Default: the gateway's default application. */
  appId?: InputMaybe<Scalars['Int']['input']>;
  /** Any text of 1 to 255 characters. A repeat with the same key within 24 hours gets the recorded answer; nothing is done twice. If the request certainly changed nothing, its key can be used again. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The type of inbox. A user has a separate blacklist for each type. */
  inboxType?: InputMaybe<Scalars['Int']['input']>;
  /** Why the moderator does this, for the journal. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The blacklist's owner. */
  userId: Scalars['Int64ID']['input'];
  /** The users to update: 1 to 1000, each once and each with an `ext` of at least one key. New keys are added and the values of known keys are replaced. No key can be deleted. The gateway calls the vendor with up to 10 users at a time. */
  users: Array<BlacklistUserInput>;
};

/** At least one user was not updated, or may not have been. `failures` has an error for each of them. */
export type UpdateBlacklistPartialFailure = {
  __typename?: 'UpdateBlacklistPartialFailure';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The number of the Volcengine application. */
  appId: Scalars['Int']['output'];
  /** One error for each user that was not updated, or may not have been. In input order. */
  failures: Array<BlacklistFailure>;
  /** The users whose `ext` was updated, in input order. */
  updatedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The blacklist's owner. */
  userId: Scalars['Int64ID']['output'];
  /** The vendor's ids of the calls, for the vendor's support. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** Every possible answer of `updateBlacklist`. */
export type UpdateBlacklistResult = ApplicationNotFoundError | ForbiddenError | GatewayUnavailableError | IdempotencyConflictError | InvalidInputError | RateLimitedError | UnknownVendorError | UpdateBlacklistPartialFailure | UpdateBlacklistSuccess | VendorInternalError | VendorPermissionDeniedError | VendorUnavailableError;

/** All users were updated. */
export type UpdateBlacklistSuccess = {
  __typename?: 'UpdateBlacklistSuccess';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The number of the Volcengine application. */
  appId: Scalars['Int']['output'];
  /** The users whose `ext` was updated, in input order. */
  updatedUserIds: Array<Scalars['Int64ID']['output']>;
  /** The blacklist's owner. */
  userId: Scalars['Int64ID']['output'];
  /** The vendor's ids of the calls, for the vendor's support. */
  vendorRequestIds: Array<Scalars['ID']['output']>;
};

/** The user is not in the room. */
export type UserNotInRoomError = ModerationError & {
  __typename?: 'UserNotInRoomError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** A real-time communication service that the gateway calls. */
export type Vendor =
  /** Tencent Real-Time Communication: rooms, audio and video. */
  | 'TENCENT_TRTC'
  /** Volcengine RTC messaging: blacklists. */
  | 'VOLCENGINE_RTC';

/** The vendor reports a fault of its own. */
export type VendorInternalError = ModerationError & {
  __typename?: 'VendorInternalError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The vendor does not allow the gateway's account to do this. The gateway's operator has to correct it. */
export type VendorPermissionDeniedError = ModerationError & {
  __typename?: 'VendorPermissionDeniedError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** A limit on how often the gateway calls a vendor. */
export type VendorQuota = {
  __typename?: 'VendorQuota';
  /** The configured quota, in calls per second. */
  callsPerSecond: Scalars['Int']['output'];
  /** How many calls are waiting because the quota is used up. */
  callsWaiting: Scalars['Int']['output'];
  /** The calls that the quota counts: those of one api, such as `AddBlackList`, or those of one api in one access region, such as `SetUserBlocked/ap-singapore`. */
  scope: Scalars['String']['output'];
  /** How many calls the gateway could send at this moment. */
  slotsLeft: Scalars['Int']['output'];
};

/** Whether the gateway can call a vendor, and how much of its quotas is used. */
export type VendorStatus = {
  __typename?: 'VendorStatus';
  /** Whether the gateway sends calls to the vendor. CLOSED when `enabled` is false. */
  breaker: BreakerState;
  /** Whether the gateway is configured for the vendor. */
  enabled: Scalars['Boolean']['output'];
  /** When a call last failed in a way that suggests that the vendor is down. Null when none has since the start. */
  lastErrorAt?: Maybe<Scalars['DateTime']['output']>;
  /** The quotas for calls to the vendor. Empty when `enabled` is false. */
  quotas: Array<VendorQuota>;
  /** The vendor. */
  vendor: Vendor;
};

/** The vendor is failing, cannot be reached, did not answer, or is not configured in this gateway. */
export type VendorUnavailableError = ModerationError & {
  __typename?: 'VendorUnavailableError';
  /** The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded. */
  actionId?: Maybe<Scalars['ID']['output']>;
  /** The kind of error. Programs should decide by this. */
  code: ModerationErrorCode;
  /** An English sentence for people. Its wording may change. */
  message: Scalars['String']['output'];
  /** Whether the request may have changed something in spite of the error. */
  outcome: MutationOutcome;
  /** How many milliseconds to wait before the next try. Null when that is not known. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Whether the same request may succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The vendor that refused or failed. Null when the gateway itself did. */
  vendor?: Maybe<Vendor>;
  /** The vendor's error code, unchanged. Null when the vendor gave none. */
  vendorCode?: Maybe<Scalars['String']['output']>;
  /** The vendor's id of the call, for the vendor's support. Null when the vendor gave none. */
  vendorRequestId?: Maybe<Scalars['ID']['output']>;
};

/** The caller: who the token names, and what it allows. */
export type Viewer = {
  __typename?: 'Viewer';
  /** Whether the token names all numeric rooms. */
  allRooms: Scalars['Boolean']['output'];
  /** Whether the token names all string rooms. */
  allStrRooms: Scalars['Boolean']['output'];
  /** The Volcengine applications that the token allows and the gateway serves. The scopes say what is allowed there. */
  appIds: Array<Scalars['Int']['output']>;
  /** When the token expires. */
  expiresAt: Scalars['DateTime']['output'];
  /** The numeric rooms that the token names. Empty when `allRooms` is true. */
  rooms: Array<Scalars['RoomNumber']['output']>;
  /** The scopes that the token grants. */
  scopes: Array<Scalars['String']['output']>;
  /** The TRTC applications that the token allows and the gateway serves. The scopes say what is allowed there. */
  sdkAppIds: Array<Scalars['Int']['output']>;
  /** The string rooms that the token names. Empty when `allStrRooms` is true. */
  strRooms: Array<Scalars['String']['output']>;
  /** The token's subject (`sub`). */
  subject: Scalars['String']['output'];
  /** The TRTC user that you are. With the scope moderation:self you may read `ownMediaState`, which is about this user. Null when the token names none. */
  trtcUserId?: Maybe<Scalars['String']['output']>;
  /** The Volcengine user that you are. With the scope moderation:blacklist:own you may change only this user's blacklist. Null when the token names none. */
  volcUserId?: Maybe<Scalars['Int64ID']['output']>;
};

type ModerationErrorFields_ActionNotFoundError_Fragment = { __typename?: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_AlreadyBlacklistedError_Fragment = { __typename?: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_ApplicationNotFoundError_Fragment = { __typename?: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_ForbiddenError_Fragment = { __typename?: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_GatewayUnavailableError_Fragment = { __typename?: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_IdempotencyConflictError_Fragment = { __typename?: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_InvalidInputError_Fragment = { __typename?: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> };

type ModerationErrorFields_NotUndoableError_Fragment = { __typename?: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_RateLimitedError_Fragment = { __typename?: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_RestrictionNotFoundError_Fragment = { __typename?: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_RoomNotFoundError_Fragment = { __typename?: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_SelfBlacklistError_Fragment = { __typename?: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_SupersededError_Fragment = { __typename?: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_UnknownVendorError_Fragment = { __typename?: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_UserNotInRoomError_Fragment = { __typename?: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_VendorInternalError_Fragment = { __typename?: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_VendorPermissionDeniedError_Fragment = { __typename?: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

type ModerationErrorFields_VendorUnavailableError_Fragment = { __typename?: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null };

export type ModerationErrorFieldsFragment =
  | ModerationErrorFields_ActionNotFoundError_Fragment
  | ModerationErrorFields_AlreadyBlacklistedError_Fragment
  | ModerationErrorFields_ApplicationNotFoundError_Fragment
  | ModerationErrorFields_ForbiddenError_Fragment
  | ModerationErrorFields_GatewayUnavailableError_Fragment
  | ModerationErrorFields_IdempotencyConflictError_Fragment
  | ModerationErrorFields_InvalidInputError_Fragment
  | ModerationErrorFields_NotUndoableError_Fragment
  | ModerationErrorFields_RateLimitedError_Fragment
  | ModerationErrorFields_RestrictionNotFoundError_Fragment
  | ModerationErrorFields_RoomNotFoundError_Fragment
  | ModerationErrorFields_SelfBlacklistError_Fragment
  | ModerationErrorFields_SupersededError_Fragment
  | ModerationErrorFields_UnknownVendorError_Fragment
  | ModerationErrorFields_UserNotInRoomError_Fragment
  | ModerationErrorFields_VendorInternalError_Fragment
  | ModerationErrorFields_VendorPermissionDeniedError_Fragment
  | ModerationErrorFields_VendorUnavailableError_Fragment
;

export type ModerationActionsFeedSubscriptionVariables = Exact<{
  filter?: InputMaybe<ModerationActionFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ModerationActionsFeedSubscription = { __typename?: 'Subscription', moderationActions: { __typename?: 'ModerationActionEvent', cursor: string, kind?: ModerationActionEventKind | null, action?: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, strRoomId?: string | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, audio?: MediaSwitch | null, video?: MediaSwitch | null, durationSeconds?: number | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }>, causedBy?: { __typename?: 'ModerationAction', id: string } | null, undoes?: { __typename?: 'ModerationAction', id: string } | null, undoneBy?: { __typename?: 'ModerationAction', id: string } | null, restriction?: { __typename?: 'MediaRestriction', id: string } | null } | null } };

export type OwnMediaStateFeedSubscriptionVariables = Exact<{
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  strRoomId?: InputMaybe<Scalars['String']['input']>;
}>;


export type OwnMediaStateFeedSubscription = { __typename?: 'Subscription', ownMediaState: { __typename?: 'OwnMediaState', audio: MediaSwitch, video: MediaSwitch, audioEndsAt?: string | null, videoEndsAt?: string | null } };

export type RoomFeedSubscriptionVariables = Exact<{
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  strRoomId?: InputMaybe<Scalars['String']['input']>;
}>;


export type RoomFeedSubscription = { __typename?: 'Subscription', room: { __typename?: 'RoomEvent', kind: RoomEventKind, room?: { __typename?: 'Room', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, open: boolean, openedAt?: string | null, knownSince: string, participantCount: number, publisherCount: number } | null, participant?: { __typename?: 'Participant', id: string, userId: string, role: ParticipantRole, publishesAudio: boolean, publishesVideo: boolean, publishesScreen: boolean, terminal?: Terminal | null, enteredAt: string, audio?: MediaSwitch | null, video?: MediaSwitch | null, restrictions: Array<{ __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId?: string | null, exceptUserIds: Array<string>, audio?: MediaSwitch | null, video?: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt?: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt?: string | null, lastViolationAt?: string | null, reason?: string | null, actor: string, progress?: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } }>, lastAction?: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, strRoomId?: string | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, audio?: MediaSwitch | null, video?: MediaSwitch | null, durationSeconds?: number | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }>, causedBy?: { __typename?: 'ModerationAction', id: string } | null, undoes?: { __typename?: 'ModerationAction', id: string } | null, undoneBy?: { __typename?: 'ModerationAction', id: string } | null, restriction?: { __typename?: 'MediaRestriction', id: string } | null } | null } | null, restriction?: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId?: string | null, exceptUserIds: Array<string>, audio?: MediaSwitch | null, video?: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt?: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt?: string | null, lastViolationAt?: string | null, reason?: string | null, actor: string, progress?: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null } };

export type ModerationActionFieldsFragment = { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, strRoomId?: string | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, audio?: MediaSwitch | null, video?: MediaSwitch | null, durationSeconds?: number | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }>, causedBy?: { __typename?: 'ModerationAction', id: string } | null, undoes?: { __typename?: 'ModerationAction', id: string } | null, undoneBy?: { __typename?: 'ModerationAction', id: string } | null, restriction?: { __typename?: 'MediaRestriction', id: string } | null };

export type ModerationActionQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ModerationActionQuery = { __typename?: 'Query', moderationAction?: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, strRoomId?: string | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, audio?: MediaSwitch | null, video?: MediaSwitch | null, durationSeconds?: number | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }>, causedBy?: { __typename?: 'ModerationAction', id: string } | null, undoes?: { __typename?: 'ModerationAction', id: string } | null, undoneBy?: { __typename?: 'ModerationAction', id: string } | null, restriction?: { __typename?: 'MediaRestriction', id: string } | null } | null };

export type ModerationActionsQueryVariables = Exact<{
  filter?: InputMaybe<ModerationActionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ModerationActionsQuery = { __typename?: 'Query', moderationActions: { __typename?: 'ModerationActionConnection', feedCursor?: string | null, edges: Array<{ __typename?: 'ModerationActionEdge', cursor: string, node: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, strRoomId?: string | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, audio?: MediaSwitch | null, video?: MediaSwitch | null, durationSeconds?: number | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }>, causedBy?: { __typename?: 'ModerationAction', id: string } | null, undoes?: { __typename?: 'ModerationAction', id: string } | null, undoneBy?: { __typename?: 'ModerationAction', id: string } | null, restriction?: { __typename?: 'MediaRestriction', id: string } | null } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } };

export type AddToBlacklistMutationVariables = Exact<{
  input: AddToBlacklistInput;
}>;


export type AddToBlacklistMutation = { __typename?: 'Mutation', addToBlacklist:
    | { __typename: 'AddToBlacklistPartialFailure', appId: number, userId: string, addedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId?: string | null, failures: Array<{ __typename?: 'BlacklistFailure', index: number, userId: string, error:
          | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
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

export type DismissRoomMutationVariables = Exact<{
  input: DismissRoomInput;
}>;


export type DismissRoomMutation = { __typename?: 'Mutation', dismissRoom:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'DismissRoomSuccess', sdkAppId: number, roomId?: number | null, strRoomId?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
   };

export type LiftRestrictionMutationVariables = Exact<{
  input: LiftRestrictionInput;
}>;


export type LiftRestrictionMutation = { __typename?: 'Mutation', liftRestriction:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'LiftRestrictionSuccess', vendorRequestId?: string | null, actionId?: string | null, restriction?: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId?: string | null, exceptUserIds: Array<string>, audio?: MediaSwitch | null, video?: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt?: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt?: string | null, lastViolationAt?: string | null, reason?: string | null, actor: string, progress?: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
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
          | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
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

export type RemoveFromRoomMutationVariables = Exact<{
  input: RemoveFromRoomInput;
}>;


export type RemoveFromRoomMutation = { __typename?: 'Mutation', removeFromRoom:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'RemoveFromRoomPartialFailure', sdkAppId: number, roomId?: number | null, strRoomId?: string | null, removedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId?: string | null, failures: Array<{ __typename?: 'RoomFailure', index: number, userId: string, error:
          | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
         }> }
    | { __typename: 'RemoveFromRoomSuccess', sdkAppId: number, roomId?: number | null, strRoomId?: string | null, removedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId?: string | null }
    | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
   };

export type SetRoomMediaStateMutationVariables = Exact<{
  input: SetRoomMediaStateInput;
}>;


export type SetRoomMediaStateMutation = { __typename?: 'Mutation', setRoomMediaState:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'SetRoomMediaStateAccepted', sdkAppId: number, roomId?: number | null, strRoomId?: string | null, actionId?: string | null, restriction?: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId?: string | null, exceptUserIds: Array<string>, audio?: MediaSwitch | null, video?: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt?: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt?: string | null, lastViolationAt?: string | null, reason?: string | null, actor: string, progress?: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null }
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
    | { __typename: 'SetUserMediaStateSuccess', sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId: string, state: MediaState, vendorRequestId?: string | null, actionId?: string | null, restriction?: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId?: string | null, exceptUserIds: Array<string>, audio?: MediaSwitch | null, video?: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt?: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt?: string | null, lastViolationAt?: string | null, reason?: string | null, actor: string, progress?: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null }
    | { __typename: 'SetUserMediaStateWaiting', sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId: string, actionId?: string | null, restriction?: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId?: string | null, exceptUserIds: Array<string>, audio?: MediaSwitch | null, video?: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt?: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt?: string | null, lastViolationAt?: string | null, reason?: string | null, actor: string, progress?: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null }
    | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
   };

export type UpdateBlacklistMutationVariables = Exact<{
  input: UpdateBlacklistInput;
}>;


export type UpdateBlacklistMutation = { __typename?: 'Mutation', updateBlacklist:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'UpdateBlacklistPartialFailure', appId: number, userId: string, updatedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId?: string | null, failures: Array<{ __typename?: 'BlacklistFailure', index: number, userId: string, error:
          | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
         }> }
    | { __typename: 'UpdateBlacklistSuccess', appId: number, userId: string, updatedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId?: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
   };

export type BlacklistMembershipsQueryVariables = Exact<{
  appId?: InputMaybe<Scalars['Int']['input']>;
  userId: Scalars['Int64ID']['input'];
  inboxType?: InputMaybe<Scalars['Int']['input']>;
  userIds: Array<Scalars['Int64ID']['input']> | Scalars['Int64ID']['input'];
}>;


export type BlacklistMembershipsQuery = { __typename?: 'Query', blacklistMemberships?: Array<{ __typename?: 'BlacklistMembership', userId: string, isListed: boolean }> | null };

export type BlacklistQueryVariables = Exact<{
  appId?: InputMaybe<Scalars['Int']['input']>;
  userId: Scalars['Int64ID']['input'];
  inboxType?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type BlacklistQuery = { __typename?: 'Query', blacklist?: { __typename?: 'BlacklistConnection', totalCount?: number | null, edges: Array<{ __typename?: 'BlacklistEdge', cursor: string, node: { __typename?: 'BlacklistEntry', id: string, userId: string, ext?: Record<string, string> | null, addedAt?: string | null, changedAt?: string | null, endsAt?: string | null } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } | null };

export type MediaRestrictionFieldsFragment = { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId?: string | null, exceptUserIds: Array<string>, audio?: MediaSwitch | null, video?: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt?: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt?: string | null, lastViolationAt?: string | null, reason?: string | null, actor: string, progress?: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } };

export type OwnMediaStateQueryVariables = Exact<{
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  strRoomId?: InputMaybe<Scalars['String']['input']>;
}>;


export type OwnMediaStateQuery = { __typename?: 'Query', ownMediaState: { __typename?: 'OwnMediaState', audio: MediaSwitch, video: MediaSwitch, audioEndsAt?: string | null, videoEndsAt?: string | null } };

export type MediaRestrictionQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type MediaRestrictionQuery = { __typename?: 'Query', mediaRestriction?: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId?: string | null, exceptUserIds: Array<string>, audio?: MediaSwitch | null, video?: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt?: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt?: string | null, lastViolationAt?: string | null, reason?: string | null, actor: string, progress?: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null };

export type RestrictionsQueryVariables = Exact<{
  filter?: InputMaybe<RestrictionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type RestrictionsQuery = { __typename?: 'Query', restrictions: { __typename?: 'MediaRestrictionConnection', edges: Array<{ __typename?: 'MediaRestrictionEdge', cursor: string, node: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId?: string | null, exceptUserIds: Array<string>, audio?: MediaSwitch | null, video?: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt?: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt?: string | null, lastViolationAt?: string | null, reason?: string | null, actor: string, progress?: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } };

export type ParticipantFieldsFragment = { __typename?: 'Participant', id: string, userId: string, role: ParticipantRole, publishesAudio: boolean, publishesVideo: boolean, publishesScreen: boolean, terminal?: Terminal | null, enteredAt: string, audio?: MediaSwitch | null, video?: MediaSwitch | null, restrictions: Array<{ __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId?: string | null, exceptUserIds: Array<string>, audio?: MediaSwitch | null, video?: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt?: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt?: string | null, lastViolationAt?: string | null, reason?: string | null, actor: string, progress?: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } }>, lastAction?: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, strRoomId?: string | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, audio?: MediaSwitch | null, video?: MediaSwitch | null, durationSeconds?: number | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }>, causedBy?: { __typename?: 'ModerationAction', id: string } | null, undoes?: { __typename?: 'ModerationAction', id: string } | null, undoneBy?: { __typename?: 'ModerationAction', id: string } | null, restriction?: { __typename?: 'MediaRestriction', id: string } | null } | null };

export type RoomFieldsFragment = { __typename?: 'Room', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, open: boolean, openedAt?: string | null, knownSince: string, participantCount: number, publisherCount: number };

export type RoomQueryVariables = Exact<{
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  strRoomId?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  publishing?: InputMaybe<Scalars['Boolean']['input']>;
  role?: InputMaybe<ParticipantRole>;
  userIdPrefix?: InputMaybe<Scalars['String']['input']>;
}>;


export type RoomQuery = { __typename?: 'Query', room?: { __typename?: 'Room', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, open: boolean, openedAt?: string | null, knownSince: string, participantCount: number, publisherCount: number, participants: { __typename?: 'ParticipantConnection', edges: Array<{ __typename?: 'ParticipantEdge', cursor: string, node: { __typename?: 'Participant', id: string, userId: string, role: ParticipantRole, publishesAudio: boolean, publishesVideo: boolean, publishesScreen: boolean, terminal?: Terminal | null, enteredAt: string, audio?: MediaSwitch | null, video?: MediaSwitch | null, restrictions: Array<{ __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, userId?: string | null, exceptUserIds: Array<string>, audio?: MediaSwitch | null, video?: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt?: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt?: string | null, lastViolationAt?: string | null, reason?: string | null, actor: string, progress?: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } }>, lastAction?: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, strRoomId?: string | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, audio?: MediaSwitch | null, video?: MediaSwitch | null, durationSeconds?: number | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }>, causedBy?: { __typename?: 'ModerationAction', id: string } | null, undoes?: { __typename?: 'ModerationAction', id: string } | null, undoneBy?: { __typename?: 'ModerationAction', id: string } | null, restriction?: { __typename?: 'MediaRestriction', id: string } | null } | null } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } } | null };

export type RoomsQueryVariables = Exact<{
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type RoomsQuery = { __typename?: 'Query', rooms: { __typename?: 'RoomConnection', edges: Array<{ __typename?: 'RoomEdge', cursor: string, node: { __typename?: 'Room', id: string, sdkAppId: number, roomId?: number | null, strRoomId?: string | null, open: boolean, openedAt?: string | null, knownSince: string, participantCount: number, publisherCount: number } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } };

export type UndoModerationActionMutationVariables = Exact<{
  input: UndoModerationActionInput;
}>;


export type UndoModerationActionMutation = { __typename?: 'Mutation', undoModerationAction:
    | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'UndoModerationActionPartialFailure', undone: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, strRoomId?: string | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, audio?: MediaSwitch | null, video?: MediaSwitch | null, durationSeconds?: number | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }>, causedBy?: { __typename?: 'ModerationAction', id: string } | null, undoes?: { __typename?: 'ModerationAction', id: string } | null, undoneBy?: { __typename?: 'ModerationAction', id: string } | null, restriction?: { __typename?: 'MediaRestriction', id: string } | null }, action: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, strRoomId?: string | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, audio?: MediaSwitch | null, video?: MediaSwitch | null, durationSeconds?: number | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }>, causedBy?: { __typename?: 'ModerationAction', id: string } | null, undoes?: { __typename?: 'ModerationAction', id: string } | null, undoneBy?: { __typename?: 'ModerationAction', id: string } | null, restriction?: { __typename?: 'MediaRestriction', id: string } | null }, failures: Array<{ __typename?: 'BlacklistFailure', index: number, userId: string, error:
          | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'ForbiddenError', missingGrant?: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
          | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
         }> }
    | { __typename: 'UndoModerationActionSuccess', undone: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, strRoomId?: string | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, audio?: MediaSwitch | null, video?: MediaSwitch | null, durationSeconds?: number | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }>, causedBy?: { __typename?: 'ModerationAction', id: string } | null, undoes?: { __typename?: 'ModerationAction', id: string } | null, undoneBy?: { __typename?: 'ModerationAction', id: string } | null, restriction?: { __typename?: 'MediaRestriction', id: string } | null }, action: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt?: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId?: number | null, strRoomId?: string | null, listOwnerId?: string | null, inboxType?: number | null, state?: MediaState | null, audio?: MediaSwitch | null, video?: MediaSwitch | null, durationSeconds?: number | null, status: ActionStatus, code?: ModerationErrorCode | null, message?: string | null, reason?: string | null, idempotencyKey?: string | null, vendorCode?: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs?: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code?: ModerationErrorCode | null, vendorCode?: string | null }>, causedBy?: { __typename?: 'ModerationAction', id: string } | null, undoes?: { __typename?: 'ModerationAction', id: string } | null, undoneBy?: { __typename?: 'ModerationAction', id: string } | null, restriction?: { __typename?: 'MediaRestriction', id: string } | null } }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs?: number | null, outcome: MutationOutcome, vendor?: Vendor | null, vendorCode?: string | null, vendorRequestId?: string | null, actionId?: string | null }
   };

export type VendorsQueryVariables = Exact<{ [key: string]: never; }>;


export type VendorsQuery = { __typename?: 'Query', vendors: Array<{ __typename?: 'VendorStatus', vendor: Vendor, enabled: boolean, breaker: BreakerState, lastErrorAt?: string | null, quotas: Array<{ __typename?: 'VendorQuota', scope: string, callsPerSecond: number, slotsLeft: number, callsWaiting: number }> }> };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { __typename?: 'Query', viewer: { __typename?: 'Viewer', subject: string, scopes: Array<string>, sdkAppIds: Array<number>, appIds: Array<number>, allRooms: boolean, rooms: Array<number>, allStrRooms: boolean, strRooms: Array<string>, volcUserId?: string | null, trtcUserId?: string | null, expiresAt: string } };

export const ModerationErrorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SupersededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newerActionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ModerationErrorFieldsFragment, unknown>;
export const MediaRestrictionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MediaRestrictionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MediaRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"exceptUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"enforced"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holding"}},{"kind":"Field","name":{"kind":"Name","value":"timesApplied"}},{"kind":"Field","name":{"kind":"Name","value":"lastAppliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastViolationAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wanted"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<MediaRestrictionFieldsFragment, unknown>;
export const ModerationActionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationActionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"listOwnerId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"causedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoneBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ModerationActionFieldsFragment, unknown>;
export const ParticipantFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ParticipantFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Participant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"publishesAudio"}},{"kind":"Field","name":{"kind":"Name","value":"publishesVideo"}},{"kind":"Field","name":{"kind":"Name","value":"publishesScreen"}},{"kind":"Field","name":{"kind":"Name","value":"terminal"}},{"kind":"Field","name":{"kind":"Name","value":"enteredAt"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MediaRestrictionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MediaRestrictionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MediaRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"exceptUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"enforced"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holding"}},{"kind":"Field","name":{"kind":"Name","value":"timesApplied"}},{"kind":"Field","name":{"kind":"Name","value":"lastAppliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastViolationAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wanted"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationActionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"listOwnerId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"causedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoneBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ParticipantFieldsFragment, unknown>;
export const RoomFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Room"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"knownSince"}},{"kind":"Field","name":{"kind":"Name","value":"participantCount"}},{"kind":"Field","name":{"kind":"Name","value":"publisherCount"}}]}}]} as unknown as DocumentNode<RoomFieldsFragment, unknown>;
export const ModerationActionsFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ModerationActionsFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationActionFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moderationActions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationActionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"listOwnerId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"causedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoneBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ModerationActionsFeedSubscription, ModerationActionsFeedSubscriptionVariables>;
export const OwnMediaStateFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"OwnMediaStateFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sdkAppId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RoomNumber"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"strRoomId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ownMediaState"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sdkAppId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sdkAppId"}}},{"kind":"Argument","name":{"kind":"Name","value":"roomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}}},{"kind":"Argument","name":{"kind":"Name","value":"strRoomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"strRoomId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"audioEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"videoEndsAt"}}]}}]}}]} as unknown as DocumentNode<OwnMediaStateFeedSubscription, OwnMediaStateFeedSubscriptionVariables>;
export const RoomFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"RoomFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sdkAppId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RoomNumber"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"strRoomId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"room"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sdkAppId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sdkAppId"}}},{"kind":"Argument","name":{"kind":"Name","value":"roomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}}},{"kind":"Argument","name":{"kind":"Name","value":"strRoomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"strRoomId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"room"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"participant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ParticipantFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MediaRestrictionFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MediaRestrictionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MediaRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"exceptUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"enforced"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holding"}},{"kind":"Field","name":{"kind":"Name","value":"timesApplied"}},{"kind":"Field","name":{"kind":"Name","value":"lastAppliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastViolationAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wanted"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationActionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"listOwnerId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"causedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoneBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Room"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"knownSince"}},{"kind":"Field","name":{"kind":"Name","value":"participantCount"}},{"kind":"Field","name":{"kind":"Name","value":"publisherCount"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ParticipantFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Participant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"publishesAudio"}},{"kind":"Field","name":{"kind":"Name","value":"publishesVideo"}},{"kind":"Field","name":{"kind":"Name","value":"publishesScreen"}},{"kind":"Field","name":{"kind":"Name","value":"terminal"}},{"kind":"Field","name":{"kind":"Name","value":"enteredAt"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MediaRestrictionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}}]}}]} as unknown as DocumentNode<RoomFeedSubscription, RoomFeedSubscriptionVariables>;
export const ModerationActionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ModerationAction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moderationAction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationActionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"listOwnerId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"causedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoneBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ModerationActionQuery, ModerationActionQueryVariables>;
export const ModerationActionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ModerationActions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationActionFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moderationActions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"feedCursor"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationActionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"listOwnerId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"causedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoneBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ModerationActionsQuery, ModerationActionsQueryVariables>;
export const AddToBlacklistDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddToBlacklist"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddToBlacklistInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addToBlacklist"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddToBlacklistSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"addedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddToBlacklistPartialFailure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"addedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"failures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SupersededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newerActionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddToBlacklistMutation, AddToBlacklistMutationVariables>;
export const DismissRoomDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DismissRoom"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DismissRoomInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dismissRoom"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DismissRoomSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SupersededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newerActionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DismissRoomMutation, DismissRoomMutationVariables>;
export const LiftRestrictionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LiftRestriction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LiftRestrictionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liftRestriction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiftRestrictionSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MediaRestrictionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MediaRestrictionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MediaRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"exceptUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"enforced"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holding"}},{"kind":"Field","name":{"kind":"Name","value":"timesApplied"}},{"kind":"Field","name":{"kind":"Name","value":"lastAppliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastViolationAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wanted"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SupersededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newerActionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LiftRestrictionMutation, LiftRestrictionMutationVariables>;
export const RemoveFromBlacklistDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveFromBlacklist"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveFromBlacklistInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeFromBlacklist"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveFromBlacklistSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"notListedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveFromBlacklistPartialFailure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"notListedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"failures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SupersededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newerActionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RemoveFromBlacklistMutation, RemoveFromBlacklistMutationVariables>;
export const RemoveFromRoomDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveFromRoom"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveFromRoomInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeFromRoom"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveFromRoomSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveFromRoomPartialFailure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"failures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SupersededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newerActionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RemoveFromRoomMutation, RemoveFromRoomMutationVariables>;
export const SetRoomMediaStateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetRoomMediaState"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetRoomMediaStateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setRoomMediaState"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SetRoomMediaStateAccepted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MediaRestrictionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MediaRestrictionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MediaRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"exceptUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"enforced"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holding"}},{"kind":"Field","name":{"kind":"Name","value":"timesApplied"}},{"kind":"Field","name":{"kind":"Name","value":"lastAppliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastViolationAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wanted"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SupersededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newerActionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetRoomMediaStateMutation, SetRoomMediaStateMutationVariables>;
export const SetUserMediaStateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetUserMediaState"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetUserMediaStateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setUserMediaState"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SetUserMediaStateSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MediaRestrictionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SetUserMediaStateWaiting"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MediaRestrictionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MediaRestrictionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MediaRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"exceptUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"enforced"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holding"}},{"kind":"Field","name":{"kind":"Name","value":"timesApplied"}},{"kind":"Field","name":{"kind":"Name","value":"lastAppliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastViolationAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wanted"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SupersededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newerActionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetUserMediaStateMutation, SetUserMediaStateMutationVariables>;
export const UpdateBlacklistDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateBlacklist"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateBlacklistInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateBlacklist"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateBlacklistSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"updatedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateBlacklistPartialFailure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"updatedUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"failures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SupersededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newerActionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateBlacklistMutation, UpdateBlacklistMutationVariables>;
export const BlacklistMembershipsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BlacklistMemberships"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int64ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"inboxType"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userIds"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int64ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blacklistMemberships"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"appId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appId"}}},{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"Argument","name":{"kind":"Name","value":"inboxType"},"value":{"kind":"Variable","name":{"kind":"Name","value":"inboxType"}}},{"kind":"Argument","name":{"kind":"Name","value":"userIds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userIds"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"isListed"}}]}}]}}]} as unknown as DocumentNode<BlacklistMembershipsQuery, BlacklistMembershipsQueryVariables>;
export const BlacklistDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Blacklist"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"appId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int64ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"inboxType"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blacklist"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"appId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"appId"}}},{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"Argument","name":{"kind":"Name","value":"inboxType"},"value":{"kind":"Variable","name":{"kind":"Name","value":"inboxType"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"ext"}},{"kind":"Field","name":{"kind":"Name","value":"addedAt"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<BlacklistQuery, BlacklistQueryVariables>;
export const OwnMediaStateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OwnMediaState"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sdkAppId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RoomNumber"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"strRoomId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ownMediaState"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sdkAppId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sdkAppId"}}},{"kind":"Argument","name":{"kind":"Name","value":"roomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}}},{"kind":"Argument","name":{"kind":"Name","value":"strRoomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"strRoomId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"audioEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"videoEndsAt"}}]}}]}}]} as unknown as DocumentNode<OwnMediaStateQuery, OwnMediaStateQueryVariables>;
export const MediaRestrictionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MediaRestriction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mediaRestriction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MediaRestrictionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MediaRestrictionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MediaRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"exceptUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"enforced"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holding"}},{"kind":"Field","name":{"kind":"Name","value":"timesApplied"}},{"kind":"Field","name":{"kind":"Name","value":"lastAppliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastViolationAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wanted"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<MediaRestrictionQuery, MediaRestrictionQueryVariables>;
export const RestrictionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Restrictions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RestrictionFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MediaRestrictionFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MediaRestrictionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MediaRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"exceptUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"enforced"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holding"}},{"kind":"Field","name":{"kind":"Name","value":"timesApplied"}},{"kind":"Field","name":{"kind":"Name","value":"lastAppliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastViolationAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wanted"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<RestrictionsQuery, RestrictionsQueryVariables>;
export const RoomDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Room"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sdkAppId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RoomNumber"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"strRoomId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"publishing"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"role"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ParticipantRole"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userIdPrefix"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"room"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sdkAppId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sdkAppId"}}},{"kind":"Argument","name":{"kind":"Name","value":"roomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roomId"}}},{"kind":"Argument","name":{"kind":"Name","value":"strRoomId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"strRoomId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomFields"}},{"kind":"Field","name":{"kind":"Name","value":"participants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"publishing"},"value":{"kind":"Variable","name":{"kind":"Name","value":"publishing"}}},{"kind":"Argument","name":{"kind":"Name","value":"role"},"value":{"kind":"Variable","name":{"kind":"Name","value":"role"}}},{"kind":"Argument","name":{"kind":"Name","value":"userIdPrefix"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userIdPrefix"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ParticipantFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MediaRestrictionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MediaRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"exceptUserIds"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"enforced"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"holding"}},{"kind":"Field","name":{"kind":"Name","value":"timesApplied"}},{"kind":"Field","name":{"kind":"Name","value":"lastAppliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastViolationAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wanted"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationActionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"listOwnerId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"causedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoneBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Room"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"knownSince"}},{"kind":"Field","name":{"kind":"Name","value":"participantCount"}},{"kind":"Field","name":{"kind":"Name","value":"publisherCount"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ParticipantFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Participant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"publishesAudio"}},{"kind":"Field","name":{"kind":"Name","value":"publishesVideo"}},{"kind":"Field","name":{"kind":"Name","value":"publishesScreen"}},{"kind":"Field","name":{"kind":"Name","value":"terminal"}},{"kind":"Field","name":{"kind":"Name","value":"enteredAt"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"restrictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MediaRestrictionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}}]}}]} as unknown as DocumentNode<RoomQuery, RoomQueryVariables>;
export const RoomsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Rooms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sdkAppId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rooms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sdkAppId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sdkAppId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Room"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"knownSince"}},{"kind":"Field","name":{"kind":"Name","value":"participantCount"}},{"kind":"Field","name":{"kind":"Name","value":"publisherCount"}}]}}]} as unknown as DocumentNode<RoomsQuery, RoomsQueryVariables>;
export const UndoModerationActionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UndoModerationAction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UndoModerationActionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"undoModerationAction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UndoModerationActionSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"undone"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UndoModerationActionPartialFailure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"undone"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"action"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationActionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ModerationErrorFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationActionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationAction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"roomId"}},{"kind":"Field","name":{"kind":"Name","value":"strRoomId"}},{"kind":"Field","name":{"kind":"Name","value":"listOwnerId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"audio"}},{"kind":"Field","name":{"kind":"Name","value":"video"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"idempotencyKey"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestIds"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"recovered"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"automatic"}},{"kind":"Field","name":{"kind":"Name","value":"causedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"undoneBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ModerationErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModerationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"actionId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"missingGrant"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SupersededError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newerActionId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UndoModerationActionMutation, UndoModerationActionMutationVariables>;
export const VendorsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Vendors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"breaker"}},{"kind":"Field","name":{"kind":"Name","value":"lastErrorAt"}},{"kind":"Field","name":{"kind":"Name","value":"quotas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"callsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"slotsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"callsWaiting"}}]}}]}}]}}]} as unknown as DocumentNode<VendorsQuery, VendorsQueryVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"sdkAppIds"}},{"kind":"Field","name":{"kind":"Name","value":"appIds"}},{"kind":"Field","name":{"kind":"Name","value":"allRooms"}},{"kind":"Field","name":{"kind":"Name","value":"rooms"}},{"kind":"Field","name":{"kind":"Name","value":"allStrRooms"}},{"kind":"Field","name":{"kind":"Name","value":"strRooms"}},{"kind":"Field","name":{"kind":"Name","value":"volcUserId"}},{"kind":"Field","name":{"kind":"Name","value":"trtcUserId"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;