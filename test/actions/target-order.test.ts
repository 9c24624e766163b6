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
    share: (by: string, what: string) =>
      order.share('place', 'user', { what, send: act(by), isForAll: ({ refused }) => !refused }),
    alone: (by: string) => order.alone('place', 'user', () => act(by)(() => {})),
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

describe('what is done to several targets, or to a whole place', () => {
  /** Things that are done in a place. */
  function inPlace() {
    const order = new TargetOrder();
    const began: string[] = [];
    const ends = new Map<string, () => void>();
    const act = (by: string) => () => {
      began.push(by);
      return new Promise<void>((resolve) => ends.set(by, resolve));
    };
    return {
      began,
      one: (by: string, place: string, userId: string) =>
        void order.share(place, userId, { what: by, send: act(by), isForAll: () => true }),
      together: (by: string, place: string, ...userIds: string[]) =>
        void order.together(place, userIds, act(by)),
      whole: (by: string, place: string) => void order.wholePlace(place, act(by)),
      /** Ends it, if it has begun, and returns what has begun since. */
      async end(by: string): Promise<string[]> {
        await settled();
        const before = began.length;
        ends.get(by)?.();
        await settled();
        return began.slice(before);
      },
    };
  }

  it('waits for the last of its targets, and holds up all of them', async () => {
    const { began, one, together, end } = inPlace();
    one('a', 'room', 'a');
    one('b', 'room', 'b');
    together('all', 'room', 'a', 'b', 'c');
    one('c', 'room', 'c');
    one('d', 'room', 'd');
    expect(await end('nothing')).toEqual([]);
    expect(began).toEqual(['a', 'b', 'd']);
    expect(await end('a')).toEqual([]);
    expect(await end('b')).toEqual(['all']);
    expect(await end('all')).toEqual(['c']);
  });

  it('comes after everything in the place that was asked for before, and before all that comes later', async () => {
    const { began, one, together, whole, end } = inPlace();
    one('a', 'room/1', 'a');
    together('bc', 'room/1', 'b', 'c');
    one('other room', 'room/12', 'a');
    whole('dismissal', 'room/1');
    one('a again', 'room/1', 'a');
    one('d', 'room/1', 'd/e');
    whole('second dismissal', 'room/1');
    one('other again', 'room/12', 'b');
    await end('nothing');
    expect(began).toEqual(['a', 'other room', 'other again', 'bc']);
    expect(await end('a')).toEqual([]);
    expect(await end('bc')).toEqual(['dismissal']);
    expect(await end('dismissal')).toEqual(['a again', 'd']);
    expect(await end('d')).toEqual([]);
    expect(await end('a again')).toEqual(['second dismissal']);
  });

  it('is not joined by an equal change that was asked for after it', async () => {
    const { began, one, whole, end } = inPlace();
    one('first', 'room', 'a');
    one('mute', 'room', 'a');
    whole('dismissal', 'room');
    one('mute', 'room', 'a');
    await end('first');
    expect(began).toEqual(['first', 'mute']);
    expect(await end('mute')).toEqual(['dismissal']);
    expect(await end('dismissal')).toEqual(['mute']);
  });

  it('does not stop after a fault', async () => {
    const order = new TargetOrder();
    const fault = order.wholePlace('room', () => Promise.reject(new Error('a fault')));
    const next = order.together('room', ['a', 'b'], async () => 'done');
    await expect(fault).rejects.toThrow('a fault');
    expect(await next).toBe('done');
  });
});
