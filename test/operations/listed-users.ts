import fc from 'fast-check';
import type { Sandbox } from '../../src/sandbox/sandbox.js';

/** The fields of every input that names a list. */
export interface ListFields {
  appId?: unknown;
  userId: string;
  inboxType?: unknown;
}

/** A list as the emulator's functions are given it. */
function addressOf({ appId, userId, inboxType }: ListFields): [number, string, number] {
  return [Number(appId ?? 123456), userId, Number(inboxType ?? 0)];
}

export function listOf({ volcengine }: Sandbox, list: ListFields): ReadonlyMap<string, unknown> {
  return volcengine.blacklist(...addressOf(list));
}

/** The list then holds these users, and no others. */
export function seedList({ volcengine }: Sandbox, list: ListFields, userIds: readonly string[]): void {
  volcengine.seedBlacklist(...addressOf(list), userIds);
}

export const anyInt64 = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String);

export const anyText = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom('a', '\u00e9', '\u65e5', '\u{1f600}', '"', '\\'), maxLength });

/** The ids 1 to `count`. */
export const manyIds = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`);
