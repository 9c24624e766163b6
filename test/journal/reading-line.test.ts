import { describe, expect, it } from 'vitest';
import { PAGES_AT_ONCE, ReadingLine } from '../../src/journal/reading-line.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';

/** A page whose reading ends when a test says so. */
function heldPage() {
  let end = (_: string) => {};
  const page = new Promise<string>((resolve) => {
    end = resolve;
  });
  let begun = false;
  const read = () => {
    begun = true;
    return page;
  };
  return { read, end, hasBegun: () => begun };
}

const reader = (name: string, signal: AbortSignal = new AbortController().signal) => ({ name, signal });
/** Waits until every ready task has run. */
const settled = () => new Promise(setImmediate);

/** A line in which as many pages are being read as may be read at once. */
function busyLine() {
  const clock = new SimulatedClock();
  const line = new ReadingLine(clock);
  const held = Array.from({ length: PAGES_AT_ONCE }, heldPage);
  for (const { read } of held) void line.read(reader('busy'), read);
  return { line, held, clock };
}

describe('the line of readers of the journal', () => {
  it('reads few pages at once, and lets the others wait', async () => {
    const { line, held } = busyLine();
    const next = heldPage();
    const found = line.read(reader('next'), next.read);
    await settled();
    expect(held.every(({ hasBegun }) => hasBegun())).toBe(true);
    expect(next.hasBegun()).toBe(false);
    held[0]?.end('first');
    await settled();
    expect(next.hasBegun()).toBe(true);
    next.end('next');
    expect(await found).toBe('next');
  });

  it('reads one page for each reader in turn, however many pages a reader asks for', async () => {
    const { line, held } = busyLine();
    const order: string[] = [];
    const read = (name: string) => line.read(reader(name), async () => order.push(name));
    const many = Array.from({ length: 5 }, () => read('many'));
    const few = [read('few'), read('other')];
    held[0]?.end('');
    await Promise.all([...many, ...few]);
    expect(order.slice(0, 4).sort()).toEqual(['few', 'many', 'many', 'other']);
  });

  it('pauses after each page for as long as the page took, while others wait', async () => {
    const { line, held, clock } = busyLine();
    const next = heldPage();
    const found = line.read(reader('next'), next.read);
    await clock.run(20);
    held[0]?.end('');
    await clock.run(19);
    expect(next.hasBegun()).toBe(false);
    await clock.run(1);
    expect(next.hasBegun()).toBe(true);
    await clock.run(20);
    next.end('page');
    expect(await found).toBe('page');
    // Now no reader waits.
    expect(await line.read(reader('alone'), async () => 'at once')).toBe('at once');
  });

  it('drops a reader that waits too long', async () => {
    const { line, clock } = busyLine();
    const found = line.read(reader('patient'), async () => 'page');
    await clock.run(15_000);
    expect(await found).toBeUndefined();
  });

  it('continues after a page that cannot be read', async () => {
    const line = new ReadingLine(new SimulatedClock());
    const broken = () => Promise.reject(new Error('no database'));
    const tries = Array.from({ length: 5 }, () => line.read(reader('a'), broken));
    expect((await Promise.allSettled(tries)).map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    expect(await line.read(reader('a'), async () => 'read')).toBe('read');
  });

  it('limits how many pages one reader, and all readers, wait for', async () => {
    const { line } = busyLine();
    const count = async (name: string, tries: number) => {
      let refused = 0;
      for (let index = 0; index < tries; index++) {
        void line
          .read(reader(name), async () => 'page')
          .then((page) => {
            if (page === undefined) refused++;
          });
      }
      await settled();
      return refused;
    };
    expect(await count('greedy', 60)).toBe(10);
    expect(await count('modest', 1)).toBe(0);
    let refused = 0;
    for (let index = 0; index < 200; index++) refused += await count(`reader-${index}`, 1);
    expect(refused).toBe(200 - (200 - 51));
  });

  it('drops a reader whose client has left, and reads nothing for it', async () => {
    const { line, held } = busyLine();
    const gone = new AbortController();
    const page = heldPage();
    const found = line.read(reader('gone', gone.signal), page.read);
    const next = line.read(reader('next'), async () => 'next');
    gone.abort();
    expect(await found).toBeUndefined();
    held[0]?.end('');
    expect(await next).toBe('next');
    expect(page.hasBegun()).toBe(false);
    const late = new AbortController();
    late.abort();
    void line.read(reader('last'), heldPage().read);
    expect(await line.read(reader('late', late.signal), page.read)).toBeUndefined();
  });
});
