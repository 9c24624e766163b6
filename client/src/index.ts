export * from './generated/exports.js';
export { possibleTypes } from './generated/possible-types.js';
export { matchResult } from './match-result.js';
export type { BlacklistFailure, ModerationAction, ModerationError } from './results.js';
