import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';

/** Enough to wait in line for the quota at any time. The quota would refuse calls that wait for longer than their deadline. */
const AT_ONCE = 16;

/** How many more calls may be begun. While the vendor is down, one call at a time tries whether it is back. */
export function freePlaces({ breaker }: ConnectedTrtc, underWay: number): number {
  if (breaker.blocks) return 0;
  const most = breaker.state === 'CLOSED' ? AT_ONCE : 1;
  return Math.max(0, most - underWay);
}
