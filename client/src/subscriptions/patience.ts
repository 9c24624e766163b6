import { SubscriptionError } from './subscription-error.js';

/** The longest pause after the first failed attempt. It doubles with each further one. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** A server that asks for a longer pause has made a mistake. */
const LONGEST_HINT_MS = 300_000;

/** Whether there is to be another attempt, and after which pause. */
export class Patience {
  /** How many attempts in a row have failed. */
  #failures = 0;
  /** A token was refused, and nothing has come since. */
  #tokenRefused = false;
  /** An event has come in this attempt. */
  #hasOpened = false;
  /** What the server has asked for by `retry`. */
  #hintMs = 0;

  /** Whether an event has come in this attempt. */
  get hasOpened(): boolean {
    return this.#hasOpened;
  }

  /**
   * To be called for everything that comes. The first event shows only that a stream was opened: a server that fails just after
   * it must not be asked without a pause. Whatever comes next shows that the stream works.
   */
  hear(type: string, data: string): void {
    if (type === 'retry') this.#hintMs = Number(data) || 0;
    else if (this.#hasOpened) this.#failures = 0;
    if (type !== 'next') return;
    this.#hasOpened = true;
    this.#tokenRefused = false;
  }

  /**
   * The pause after an attempt that has failed for `reason`: random, so that readers of a gateway that stops do not come back together.
   *
   * @throws the reason, if another attempt would fail for the same one
   */
  pauseAfter(reason: unknown): number {
    const refusal = reason instanceof SubscriptionError ? reason : undefined;
    const isToken = refusal?.status === 401 || refusal?.code === 'TOKEN_EXPIRED';
    if (refusal && (isToken ? this.#tokenRefused : !refusal.retryable)) throw refusal;
    // A token that expires within a stream has been accepted before.
    if (isToken && !this.#hasOpened) this.#tokenRefused = true;

    const atOnce = isToken && this.#failures === 0;
    const longestMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures);
    const hintMs = Math.min(LONGEST_HINT_MS, Math.max(this.#hintMs, refusal?.retryAfterMs ?? 0));
    this.#failures += 1;
    this.#hasOpened = false;
    return atOnce ? 0 : hintMs + Math.random() * longestMs;
  }
}
