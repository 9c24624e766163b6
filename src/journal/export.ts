import type { Kysely } from 'kysely';
import { moderationAction } from '../moderation/recorded-action.js';
import { type ActionFilter, listActions } from './action-pages.js';
import type { ActionRecord } from './action-record.js';
import type { JournalTables } from './tables.js';

/** Few enough for memory, where each has a thousand targets. */
const PAGE = 100;

/**
 * The actions that `filter` wants, as NDJSON, a page at a time. Newest first, as the queries have them: what comes
 * while it runs is not in it, so that it ends.
 */
export async function* exportActions(
  db: Kysely<JournalTables>,
  filter: ActionFilter,
): AsyncGenerator<string, void> {
  let before: string | undefined;
  do {
    const records = await listActions(db, filter, PAGE, before);
    if (records.length > 0) yield records.map(lineOf).join('');
    before = records.at(PAGE - 1)?.id;
  } while (before !== undefined);
}

/** What `Query.moderationAction` gives, and the whole input and answer. What is absent has no key. */
function lineOf(record: ActionRecord): string {
  const { input, answer } = record;
  const line = {
    ...moderationAction(record),
    input: JSON.parse(input),
    ...(answer !== undefined && { answer: JSON.parse(answer) }),
  };
  return `${JSON.stringify(line)}\n`;
}
