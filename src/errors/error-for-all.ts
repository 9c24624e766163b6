import type { ModerationError } from './moderation-error.js';

/**
 * The error of a whole action whose parts all failed. Undefined if they met different errors, so that each has to be told by
 * itself.
 */
export function errorForAll(errors: readonly ModerationError[]): ModerationError | undefined {
  const [first] = errors;
  if (!first || errors.some(({ code, outcome }) => code !== first.code || outcome !== first.outcome)) {
    return undefined;
  }
  // The longest wait lets all parts succeed.
  return errors.reduce((a, b) => ((b.retryAfterMs ?? 0) > (a.retryAfterMs ?? 0) ? b : a));
}
