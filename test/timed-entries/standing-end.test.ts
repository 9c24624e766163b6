import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, type EffectOnEntry, standingEnd } from '../../src/timed-entries/standing-end.js';

const EFFECTS: EffectOnEntry[] = ['added', 'found', 'removed', 'unknown', 'nothing', 'pending'];

const change: fc.Arbitrary<Omit<Change, 'actionId'>> = fc.record({
  effect: fc.constantFrom(...EFFECTS),
  endsAt: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
});

/** The rule as docs/answers.md has it, from the oldest change to the newest. */
function endAfter(changes: readonly Change[]): { actionId: string; endsAt: number } | undefined {
  let end: { actionId: string; endsAt: number } | undefined;
  for (const { actionId, effect, endsAt } of changes) {
    const own = endsAt === undefined ? undefined : { actionId, endsAt };
    if (effect === 'added') end = own;
    if (effect === 'found') end = end && own;
    if (effect === 'removed' || effect === 'unknown') end = undefined;
  }
  return end;
}

describe('the end of a user’s entry', () => {
  it('is that of the newest addition that decides', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (some) => {
        const changes = some.map((each, index): Change => ({ ...each, actionId: `${index}` }));
        const finished = changes.filter(({ effect }) => effect !== 'pending');
        const expected = endAfter(finished);
        const standing = standingEnd(finished.toReversed());
        expect(standing).toEqual(expected ? { kind: 'end', ...expected } : { kind: 'none' });
      }),
      { numRuns: 2_000 },
    );
  });

  it('is open while an action that decides has not finished', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (some) => {
        const changes = some.map((each, index): Change => ({ ...each, actionId: `${index}` }));
        const [last] = changes.slice(-1);
        const standing = standingEnd(changes.toReversed());
        if (last?.effect === 'pending') expect(standing).toEqual({ kind: 'open' });
        if (!changes.some(({ effect }) => effect === 'pending')) expect(standing.kind).not.toBe('open');
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, Omit<Change, 'actionId'>[], object]>([
    ['an addition without an end', [{ effect: 'added', endsAt: undefined }], { kind: 'none' }],
    [
      'a timed addition that finds the user there for good',
      [
        { effect: 'found', endsAt: 5 },
        { effect: 'added', endsAt: undefined },
      ],
      { kind: 'none' },
    ],
    [
      'a timed addition that finds the user there by other means',
      [{ effect: 'found', endsAt: 5 }],
      { kind: 'none' },
    ],
    [
      'a timed addition that finds the user there for a time',
      [
        { effect: 'found', endsAt: 5 },
        { effect: 'added', endsAt: 3 },
      ],
      { kind: 'end', actionId: '0', endsAt: 5 },
    ],
    [
      'a newer addition of which nobody knows',
      [
        { effect: 'unknown', endsAt: 5 },
        { effect: 'added', endsAt: 3 },
      ],
      { kind: 'none' },
    ],
    [
      'an addition that has not finished, and prolongs nothing yet',
      [
        { effect: 'pending', endsAt: 5 },
        { effect: 'added', endsAt: 3 },
      ],
      { kind: 'open' },
    ],
  ])('after %s', (_title, changes, expected) => {
    expect(standingEnd(changes.map((each, index) => ({ ...each, actionId: `${index}` })))).toEqual(expected);
  });
});
