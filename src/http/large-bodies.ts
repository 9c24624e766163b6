import { Transform } from 'node:stream';
import type { FastifyReply, FastifyRequest, RequestPayload } from 'fastify';
import { refuse } from './http-errors.js';

/** Smaller ones are always let in, so that no burst of large ones keeps an action on one user out. */
export const LARGE_BYTES = 16_384;
/** What is made of bodies takes some five times as much; this fits into a container of 512 MiB. */
const MAX_BYTES_UNDER_WAY = 33_554_432;

/**
 * Bounds what the bodies of large requests take, all that are not answered yet together: what is made of a body lives
 * until the answer. What counts is the bytes that came. Those that were only announced take no memory, and a chunked
 * body does not say how long it will be.
 */
export class LargeBodies {
  readonly #longestBytes: number;
  #bytesUnderWay = 0;

  /** `longestBytes`: how long any body may be. */
  constructor(longestBytes: number) {
    this.#longestBytes = longestBytes;
  }

  /** Answers a request for whose body there is no room now, before it is read. */
  admit({ headers }: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    const bytes = announcedBytes(headers);
    if (bytes < LARGE_BYTES || bytes > this.#longestBytes || this.#hasRoom(bytes)) return undefined;
    return overloaded(reply);
  }

  /** The same body, counted while it comes. Answers its request as soon as there is no room for more of it. */
  counted({ headers }: FastifyRequest, reply: FastifyReply, payload: RequestPayload): RequestPayload {
    const isChunked = headers['transfer-encoding'] !== undefined;
    if (!isChunked && announcedBytes(headers) < LARGE_BYTES) return payload;
    let came = 0;
    let counted = 0;
    const body = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        came += chunk.length;
        if (came >= LARGE_BYTES) {
          if (!this.#hasRoom(came - counted)) {
            // And takes no more of it.
            overloaded(reply);
            return;
          }
          this.#bytesUnderWay += came - counted;
          counted = came;
        }
        done(null, chunk);
      },
    });
    reply.raw.once('close', () => {
      this.#bytesUnderWay -= counted;
      // What it still holds must not be counted any more.
      body.destroy();
    });
    payload.once('error', (error) => body.destroy(error));
    return payload.pipe(body);
  }

  #hasRoom(bytes: number): boolean {
    return this.#bytesUnderWay + bytes <= MAX_BYTES_UNDER_WAY;
  }
}

function announcedBytes(headers: FastifyRequest['headers']): number {
  return Number(headers['content-length'] ?? 0);
}

function overloaded(reply: FastifyReply): FastifyReply {
  void reply.header('retry-after', 1);
  return refuse(reply, 503, 'OVERLOADED', 'Too many large requests are under way; try again later.');
}
