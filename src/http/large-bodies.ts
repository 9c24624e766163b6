import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from './http-errors.js';

/** Smaller ones are always let in, so that no burst of large ones keeps an action on one user out. */
const LARGE_BYTES = 16_384;
/** What is made of bodies takes some five times as much; this fits into a container of 512 MiB. */
const MAX_BYTES_UNDER_WAY = 33_554_432;

/** Bounds what the bodies of large requests take, all that are not answered yet together. */
export class LargeBodies {
  readonly #longestBytes: number;
  #bytesUnderWay = 0;

  /** `longestBytes`: how long any body may be. */
  constructor(longestBytes: number) {
    this.#longestBytes = longestBytes;
  }

  /** Answers a request for whose body there is no room, before it is read. Counts any other's until it is answered. */
  admit({ headers }: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    const isChunked = headers['transfer-encoding'] !== undefined;
    const bytes = isChunked ? this.#longestBytes : Number(headers['content-length'] ?? 0);
    if (bytes < LARGE_BYTES || bytes > this.#longestBytes) return undefined;
    if (this.#bytesUnderWay + bytes > MAX_BYTES_UNDER_WAY) {
      reply.header('retry-after', 1);
      return refuse(reply, 503, 'OVERLOADED', 'Too many large requests are under way; try again later.');
    }
    this.#bytesUnderWay += bytes;
    reply.raw.once('close', () => {
      this.#bytesUnderWay -= bytes;
    });
    return undefined;
  }
}
