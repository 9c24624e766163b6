import { Transform } from 'node:stream';
import type { FastifyReply, FastifyRequest, RequestPayload } from 'fastify';
import { refuse } from './http-errors.js';

/** Smaller bodies are always admitted, so that a burst of large ones never keeps out an action on one user. */
export const LARGE_BYTES = 16_384;
/** The objects made from a body take some five times its size; this fits into a container of 512 MiB. */
const MAX_BYTES_UNDER_WAY = 33_554_432;

/**
 * Bounds the memory for the bodies of all large requests that are not answered yet: the objects made from a body live
 * until the answer. Only bytes that have arrived are counted, since announced bytes take no memory, and a chunked body
 * does not announce its length.
 */
export class LargeBodies {
  readonly #longestBytes: number;
  #bytesUnderWay = 0;

  /** `longestBytes`: how long any body may be. */
  constructor(longestBytes: number) {
    this.#longestBytes = longestBytes;
  }

  /** Answers a request whose body has no room now, before the body is read. */
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
            // Without `done`, nothing more of the body is read.
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
      // A chunk that it still holds must not be counted after this.
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
