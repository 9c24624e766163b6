import { describe, expect, it } from 'vitest';
import { TargetOrder } from '../../src/actions/target-order.js';

interface Answer {
  by: string;
  refused?: true;
}

/** Things that are done to one target. Each ends when the test says so. */
function onOneTarget() {
  const order = new TargetOrder();
  const began: string[] = [];
  const ends = new Map<string, (answer: Answer) => void>();
  const act = (by: string) => (sent: () => void) => {
    began.push(by);
    return new Promise<Answer>((resolve) => {
      ends.set(by, (answer) => {
        if (!answer.refused) sent();
        resolve(answer);
      });
    });
  };
  return {
    began,
    share: (by: string, what: string) => order.share('target', what, act(by), ({ refused }) => !refused),
    alone: (by: string) => order.alone('target', () => act(by)(() => {})),
    async end(by: string, refused = false): Promise<void> {
      await settled();
      const end = ends.get(by);
      if (!end) throw new Error(`${by} has not begun`);
      end({ by, ...(refused && { refused }) });
      await settled();
    },
  };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('what is done to one target', () => {
  it('is done in the order in which it was asked for', async () => {
    const { began, share, alone, end } = onOneTarget();
    const all = [share('first', 'add'), share('second', 'remove'), alone('third'), share('fourth', 'add')];
    await end('first');
    expect(began).toEqual(['first', 'second']);
    for (const by of ['second', 'third', 'fourth']) await end(by);
    expect((await Promise.all(all)).map(({ by }) => by)).toEqual(['first', 'second', 'third', 'fourth']);
  });

  it('is done once where the same is asked for again while it waits', async () => {
    const { began, share, end } = onOneTarget();
    const all = [share('first', 'add'), share('second', 'remove'), share('third', 'remove')];
    await end('first');
    await end('second');
    expect((await Promise.all(all)).map(({ by }) => by)).toEqual(['first', 'second', 'second']);
    expect(began).toEqual(['first', 'second']);
  });

  it('keeps its place before what was asked for later, where another has to try it again', async () => {
    const { began, share, end } = onOneTarget();
    const all = [share('first', 'add'), share('second', 'add'), share('third', 'remove')];
    await end('first', true);
    expect(began).toEqual(['first', 'second']);
    await end('second');
    await end('third');
    expect((await Promise.all(all)).map(({ by }) => by)).toEqual(['first', 'second', 'third']);
  });

  it('is tried again by one at a time', async () => {
    const { began, share, end } = onOneTarget();
    const all = [share('first', 'add'), share('second', 'add'), share('third', 'add')];
    await end('first', true);
    expect(began).toEqual(['first', 'second']);
    const late = share('fourth', 'add');
    await end('second');
    expect((await Promise.all([...all, late])).map(({ by }) => by)).toEqual([
      'first',
      'second',
      'second',
      'second',
    ]);
    expect(began).toEqual(['first', 'second']);
  });

  it('is done anew once all that came before is over', async () => {
    const { began, share, end } = onOneTarget();
    const all = [share('first', 'add'), share('second', 'add')];
    await end('first', true);
    await end('second', true);
    await Promise.all(all);
    const later = share('third', 'add');
    await end('third');
    expect((await later).by).toBe('third');
    expect(began).toEqual(['first', 'second', 'third']);
  });
});
