import type {
  AddToBlacklistMutation,
  DismissRoomMutation,
  RemoveFromBlacklistMutation,
  RemoveFromRoomMutation,
  SetUserMediaStateMutation,
} from './operations.js';

export { AddToBlacklistDocument, DismissRoomDocument, ModerationActionDocument, ModerationActionsDocument, RemoveFromBlacklistDocument, RemoveFromRoomDocument, SetUserMediaStateDocument, VendorsDocument, ViewerDocument } from './operations.js';

export type {
  ActionStatus,
  AddToBlacklistInput,
  AddToBlacklistMutation,
  AddToBlacklistMutationVariables,
  BlacklistUserInput,
  BreakerState,
  DismissRoomInput,
  DismissRoomMutation,
  DismissRoomMutationVariables,
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
  RemoveFromRoomInput,
  RemoveFromRoomMutation,
  RemoveFromRoomMutationVariables,
  SetUserMediaStateInput,
  SetUserMediaStateMutation,
  SetUserMediaStateMutationVariables,
  TargetOutcome,
  TrtcRegion,
  Vendor,
  VendorsQuery,
  VendorsQueryVariables,
  ViewerQuery,
  ViewerQueryVariables,
} from './operations.js';

/** All that can come of `addToBlacklist`: a union by `__typename`. */
export type AddToBlacklistResult = AddToBlacklistMutation['addToBlacklist'];

/** All that can come of `dismissRoom`: a union by `__typename`. */
export type DismissRoomResult = DismissRoomMutation['dismissRoom'];

/** All that can come of `removeFromBlacklist`: a union by `__typename`. */
export type RemoveFromBlacklistResult = RemoveFromBlacklistMutation['removeFromBlacklist'];

/** All that can come of `removeFromRoom`: a union by `__typename`. */
export type RemoveFromRoomResult = RemoveFromRoomMutation['removeFromRoom'];

/** All that can come of `setUserMediaState`: a union by `__typename`. */
export type SetUserMediaStateResult = SetUserMediaStateMutation['setUserMediaState'];
