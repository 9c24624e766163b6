import { describe, expect, it } from 'vitest';
import { atLeast, atMost, goal, goalRows, goalsSummary, goalsTable, none } from '../../bench/goals.js';
import { replaceSection } from '../../bench/results-page.js';

describe('a goal', () => {
  it.each([
    ['at least, above', atLeast(4.5, 4), '4.50', '≥ 4', true],
    ['at least, equal', atLeast(4, 4), '4', '≥ 4', true],
    ['at least, below', atLeast(3.2, 4), '3.20', '≥ 4', false],
    [
      'at least, so little below that it would be rounded up to it',
      atLeast(3.9996, 4),
      '3.9996',
      '≥ 4',
      false,
    ],
    ['at most, below', atMost(1.41, 2, 'ms'), '1.41 ms', '≤ 2 ms', true],
    ['at most, above', atMost(39.46, 20, 'ms'), '39.5 ms', '≤ 20 ms', false],
    [
      'at most, so little above that it would be rounded down to it',
      atMost(170.4, 170, 'MB'),
      '170.4 MB',
      '≤ 170 MB',
      false,
    ],
    ['at least, a figure that was not measured', atLeast(Number.NaN, 4), 'NaN', '≥ 4', false],
    ['at most, a figure that was not measured', atMost(Number.NaN, 4), 'NaN', '≤ 4', false],
    ['at least, a ratio to nothing', atLeast(0 / 0, 4), 'NaN', '≥ 4', false],
    ['none', none(0, 'refused'), '0 refused', '0 refused', true],
    ['none, but there is one', none(1, 'refused'), '1 refused', '0 refused', false],
  ])('%s', (_what, bound, measured, reach, met) => {
    expect(goal('a figure', bound)).toEqual({ figure: 'a figure', measured, reach, met });
  });

  it('is met only if all its bounds are kept', () => {
    const both = goal('use', atLeast(97, 95.5, '%'), none(0, 'refused'));
    expect(both).toEqual({
      figure: 'use',
      measured: '97 %, 0 refused',
      reach: '≥ 95.5 %, 0 refused',
      met: true,
    });
    expect(goal('use', atLeast(97, 95.5, '%'), none(2, 'refused')).met).toBe(false);
    expect(goal('use', atLeast(95, 95.5, '%'), none(0, 'refused')).met).toBe(false);
  });
});

it('the table of goals says of each whether it is met', () => {
  const rows = goalRows(
    'Quotas',
    [goal('use', atLeast(97, 95.5, '%')), goal('calls', atMost(120, 110))],
    '2026-11-27',
  );
  expect(goalsTable(rows).split('\n')).toEqual([
    '| section | figure | measured | to reach | met | on |',
    '| --- | --- | --- | --- | --- | --- |',
    '| Quotas | use | 97 % | ≥ 95.5 % | yes | 2026-11-27 |',
    '| Quotas | calls | 120 | ≤ 110 | **no** | 2026-11-27 |',
  ]);
  expect(goalsSummary(rows)).toBe('1 of 2 goals are met.');
});

describe('the page of results', () => {
  const first = replaceSection('', 'Memory', {
    text: 'In MB.',
    goals: [goal('RSS', atMost(165, 170, 'MB'))],
    on: '2026-11-22',
  });

  it('has the goals of all sections first, and says which were not measured', () => {
    expect(first.indexOf('## Goals')).toBeLessThan(first.indexOf('## Memory'));
    expect(first).toContain('1 of 1 goals are met.');
    expect(first).toContain('| Memory | RSS | 165 MB | ≤ 170 MB | yes | 2026-11-22 |');
    expect(first).toContain('| Quotas | not measured |  |  |  |  |');
    expect(first).toContain('| The roster | not measured |  |  |  |  |');
  });

  it('keeps the text and the goals of other sections, in the order of the page', () => {
    const second = replaceSection(first, 'Quotas', {
      text: 'A vendor that counts.',
      goals: [goal('calls', atMost(120, 110))],
      on: '2026-11-27',
    });
    expect(second).toContain('1 of 2 goals are met.');
    expect(second).toContain(
      '| Quotas | calls | 120 | ≤ 110 | **no** | 2026-11-27 |\n| A mutation | not measured',
    );
    expect(second).toContain('| Memory | RSS | 165 MB | ≤ 170 MB | yes | 2026-11-22 |');
    expect(second).not.toContain('| Quotas | not measured');
    expect(second.indexOf('## Quotas\n\nA vendor that counts.')).toBeLessThan(
      second.indexOf('## Memory\n\nIn MB.'),
    );
  });

  it('replaces all goals of a section that is measured again', () => {
    const again = replaceSection(first, 'Memory', {
      text: 'Again.',
      goals: [goal('growth', atMost(1.2, 1.1))],
      on: '2026-11-27',
    });
    expect(again).toContain('0 of 1 goals are met.');
    expect(again).not.toContain('| RSS |');
    expect(again).not.toContain('In MB.');
  });

  it('has only the goals of what has a page of its own', () => {
    const page = replaceSection(first, 'The roster', {
      goals: [goal('a page', atMost(9, 10, 'ms'))],
      on: '2026-11-27',
    });
    expect(page).toContain('| The roster | a page | 9 ms | ≤ 10 ms | yes | 2026-11-27 |');
    expect(page).not.toContain('## The roster');
    expect(page).toContain('## Memory\n\nIn MB.');
  });
});
