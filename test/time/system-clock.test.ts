import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/time/clock.js';

describe('the system’s clock', () => {
  it('runs timers that are due, but no cancelled timer and none that is weeks away', async () => {
    const ran: string[] = [];
    const cancelTooLong = systemClock.after(2 ** 33, () => ran.push('weeks away'));
    systemClock.after(1, () => ran.push('cancelled'))();
    const before = systemClock.now();
    await new Promise<void>((resolve) => systemClock.after(3, resolve));
    expect(ran).toEqual([]);
    expect(systemClock.now()).toBeGreaterThan(before);
    cancelTooLong();
  });
});
