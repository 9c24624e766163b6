/** What the console says of an id on its way to a blacklist. */
export type UserResultKind = 'waiting' | 'added' | 'undone' | 'alreadyOn' | 'ownList' | 'failed' | 'unknown';
