import type { CodeTable } from '../calling/code-table.js';
import { type CodeMeaning, refused, refusedForNow, undecided } from '../calling/vendor-failure.js';

/**
 * The documented codes of single apis. An api's `ownCodes` says which of them it can answer with. Source: the vendor
 * documents of the apis in `calls/`.
 */
const CODES_OF_APIS: Readonly<Record<string, CodeMeaning>> = {
  'FailedOperation.RoomNotExist': refused('room-not-found'),
  'FailedOperation.UserNotExist': refused('user-not-in-room'),
  'InternalError.UserNotExist': refused('user-not-in-room'),
  'FailedOperation.SdkAppIdNotExist': refused('application-not-found'),
  'InvalidParameter.RoomId': refused('input-refused', 'roomId'),
  'InvalidParameter.SdkAppId': refused('input-refused', 'sdkAppId'),
  'InvalidParameter.UserId': refused('input-refused', 'userId'),
  'InvalidParameterValue.RoomId': refused('input-refused', 'roomId'),
  'MissingParameter.RoomId': refused('input-refused', 'roomId'),
  'MissingParameter.SdkAppId': refused('input-refused', 'sdkAppId'),
  'UnauthorizedOperation.SdkAppId': refused('permission-denied'),
  // SetUserBlockedByStrRoomId
  'MissingParameter.AppId': refused('input-refused', 'sdkAppId'),
  'MissingParameter.UserId': refused('input-refused', 'userId'),
  // RemoveUser and DismissRoom. Nothing says whether the vendor acted, but trying again is safe.
  'InternalError.GetRoomCacheIpError': undecided('vendor-internal', 'backing-off'),
  'InternalError.GetRoomFromCacheError': undecided('vendor-internal', 'backing-off'),
  'InvalidParameter.UserIds': refused('input-refused', 'userIds'),
  'MissingParameter.UserIds': refused('input-refused', 'userIds'),
};

/**
 * The common codes of Tencent Cloud's API gateway, with which every api can answer. Source: the vendor document "Common
 * Error Codes".
 *
 * If the document does not say whether anything was done (`InternalError`, a bare `FailedOperation`, an answer too
 * large to send), the outcome is UNKNOWN.
 */
const COMMON_CODES: Readonly<Record<string, CodeMeaning>> = {
  // The credentials
  AuthFailure: refused('credential-refused'),
  'AuthFailure.InvalidAuthorization': refused('credential-refused'),
  'AuthFailure.InvalidSecretId': refused('credential-refused'),
  'AuthFailure.MFAFailure': refused('credential-refused'),
  'AuthFailure.SecretIdNotFound': refused('credential-refused'),
  'AuthFailure.SignatureFailure': refused('credential-refused'),
  'AuthFailure.TokenFailure': refused('credential-refused'),
  'AuthFailure.SignatureExpire': refusedForNow('clock-skew', 'once-with-corrected-clock'),
  'AuthFailure.UnauthorizedOperation': refused('permission-denied'),
  UnauthorizedOperation: refused('permission-denied'),
  IpInBlacklist: refused('permission-denied'),
  IpNotInWhitelist: refused('permission-denied'),

  // The parameters
  InvalidParameter: refused('input-refused'),
  InvalidParameterValue: refused('input-refused'),
  MissingParameter: refused('input-refused'),
  RequestSizeLimitExceeded: refused('input-refused'),
  UnsupportedRegion: refused('input-refused', 'region'),
  // No caller's input can cause these. The gateway and the vendor disagree about the interface.
  // The mainland site offers no SetUserBlocked, although it offers RemoveUser and DismissRoom.
  InvalidAction: refused('api-not-offered'),
  InvalidRequest: refused('vendor-internal'),
  NoSuchProduct: refused('vendor-internal'),
  NoSuchVersion: refused('vendor-internal'),
  UnknownParameter: refused('vendor-internal'),
  UnsupportedOperation: refused('vendor-internal'),
  UnsupportedProtocol: refused('vendor-internal'),
  DryRunOperation: refused('vendor-internal'),
  ResourceNotFound: refused('vendor-internal'),

  // The amount
  RequestLimitExceeded: refusedForNow('vendor-quota-exceeded', 'backing-off'),
  'RequestLimitExceeded.GlobalRegionUinLimitExceeded': refusedForNow('vendor-quota-exceeded', 'backing-off'),
  'RequestLimitExceeded.IPLimitExceeded': refusedForNow('vendor-quota-exceeded', 'backing-off'),
  'RequestLimitExceeded.UinLimitExceeded': refusedForNow('vendor-quota-exceeded', 'backing-off'),
  // A limit of the account, not of a second: waiting a few seconds does not help.
  LimitExceeded: refusedForNow('vendor-quota-exceeded', 'never'),

  // The vendor's own state
  ActionOffline: refused('vendor-unavailable'),
  ServiceUnavailable: refusedForNow('vendor-unavailable', 'backing-off'),
  ResourceUnavailable: refusedForNow('vendor-unavailable', 'backing-off'),
  ResourceInsufficient: refusedForNow('vendor-unavailable', 'never'),
  ResourceInUse: refusedForNow('vendor-unavailable', 'never'),
  InternalError: undecided('vendor-internal', 'once'),
  FailedOperation: undecided('vendor-internal', 'never'),
  ResponseSizeLimitExceeded: undecided('vendor-internal', 'never'),
};

/** Families whose unknown members mean the same to a caller as the family's own code. */
export const TRTC_CODE_FAMILIES: ReadonlySet<string> = new Set([
  'AuthFailure',
  'InternalError',
  'InvalidParameter',
  'InvalidParameterValue',
  'LimitExceeded',
  'MissingParameter',
  'RequestLimitExceeded',
  'UnauthorizedOperation',
]);

const UNKNOWN_CODE = undecided('unknown-code', 'never');

/**
 * The meaning of `code`: its own row, else its family's row, else an unknown code with the outcome UNKNOWN. `ownCodes`: the
 * codes of apis that count. Default: those of all apis.
 */
export function trtcCodeMeaning(
  code: string,
  ownCodes: readonly string[] = Object.keys(CODES_OF_APIS),
): CodeMeaning {
  if (Object.hasOwn(COMMON_CODES, code)) return COMMON_CODES[code] ?? UNKNOWN_CODE;
  if (Object.hasOwn(CODES_OF_APIS, code) && ownCodes.includes(code))
    return CODES_OF_APIS[code] ?? UNKNOWN_CODE;
  const family = code.slice(0, Math.max(0, code.indexOf('.')));
  return (TRTC_CODE_FAMILIES.has(family) && COMMON_CODES[family]) || UNKNOWN_CODE;
}

export const TRTC_COMMON_CODES: readonly string[] = Object.keys(COMMON_CODES);

const TRTC_DOCUMENTED_CODES: readonly string[] = [...Object.keys(CODES_OF_APIS), ...TRTC_COMMON_CODES];

export const trtcCodes: CodeTable = {
  documented: TRTC_DOCUMENTED_CODES,
  meaning: trtcCodeMeaning,
  families: [...TRTC_CODE_FAMILIES].map((family) => ({
    form: `\`${family}.…\``,
    example: `${family}.NoSuchCode`,
  })),
};
