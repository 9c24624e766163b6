import type { Vendor } from '../graphql/vendor.enum.js';
import type { VendorFailure, VendorFailureReason } from '../vendors/calling/vendor-failure.js';
import {
  AlreadyBlacklistedError,
  ApplicationNotFoundError,
  GatewayUnavailableError,
  InputIssue,
  InvalidInputError,
  type ModerationError,
  type ModerationErrorFields,
  RateLimitedError,
  RoomNotFoundError,
  SelfBlacklistError,
  UnknownVendorError,
  UserNotInRoomError,
  VendorInternalError,
  VendorPermissionDeniedError,
  VendorUnavailableError,
} from './moderation-error.js';
import type { ModerationErrorCode } from './moderation-error-code.enum.js';

interface ErrorRule {
  type: new (fields: ModerationErrorFields, issues: InputIssue[]) => ModerationError;
  code: ModerationErrorCode;
  message: string;
  /** Set when the gateway refused, not the vendor. */
  byGateway?: true;
}

/** The error for each reason. Each vendor's own table maps its codes to reasons. */
const RULES: Readonly<Record<VendorFailureReason, ErrorRule>> = {
  'room-not-found': {
    type: RoomNotFoundError,
    code: 'ROOM_NOT_FOUND',
    message: 'The room does not exist.',
  },
  'user-not-in-room': {
    type: UserNotInRoomError,
    code: 'USER_NOT_IN_ROOM',
    message: 'The user is not in the room.',
  },
  'application-not-found': {
    type: ApplicationNotFoundError,
    code: 'APPLICATION_NOT_FOUND',
    message: 'The vendor does not know this application.',
  },
  'application-unusable': {
    type: ApplicationNotFoundError,
    code: 'APPLICATION_UNUSABLE',
    message: "The application's state at the vendor does not allow this.",
  },
  'input-refused': {
    type: InvalidInputError,
    code: 'INPUT_REFUSED_BY_VENDOR',
    message: 'The vendor refused the input.',
  },
  'self-blacklist': {
    type: SelfBlacklistError,
    code: 'SELF_BLACKLIST',
    message: 'A user cannot be put on a list of their own.',
  },
  'already-blacklisted': {
    type: AlreadyBlacklistedError,
    code: 'ALREADY_BLACKLISTED',
    message: 'The user is on the list already.',
  },
  'credential-refused': {
    type: VendorPermissionDeniedError,
    code: 'VENDOR_CREDENTIAL_REFUSED',
    message: "The vendor does not accept the gateway's credential.",
  },
  'permission-denied': {
    type: VendorPermissionDeniedError,
    code: 'VENDOR_PERMISSION_DENIED',
    message: "The gateway's account at the vendor may not do this.",
  },
  'clock-skew': {
    type: VendorUnavailableError,
    code: 'VENDOR_CLOCK_SKEW',
    message: "The vendor's clock and the gateway's differ too much.",
  },
  'vendor-quota-exceeded': {
    type: RateLimitedError,
    code: 'VENDOR_RATE_LIMITED',
    message: 'The vendor refused the call because its quota is used up.',
  },
  'no-slot-in-time': {
    type: RateLimitedError,
    code: 'RATE_LIMITED',
    message: "The vendor's quota is used up by calls that came before, so nothing was sent.",
    byGateway: true,
  },
  'line-full': {
    type: RateLimitedError,
    code: 'QUEUE_FULL',
    message: 'Too many calls are waiting for the vendor already, so nothing was sent.',
    byGateway: true,
  },
  'vendor-unavailable': {
    type: VendorUnavailableError,
    code: 'VENDOR_UNAVAILABLE',
    message: 'The vendor cannot serve now.',
  },
  'vendor-down': {
    type: VendorUnavailableError,
    code: 'VENDOR_DOWN',
    message: 'The vendor has been failing and is given a rest, so nothing was sent.',
    byGateway: true,
  },
  'vendor-unreachable': {
    type: VendorUnavailableError,
    code: 'VENDOR_UNREACHABLE',
    message: 'The vendor cannot be reached.',
  },
  'connection-lost': {
    type: VendorUnavailableError,
    code: 'VENDOR_CONNECTION_LOST',
    message: 'The connection to the vendor ended before its answer was complete.',
  },
  timeout: {
    type: VendorUnavailableError,
    code: 'VENDOR_TIMEOUT',
    message: 'The vendor did not answer in time.',
  },
  'answer-unreadable': {
    type: VendorUnavailableError,
    code: 'VENDOR_ANSWER_UNREADABLE',
    message: 'What answered was not the vendor, or not all of its answer came.',
  },
  'answer-too-large': {
    type: VendorUnavailableError,
    code: 'VENDOR_ANSWER_UNREADABLE',
    message: "The vendor's answer is larger than the gateway reads.",
  },
  'answers-inconsistent': {
    type: VendorUnavailableError,
    code: 'VENDOR_ANSWER_UNREADABLE',
    message:
      "The vendor's answers do not fit together. Perhaps the data changes faster than the gateway can read it.",
  },
  'vendor-internal': {
    type: VendorInternalError,
    code: 'VENDOR_INTERNAL_ERROR',
    message: 'The vendor reports a fault of its own.',
  },
  'api-not-offered': {
    type: VendorInternalError,
    code: 'VENDOR_INTERNAL_ERROR',
    message: "The vendor does not offer this api at the gateway's configured address.",
  },
  'shutting-down': {
    type: GatewayUnavailableError,
    code: 'GATEWAY_UNAVAILABLE',
    message: 'The gateway is shutting down, so nothing was sent.',
    byGateway: true,
  },
  'unknown-code': {
    type: UnknownVendorError,
    code: 'UNKNOWN',
    message: 'The vendor answered with a code that this gateway does not know',
  },
};

/** The error that a caller gets for `failure`. */
export function vendorError(failure: VendorFailure, vendor: Vendor): ModerationError {
  const rule = RULES[failure.reason];
  const { outcome, retryable, retryAfterMs, vendorCode, vendorRequestId } = failure;
  const fields: ModerationErrorFields = {
    code: rule.code,
    message: messageFor(failure, rule.message),
    outcome,
    retryable,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(!rule.byGateway && { vendor }),
    ...(vendorCode !== undefined && { vendorCode }),
    ...(vendorRequestId !== undefined && { vendorRequestId }),
  };
  const refusedInput = failure.reason === 'input-refused';
  const issues = refusedInput ? [new InputIssue(failure.field ?? '', 'REFUSED', vendorWords(failure))] : [];
  return new rule.type(fields, issues);
}

function messageFor(failure: VendorFailure, message: string): string {
  const whole = failure.reason === 'unknown-code' ? `${message}: ${vendorWords(failure)}.` : message;
  return failure.outcome === 'UNKNOWN' ? `${whole} The request may have been applied.` : whole;
}

function vendorWords({ vendorCode, vendorMessage }: VendorFailure): string {
  return [vendorCode, vendorMessage].filter(Boolean).join(': ');
}
