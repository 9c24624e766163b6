import { expect, it } from 'vitest';
import { longTestsLeftOut } from '../long-tests.js';
import { testFiles } from '../node-alone.js';

it('leaves long tests out of a run of all tests on a developer’s machine', () => {
  expect(longTestsLeftOut({}, ['run'])).toContain('test/crashes.test.ts');
  expect(longTestsLeftOut({}, ['run', '--reporter=default'])).toContain('test/crashes.test.ts');
});

it.each([
  ['in CI', { CI: 'true' }, ['run']],
  ['for test:all', { ALL_TESTS: 'true' }, ['run']],
  ['on every version of Node', { NODE_ALONE: 'true' }, ['run']],
  ['for whoever names a file', {}, ['run', 'test/crashes.test.ts']],
  ['for whoever names a title', {}, ['run', '-t', 'kills']],
])('leaves none out %s', (_, env, args) => {
  expect(longTestsLeftOut(env, args)).toEqual([]);
});

it('names files that are there, each once', () => {
  const named = longTestsLeftOut({}, []);
  expect(testFiles()).toEqual(expect.arrayContaining([...named]));
  expect(new Set(named).size).toBe(named.length);
});
