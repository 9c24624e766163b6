export {
  AddToBlacklistDocument,
  type AddToBlacklistInput,
  type AddToBlacklistMutation,
  type AddToBlacklistMutationVariables,
  type BlacklistUserInput,
  type BreakerState,
  type MediaState,
  type ModerationErrorCode,
  type MutationOutcome,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
  type SetUserMediaStateMutation,
  type SetUserMediaStateMutationVariables,
  type TrtcRegion,
  type Vendor,
  VendorsDocument,
  type VendorsQuery,
  type VendorsQueryVariables,
  ViewerDocument,
  type ViewerQuery,
  type ViewerQueryVariables,
} from './generated/operations.js';
export { possibleTypes } from './generated/possible-types.js';
export { matchResult } from './match-result.js';
export type {
  AddToBlacklistResult,
  BlacklistFailure,
  ModerationError,
  SetUserMediaStateResult,
} from './results.js';
