import { createUnionType } from 'type-graphql';
import {
  ApplicationNotFoundError,
  ForbiddenError,
  GatewayUnavailableError,
  IdempotencyConflictError,
  InvalidInputError,
  RateLimitedError,
  RoomNotFoundError,
  UnknownVendorError,
  UserNotInRoomError,
  VendorInternalError,
  VendorPermissionDeniedError,
  VendorUnavailableError,
} from './moderation-error.js';
import { SetUserMediaStateSuccess } from './set-user-media-state.type.js';

export const SetUserMediaStateResult = createUnionType({
  name: 'SetUserMediaStateResult',
  description: 'All that can come of `setUserMediaState`.',
  types: () =>
    [
      SetUserMediaStateSuccess,
      RoomNotFoundError,
      UserNotInRoomError,
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
