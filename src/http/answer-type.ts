import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

/** The content types of a GraphQL answer. The body is the same JSON for both. */
const TYPES = ['application/json; charset=utf-8', 'application/graphql-response+json; charset=utf-8'];
const [DEFAULT = ''] = TYPES;

/** Clients send a handful of different headers. */
const known = new LRUCache<string, { type: string | undefined }>({ max: 100 });

/** The content type of an answer to a client with this Accept header; undefined where it accepts neither. */
export function answerType(accept: string | undefined): string | undefined {
  if (!accept) return DEFAULT;
  let answer = known.get(accept);
  if (!answer) {
    answer = { type: new Negotiator({ headers: { accept } }).mediaType(TYPES) };
    known.set(accept, answer);
  }
  return answer.type;
}
