import type { Clock } from '../time/clock.js';

const MINUTE_MS = 60_000;

interface LogWriter {
  warn(details: object, message: string): void;
}

/**
 * Warns of what may happen many times a second: at once, and then at most once a minute, with how often it happened
 * since. So neither a vendor nor a stranger fills the log.
 */
export class MinuteLog {
  readonly #log: LogWriter;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #told = new Map<string, { at: number; untold: number }>();

  constructor(log: LogWriter, clock: Pick<Clock, 'now'>) {
    this.#log = log;
    this.#clock = clock;
  }

  /** What has the same `message` and application is the same. There must be few of them. */
  warn(applicationId: number, message: string, details: object = {}): void {
    const key = `${applicationId} ${message}`;
    const now = this.#clock.now();
    const told = this.#told.get(key);
    if (told && now - told.at < MINUTE_MS) {
      told.untold += 1;
      return;
    }
    this.#told.set(key, { at: now, untold: 0 });
    const times = (told?.untold ?? 0) + 1;
    this.#log.warn({ applicationId, ...details, ...(times > 1 && { times }) }, message);
  }
}
