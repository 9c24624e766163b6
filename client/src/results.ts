import type { AddToBlacklistMutation, SetUserMediaStateMutation } from './generated/operations.js';

/** All that can come of `setUserMediaState`: a union by `__typename`. */
export type SetUserMediaStateResult = SetUserMediaStateMutation['setUserMediaState'];

/** All that can come of `addToBlacklist`: a union by `__typename`. */
export type AddToBlacklistResult = AddToBlacklistMutation['addToBlacklist'];

/** One user that was not added, or may not have been. */
export type BlacklistFailure = Extract<
  AddToBlacklistResult,
  { __typename: 'AddToBlacklistPartialFailure' }
>['failures'][number];

type KnownError = BlacklistFailure['error'];

/** What every error has, of whatever type it is, those included that later versions of the gateway add. */
export type ModerationError = { __typename: `${string}Error` } & Omit<KnownError, '__typename'>;
