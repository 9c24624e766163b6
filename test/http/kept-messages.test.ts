import { expect, it } from 'vitest';
import { KeptMessages } from '../../src/http/kept-messages.js';

/** Keeps messages called by letters, and says which are left. */
function keeping(bounds: { messages: number; characters: number; messagesOfOne: number }) {
  const all = new KeptMessages(bounds);
  const left: string[] = [];
  const begin = () => {
    const one = all.ofOne();
    const keep = (name: string, characters = 1) => {
      left.push(name);
      one.add(characters, () => left.splice(left.indexOf(name), 1));
    };
    return { keep, dropAll: () => one.dropAll() };
  };
  return { begin, left };
}

const WIDE = { messages: 100, characters: 1_000, messagesOfOne: 100 };

it('keeps only the newest messages of one execution', () => {
  const { begin, left } = keeping({ ...WIDE, messagesOfOne: 2 });
  const [one, other] = [begin(), begin()];
  other.keep('x');
  for (const name of ['a', 'b', 'c', 'd']) one.keep(name);
  expect(left).toEqual(['x', 'c', 'd']);
});

it('keeps only the newest messages of all executions', () => {
  const { begin, left } = keeping({ ...WIDE, messages: 3 });
  const [one, other] = [begin(), begin()];
  one.keep('a');
  other.keep('x');
  one.keep('b');
  other.keep('y');
  expect(left).toEqual(['x', 'b', 'y']);
});

it('keeps no more characters than it may, and not even one message that is longer', () => {
  const { begin, left } = keeping({ ...WIDE, characters: 10 });
  const one = begin();
  one.keep('a', 4);
  one.keep('b', 4);
  one.keep('c', 4);
  expect(left).toEqual(['b', 'c']);
  one.keep('d', 11);
  expect(left).toEqual([]);
  one.keep('e', 10);
  expect(left).toEqual(['e']);
});

it('drops all messages of an execution that has no streams any more, and has room for others again', () => {
  const { begin, left } = keeping({ ...WIDE, messages: 3 });
  const [one, other] = [begin(), begin()];
  other.keep('x');
  one.keep('a');
  one.keep('b');
  one.dropAll();
  expect(left).toEqual(['x']);
  other.keep('y');
  other.keep('z');
  expect(left).toEqual(['x', 'y', 'z']);
});
