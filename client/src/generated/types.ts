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
  Int64ID: { input: string; output: string; }
  /** The number of a TRTC room, 1 to 4294967294. Output: a number. Input: an integer or its decimal string. TRTC also has rooms that are named by strings: its string room "123" is not room 123. */
  RoomNumber: { input: number | string; output: number; }
  /** An object whose values are strings, such as `{ "source": "live" }`. */
  StringMap: { input: Record<string, string>; output: Record<string, string>; }
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

/** The restriction to lift. */
export type LiftRestrictionInput = {
  /** Any text of 1 to 255 characters. A repeat with the same key within 24 hours gets the recorded answer; nothing is done twice. If the request certainly changed nothing, its key can be used again. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why the moderator does this, for the journal. At most 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The id of the restriction: that of the action that gave it. */
  restrictionId: Scalars['ID']['input'];
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

/** Whether a request that failed may have changed something. */
export type MutationOutcome =
  /** This request changed nothing. */
  | 'NOT_APPLIED'
  /** The request may have been applied. For example, it was sent, and no answer came in time. */
  | 'UNKNOWN';

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

/** Whether somebody in a room may publish. */
export type ParticipantRole =
  /** They may publish audio and video. */
  | 'ANCHOR'
  /** They may not publish. */
  | 'AUDIENCE'
  /** The event that tells it was not seen. */
  | 'UNKNOWN';

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

/** A real-time communication service that the gateway calls. */
export type Vendor =
  /** Tencent Real-Time Communication: rooms, audio and video. */
  | 'TENCENT_TRTC'
  /** Volcengine RTC messaging: blacklists. */
  | 'VOLCENGINE_RTC';

type ModerationErrorFields_ActionNotFoundError_Fragment = { __typename?: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_AlreadyBlacklistedError_Fragment = { __typename?: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_ApplicationNotFoundError_Fragment = { __typename?: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_ForbiddenError_Fragment = { __typename?: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_GatewayUnavailableError_Fragment = { __typename?: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_IdempotencyConflictError_Fragment = { __typename?: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_InvalidInputError_Fragment = { __typename?: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> };

type ModerationErrorFields_NotUndoableError_Fragment = { __typename?: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_RateLimitedError_Fragment = { __typename?: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_RestrictionNotFoundError_Fragment = { __typename?: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_RoomNotFoundError_Fragment = { __typename?: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_SelfBlacklistError_Fragment = { __typename?: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_SupersededError_Fragment = { __typename?: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_UnknownVendorError_Fragment = { __typename?: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_UserNotInRoomError_Fragment = { __typename?: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_VendorInternalError_Fragment = { __typename?: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_VendorPermissionDeniedError_Fragment = { __typename?: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

type ModerationErrorFields_VendorUnavailableError_Fragment = { __typename?: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null };

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


export type ModerationActionsFeedSubscription = { __typename?: 'Subscription', moderationActions: { __typename?: 'ModerationActionEvent', cursor: string, kind: ModerationActionEventKind | null, action: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId: number | null, strRoomId: string | null, listOwnerId: string | null, inboxType: number | null, state: MediaState | null, audio: MediaSwitch | null, video: MediaSwitch | null, durationSeconds: number | null, status: ActionStatus, code: ModerationErrorCode | null, message: string | null, reason: string | null, idempotencyKey: string | null, vendorCode: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code: ModerationErrorCode | null, vendorCode: string | null }>, causedBy: { __typename?: 'ModerationAction', id: string } | null, undoes: { __typename?: 'ModerationAction', id: string } | null, undoneBy: { __typename?: 'ModerationAction', id: string } | null, restriction: { __typename?: 'MediaRestriction', id: string } | null } | null } };

export type OwnMediaStateFeedSubscriptionVariables = Exact<{
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  strRoomId?: InputMaybe<Scalars['String']['input']>;
}>;


export type OwnMediaStateFeedSubscription = { __typename?: 'Subscription', ownMediaState: { __typename?: 'OwnMediaState', audio: MediaSwitch, video: MediaSwitch, audioEndsAt: string | null, videoEndsAt: string | null } };

export type RoomFeedSubscriptionVariables = Exact<{
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  strRoomId?: InputMaybe<Scalars['String']['input']>;
}>;


export type RoomFeedSubscription = { __typename?: 'Subscription', room: { __typename?: 'RoomEvent', kind: RoomEventKind, room: { __typename?: 'Room', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, open: boolean, openedAt: string | null, knownSince: string, participantCount: number, publisherCount: number } | null, participant: { __typename?: 'Participant', id: string, userId: string, role: ParticipantRole, publishesAudio: boolean, publishesVideo: boolean, publishesScreen: boolean, terminal: Terminal | null, enteredAt: string, audio: MediaSwitch | null, video: MediaSwitch | null, restrictions: Array<{ __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string | null, exceptUserIds: Array<string>, audio: MediaSwitch | null, video: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt: string | null, lastViolationAt: string | null, reason: string | null, actor: string, progress: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } }>, lastAction: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId: number | null, strRoomId: string | null, listOwnerId: string | null, inboxType: number | null, state: MediaState | null, audio: MediaSwitch | null, video: MediaSwitch | null, durationSeconds: number | null, status: ActionStatus, code: ModerationErrorCode | null, message: string | null, reason: string | null, idempotencyKey: string | null, vendorCode: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code: ModerationErrorCode | null, vendorCode: string | null }>, causedBy: { __typename?: 'ModerationAction', id: string } | null, undoes: { __typename?: 'ModerationAction', id: string } | null, undoneBy: { __typename?: 'ModerationAction', id: string } | null, restriction: { __typename?: 'MediaRestriction', id: string } | null } | null } | null, restriction: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string | null, exceptUserIds: Array<string>, audio: MediaSwitch | null, video: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt: string | null, lastViolationAt: string | null, reason: string | null, actor: string, progress: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null } };

export type ModerationActionFieldsFragment = { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId: number | null, strRoomId: string | null, listOwnerId: string | null, inboxType: number | null, state: MediaState | null, audio: MediaSwitch | null, video: MediaSwitch | null, durationSeconds: number | null, status: ActionStatus, code: ModerationErrorCode | null, message: string | null, reason: string | null, idempotencyKey: string | null, vendorCode: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code: ModerationErrorCode | null, vendorCode: string | null }>, causedBy: { __typename?: 'ModerationAction', id: string } | null, undoes: { __typename?: 'ModerationAction', id: string } | null, undoneBy: { __typename?: 'ModerationAction', id: string } | null, restriction: { __typename?: 'MediaRestriction', id: string } | null };

export type ModerationActionQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ModerationActionQuery = { __typename?: 'Query', moderationAction: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId: number | null, strRoomId: string | null, listOwnerId: string | null, inboxType: number | null, state: MediaState | null, audio: MediaSwitch | null, video: MediaSwitch | null, durationSeconds: number | null, status: ActionStatus, code: ModerationErrorCode | null, message: string | null, reason: string | null, idempotencyKey: string | null, vendorCode: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code: ModerationErrorCode | null, vendorCode: string | null }>, causedBy: { __typename?: 'ModerationAction', id: string } | null, undoes: { __typename?: 'ModerationAction', id: string } | null, undoneBy: { __typename?: 'ModerationAction', id: string } | null, restriction: { __typename?: 'MediaRestriction', id: string } | null } | null };

export type ModerationActionsQueryVariables = Exact<{
  filter?: InputMaybe<ModerationActionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ModerationActionsQuery = { __typename?: 'Query', moderationActions: { __typename?: 'ModerationActionConnection', feedCursor: string | null, edges: Array<{ __typename?: 'ModerationActionEdge', cursor: string, node: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId: number | null, strRoomId: string | null, listOwnerId: string | null, inboxType: number | null, state: MediaState | null, audio: MediaSwitch | null, video: MediaSwitch | null, durationSeconds: number | null, status: ActionStatus, code: ModerationErrorCode | null, message: string | null, reason: string | null, idempotencyKey: string | null, vendorCode: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code: ModerationErrorCode | null, vendorCode: string | null }>, causedBy: { __typename?: 'ModerationAction', id: string } | null, undoes: { __typename?: 'ModerationAction', id: string } | null, undoneBy: { __typename?: 'ModerationAction', id: string } | null, restriction: { __typename?: 'MediaRestriction', id: string } | null } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type AddToBlacklistMutationVariables = Exact<{
  input: AddToBlacklistInput;
}>;


export type AddToBlacklistMutation = { __typename?: 'Mutation', addToBlacklist:
    | { __typename: 'AddToBlacklistPartialFailure', appId: number, userId: string, addedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId: string | null, failures: Array<{ __typename?: 'BlacklistFailure', index: number, userId: string, error:
          | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
         }> }
    | { __typename: 'AddToBlacklistSuccess', appId: number, userId: string, addedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId: string | null }
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
   };

export type DismissRoomMutationVariables = Exact<{
  input: DismissRoomInput;
}>;


export type DismissRoomMutation = { __typename?: 'Mutation', dismissRoom:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'DismissRoomSuccess', sdkAppId: number, roomId: number | null, strRoomId: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
   };

export type LiftRestrictionMutationVariables = Exact<{
  input: LiftRestrictionInput;
}>;


export type LiftRestrictionMutation = { __typename?: 'Mutation', liftRestriction:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'LiftRestrictionSuccess', vendorRequestId: string | null, actionId: string | null, restriction: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string | null, exceptUserIds: Array<string>, audio: MediaSwitch | null, video: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt: string | null, lastViolationAt: string | null, reason: string | null, actor: string, progress: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
   };

export type RemoveFromBlacklistMutationVariables = Exact<{
  input: RemoveFromBlacklistInput;
}>;


export type RemoveFromBlacklistMutation = { __typename?: 'Mutation', removeFromBlacklist:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'RemoveFromBlacklistPartialFailure', appId: number, userId: string, removedUserIds: Array<string>, notListedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId: string | null, failures: Array<{ __typename?: 'BlacklistFailure', index: number, userId: string, error:
          | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
         }> }
    | { __typename: 'RemoveFromBlacklistSuccess', appId: number, userId: string, removedUserIds: Array<string>, notListedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
   };

export type RemoveFromRoomMutationVariables = Exact<{
  input: RemoveFromRoomInput;
}>;


export type RemoveFromRoomMutation = { __typename?: 'Mutation', removeFromRoom:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'RemoveFromRoomPartialFailure', sdkAppId: number, roomId: number | null, strRoomId: string | null, removedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId: string | null, failures: Array<{ __typename?: 'RoomFailure', index: number, userId: string, error:
          | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
         }> }
    | { __typename: 'RemoveFromRoomSuccess', sdkAppId: number, roomId: number | null, strRoomId: string | null, removedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId: string | null }
    | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
   };

export type SetRoomMediaStateMutationVariables = Exact<{
  input: SetRoomMediaStateInput;
}>;


export type SetRoomMediaStateMutation = { __typename?: 'Mutation', setRoomMediaState:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'SetRoomMediaStateAccepted', sdkAppId: number, roomId: number | null, strRoomId: string | null, actionId: string | null, restriction: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string | null, exceptUserIds: Array<string>, audio: MediaSwitch | null, video: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt: string | null, lastViolationAt: string | null, reason: string | null, actor: string, progress: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
   };

export type SetUserMediaStateMutationVariables = Exact<{
  input: SetUserMediaStateInput;
}>;


export type SetUserMediaStateMutation = { __typename?: 'Mutation', setUserMediaState:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'SetUserMediaStateSuccess', sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string, state: MediaState, vendorRequestId: string | null, actionId: string | null, restriction: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string | null, exceptUserIds: Array<string>, audio: MediaSwitch | null, video: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt: string | null, lastViolationAt: string | null, reason: string | null, actor: string, progress: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null }
    | { __typename: 'SetUserMediaStateWaiting', sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string, actionId: string | null, restriction: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string | null, exceptUserIds: Array<string>, audio: MediaSwitch | null, video: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt: string | null, lastViolationAt: string | null, reason: string | null, actor: string, progress: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null }
    | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
   };

export type UpdateBlacklistMutationVariables = Exact<{
  input: UpdateBlacklistInput;
}>;


export type UpdateBlacklistMutation = { __typename?: 'Mutation', updateBlacklist:
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'UpdateBlacklistPartialFailure', appId: number, userId: string, updatedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId: string | null, failures: Array<{ __typename?: 'BlacklistFailure', index: number, userId: string, error:
          | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
         }> }
    | { __typename: 'UpdateBlacklistSuccess', appId: number, userId: string, updatedUserIds: Array<string>, vendorRequestIds: Array<string>, actionId: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
   };

export type BlacklistMembershipsQueryVariables = Exact<{
  appId?: InputMaybe<Scalars['Int']['input']>;
  userId: Scalars['Int64ID']['input'];
  inboxType?: InputMaybe<Scalars['Int']['input']>;
  userIds: Array<Scalars['Int64ID']['input']> | Scalars['Int64ID']['input'];
}>;


export type BlacklistMembershipsQuery = { __typename?: 'Query', blacklistMemberships: Array<{ __typename?: 'BlacklistMembership', userId: string, isListed: boolean }> | null };

export type BlacklistQueryVariables = Exact<{
  appId?: InputMaybe<Scalars['Int']['input']>;
  userId: Scalars['Int64ID']['input'];
  inboxType?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type BlacklistQuery = { __typename?: 'Query', blacklist: { __typename?: 'BlacklistConnection', totalCount: number | null, edges: Array<{ __typename?: 'BlacklistEdge', cursor: string, node: { __typename?: 'BlacklistEntry', id: string, userId: string, ext: Record<string, string> | null, addedAt: string | null, changedAt: string | null, endsAt: string | null } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null };

export type MediaRestrictionFieldsFragment = { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string | null, exceptUserIds: Array<string>, audio: MediaSwitch | null, video: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt: string | null, lastViolationAt: string | null, reason: string | null, actor: string, progress: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } };

export type OwnMediaStateQueryVariables = Exact<{
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  roomId?: InputMaybe<Scalars['RoomNumber']['input']>;
  strRoomId?: InputMaybe<Scalars['String']['input']>;
}>;


export type OwnMediaStateQuery = { __typename?: 'Query', ownMediaState: { __typename?: 'OwnMediaState', audio: MediaSwitch, video: MediaSwitch, audioEndsAt: string | null, videoEndsAt: string | null } };

export type MediaRestrictionQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type MediaRestrictionQuery = { __typename?: 'Query', mediaRestriction: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string | null, exceptUserIds: Array<string>, audio: MediaSwitch | null, video: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt: string | null, lastViolationAt: string | null, reason: string | null, actor: string, progress: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } | null };

export type RestrictionsQueryVariables = Exact<{
  filter?: InputMaybe<RestrictionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type RestrictionsQuery = { __typename?: 'Query', restrictions: { __typename?: 'MediaRestrictionConnection', edges: Array<{ __typename?: 'MediaRestrictionEdge', cursor: string, node: { __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string | null, exceptUserIds: Array<string>, audio: MediaSwitch | null, video: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt: string | null, lastViolationAt: string | null, reason: string | null, actor: string, progress: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ParticipantFieldsFragment = { __typename?: 'Participant', id: string, userId: string, role: ParticipantRole, publishesAudio: boolean, publishesVideo: boolean, publishesScreen: boolean, terminal: Terminal | null, enteredAt: string, audio: MediaSwitch | null, video: MediaSwitch | null, restrictions: Array<{ __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string | null, exceptUserIds: Array<string>, audio: MediaSwitch | null, video: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt: string | null, lastViolationAt: string | null, reason: string | null, actor: string, progress: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } }>, lastAction: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId: number | null, strRoomId: string | null, listOwnerId: string | null, inboxType: number | null, state: MediaState | null, audio: MediaSwitch | null, video: MediaSwitch | null, durationSeconds: number | null, status: ActionStatus, code: ModerationErrorCode | null, message: string | null, reason: string | null, idempotencyKey: string | null, vendorCode: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code: ModerationErrorCode | null, vendorCode: string | null }>, causedBy: { __typename?: 'ModerationAction', id: string } | null, undoes: { __typename?: 'ModerationAction', id: string } | null, undoneBy: { __typename?: 'ModerationAction', id: string } | null, restriction: { __typename?: 'MediaRestriction', id: string } | null } | null };

export type RoomFieldsFragment = { __typename?: 'Room', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, open: boolean, openedAt: string | null, knownSince: string, participantCount: number, publisherCount: number };

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


export type RoomQuery = { __typename?: 'Query', room: { __typename?: 'Room', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, open: boolean, openedAt: string | null, knownSince: string, participantCount: number, publisherCount: number, participants: { __typename?: 'ParticipantConnection', edges: Array<{ __typename?: 'ParticipantEdge', cursor: string, node: { __typename?: 'Participant', id: string, userId: string, role: ParticipantRole, publishesAudio: boolean, publishesVideo: boolean, publishesScreen: boolean, terminal: Terminal | null, enteredAt: string, audio: MediaSwitch | null, video: MediaSwitch | null, restrictions: Array<{ __typename?: 'MediaRestriction', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, userId: string | null, exceptUserIds: Array<string>, audio: MediaSwitch | null, video: MediaSwitch | null, enforced: boolean, startedAt: string, endsAt: string | null, status: RestrictionStatus, holding: RestrictionHold, timesApplied: number, lastAppliedAt: string | null, lastViolationAt: string | null, reason: string | null, actor: string, progress: { __typename?: 'RestrictionProgress', wanted: number, done: number, failed: number, unknown: number, waiting: number } | null, action: { __typename?: 'ModerationAction', id: string } }>, lastAction: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId: number | null, strRoomId: string | null, listOwnerId: string | null, inboxType: number | null, state: MediaState | null, audio: MediaSwitch | null, video: MediaSwitch | null, durationSeconds: number | null, status: ActionStatus, code: ModerationErrorCode | null, message: string | null, reason: string | null, idempotencyKey: string | null, vendorCode: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code: ModerationErrorCode | null, vendorCode: string | null }>, causedBy: { __typename?: 'ModerationAction', id: string } | null, undoes: { __typename?: 'ModerationAction', id: string } | null, undoneBy: { __typename?: 'ModerationAction', id: string } | null, restriction: { __typename?: 'MediaRestriction', id: string } | null } | null } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type RoomsQueryVariables = Exact<{
  sdkAppId?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type RoomsQuery = { __typename?: 'Query', rooms: { __typename?: 'RoomConnection', edges: Array<{ __typename?: 'RoomEdge', cursor: string, node: { __typename?: 'Room', id: string, sdkAppId: number, roomId: number | null, strRoomId: string | null, open: boolean, openedAt: string | null, knownSince: string, participantCount: number, publisherCount: number } }>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type UndoModerationActionMutationVariables = Exact<{
  input: UndoModerationActionInput;
}>;


export type UndoModerationActionMutation = { __typename?: 'Mutation', undoModerationAction:
    | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
    | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'UndoModerationActionPartialFailure', undone: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId: number | null, strRoomId: string | null, listOwnerId: string | null, inboxType: number | null, state: MediaState | null, audio: MediaSwitch | null, video: MediaSwitch | null, durationSeconds: number | null, status: ActionStatus, code: ModerationErrorCode | null, message: string | null, reason: string | null, idempotencyKey: string | null, vendorCode: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code: ModerationErrorCode | null, vendorCode: string | null }>, causedBy: { __typename?: 'ModerationAction', id: string } | null, undoes: { __typename?: 'ModerationAction', id: string } | null, undoneBy: { __typename?: 'ModerationAction', id: string } | null, restriction: { __typename?: 'MediaRestriction', id: string } | null }, action: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId: number | null, strRoomId: string | null, listOwnerId: string | null, inboxType: number | null, state: MediaState | null, audio: MediaSwitch | null, video: MediaSwitch | null, durationSeconds: number | null, status: ActionStatus, code: ModerationErrorCode | null, message: string | null, reason: string | null, idempotencyKey: string | null, vendorCode: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code: ModerationErrorCode | null, vendorCode: string | null }>, causedBy: { __typename?: 'ModerationAction', id: string } | null, undoes: { __typename?: 'ModerationAction', id: string } | null, undoneBy: { __typename?: 'ModerationAction', id: string } | null, restriction: { __typename?: 'MediaRestriction', id: string } | null }, failures: Array<{ __typename?: 'BlacklistFailure', index: number, userId: string, error:
          | { __typename: 'ActionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'AlreadyBlacklistedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'ApplicationNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'ForbiddenError', missingGrant: string | null, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'GatewayUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'IdempotencyConflictError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'InvalidInputError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null, issues: Array<{ __typename?: 'InputIssue', path: string, code: string, message: string }> }
          | { __typename: 'NotUndoableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RateLimitedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RestrictionNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'RoomNotFoundError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'SelfBlacklistError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'SupersededError', newerActionId: string, code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
          | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
         }> }
    | { __typename: 'UndoModerationActionSuccess', undone: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId: number | null, strRoomId: string | null, listOwnerId: string | null, inboxType: number | null, state: MediaState | null, audio: MediaSwitch | null, video: MediaSwitch | null, durationSeconds: number | null, status: ActionStatus, code: ModerationErrorCode | null, message: string | null, reason: string | null, idempotencyKey: string | null, vendorCode: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code: ModerationErrorCode | null, vendorCode: string | null }>, causedBy: { __typename?: 'ModerationAction', id: string } | null, undoes: { __typename?: 'ModerationAction', id: string } | null, undoneBy: { __typename?: 'ModerationAction', id: string } | null, restriction: { __typename?: 'MediaRestriction', id: string } | null }, action: { __typename?: 'ModerationAction', id: string, requestedAt: string, finishedAt: string | null, actor: string, operation: Operation, vendor: Vendor, applicationId: number, roomId: number | null, strRoomId: string | null, listOwnerId: string | null, inboxType: number | null, state: MediaState | null, audio: MediaSwitch | null, video: MediaSwitch | null, durationSeconds: number | null, status: ActionStatus, code: ModerationErrorCode | null, message: string | null, reason: string | null, idempotencyKey: string | null, vendorCode: string | null, vendorRequestIds: Array<string>, attempts: number, durationMs: number | null, recovered: boolean, requestId: string, automatic: boolean, targets: Array<{ __typename?: 'ActionTarget', userId: string, outcome: TargetOutcome, code: ModerationErrorCode | null, vendorCode: string | null }>, causedBy: { __typename?: 'ModerationAction', id: string } | null, undoes: { __typename?: 'ModerationAction', id: string } | null, undoneBy: { __typename?: 'ModerationAction', id: string } | null, restriction: { __typename?: 'MediaRestriction', id: string } | null } }
    | { __typename: 'UnknownVendorError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'UserNotInRoomError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorInternalError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorPermissionDeniedError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
    | { __typename: 'VendorUnavailableError', code: ModerationErrorCode, message: string, retryable: boolean, retryAfterMs: number | null, outcome: MutationOutcome, vendor: Vendor | null, vendorCode: string | null, vendorRequestId: string | null, actionId: string | null }
   };

export type VendorsQueryVariables = Exact<{ [key: string]: never; }>;


export type VendorsQuery = { __typename?: 'Query', vendors: Array<{ __typename?: 'VendorStatus', vendor: Vendor, enabled: boolean, breaker: BreakerState, lastErrorAt: string | null, quotas: Array<{ __typename?: 'VendorQuota', scope: string, callsPerSecond: number, slotsLeft: number, callsWaiting: number }> }> };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { __typename?: 'Query', viewer: { __typename?: 'Viewer', subject: string, scopes: Array<string>, sdkAppIds: Array<number>, appIds: Array<number>, allRooms: boolean, rooms: Array<number>, allStrRooms: boolean, strRooms: Array<string>, volcUserId: string | null, trtcUserId: string | null, expiresAt: string } };
