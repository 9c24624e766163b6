export { type Blacklist, type BlacklistUser, MAX_USERS_PER_CALL } from './calls/blacklist.js';
