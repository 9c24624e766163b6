import { addBlackList } from './add-black-list.js';
import type { BlacklistCall } from './blacklist-call.js';
import { getBlackList } from './get-black-list.js';
import { isInBlackList } from './is-in-black-list.js';
import { removeBlackList } from './remove-black-list.js';
import { updateBlackList } from './update-black-list.js';

/** Every api that the emulator offers, by the name in the query's `Action`. */
export const BLACKLIST_CALLS: ReadonlyMap<string, BlacklistCall> = new Map(
  [addBlackList, removeBlackList, updateBlackList, isInBlackList, getBlackList].map((call) => [
    call.api,
    call,
  ]),
);
