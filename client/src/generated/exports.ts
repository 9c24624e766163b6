import type {
  AddToBlacklistMutation,
  RemoveFromBlacklistMutation,
  SetUserMediaStateMutation,
  UpdateBlacklistMutation,
} from './operations.js';

export { AddToBlacklistDocument, BlacklistDocument, BlacklistMembershipsDocument, ModerationActionDocument, ModerationActionsDocument, RemoveFromBlacklistDocument, SetUserMediaStateDocument, UpdateBlacklistDocument, VendorsDocument, ViewerDocument } from './operations.js';

export type {
  ActionStatus,
  AddToBlacklistInput,
  AddToBlacklistMutation,
  AddToBlacklistMutationVariables,
  BlacklistMembershipsQuery,
  BlacklistMembershipsQueryVariables,
  BlacklistQuery,
  BlacklistQueryVariables,
  BlacklistUserInput,
  BreakerState,
  MediaState,
  ModerationActionFilter,
  ModerationActionQuery,
  ModerationActionQueryVariables,
  ModerationActionsQuery,
  ModerationActionsQueryVariables,
  ModerationErrorCode,
  MutationOutcome,
  Operation,
  RemoveFromBlacklistInput,
  RemoveFromBlacklistMutation,
  RemoveFromBlacklistMutationVariables,
  SetUserMediaStateInput,
  SetUserMediaStateMutation,
  SetUserMediaStateMutationVariables,
  TargetOutcome,
  TrtcRegion,
  UpdateBlacklistInput,
  UpdateBlacklistMutation,
  UpdateBlacklistMutationVariables,
  Vendor,
  VendorsQuery,
  VendorsQueryVariables,
  ViewerQuery,
  ViewerQueryVariables,
} from './operations.js';

/** All that can come of `addToBlacklist`: a union by `__typename`. */
export type AddToBlacklistResult = AddToBlacklistMutation['addToBlacklist'];

/** All that can come of `removeFromBlacklist`: a union by `__typename`. */
export type RemoveFromBlacklistResult = RemoveFromBlacklistMutation['removeFromBlacklist'];

/** All that can come of `setUserMediaState`: a union by `__typename`. */
export type SetUserMediaStateResult = SetUserMediaStateMutation['setUserMediaState'];

/** All that can come of `updateBlacklist`: a union by `__typename`. */
export type UpdateBlacklistResult = UpdateBlacklistMutation['updateBlacklist'];
