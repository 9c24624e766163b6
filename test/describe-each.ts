import { describe } from 'vitest';
import { isLeftOut } from './left-out.js';

/** Describes the same tests for each of `kinds`, by the name that stands for `%s`. Those of a program may be left out. */
export function describeEach<T>(kinds: Readonly<Record<string, T>>, title: string, tests: (kind: T) => void) {
  for (const [name, kind] of Object.entries(kinds)) {
    describe.skipIf(isLeftOut(name))(title.replace('%s', name), () => tests(kind));
  }
}
