import { registerEnumType } from 'type-graphql';

/** An error type has more than one code where a front end may want a different wording for each case. */
const DESCRIPTIONS = {
  ROOM_NOT_FOUND: 'RoomNotFoundError: the room does not exist, or exists no longer.',
  USER_NOT_IN_ROOM: 'UserNotInRoomError: the user is not in the room.',
  APPLICATION_NOT_FOUND: 'ApplicationNotFoundError: the vendor does not know the application.',
  APPLICATION_UNUSABLE: "ApplicationNotFoundError: the application's state at the vendor forbids the call.",
  INVALID_INPUT:
    'InvalidInputError: the gateway refused the input; `issues` names each field and the rule that it breaks.',
  INPUT_REFUSED_BY_VENDOR: 'InvalidInputError: the vendor refused the input.',
  APPLICATION_NOT_SERVED: 'ForbiddenError: this gateway does not serve the application.',
  FORBIDDEN: 'ForbiddenError: the token does not allow this; see `missingGrant`.',
  VENDOR_CREDENTIAL_REFUSED:
    "VendorPermissionDeniedError: the vendor does not accept the gateway's credential.",
  VENDOR_PERMISSION_DENIED:
    "VendorPermissionDeniedError: the vendor does not allow the gateway's account to do this.",
  RATE_LIMITED: 'RateLimitedError: no slot within the quota came free in time; nothing was sent.',
  QUEUE_FULL:
    'RateLimitedError: too many calls, or readings of the journal, are waiting already; nothing was sent.',
  VENDOR_RATE_LIMITED: 'RateLimitedError: the vendor refused the call because its quota was used up.',
  VENDOR_UNAVAILABLE: 'VendorUnavailableError: the vendor says that it cannot serve now.',
  VENDOR_DOWN:
    'VendorUnavailableError: the vendor has been failing, so calls to it have stopped for now; nothing was sent.',
  VENDOR_UNREACHABLE: 'VendorUnavailableError: no connection to the vendor; nothing was sent.',
  VENDOR_CONNECTION_LOST: 'VendorUnavailableError: the connection ended before the answer was complete.',
  VENDOR_TIMEOUT: 'VendorUnavailableError: no answer within the time limit.',
  VENDOR_ANSWER_UNREADABLE: "VendorUnavailableError: the answer was not the vendor's, or was incomplete.",
  VENDOR_CLOCK_SKEW: "VendorUnavailableError: the vendor's clock and the gateway's differ too much.",
  VENDOR_OFF: 'VendorUnavailableError: this gateway is not configured for the vendor.',
  VENDOR_INTERNAL_ERROR: 'VendorInternalError: the vendor reports a fault of its own.',
  GATEWAY_UNAVAILABLE: 'GatewayUnavailableError: the gateway cannot serve now; nothing was sent.',
  JOURNAL_UNAVAILABLE:
    'GatewayUnavailableError: the gateway cannot record actions now; nothing was sent. `outcome` says whether an earlier request with the same key may have been applied, or this one may be later.',
  OUTCOME_UNRECORDED:
    'GatewayUnavailableError: the gateway cannot record the outcome now; query `moderationAction` later.',
  INTERRUPTED: 'GatewayUnavailableError: the gateway failed while it carried out the action; see `outcome`.',
  ANSWER_OF_NEWER_GATEWAY:
    'GatewayUnavailableError: a newer version of the gateway carried out the action with this idempotency key; query `moderationAction`.',
  USER_BUSY:
    'GatewayUnavailableError: another gateway was setting the audio and video of the user all the time; nothing was sent.',
  STILL_RUNNING: 'GatewayUnavailableError: the action with this idempotency key has not finished.',
  IDEMPOTENCY_CONFLICT: 'IdempotencyConflictError: the idempotency key was used with a different input.',
  SELF_BLACKLIST: 'SelfBlacklistError: users cannot be on their own blacklist.',
  ALREADY_BLACKLISTED: 'AlreadyBlacklistedError: the user is on the list already.',
  ACTION_NOT_FOUND: 'ActionNotFoundError: the journal has no such action.',
  RESTRICTION_NOT_FOUND: 'RestrictionNotFoundError: there is no such restriction.',
  NOT_UNDOABLE: 'NotUndoableError: there is nothing that can be undone; see `message`.',
  NOT_FINISHED: 'NotUndoableError: the action, or an undo of it, has not finished.',
  ALREADY_UNDONE: 'NotUndoableError: the action was undone before.',
  EFFECT_UNKNOWN: 'NotUndoableError: nobody knows whether the action was applied.',
  ENTRY_UNKNOWN:
    'NotUndoableError: the journal does not certainly know the ext that the user had on the list. Add the user again.',
  SUPERSEDED: 'SupersededError: a newer action stands; see `newerActionId`.',
  UNKNOWN:
    'UnknownVendorError: the vendor answered with a code that this gateway does not know; see `vendorCode`.',
} as const;

export type ModerationErrorCode = keyof typeof DESCRIPTIONS;
export const ModerationErrorCode = Object.fromEntries(
  Object.keys(DESCRIPTIONS).map((code) => [code, code]),
) as { readonly [Code in ModerationErrorCode]: Code };

registerEnumType(ModerationErrorCode, {
  name: 'ModerationErrorCode',
  description: 'What went wrong. Each value says which error type has it. Later versions may add values.',
  valuesConfig: Object.fromEntries(
    Object.entries(DESCRIPTIONS).map(([code, description]) => [code, { description }]),
  ),
});
