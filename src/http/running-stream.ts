import { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.js';
import { type Told, type ToldSource, TooSlow } from '../feed/told.js';
import type { Caller } from '../identity/caller.js';
import type { TokenRefusal } from '../identity/token-verifier.js';
import type { StreamEnding } from '../observability/feed-watch.js';
import type { EventStream } from './event-stream.js';
import type { OpenStream } from './open-streams.js';
import type { SharedExecutions, Subscribed } from './shared-executions.js';
import { COMPLETE, lastMessages, messageOf, type StreamEnd } from './stream-messages.js';
import { answerText } from './trusted-answers.js';

/** How long a reader may take for one event that it has missed. What is read ahead for it is kept meanwhile. */
const MISSED_WITHIN_MS = 30_000;

const TOO_SLOW: StreamEnd = {
  ending: 'slow',
  code: 'SUBSCRIBER_TOO_SLOW',
  message: 'The subscriber reads too slowly: subscribe again, with the last cursor.',
};

/** The event is not told in part, because its reader would go on behind it. */
const UNAVAILABLE: StreamEnd = {
  ending: 'fault',
  code: 'JOURNAL_UNAVAILABLE',
  message: 'A part of the next event cannot be read now: subscribe again, with the last cursor.',
};

const EXPIRED: StreamEnd = {
  ending: 'token',
  code: 'TOKEN_EXPIRED',
  message: 'The bearer token has expired; get a new one and subscribe again, with the last cursor.',
};

const REFUSED: StreamEnd = {
  ending: 'token',
  code: 'UNAUTHENTICATED',
  message: 'The bearer token is not valid any more; get a new one and subscribe again, with the last cursor.',
};

/** A stream from its first event to its end. */
export class RunningStream implements OpenStream {
  readonly stream: EventStream;
  readonly #verify: () => Promise<Caller | TokenRefusal>;
  readonly #onTold: (endedAt: number) => void;
  #cursor: (() => string) | undefined;
  #ending: StreamEnding = 'left';

  /**
   * `verify` checks the token of the stream's reader again. `onTold` hears when something was told, with the time that it ended:
   * milliseconds since the epoch, on the journal's clock.
   */
  constructor(
    stream: EventStream,
    verify: () => Promise<Caller | TokenRefusal>,
    onTold: (endedAt: number) => void,
  ) {
    this.#onTold = onTold;
    this.stream = stream;
    this.#verify = verify;
  }

  end(why: StreamEnd): void {
    if (this.stream.isOpen) this.#ending = why.ending;
    this.stream.end(lastMessages(why, this.#cursor?.()));
  }

  async recheck(): Promise<void> {
    const verified = await this.#verify();
    // While the key server is away, streams go on, as requests with known tokens do.
    if (!('refused' in verified) || verified.refused === 'keys-unavailable') return;
    this.end(verified.refused === 'expired' ? EXPIRED : REFUSED);
  }

  /** Tells what the source gives. Resolves when the stream has ended, with why. */
  async run(source: ToldSource, executions: SharedExecutions, subscribed: Subscribed): Promise<StreamEnding> {
    const { execution, leave } = executions.join(subscribed);
    this.stream.onClose(() => void source.return?.());
    try {
      while (this.stream.isOpen) {
        const { value: told } = await source.next();
        if (!told) break;
        const message = await execution.message(told);
        // Each event is told only to those who may still read.
        await this.recheck();
        if (!this.stream.isOpen) break;
        if (message.isUnavailable) this.end(UNAVAILABLE);
        else await this.#tell(told, message.text);
      }
      if (this.stream.isOpen) this.#ending = 'complete';
      this.stream.end(COMPLETE);
    } catch (error) {
      if (error instanceof TooSlow) this.end(TOO_SLOW);
      else this.#fail(error, subscribed.context);
    } finally {
      void source.return?.();
      leave();
    }
    return this.#ending;
  }

  #fail(error: unknown, context: RequestContext): void {
    this.#ending = 'fault';
    const errors = [
      error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error }),
    ];
    this.stream.end(messageOf('next', answerText({ errors }, context)) + COMPLETE);
  }

  async #tell({ cursor, live, endedAt }: Told, text: string): Promise<void> {
    this.#cursor = cursor ?? this.#cursor;
    if (!this.stream.tell(text)) return this.end(TOO_SLOW);
    if (endedAt !== undefined) this.#onTold(endedAt);
    if (live || (await this.stream.drained(MISSED_WITHIN_MS))) await this.stream.pace();
    else this.end(TOO_SLOW);
  }
}
