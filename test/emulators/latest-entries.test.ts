import { expect, it } from 'vitest';
import { LatestEntries } from '../../src/emulators/endpoint/latest-entries.js';

it('an emulator remembers the latest 10,000 requests, oldest first', () => {
  const entries = new LatestEntries<number>();
  for (let at = 0; at < 25_000; at++) entries.add(at);

  const latest = entries.latest();
  expect(latest).toHaveLength(10_000);
  expect(latest[0]).toBe(15_000);
  expect(latest.at(-1)).toBe(24_999);
});
