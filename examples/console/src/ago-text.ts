const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [1, 'second'],
] as const;
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
