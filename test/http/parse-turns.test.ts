import { expect, it } from 'vitest';
import { ParseTurns } from '../../src/http/parse-turns.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';

/** Time also passes while a body is parsed. */
class BusyClock extends SimulatedClock {
  #busyMs = 0;

  override now(): number {
    return super.now() + this.#busyMs;
  }

  work(ms: number): void {
    this.#busyMs += ms;
  }
}

it('large bodies are parsed in order, with a pause of several times the parsing time after each', async () => {
  const clock = new BusyClock();
  const turns = new ParseTurns(clock);
  const parsed: number[] = [];
  for (const body of [1, 2, 3]) {
    turns.take(() => {
      parsed.push(body);
      clock.work(50);
    });
  }
  await clock.run(0);
  expect(parsed).toEqual([1]);
  await clock.run(199);
  expect(parsed).toEqual([1]);
  await clock.run(1);
  expect(parsed).toEqual([1, 2]);
  await clock.run(200);
  expect(parsed).toEqual([1, 2, 3]);
});

it('the pause after a large body is a second at most', async () => {
  const clock = new BusyClock();
  const turns = new ParseTurns(clock);
  const parsed: number[] = [];
  for (const body of [1, 2]) {
    turns.take(() => {
      parsed.push(body);
      clock.work(10_000);
    });
  }
  await clock.run(1_000);
  expect(parsed).toEqual([1, 2]);
});
