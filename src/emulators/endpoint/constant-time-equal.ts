import { hash, timingSafeEqual } from 'node:crypto';

/** Compares secrets and signatures without telling, by the time it takes, how much of them is right. */
export function constantTimeEqual(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}
