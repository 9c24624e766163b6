import { useEffect, useState } from 'react';
import { useWords } from './words/languages.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [1, 'second'],
] as const;
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

/** `now` in milliseconds since the epoch. A clock that differs by little does not make it a time to come. */
export function agoText(language: string, time: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(time)) / 1000));
  const format = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' });
  // "now", and not a number that is wrong at once.
  if (seconds < 10) return format.format(0, 'second');
  const [size, unit] = UNITS.find(([least]) => seconds >= least) ?? UNITS[3];
  return format.format(-Math.floor(seconds / size), unit);
}

/** With seconds, and the zone of the reader. */
export function fullTime(language: string, time: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(time));
}
