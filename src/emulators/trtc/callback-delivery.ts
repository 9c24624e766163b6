import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import type { Clock } from '../../time/clock.js';

/** Where callbacks go. */
export interface CallbackTarget {
  /** A callback of application 7 goes to `<url>/7`, because its body does not name the application. */
  url: string;
  /** Signs the bodies. */
  key: string;
}

/** A callback, with what became of it. */
export interface Callback {
  /** Counts the callbacks from 1, in the order of their events. */
  number: number;
  sdkAppId: number;
  eventType: number;
  body: string;
  /** The header `Sign`. */
  sign: string;
  state: 'waiting' | 'delivered' | 'lost';
  /** Each time that it was sent, in ms since 1970, and what came back: a status, or why the answer does not count. */
  attempts: { at: number; result: string }[];
}

/** An answer counts if it comes within this time. */
const ANSWER_WITHIN_MS = 5_000;
/** An answer counts if its header and body together are shorter. The vendor may mean each of them. */
const MAX_ANSWER_BYTES = 2_000;
/** After the second attempt, which follows the first at once. */
const AGAIN_EVERY_MS = 10_000;
const GIVE_UP_AFTER_MS = 60_000;
/** The callbacks under way at any time. Others wait in line. */
const MAX_AT_ONCE = 32;

interface DeliveryOptions {
  clock: Clock;
  epochMs: () => number;
}

/** Sends callbacks as the vendor does: again at once, and then every 10 s until they are a minute old. */
export class CallbackDelivery {
  readonly #options: DeliveryOptions;
  readonly #agent = new Agent({ connections: MAX_AT_ONCE });
  readonly #line: (() => Promise<void>)[] = [];
  readonly #timers = new Set<() => void>();
  #underWay = 0;
  #closed = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Calls `attempted` after each attempt, with what became of the callback after the last. */
  deliver(
    callback: Callback,
    url: string,
    attempted: (ended: 'delivered' | 'lost' | undefined) => void,
  ): void {
    const firstAt = this.#options.clock.now();
    let count = 0;
    const attempt = async () => {
      count += 1;
      const sentAt = this.#options.clock.now();
      const result = await this.#post(callback, `${url}/${callback.sdkAppId}`);
      if (this.#closed) return;
      const nextAt = count === 1 ? this.#options.clock.now() : sentAt + AGAIN_EVERY_MS;
      if (result === '200') attempted('delivered');
      else if (nextAt - firstAt >= GIVE_UP_AFTER_MS) attempted('lost');
      else {
        this.after(nextAt - this.#options.clock.now(), () => this.#queue(attempt));
        attempted(undefined);
      }
    };
    this.#queue(attempt);
  }

  /** Runs `run` later, unless the delivery is closed first. Returns a function that runs it at once, if it has not run. */
  after(ms: number, run: () => void): () => void {
    const once = () => {
      cancel();
      if (this.#timers.delete(cancel) && !this.#closed) run();
    };
    const cancel = this.#options.clock.after(Math.max(0, ms), once);
    this.#timers.add(cancel);
    return once;
  }

  /** Breaks off what is under way, and sends nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#line.length = 0;
    await this.#agent.destroy();
  }

  #queue(attempt: () => Promise<void>): void {
    this.#line.push(attempt);
    this.#next();
  }

  #next(): void {
    while (this.#underWay < MAX_AT_ONCE) {
      const attempt = this.#line.shift();
      if (!attempt) return;
      this.#underWay += 1;
      void attempt().finally(() => {
        this.#underWay -= 1;
        this.#next();
      });
    }
  }

  /** Resolves with `200` if the answer counts. */
  async #post({ sdkAppId, body, sign, attempts }: Callback, url: string): Promise<string> {
    const tooLate = new AbortController();
    const cancel = this.#options.clock.after(ANSWER_WITHIN_MS, () => tooLate.abort());
    const attempt = { at: this.#options.epochMs(), result: 'under way' };
    attempts.push(attempt);
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Sign: sign, SdkAppId: String(sdkAppId) },
        body,
        dispatcher: this.#agent,
        signal: tooLate.signal,
      });
      const bytes = headerBytes(answer.headers) + (await bodyBytes(answer.body));
      attempt.result = bytes < MAX_ANSWER_BYTES ? String(answer.statusCode) : 'the answer is too long';
    } catch (error) {
      attempt.result = tooLate.signal.aborted ? 'no answer within 5 s' : String(error);
    } finally {
      cancel();
    }
    return attempt.result;
  }
}

/** The header `Sign`: the vendor's signature of a callback's body. */
export function signCallback(key: string, body: string): string {
  return createHmac('sha256', key).update(body).digest('base64');
}

function headerBytes(headers: Readonly<Record<string, string | string[] | undefined>>): number {
  const lines = Object.entries(headers).flatMap(([name, value = '']) =>
    [value].flat().map((one) => `${name}: ${one}\r\n`),
  );
  return Buffer.byteLength(lines.join(''));
}

/** Stops reading at the limit. */
async function bodyBytes(body: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes >= MAX_ANSWER_BYTES) break;
  }
  return bytes;
}
