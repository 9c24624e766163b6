import { useEffect, useState } from 'react';

interface RetryButtonProps {
  /** In milliseconds since the epoch. Until then the button counts down and does nothing. */
  retryAt: number | undefined;
  label: string;
  labelIn: (seconds: number) => string;
  onRetry: () => void;
}

export function RetryButton({ retryAt, label, labelIn, onRetry }: RetryButtonProps) {
  const seconds = useSecondsUntil(retryAt);
  const waiting = seconds > 0;
  // Not `disabled`: the button would lose the focus while somebody waits for it.
  return (
    <button type="button" className="retry" aria-disabled={waiting} onClick={() => waiting || onRetry()}>
      {waiting ? labelIn(seconds) : label}
    </button>
  );
}

/** Rounded up; 0 from that time on. */
function useSecondsUntil(time: number | undefined): number {
  const secondsLeft = () => (time === undefined ? 0 : Math.max(0, Math.ceil((time - Date.now()) / 1000)));
  const [, setTicks] = useState(0);
  const seconds = secondsLeft();
  useEffect(() => {
    if (time === undefined || seconds === 0) return;
    // Until the shown number changes next.
    const timer = setTimeout(() => setTicks((ticks) => ticks + 1), time - Date.now() - (seconds - 1) * 1000);
    return () => clearTimeout(timer);
  });
  return seconds;
}
