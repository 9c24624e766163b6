import type { ActionRecord } from '../journal/action-record.js';

export { effectOn } from '../history/effects.js';

/** The parts of a recorded answer that prove who was on the list. */
interface RecordedAnswer {
  notListedUserIds?: readonly string[];
  inferredUserIds?: readonly string[];
}

/** Who was certainly on the list after an action that did nothing to them, or may have, and who certainly was not. */
export function provenBy({ answer = '{}', recovered }: Pick<ActionRecord, 'answer' | 'recovered'>): {
  listed: ReadonlySet<string>;
  notListed: ReadonlySet<string>;
} {
  const { notListedUserIds = [], inferredUserIds = [] }: RecordedAnswer = JSON.parse(answer);
  // What older gateways found after a crash may have been made so by a later action.
  if (recovered) return { listed: new Set(), notListed: new Set() };
  return { listed: new Set(inferredUserIds), notListed: new Set(notListedUserIds) };
}
