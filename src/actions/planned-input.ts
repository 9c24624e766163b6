import type { ActionRecord, Intent } from '../journal/action-record.js';

type Planned = Pick<ActionRecord | Intent, 'input' | 'reason'>;

/**
 * Whether two actions of one operation are the same: what they come to with defaults filled in, and the words given for
 * it. How the inputs were written says nothing: an absent field and its default, or the order of a map's keys.
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
