import {
  ApplicationNotFoundError,
  ForbiddenError,
  GatewayUnavailableError,
  IdempotencyConflictError,
  InvalidInputError,
  RateLimitedError,
  UnknownVendorError,
  VendorInternalError,
  VendorPermissionDeniedError,
  VendorUnavailableError,
} from './moderation-error.js';

/** The errors that every mutation can answer with. */
export const COMMON_ERRORS = [
  ApplicationNotFoundError,
  InvalidInputError,
  ForbiddenError,
  VendorPermissionDeniedError,
  RateLimitedError,
  VendorUnavailableError,
  VendorInternalError,
  GatewayUnavailableError,
  IdempotencyConflictError,
  UnknownVendorError,
] as const;

export type CommonError = InstanceType<(typeof COMMON_ERRORS)[number]>;
