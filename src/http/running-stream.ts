import { GraphQLError } from 'graphql';
import type { ToldSource } from '../feed/told.js';
import type { Caller } from '../identity/caller.js';
import type { TokenRefusal } from '../identity/token-verifier.js';
import type { StreamEnding } from '../observability/feed-watch.js';
import type { EventStream } from './event-stream.js';
import type { OpenStream } from './open-streams.js';
import type { SharedExecutions, Subscribed } from './shared-executions.js';
import { COMPLETE, lastMessages, messageOf, type StreamEnd } from './stream-messages.js';
import { answerText } from './trusted-answers.js';

const TOO_SLOW: StreamEnd = {
  ending: 'slow',
  code: 'SUBSCRIBER_TOO_SLOW',
  message: 'The subscriber reads too slowly: subscribe again, with the last cursor.',
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
  #cursor: (() => string) | undefined;
  #ending: StreamEnding = 'left';

  /** `verify` checks the token of the stream's reader again. */
  constructor(stream: EventStream, verify: () => Promise<Caller | TokenRefusal>) {
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
        this.#cursor = told.cursor ?? this.#cursor;
        if (!this.stream.tell(message)) this.end(TOO_SLOW);
        if (!told.live) await this.stream.drained();
      }
      if (this.stream.isOpen) this.#ending = 'complete';
      this.stream.end(COMPLETE);
    } catch (error) {
      this.#ending = 'fault';
      const errors = [
        error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error }),
      ];
      this.stream.end(messageOf('next', answerText({ errors }, subscribed.context)) + COMPLETE);
    } finally {
      void source.return?.();
      leave();
    }
    return this.#ending;
  }
}
