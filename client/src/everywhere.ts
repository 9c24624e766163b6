/** What the package exports whatever the documents are: parsed, or strings. */
export * from './generated/enums.js';
export type * from './generated/exports.js';
export { possibleTypes } from './generated/possible-types.js';
export { matchResult } from './match-result.js';
export { isModerationError, type LaterError, type ModerationError } from './moderation-error.js';
export { type SubscribeOptions, type SubscriptionEvents, subscribe } from './subscriptions/subscribe.js';
export { type AnswerError, SubscriptionError } from './subscriptions/subscription-error.js';
export type { TypedDocumentString } from './typed-document-string.js';
