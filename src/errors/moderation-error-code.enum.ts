import { registerEnumType } from 'type-graphql';

/** One value per error type, or per case of one that a front end may want to word differently. */
const DESCRIPTIONS = {
  ROOM_NOT_FOUND: 'RoomNotFoundError: the room does not exist (any more).',
  USER_NOT_IN_ROOM: 'UserNotInRoomError: the user is not in the room.',
  APPLICATION_NOT_FOUND: 'ApplicationNotFoundError: the vendor does not know the application.',
  APPLICATION_UNUSABLE: "ApplicationNotFoundError: the application's state at the vendor forbids the call.",
  INVALID_INPUT: 'InvalidInputError: the gateway refused the input; `issues` says what and why.',
  INPUT_REFUSED_BY_VENDOR: 'InvalidInputError: the vendor refused the input.',
  APPLICATION_NOT_SERVED: 'ForbiddenError: this gateway does not serve the application.',
  FORBIDDEN: 'ForbiddenError: the token does not grant this.',
  VENDOR_CREDENTIAL_REFUSED:
    "VendorPermissionDeniedError: the vendor does not accept the gateway's credential.",
  VENDOR_PERMISSION_DENIED: "VendorPermissionDeniedError: the gateway's vendor account may not do this.",
  RATE_LIMITED: 'RateLimitedError: no slot within the quota came free in time; nothing was sent.',
  QUEUE_FULL: 'RateLimitedError: too many calls are waiting already; nothing was sent.',
  VENDOR_RATE_LIMITED: 'RateLimitedError: the vendor refused the call as one too many.',
  VENDOR_UNAVAILABLE: 'VendorUnavailableError: the vendor says that it cannot serve now.',
  VENDOR_DOWN: 'VendorUnavailableError: the vendor has been failing, and is given a rest; nothing was sent.',
  VENDOR_UNREACHABLE: 'VendorUnavailableError: no connection to the vendor; nothing was sent.',
  VENDOR_CONNECTION_LOST: 'VendorUnavailableError: the connection ended before the answer was complete.',
  VENDOR_TIMEOUT: 'VendorUnavailableError: no answer within the time limit.',
  VENDOR_ANSWER_UNREADABLE: "VendorUnavailableError: something answered that is not the vendor's interface.",
  VENDOR_CLOCK_SKEW: "VendorUnavailableError: the vendor's clock and the gateway's differ too much.",
  VENDOR_OFF: 'VendorUnavailableError: this gateway is not configured for the vendor.',
  VENDOR_INTERNAL_ERROR: 'VendorInternalError: the vendor reports a fault of its own.',
  GATEWAY_UNAVAILABLE: 'GatewayUnavailableError: the gateway cannot serve now; nothing was sent.',
  JOURNAL_UNAVAILABLE:
    'GatewayUnavailableError: actions cannot be recorded now; nothing was sent. With an idempotency key, see `outcome`.',
  OUTCOME_UNRECORDED:
    'GatewayUnavailableError: what came of it cannot be recorded now; see `moderationAction` later.',
  INTERRUPTED: 'GatewayUnavailableError: the gateway failed or died in the middle; see `outcome`.',
  ANSWER_OF_NEWER_GATEWAY:
    'GatewayUnavailableError: a newer gateway carried out the action that has this idempotency key; see `moderationAction`.',
  STILL_RUNNING: 'GatewayUnavailableError: the action that has this idempotency key is not over.',
  IDEMPOTENCY_CONFLICT: 'IdempotencyConflictError: the idempotency key was used for another input.',
  SELF_BLACKLIST: "SelfBlacklistError: nobody can be on a list of one's own.",
  ALREADY_BLACKLISTED: 'AlreadyBlacklistedError: the user is on the list already.',
  UNKNOWN: 'UnknownVendorError: a vendor code that this gateway does not know; see `vendorCode`.',
} as const;

export type ModerationErrorCode = keyof typeof DESCRIPTIONS;
export const ModerationErrorCode = Object.fromEntries(
  Object.keys(DESCRIPTIONS).map((code) => [code, code]),
) as { readonly [Code in ModerationErrorCode]: Code };

registerEnumType(ModerationErrorCode, {
  name: 'ModerationErrorCode',
  description: 'What went wrong: one value per error type and case. A later version may add values.',
  valuesConfig: Object.fromEntries(
    Object.entries(DESCRIPTIONS).map(([code, description]) => [code, { description }]),
  ),
});
