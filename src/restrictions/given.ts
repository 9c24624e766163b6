import { type CompiledQuery, sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import { ENDLESS } from '../journal/media-tables.js';
import type { MediaTarget } from './media-queries.js';
import type { Switches } from './model.js';
import { numberOf, PLAIN_HOLDS_MS } from './person-media.js';

/** What an instruction says, and for how long. */
export interface Said extends Switches {
  /** Absent: it has no end of its own, and is plain unless it is enforced. */
  readonly durationMs?: number | undefined;
  /** It is to be set again whenever somebody whom it covers comes or publishes. */
  readonly enforced?: boolean | undefined;
  /** Of an instruction on a whole room: whom it leaves out. Absent: the instruction is on a person. */
  readonly exceptUserIds?: readonly string[] | undefined;
}

/** The values of the row of an instruction. */
export function givenBy(id: string, { place, userId }: MediaTarget, said: Said, now: number) {
  const { durationMs, enforced, exceptUserIds } = said;
  const endsAt = durationMs === undefined ? null : now + durationMs;
  // Those on rooms are shown, so they have an end.
  const isPlainOfRoom = exceptUserIds !== undefined && endsAt === null && !enforced;
  return {
    id,
    place,
    userId,
    ...numbersOf(said),
    now,
    endsAt: isPlainOfRoom ? now + PLAIN_HOLDS_MS : (endsAt ?? (enforced ? ENDLESS : null)),
    dueAt: isPlainOfRoom ? now + PLAIN_HOLDS_MS : endsAt,
    enforced: enforced ? 1 : 0,
    plain: isPlainOfRoom ? 1 : 0,
    exceptIds: exceptUserIds?.length ? JSON.stringify(exceptUserIds) : null,
  };
}

/** The columns `audio` and `video`. */
export function numbersOf({ audio, video }: Switches) {
  return {
    audio: audio === undefined ? null : numberOf(audio),
    video: video === undefined ? null : numberOf(video),
  };
}

/** The statement that notes that the vendor has set these restrictions. */
export function appliedQuery(
  { db }: Pick<JournalDatabase, 'db'>,
  actionIds: readonly string[],
  now: number,
): CompiledQuery {
  return db
    .updateTable('media_instructions')
    .set({ applied: sql`applied + 1`, applied_at: now })
    .where('action_id', 'in', actionIds)
    .compile();
}

/** The statement that notes that these restrictions were violated, if the action `id` was inserted. */
export function violatedQuery(
  { db }: Pick<JournalDatabase, 'db'>,
  actionIds: readonly string[],
  id: string,
  now: number,
): CompiledQuery {
  return db
    .updateTable('media_instructions')
    .set({ violated_at: now })
    .where('action_id', 'in', actionIds)
    .where((row) => row.exists(db.selectFrom('actions').where('actions.id', '=', id).select('actions.id')))
    .compile();
}
