import type { ActionRecord, Intent } from '../journal/action-record.js';

type Planned = Pick<ActionRecord | Intent, 'input' | 'reason'>;

/**
 * Whether two actions of one operation have the same call and the same reason. The call has the defaults filled in, so an
 * absent field equals its default. The order of keys does not matter.
 */
export function isSamePlan(one: Planned, other: Planned): boolean {
  if ((one.reason ?? '') !== (other.reason ?? '')) return false;
  return one.input === other.input || sorted(one.input) === sorted(other.input);
}

function sorted(json: string): string {
  return JSON.stringify(JSON.parse(json), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries);
  });
}
