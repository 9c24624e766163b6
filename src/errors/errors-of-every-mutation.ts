import {
  ActionNotFoundError,
  AlreadyBlacklistedError,
  ApplicationNotFoundError,
  ForbiddenError,
  GatewayUnavailableError,
  IdempotencyConflictError,
  InvalidInputError,
  NotUndoableError,
  RateLimitedError,
  RestrictionNotFoundError,
  RoomNotFoundError,
  SelfBlacklistError,
  SupersededError,
  UnknownVendorError,
  UserNotInRoomError,
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

/** All error types: those of every mutation, of some mutations, and of single users. */
export const MODERATION_ERRORS = [
  ...COMMON_ERRORS,
  RoomNotFoundError,
  UserNotInRoomError,
  SelfBlacklistError,
  AlreadyBlacklistedError,
  ActionNotFoundError,
  NotUndoableError,
  RestrictionNotFoundError,
  SupersededError,
] as const;
