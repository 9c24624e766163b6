import { useSecondsUntil } from './seconds-until.js';

interface RetryButtonProps {
  /** In milliseconds since the epoch. Until then the button counts down and does nothing. */
  retryAt: number | undefined;
  label: string;
  labelIn: (seconds: number) => string;
  onRetry: () => void;
  /** It is what to do next. */
  primary?: boolean;
}

export function RetryButton({ retryAt, label, labelIn, onRetry, primary }: RetryButtonProps) {
  const seconds = useSecondsUntil(retryAt);
  const waiting = seconds > 0;
  // Not `disabled`: the button would lose the focus while somebody waits for it.
  return (
    <button
      type="button"
      className={primary ? 'retry primary' : 'retry'}
      aria-disabled={waiting}
      onClick={() => waiting || onRetry()}
    >
      {waiting ? labelIn(seconds) : label}
    </button>
  );
}
