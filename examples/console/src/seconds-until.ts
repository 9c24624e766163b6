import { useEffect, useState } from 'react';

/** The seconds until a time in milliseconds since the epoch. Rounded up; 0 from that time on. */
export function useSecondsUntil(time: number | undefined): number {
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
