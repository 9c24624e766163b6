import type {
  AddToBlacklistMutation,
  ModerationActionFieldsFragment,
  ModerationErrorFieldsFragment,
} from './generated/operations.js';

/** What every error has. Errors of types that later versions of the gateway add have it too. */
export type ModerationError = { __typename: `${string}Error` } & Omit<
  ModerationErrorFieldsFragment,
  '__typename'
>;

/** One user that was not added, or may not have been. */
export type BlacklistFailure = Extract<
  AddToBlacklistMutation['addToBlacklist'],
  { __typename: 'AddToBlacklistPartialFailure' }
>['failures'][number];

/** An action that the journal has. */
export type ModerationAction = ModerationActionFieldsFragment;
