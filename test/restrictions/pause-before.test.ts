import { expect, it } from 'vitest';
import { pauseBefore } from '../../src/restrictions/pause-before.js';

const HOUR_MS = 3_600_000;

it('lets nobody wait for long who only waited in line, however long that was', () => {
  expect(pauseBefore('RATE_LIMITED', 0)).toBe(1_000);
  expect(pauseBefore('RATE_LIMITED', HOUR_MS)).toBe(5_000);
  expect(pauseBefore('USER_BUSY', HOUR_MS)).toBe(5_000);
});

it('makes longer pauses the longer the vendor fails', () => {
  expect(pauseBefore('VENDOR_UNREACHABLE', 0)).toBe(1_000);
  expect(pauseBefore('VENDOR_UNREACHABLE', 20_000)).toBe(10_000);
  expect(pauseBefore('VENDOR_UNREACHABLE', HOUR_MS)).toBe(300_000);
});
