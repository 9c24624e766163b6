/** A moderation action, by its mutation. */
export const ACTION_NAMES = ['setUserMediaState', 'addToBlacklist'] as const;
export type ActionName = (typeof ACTION_NAMES)[number];
