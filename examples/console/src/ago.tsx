import { useEffect, useState } from 'react';
import { agoText, fullTime } from './ago-text.js';
import { useWords } from './words/languages.js';

const REFRESH_MS = 10_000;

/** "2 min ago", with the full time behind it. */
export function Ago({ time }: { time: string }) {
  const { language } = useWords();
  const [, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={time} title={fullTime(language, time)}>
      {agoText(language, time, Date.now())}
    </time>
  );
}
