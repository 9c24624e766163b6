import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ActionIds, timeOfActionId } from '../../src/journal/action-id.js';
import { SteadyClock } from '../../src/time/steady-clock.js';

const NOON = Date.UTC(2026, 10, 26, 12);
const HOUR_MS = 3_600_000;

/** A machine with real time that passes, and a clock that the test sets. */
function machine() {
  let elapsedMs = 0;
  let offsetMs = 0;
  return {
    pass(ms: number) {
      elapsedMs += ms;
    },
    set(ms: number) {
      offsetMs += ms;
    },
    epochMs: () => NOON + elapsedMs + offsetMs,
    monotonicMs: () => elapsedMs,
  };
}

it('the steady clock shows the time of the machine while nobody sets its clock', () => {
  const { pass, epochMs, monotonicMs } = machine();
  const clock = new SteadyClock(epochMs, monotonicMs);
  for (const ms of [0, 1, 500, HOUR_MS]) {
    pass(ms);
    expect(clock.now()).toBe(epochMs());
  }
});

it('the steady clock follows at once when the clock is set forward', () => {
  const { pass, set, epochMs, monotonicMs } = machine();
  const clock = new SteadyClock(epochMs, monotonicMs);
  pass(10);
  set(HOUR_MS);
  expect(clock.now()).toBe(epochMs());
});

it('the steady clock runs at half speed after the clock was set back, until both agree again', () => {
  const { pass, set, epochMs, monotonicMs } = machine();
  const clock = new SteadyClock(epochMs, monotonicMs);
  const before = clock.now();
  set(-HOUR_MS);
  pass(HOUR_MS);
  expect(clock.now()).toBe(before + HOUR_MS / 2);
  pass(HOUR_MS);
  expect(clock.now()).toBe(epochMs());
  pass(HOUR_MS);
  expect(clock.now()).toBe(epochMs());
});

it('the steady clock gives ids that sort in the order of their creation, whatever the clock does', () => {
  const step = fc.record({
    passMs: fc.integer({ min: 0, max: 10_000 }),
    setMs: fc.oneof(fc.constant(0), fc.integer({ min: -2 * HOUR_MS, max: 2 * HOUR_MS })),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { pass, set, epochMs, monotonicMs } = machine();
      const clock = new SteadyClock(epochMs, monotonicMs);
      const ids = new ActionIds(() => clock.now());
      const made = [ids.next()];
      for (const { passMs, setMs } of steps) {
        const before = timeOfActionId(made.at(-1) ?? '');
        pass(passMs);
        set(setMs);
        made.push(ids.next());
        const moved = timeOfActionId(made.at(-1) ?? '') - before;
        // The clock never stands still: actions at different times have different times.
        expect(moved).toBeGreaterThanOrEqual(Math.floor(passMs / 2) - 1);
      }
      expect([...made].sort()).toEqual(made);
    }),
  );
});
