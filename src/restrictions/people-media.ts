import { type RawBuilder, sql } from 'kysely';
import type { JournalPages } from '../journal/journal-database.js';
import { instructionColumns, instructionsOf, rosterOf } from './media-columns.js';
import { KEYS_PER_MS, type MediaTarget } from './media-queries.js';
import { keyOf } from './person-key.js';
import { type InstructionRow, type PersonMedia, type PersonRow, personOf } from './person-media.js';
import { readUndos } from './undo-tree.js';

/** What is known of somebody's audio and video, for readers. */
export interface ReadMedia extends PersonMedia {
  /** When what was sent last was sent. In milliseconds since the epoch, on the database's clock. */
  readonly sentAt: number;
  /** JSON: how the vendor was called for the person last. Undefined: it was not. */
  readonly call: string | undefined;
}

type InstructionOf = InstructionRow & { place: string; user_id: string };
type PersonOf = PersonRow & { place: string; user_id: string; call: string | null };

/** Reads what is known of the audio and video of several people, each in a room. It takes no turn to send. */
export async function readPeople(
  { db, dialect }: JournalPages,
  targets: readonly MediaTarget[],
  now: number,
): Promise<(target: MediaTarget) => ReadMedia> {
  const instructions = new Map<string, InstructionOf[]>();
  const people = new Map<string, PersonOf>();
  let undos: Awaited<ReturnType<typeof readUndos>> = new Map();
  if (targets.length > 0) {
    const asked = peopleOf(targets);
    const { rows } = await instructionsOn(asked, dialect.name).execute(db);
    const undone = rows.filter((row) => row.undos).map(({ action_id }) => action_id);
    undos = await readUndos({ db, dialect }, undone);
    for (const row of rows) {
      const key = keyOf({ place: row.place, userId: row.user_id });
      const others = instructions.get(key);
      if (others) others.push(row);
      else instructions.set(key, [row]);
    }
    for (const row of (await statesOf(asked, dialect.name).execute(db)).rows) {
      people.set(keyOf({ place: row.place, userId: row.user_id }), row);
    }
  }
  const known = new Map<string, ReadMedia>();
  return (target) => {
    const key = keyOf(target);
    const before = known.get(key);
    if (before) return before;
    const person = people.get(key);
    if (!person) throw new Error('nobody asked for this person');
    const read = {
      ...personOf(instructions.get(key) ?? [], undos, person, '', now),
      sentAt: person.sent_at ?? 0,
      call: person.call ?? undefined,
    };
    known.set(key, read);
    return read;
  };
}

/** A table `asked`, with a row for each person. */
export function peopleOf(targets: readonly MediaTarget[]): RawBuilder<unknown> {
  const distinct = new Map(targets.map((target) => [keyOf(target), target]));
  const rows = [...distinct.values()].map(
    ({ place, userId }) => sql`(cast(${place} as text), cast(${userId} as text))`,
  );
  return sql`with asked(place, user_id) as (values ${sql.join(rows)})`;
}

/** The oldest first. `media-queries.ts` reads the same of one person. */
function instructionsOn(
  asked: RawBuilder<unknown>,
  dialect: 'sqlite' | 'postgres',
): RawBuilder<InstructionOf> {
  const userId = sql.ref('asked.user_id');
  const columns = sql.join(
    Object.entries(instructionColumns(userId, dialect)).map(
      ([name, column]) => sql`${column} as ${sql.ref(name)}`,
    ),
  );
  return sql`${asked} select asked.place, asked.user_id, ${columns}
    from asked cross join ${instructionsOf(sql.ref('asked.place'), userId, dialect)}
    order by given.number`;
}

/** Has one row for each person, also where nothing is known. */
function statesOf(asked: RawBuilder<unknown>, dialect: 'sqlite' | 'postgres'): RawBuilder<PersonOf> {
  const left = (key: string) => sql`coalesce(${sql.ref(key)}, 0) / ${sql.lit(KEYS_PER_MS)}`;
  const [gone, erased] = [left('seen.gone'), left('rooms.erased')];
  return sql`${asked} select asked.place, asked.user_id, person.owner, person.owned_until, person.turns, person.audio,
      person.video, person.sent_at, person.again_at, person.doubt_since, person.answered_at, person.seen_to,
      person.blocked, person.owed_since, person.enforced_at, person.call,
      ${rosterOf(sql.ref('asked.place'), sql.ref('asked.user_id'), dialect)} as roster,
      case when ${gone} > ${erased} then ${gone} else ${erased} end as left_at
    from asked
    left join media_people as person on person.place = asked.place and person.user_id = asked.user_id
    left join participants as seen on seen.place = asked.place and seen.user_id = asked.user_id
    left join rooms on rooms.place = asked.place`;
}
