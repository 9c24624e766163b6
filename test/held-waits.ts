import { type Clock, systemClock } from '../src/time/clock.js';

export interface HeldWaits {
  clock: Clock;
  /** How many waits are held now. */
  count(): number;
  /** Ends the waits that are held. Further ones are real. */
  end(): void;
}

/** A clock on which waits of exactly this length end when a test says so, and not before. All others are real. */
export function holdWaitsOf(heldMs: number): HeldWaits {
  const held = new Set<() => void>();
  let isOver = false;
  const after: Clock['after'] = (ms, callback) => {
    if (ms !== heldMs || isOver) return systemClock.after(ms, callback);
    held.add(callback);
    return () => held.delete(callback);
  };
  return {
    clock: { ...systemClock, after },
    count: () => held.size,
    end() {
      isOver = true;
      for (const callback of held) callback();
      held.clear();
    },
  };
}
