import { createUnionType } from 'type-graphql';
import { COMMON_ERRORS } from '../../errors/common-errors.js';
import { AddToBlacklistPartialFailure, AddToBlacklistSuccess } from './add-to-blacklist.type.js';

export const ADD_TO_BLACKLIST_ANSWERS = [
  AddToBlacklistSuccess,
  AddToBlacklistPartialFailure,
  ...COMMON_ERRORS,
] as const;

export const AddToBlacklistResult = createUnionType({
  name: 'AddToBlacklistResult',
  description: 'All that can come of `addToBlacklist`.',
  types: () => ADD_TO_BLACKLIST_ANSWERS,
});
