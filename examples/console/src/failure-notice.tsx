import type { ReactNode } from 'react';
import type { Failure } from './failure.js';
import { WarningIcon } from './icons.js';
import { RetryButton } from './retry-button.js';
import { useWords } from './words/languages.js';
import { failureText } from './words/words.js';

/** Shows what went wrong, whether the action may have been applied, and what the moderator can do. */
export function FailureNotice({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  const words = useWords();
  const { mayHaveBeenApplied, retryable, retryAt } = failure;
  return (
    <div className={mayHaveBeenApplied ? 'notice unknown' : 'notice failed'}>
      <div className="notice-text">
        <p>{failureText(words, failure)}</p>
        {mayHaveBeenApplied && (
          <p className="warning">
            <WarningIcon />
            {words.mayHaveBeenApplied}
          </p>
        )}
      </div>
      <FailureDetails failure={failure}>{words.details}</FailureDetails>
      {retryable && onRetry && (
        <RetryButton retryAt={retryAt} label={words.retry} labelIn={words.retryIn} onRetry={onRetry} />
      )}
    </div>
  );
}

const DETAILS = ['code', 'message', 'vendorCode', 'vendorRequestId', 'requestId'] as const;

/** Details that the gateway's operators ask for, closed at first. */
export function FailureDetails({ failure, children }: { failure: Failure; children: ReactNode }) {
  const { detailNames } = useWords();
  const known = DETAILS.filter((name) => failure[name]);
  return (
    <details>
      <summary>{children}</summary>
      <dl>
        {known.map((name) => (
          <div key={name}>
            <dt>{detailNames[name]}</dt>
            <dd>{failure[name]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
