import type { MediaTarget } from './media-queries.js';

/** A person in a place, as one text. */
export function keyOf({ place, userId }: MediaTarget): string {
  return `${place}\n${userId}`;
}
