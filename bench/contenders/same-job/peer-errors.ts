/** The errors of the schema that the peer knows. Everything else is an `UnknownVendorError`. */

export interface PeerError {
  [field: string]: unknown;
  __typename: string;
  code: string;
  message: string;
  outcome: 'NOT_APPLIED' | 'UNKNOWN';
  retryable: boolean;
  vendor?: 'TENCENT_TRTC' | 'VOLCENGINE_RTC';
  vendorCode?: string;
  vendorRequestId?: string;
  missingGrant?: string;
  issues?: object[];
}

type Rule = Pick<PeerError, '__typename' | 'code' | 'message'> & Partial<PeerError>;

const QUOTA: Rule = {
  __typename: 'RateLimitedError',
  code: 'VENDOR_RATE_LIMITED',
  message: 'The vendor refused the call because its quota is used up.',
  retryable: true,
};
const CREDENTIAL: Rule = {
  __typename: 'VendorPermissionDeniedError',
  code: 'VENDOR_CREDENTIAL_REFUSED',
  message: "The vendor does not accept the gateway's credential.",
};
const INTERNAL: Rule = {
  __typename: 'VendorInternalError',
  code: 'VENDOR_INTERNAL_ERROR',
  message: 'The vendor reports a fault of its own. The request may have been applied.',
  outcome: 'UNKNOWN',
  retryable: true,
};

const RULES: Readonly<Record<string, Rule>> = {
  'FailedOperation.RoomNotExist': {
    __typename: 'RoomNotFoundError',
    code: 'ROOM_NOT_FOUND',
    message: 'The room does not exist.',
  },
  'FailedOperation.UserNotExist': {
    __typename: 'UserNotInRoomError',
    code: 'USER_NOT_IN_ROOM',
    message: 'The user is not in the room.',
  },
  'AuthFailure.SignatureFailure': CREDENTIAL,
  SignatureDoesNotMatch: CREDENTIAL,
  RequestLimitExceeded: QUOTA,
  FlowLimitExceeded: QUOTA,
  InternalError: INTERNAL,
  InternalServiceError: INTERNAL,
  AddSelfNotAllow: {
    __typename: 'SelfBlacklistError',
    code: 'SELF_BLACKLIST',
    message: 'A user cannot be put on a list of their own.',
  },
  AlreadyOnTheBlackList: {
    __typename: 'AlreadyBlacklistedError',
    code: 'ALREADY_BLACKLISTED',
    message: 'The user is on the list already.',
  },
};

/** The error for a code of `vendor`. */
export function vendorRefusal(
  vendor: NonNullable<PeerError['vendor']>,
  vendorCode: string,
  vendorRequestId: string,
): PeerError {
  const rule = RULES[vendorCode] ?? {
    __typename: 'UnknownVendorError',
    code: 'UNKNOWN',
    message: `The vendor answered ${vendorCode}. The request may have been applied.`,
    outcome: 'UNKNOWN',
  };
  return { outcome: 'NOT_APPLIED', retryable: false, ...rule, vendor, vendorCode, vendorRequestId };
}

/** No answer came, or none that can be read. */
export function noAnswer(vendor: NonNullable<PeerError['vendor']>): PeerError {
  return {
    __typename: 'VendorUnavailableError',
    code: 'VENDOR_CONNECTION_LOST',
    message: 'No answer came from the vendor. The request may have been applied.',
    outcome: 'UNKNOWN',
    retryable: true,
    vendor,
  };
}

export function forbidden(missingGrant: string): PeerError {
  return {
    __typename: 'ForbiddenError',
    code: 'FORBIDDEN',
    message: missingGrant.includes(':')
      ? `This needs a token with the scope ${missingGrant}.`
      : `This needs a token whose claim ${missingGrant} names what is asked for.`,
    outcome: 'NOT_APPLIED',
    retryable: false,
    missingGrant,
  };
}

export function invalidInput(path: string, code: string, message: string): PeerError {
  return {
    __typename: 'InvalidInputError',
    code: 'INVALID_INPUT',
    message: `The input is not valid: ${path} ${message}.`,
    outcome: 'NOT_APPLIED',
    retryable: false,
    issues: [{ path, code, message }],
  };
}
