/** The kinds of record that the gateway writes about an action. */
export const JOURNAL_RECORDS = ['intent', 'outcome', 'denial'] as const;
export type JournalRecord = (typeof JOURNAL_RECORDS)[number];
