import { type RawBuilder, sql } from 'kysely';
import { ACTION_STATUSES, type ActionStatus } from './action-record.js';
import { type ReadAction, type ReadColumns, readActionOf, SMALL_COLUMNS } from './action-rows.js';
import type { JournalPages } from './journal-database.js';

/** What is asked for of each action, and what the reader's answer makes of it. */
export interface WantedOfActions {
  /** How often the answer has each of these. What is absent is not read. */
  texts: Partial<Record<TextColumn, number>>;
  /** Of which actions the `answer` is read, where it is. */
  answersOf: readonly ActionStatus[];
  /** What an action comes to in the answer besides these, in bytes; and each of its targets. */
  bytes: number;
  bytesPerTarget: number;
}

/** What can be long, and is read only where it is asked for. */
export type TextColumn =
  | 'request_id'
  | 'actor'
  | 'list_owner_id'
  | 'user_ids'
  | 'input'
  /** The beginning of `input`, where all is that a call has but its users. */
  | 'input_head'
  | 'reason'
  | 'idempotency_key'
  | 'answer'
  | 'vendor_code'
  | 'vendor_request_ids';

/** All that is on record of each. */
export const WHOLE_ACTIONS: WantedOfActions = {
  texts: {
    request_id: 1,
    actor: 1,
    list_owner_id: 1,
    user_ids: 1,
    input: 1,
    reason: 1,
    idempotency_key: 1,
    answer: 1,
    vendor_code: 1,
    vendor_request_ids: 1,
  },
  answersOf: ACTION_STATUSES,
  bytes: 0,
  bytesPerTarget: 0,
};

export interface ReadActions {
  /** Newest first. */
  actions: ReadAction[];
  /** What they come to in the reader's answer. */
  bytes: number;
}

/** Of inputs and answers, of which a reader's answer has parts only, so much is read at a time. */
const MAX_READ_BYTES = 4_000_000;
const INPUT_HEAD_CHARACTERS = 512;

const LONG_COLUMNS = ['input', 'input_head', 'answer'] as const;

/**
 * Reads the actions with these ids, newest first, as long as they come to no more than `maxBytes` in the reader's
 * answer; the first of them in any case. Of those whose status is not among `statuses` any more, none.
 */
export async function readActions(
  { db, dialect }: JournalPages,
  ids: readonly string[],
  { texts, answersOf, bytes, bytesPerTarget }: WantedOfActions,
  maxBytes: number,
  statuses?: readonly ActionStatus[],
): Promise<ReadActions> {
  const ofThese = sql`status in (${sql.join(answersOf)})`;
  // Of a column itself a database tells the length without reading it.
  const length = (text: string) => {
    const octets = sql`coalesce(octet_length(${sql.ref(text)}), 0)`;
    return text === 'answer' ? sql`case when ${ofThese} then ${octets} else 0 end` : octets;
  };
  const counted = Object.entries(texts).filter(([text, count]) => count > 0 && text !== 'input_head');
  const inAnswer = [
    sql`cast(${bytes} as bigint)`,
    ...(bytesPerTarget > 0 ? [times(bytesPerTarget, dialect.lengthOf(sql.ref('user_ids')))] : []),
    ...counted.map(([text, count]) => times(count, length(text))),
  ];
  // SQLite goes through a long input to get at what comes behind it.
  const long = LONG_COLUMNS.some((text) => text in texts);
  const read = long ? sql`${length('input')} + ${length('answer')}` : sql`0`;
  const column = (text: string) => {
    if (text === 'input_head') return sql`substr(input, 1, ${INPUT_HEAD_CHARACTERS}) as input_head`;
    return text === 'answer'
      ? sql`case when ${ofThese} then answer end as answer`
      : sql.ref(`actions.${text}`);
  };
  const { rows } = await sql<ReadColumns & { in_answer: number }>`
    with measured as (
      select id, ${sql.join(inAnswer, sql` + `)} as in_answer, ${read} as read
      from actions
      where id in ${dialect.ids(ids)}
        and ${statuses ? sql`status in (${sql.join([...new Set(statuses)])})` : sql`true`}
    ),
    summed as materialized (
      select id, cast(sum(in_answer) over newest as bigint) as in_answer, sum(read) over newest as read,
        row_number() over newest as place
      from measured window newest as (order by id desc)
    )
    select summed.in_answer, ${sql.join([...SMALL_COLUMNS, ...Object.keys(texts)].map(column))}
    from summed cross join actions
    where actions.id = summed.id
      and (place = 1 or (summed.in_answer <= ${maxBytes} and summed.read <= ${MAX_READ_BYTES}))
    order by summed.id desc`.execute(db);
  return { actions: rows.map(readActionOf), bytes: rows.at(-1)?.in_answer ?? 0 };
}

/** A document can name a field, or call it by a name, so long and so often that 32 bits are not enough. */
function times(factor: number, count: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`cast(${factor} as bigint) * ${count}`;
}
