import type { CodeTable } from '../calling/code-table.js';
import { type CodeMeaning, refused, refusedForNow, undecided } from '../calling/vendor-failure.js';

/**
 * The codes of Volcengine's API gateway (they come with a `CodeN`) and of the RTC service behind it. Source: the vendor
 * documents "Common error codes" and "AddBlackList".
 *
 * After `InternalServiceTimeout`, `InternalServiceError`, `InternalError` and `UndefinedError`, the service may have
 * applied the call. All other codes mean that it did not.
 */
const MEANINGS: Readonly<Record<string, CodeMeaning>> = {
  UndefinedError: undecided('vendor-internal', 'backing-off'),
  InternalError: undecided('vendor-internal', 'backing-off'),
  MissingParameter: refused('input-refused'),
  MissingRequestInfo: refused('input-refused'),
  MissingAuthenticationToken: refused('credential-refused'),
  MissingSignature: refused('credential-refused'),
  InvalidAccessKey: refused('credential-refused'),
  SignatureDoesNotMatch: refused('credential-refused'),
  InvalidSecretToken: refused('credential-refused'),
  InvalidAuthorization: refused('credential-refused'),
  InvalidCredential: refused('credential-refused'),
  InvalidTimestamp: refusedForNow('clock-skew', 'once-with-corrected-clock'),
  ServiceNotFound: refused('vendor-internal'),
  InvalidActionOrVersion: refused('vendor-internal'),
  LackPolicy: refused('permission-denied'),
  AccessDenied: refused('permission-denied'),
  FailToConnect: refusedForNow('vendor-unavailable', 'backing-off'),
  InternalServiceTimeout: undecided('vendor-unavailable', 'backing-off'),
  ServiceUnavailableTemp: refusedForNow('vendor-unavailable', 'backing-off'),
  InternalServiceError: undecided('vendor-unavailable', 'backing-off'),
  FlowLimitExceeded: refusedForNow('vendor-quota-exceeded', 'backing-off'),
  AccountFlowLimitExceeded: refusedForNow('vendor-quota-exceeded', 'backing-off'),
  JsonParsingError: refused('input-refused'),
  InvalidParam: refused('input-refused'),
  AppNotFound: refused('application-not-found', 'appId'),
  AppStatusException: refused('application-unusable', 'appId'),
  NoAuth: refused('permission-denied'),
};

const UNKNOWN_CODE = undecided('unknown-code', 'never');
const FLOW_LIMIT = refusedForNow('vendor-quota-exceeded', 'backing-off');

/** The meaning of a whole call's code. An unknown code leaves it open whether anything was applied. */
export function volcengineCodeMeaning(code: string): CodeMeaning {
  if (Object.hasOwn(MEANINGS, code)) return MEANINGS[code] ?? UNKNOWN_CODE;
  return code.includes('FlowLimit') ? FLOW_LIMIT : UNKNOWN_CODE;
}

export const VOLCENGINE_DOCUMENTED_CODES: readonly string[] = Object.keys(MEANINGS);

export const volcengineCodes: CodeTable = {
  documented: VOLCENGINE_DOCUMENTED_CODES,
  meaning: volcengineCodeMeaning,
  families: [{ form: 'with `FlowLimit` in it', example: 'OtherFlowLimit' }],
};
