import { createUnionType } from 'type-graphql';
import { AddToBlacklistPartialFailure, AddToBlacklistSuccess } from './add-to-blacklist.type.js';
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

export const AddToBlacklistResult = createUnionType({
  name: 'AddToBlacklistResult',
  description: 'All that can come of `addToBlacklist`.',
  types: () =>
    [
      AddToBlacklistSuccess,
      AddToBlacklistPartialFailure,
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
    ] as const,
});
