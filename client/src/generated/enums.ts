/** The values of `ActionStatus` that this version knows. Later gateways may have more. */
export const ACTION_STATUSES = [
  'APPLIED',
  'DENIED',
  'PARTIAL',
  'PENDING',
  'REFUSED',
  'UNKNOWN',
] as const;

/** The values of `BreakerState` that this version knows. Later gateways may have more. */
export const BREAKER_STATES = [
  'CLOSED',
  'HALF_OPEN',
  'OPEN',
] as const;

/** The values of `MediaState` that this version knows. Later gateways may have more. */
export const MEDIA_STATES = [
  'AUDIO_DISABLED',
  'AUDIO_VIDEO_DISABLED',
  'AUDIO_VIDEO_ENABLED',
  'VIDEO_DISABLED',
] as const;

/** The values of `MediaSwitch` that this version knows. Later gateways may have more. */
export const MEDIA_SWITCHES = [
  'DISABLED',
  'ENABLED',
] as const;

/** The values of `ModerationActionEventKind` that this version knows. Later gateways may have more. */
export const MODERATION_ACTION_EVENT_KINDS = [
  'BEGUN',
  'ENDED',
] as const;

/** The values of `ModerationErrorCode` that this version knows. Later gateways may have more. */
export const MODERATION_ERROR_CODES = [
  'ACTION_NOT_FOUND',
  'ALREADY_BLACKLISTED',
  'ALREADY_UNDONE',
  'ANSWER_OF_NEWER_GATEWAY',
  'APPLICATION_NOT_FOUND',
  'APPLICATION_NOT_SERVED',
  'APPLICATION_UNUSABLE',
  'EFFECT_UNKNOWN',
  'ENTRY_UNKNOWN',
  'FORBIDDEN',
  'GATEWAY_UNAVAILABLE',
  'IDEMPOTENCY_CONFLICT',
  'INPUT_REFUSED_BY_VENDOR',
  'INTERRUPTED',
  'INVALID_INPUT',
  'JOURNAL_UNAVAILABLE',
  'NOT_FINISHED',
  'NOT_UNDOABLE',
  'OUTCOME_UNRECORDED',
  'QUEUE_FULL',
  'RATE_LIMITED',
  'RESTRICTION_NOT_FOUND',
  'ROOM_NOT_FOUND',
  'SELF_BLACKLIST',
  'STILL_RUNNING',
  'SUPERSEDED',
  'UNKNOWN',
  'USER_BUSY',
  'USER_NOT_IN_ROOM',
  'VENDOR_ANSWER_UNREADABLE',
  'VENDOR_CLOCK_SKEW',
  'VENDOR_CONNECTION_LOST',
  'VENDOR_CREDENTIAL_REFUSED',
  'VENDOR_DOWN',
  'VENDOR_INTERNAL_ERROR',
  'VENDOR_OFF',
  'VENDOR_PERMISSION_DENIED',
  'VENDOR_RATE_LIMITED',
  'VENDOR_TIMEOUT',
  'VENDOR_UNAVAILABLE',
  'VENDOR_UNREACHABLE',
] as const;

/** The values of `MutationOutcome` that this version knows. Later gateways may have more. */
export const MUTATION_OUTCOMES = [
  'NOT_APPLIED',
  'UNKNOWN',
] as const;

/** The values of `Operation` that this version knows. Later gateways may have more. */
export const OPERATIONS = [
  'ADD_TO_BLACKLIST',
  'DISMISS_ROOM',
  'LIFT_RESTRICTION',
  'REMOVE_FROM_BLACKLIST',
  'REMOVE_FROM_ROOM',
  'SET_ROOM_MEDIA_STATE',
  'SET_USER_MEDIA_STATE',
  'UPDATE_BLACKLIST',
] as const;

/** The values of `ParticipantRole` that this version knows. Later gateways may have more. */
export const PARTICIPANT_ROLES = [
  'ANCHOR',
  'AUDIENCE',
  'UNKNOWN',
] as const;

/** The values of `RestrictionHold` that this version knows. Later gateways may have more. */
export const RESTRICTION_HOLDS = [
  'APPLIED',
  'NOBODY',
  'UNKNOWN',
  'VIOLATED',
] as const;

/** The values of `RestrictionStatus` that this version knows. Later gateways may have more. */
export const RESTRICTION_STATUSES = [
  'EXPIRED',
  'IN_FORCE',
  'LIFTED',
  'OVERRIDDEN',
  'SUPERSEDED',
  'WAITING_FOR_USER',
] as const;

/** The values of `RoomEventKind` that this version knows. Later gateways may have more. */
export const ROOM_EVENT_KINDS = [
  'CHANGED',
  'CLOSED',
  'ENTERED',
  'LEFT',
  'RESTRICTION',
  'SNAPSHOT',
] as const;

/** The values of `TargetOutcome` that this version knows. Later gateways may have more. */
export const TARGET_OUTCOMES = [
  'APPLIED',
  'NOT_APPLIED',
  'PENDING',
  'UNKNOWN',
] as const;

/** The values of `Terminal` that this version knows. Later gateways may have more. */
export const TERMINALS = [
  'ANDROID',
  'IOS',
  'LINUX',
  'OTHER',
  'WINDOWS',
] as const;

/** The values of `TrtcRegion` that this version knows. Later gateways may have more. */
export const TRTC_REGIONS = [
  'AP_BEIJING',
  'AP_GUANGZHOU',
  'AP_SINGAPORE',
] as const;

/** The values of `Vendor` that this version knows. Later gateways may have more. */
export const VENDORS = [
  'TENCENT_TRTC',
  'VOLCENGINE_RTC',
] as const;
