import { beforeEach, describe, expect, it } from 'vitest';
import { OutageLog } from '../../src/journal/outage-log.js';
import { WriteProbe } from '../../src/journal/write-probe.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';

/** A journal whose writes end when a test says so. */
class SlowJournal {
  tries = 0;
  checks = 0;
  /** Each function ends one write that is under way. */
  readonly ends: ((error?: Error) => void)[] = [];
  /** Undefined: writes wait until `ends`. */
  answer: 'success' | 'failure' | undefined = 'success';

  check(): void {
    this.checks++;
  }

  tryToWrite(): Promise<void> {
    this.tries++;
    if (this.answer === 'success') return Promise.resolve();
    if (this.answer === 'failure') return Promise.reject(new Error('no'));
    return new Promise((resolve, reject) => {
      this.ends.push((error) => (error ? reject(error) : resolve()));
    });
  }
}

let clock: SimulatedClock;
let journal: SlowJournal;
let probe: WriteProbe;
let lines: [level: string, words: string, fields: Record<string, unknown>][];

beforeEach(() => {
  clock = new SimulatedClock();
  journal = new SlowJournal();
  lines = [];
  const line = (level: string) => (fields: object, words: string) =>
    void lines.push([level, words, fields as Record<string, unknown>]);
  const log = { error: line('error'), info: line('info') } as never;
  probe = new WriteProbe(clock, new OutageLog(log, clock, { begin: 'lost', end: 'back' }));
});

/** What `/readyz` answers. Undefined: it waits. */
async function known(): Promise<boolean | undefined> {
  return Promise.race([probe.writable(), clock.run(0).then(() => undefined)]);
}

describe('a test write to the journal', () => {
  it('delays only the first question about readiness', async () => {
    journal.answer = undefined;
    expect(await known()).toBe(undefined);
    probe.start(journal);
    expect(await known()).toBe(undefined);
    journal.ends[0]?.();
    expect(await known()).toBe(true);
    await clock.run(2_500);
    expect(journal.tries).toBe(2);
    expect(await known()).toBe(true);
  });

  it('is not made while actions are written, except for a check that takes no time', async () => {
    probe.start(journal);
    await clock.run(0);
    for (let ms = 0; ms < 60_000; ms += 100) {
      probe.written(true);
      await clock.run(100);
    }
    expect(journal.tries).toBe(1);
    expect(journal.checks).toBeGreaterThan(20);
    expect(await known()).toBe(true);
    await clock.run(5_000);
    expect(journal.tries).toBeGreaterThan(1);
  });

  it('is made at once after a failed write, and readiness waits for it', async () => {
    probe.start(journal);
    await clock.run(1_000);
    journal.answer = 'failure';
    probe.written(false);
    expect(await known()).toBe(false);
    // The same after the recovery.
    await clock.run(1_000);
    journal.answer = 'success';
    probe.written(true);
    expect(await known()).toBe(true);
    expect(lines).toMatchObject([
      ['error', 'lost', { err: new Error('no') }],
      ['info', 'back', { failures: { probe: 1 }, outageMs: 1_000 }],
    ]);
  });

  it('is made at most twice a second, even if every action fails and the test write does not', async () => {
    probe.start(journal);
    for (let ms = 0; ms < 10_000; ms += 10) {
      probe.written(false);
      await clock.run(10);
    }
    expect(journal.tries).toBeGreaterThan(15);
    expect(journal.tries).toBeLessThanOrEqual(21);
    expect(lines).toEqual([]);
  });

  it('fails after its time limit, and no second one runs at the same time', async () => {
    probe.start(journal);
    await clock.run(0);
    journal.answer = undefined;
    // A fault begins just after a write, and no action follows.
    probe.written(true);
    await clock.run(8_000);
    expect(await known()).toBe(false);
    await clock.run(60_000);
    expect(journal.ends).toHaveLength(1);
    // The write succeeds in the end.
    journal.ends[0]?.();
    await clock.run(0);
    expect(await known()).toBe(true);
    expect(lines.map(([, words]) => words)).toEqual(['lost', 'back']);
  });

  it('counts for nothing if a connection is lost meanwhile, and is made again soon', async () => {
    probe.start(journal);
    await clock.run(0);
    journal.answer = undefined;
    await clock.run(2_500);
    probe.trouble();
    // The statement had been carried out before the connection was lost.
    journal.ends[0]?.();
    journal.answer = 'failure';
    await clock.run(499);
    expect(journal.tries).toBe(2);
    await clock.run(1);
    expect(journal.tries).toBe(3);
    expect(await known()).toBe(false);
  });

  it('logs an outage in two lines, with the number of failures', async () => {
    journal.answer = 'failure';
    probe.start(journal);
    await clock.run(25_000);
    for (let times = 0; times < 5; times++) probe.trouble();
    expect(await known()).toBe(false);
    journal.answer = 'success';
    await clock.run(2_500);
    expect(lines).toMatchObject([
      ['error', 'lost', {}],
      ['info', 'back', { failures: { probe: 11 }, outageMs: 27_500 }],
    ]);
  });

  it('is not made after the probe was closed', async () => {
    probe.start(journal);
    await clock.run(0);
    await probe.close();
    probe.written(false);
    probe.trouble();
    await clock.run(60_000);
    expect(journal.tries).toBe(1);
    expect(await known()).toBe(false);
    expect(clock.pending).toBe(0);
  });
});
