import { describe, expect, it } from 'vitest';
import { DueLine } from '../../src/restrictions/due-line.js';
import { enforcedAgain, nextOfFlapping } from '../../src/restrictions/flapping.js';
import type { Urgency } from '../../src/vendors/calling/shared-line.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';

const T = 1_796_083_200_000;

function enforcedAt(times: readonly number[]): string | undefined {
  let text: string | undefined;
  for (const time of times) text = enforcedAgain(text, time);
  return text;
}

describe('somebody who leaves and comes again and again', () => {
  it('flaps after more than six times in a minute, and gets at most one call a second then', () => {
    const times = [0, 1, 2, 3, 4, 5].map((second) => T + second * 1_000);
    expect(nextOfFlapping(enforcedAt(times), T + 5_500)).toBeUndefined();
    const last = T + 6_000;
    expect(nextOfFlapping(enforcedAt([...times, last]), last + 100)).toBe(last + 1_000);
  });

  it('does not flap with six times in each minute', () => {
    const times = Array.from({ length: 30 }, (_, index) => T + index * 10_001);
    expect(nextOfFlapping(enforcedAt(times), times.at(-1) ?? 0)).toBeUndefined();
  });

  it('flaps until a minute passes without one', () => {
    const burst = Array.from({ length: 7 }, (_, index) => T + index);
    const rare = [T + 50_000, T + 100_000];
    const text = enforcedAt([...burst, ...rare]);
    expect(nextOfFlapping(text, T + 159_999)).toBe(T + 101_000);
    expect(nextOfFlapping(text, T + 160_000)).toBeUndefined();
    expect(nextOfFlapping(enforcedAgain(text, T + 160_001), T + 160_002)).toBeUndefined();
  });

  it('takes little room, however long it goes on', () => {
    const times = Array.from({ length: 1_000 }, (_, index) => T + index);
    expect((enforcedAt(times) ?? '').length).toBeLessThan(200);
  });
});

describe('the line of people to enforce on', () => {
  function line(atOnce: () => number) {
    const clock = new SimulatedClock();
    const began: string[] = [];
    const faults: unknown[] = [];
    const dropped: string[] = [];
    const ends = new Map<string, () => void>();
    const jobs = new DueLine<string>(clock, {
      atOnce,
      run: (job: string, urgency: Urgency) =>
        new Promise<void>((resolve, reject) => {
          began.push(`${job} ${urgency}`);
          if (job === 'faulty') reject(new Error('a fault'));
          ends.set(job, resolve);
        }),
      onDrop: (job) => dropped.push(job),
      onFault: (fault, job) => faults.push([job, fault]),
    });
    return { clock, began, faults, dropped, end: (job: string) => ends.get(job)?.(), jobs };
  }

  it('runs some at once, the most urgent first, and one at a time for a person', async () => {
    const { clock, began, end, jobs } = line(() => 2);
    jobs.add('a', 'a1', 'came');
    jobs.add('a', 'a2', 'publishes');
    jobs.add('b', 'b', 'flaps');
    jobs.add('c', 'c', 'came');
    jobs.add('d', 'd', 'publishes');
    expect(began).toEqual(['a1 came', 'b flaps']);
    end('b');
    await clock.run(1);
    expect(began.slice(2)).toEqual(['d publishes']);
    end('a1');
    await clock.run(1);
    expect(began.slice(3)).toEqual(['a2 publishes']);
    expect(jobs.size).toBe(1);
  });

  it('keeps one job for a person, and lets it become more urgent', () => {
    const { began, jobs } = line(() => (began.length === 0 ? 1 : 0));
    jobs.add('busy', 'busy', 'came');
    const { began: others, jobs: waiting } = line(() => 1);
    waiting.add('busy', 'busy', 'came');
    waiting.add('a', 'a', 'flaps');
    waiting.add('a', 'again', 'flaps');
    expect(waiting.size).toBe(1);
    waiting.add('a', 'urgent', 'publishes');
    expect(waiting.size).toBe(1);
    expect(others).toEqual(['busy came']);
  });

  it('waits as long as it was told to, and closes without what waits', async () => {
    const { clock, began, end, jobs } = line(() => 5);
    jobs.add('a', 'a', 'flaps', 1_000);
    jobs.add('a', 'sooner', 'publishes');
    await clock.run(999);
    expect(began).toEqual([]);
    await clock.run(2);
    expect(began).toEqual(['a flaps']);
    jobs.add('b', 'b', 'came', 1_000);
    const closed = jobs.close();
    end('a');
    await closed;
    await clock.run(2_000);
    expect(began).toEqual(['a flaps']);
  });

  it('goes on after a fault, and drops what waits while nothing may run, and says so', async () => {
    let atOnce = 1;
    const { clock, began, faults, dropped, jobs } = line(() => atOnce);
    jobs.add('faulty', 'faulty', 'came');
    await clock.run(1);
    expect(faults).toEqual([['faulty', expect.any(Error)]]);
    atOnce = 0;
    jobs.add('a', 'a', 'came');
    expect(jobs.size).toBe(0);
    expect(dropped).toEqual(['a']);
    atOnce = 1;
    jobs.add('b', 'b', 'came');
    expect(began.at(-1)).toBe('b came');
  });
});
