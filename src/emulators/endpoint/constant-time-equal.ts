import { hash, timingSafeEqual } from 'node:crypto';

/**
 * Compares secrets or signatures in constant time, so that the duration does not show how many characters are right.
 */
export function constantTimeEqual(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}
