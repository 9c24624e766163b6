import { type RawBuilder, sql } from 'kysely';
import { ACTION_STATUSES, type ActionStatus } from './action-record.js';
import { type ReadAction, type ReadColumns, readActionOf, SMALL_COLUMNS } from './action-rows.js';
import type { JournalPages } from './journal-database.js';

/** The fields to read of each action, and how large they make the reader's answer. */
export interface WantedOfActions {
  /** How often the answer contains each of these columns. An absent column is not read. */
  texts: Partial<Record<TextColumn, number>>;
  /** The `answer` is read only for actions with these statuses. */
  answersOf: readonly ActionStatus[];
  /** The size of an action in the answer without these columns, in bytes, and the size of each of its targets. */
  bytes: number;
  bytesPerTarget: number;
}

/** The columns that can be long. They are read only if they are asked for. */
export type TextColumn =
  | 'request_id'
  | 'actor'
  | 'list_owner_id'
  | 'user_ids'
  | 'input'
  /** The beginning of `input`. It holds every field of the input except its users. */
  | 'input_head'
  | 'reason'
  | 'idempotency_key'
  | 'answer'
  | 'vendor_code'
  | 'vendor_request_ids';

/** All fields of each action. */
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
  /** Their size in the reader's answer, in bytes. */
  bytes: number;
}

/**
 * The most bytes of inputs and answers that are read at once. The size in the reader's answer does not limit them,
 * because the answer contains only parts of them.
 */
const MAX_READ_BYTES = 4_000_000;
const INPUT_HEAD_CHARACTERS = 512;

const LONG_COLUMNS = ['input', 'input_head', 'answer'] as const;

/**
 * Reads the actions with these ids, newest first, until they exceed `maxBytes` in the reader's answer. The first action
 * is always read. Actions whose status is no longer among `statuses` are left out.
 */
export async function readActions(
  { db, dialect }: JournalPages,
  ids: readonly string[],
  { texts, answersOf, bytes, bytesPerTarget }: WantedOfActions,
  maxBytes: number,
  statuses?: readonly ActionStatus[],
): Promise<ReadActions> {
  const ofThese = sql`status in (${sql.join(answersOf)})`;
  // A database knows the length of a plain column without reading its value.
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
  // SQLite reads through a long input to get at the columns behind it.
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
    select summed.in_answer,
      case when room_id is null
        then (select str_room_id from action_str_rooms where action_id = actions.id) end as str_room_id,
      (select cause_id from causes where action_id = actions.id) as cause_id,
      ${sql.join([...SMALL_COLUMNS, ...Object.keys(texts)].map(column))}
    from summed cross join actions
    where actions.id = summed.id
      and (place = 1 or (summed.in_answer <= ${maxBytes} and summed.read <= ${MAX_READ_BYTES}))
    order by summed.id desc`.execute(db);
  return { actions: rows.map(readActionOf), bytes: rows.at(-1)?.in_answer ?? 0 };
}

/** A document can repeat a field so often, under such long aliases, that the product exceeds 32 bits. */
function times(factor: number, count: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`cast(${factor} as bigint) * ${count}`;
}
