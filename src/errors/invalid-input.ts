import { type InputIssue, InvalidInputError } from './moderation-error.js';

/** The answer to an input that breaks rules. */
export function invalidInput(issues: InputIssue[]): InvalidInputError {
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return new InvalidInputError(
    {
      code: 'INVALID_INPUT',
      message: `The input is not valid: ${first?.path} ${first?.message}${more}.`,
      outcome: 'NOT_APPLIED',
      retryable: false,
    },
    issues,
  );
}
