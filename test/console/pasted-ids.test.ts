import { describe, expect, it } from 'vitest';
import { readPastedIds } from '../../examples/console/src/blacklist/pasted-ids.js';

const MAX_INT64 = '9223372036854775807';

describe('readPastedIds', () => {
  it.each([
    '10002 10003',
    '10002,10003',
    '10002;10003',
    '10002\n10003\r\n',
    '10002\t10003',
    '10002，10003',
    '10002、10003；',
    '10002｜10003',
    '["10002", "10003"]',
    "'10002' / '10003'",
    '\uFEFF10002\u200B10003',
    '１０００２　１０００３',
  ])('finds the two ids in %j', (pasted) => {
    expect(readPastedIds(pasted)).toEqual({ ids: ['10002', '10003'], repeated: [], malformed: [] });
  });

  it('accepts every int64, and keeps every digit', () => {
    expect(readPastedIds(`0 9007199254740993 ${MAX_INT64}`).ids).toEqual([
      '0',
      '9007199254740993',
      MAX_INT64,
    ]);
  });

  it.each([
    '9223372036854775808',
    '99999999999999999999',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '007',
    '12a4',
    'alice',
    '12_3',
  ])('sends no %s, and says where it stands', (text) => {
    expect(readPastedIds(`10002\n10003 ${text} 10004`)).toEqual({
      ids: ['10002', '10003', '10004'],
      repeated: [],
      malformed: [{ text, line: 2 }],
    });
  });

  it('keeps each id once, and names the repeats', () => {
    expect(readPastedIds('1 2 1\n1 3 2')).toEqual({
      ids: ['1', '2', '3'],
      repeated: ['1', '1', '2'],
      malformed: [],
    });
  });

  it('finds no ids in an empty text', () => {
    expect(readPastedIds(' \n,;')).toEqual({ ids: [], repeated: [], malformed: [] });
  });
});
