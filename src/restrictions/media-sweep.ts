import { type RawBuilder, sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import { EVERYBODY } from './media-columns.js';
import type { MediaTarget } from './media-queries.js';
import { PLAIN_HOLDS_MS } from './person-media.js';
import { endSuperseded } from './superseded.js';

/** So many rows are looked at for one step. A person has one or more. */
const ROWS_AT_ONCE = 500;
/** What may have been left with somebody who went away is undone if they come back within this time. */
const OWED_FOR_MS = 30 * 24 * 60 * 60 * 1000;
const BEFORE_ALL: MediaTarget = { place: '', userId: '' };
const KEY = sql`(place, user_id)`;

/** People with instructions need not have a row in `media_people`, nor the reverse. */
const TABLES = ['media_instructions', 'media_people'] as const;
type Table = (typeof TABLES)[number];

/**
 * Removes what no longer counts, some people at a time, in the order of their key. An index by age would be quicker here, but
 * each mute would have to write into it.
 */
export class MediaSweep {
  readonly #database: JournalDatabase;
  /** Until whom this round has come. */
  readonly #last = { media_instructions: BEFORE_ALL, media_people: BEFORE_ALL };

  constructor(database: JournalDatabase) {
    this.#database = database;
  }

  /**
   * Deletes plain instructions from before `time`, unless they have ended a restriction whose time is not over, and people of whom
   * nothing counts since. Resolves with whether there are more people in this round.
   */
  async sweep(time: number): Promise<boolean> {
    let hasMore = false;
    for (const table of TABLES) {
      const last = await this.#lastOfNext(table);
      if (last) await this.#sweepUntil(table, last.target, time);
      this.#last[table] = last?.hasMore ? last.target : BEFORE_ALL;
      hasMore ||= last?.hasMore ?? false;
    }
    return hasMore;
  }

  /** Undefined: there is nobody more. */
  async #lastOfNext(table: Table): Promise<{ target: MediaTarget; hasMore: boolean } | undefined> {
    const rows = await this.#database.db
      .selectFrom(table)
      .select(['place', 'user_id as userId'])
      .where(sql<boolean>`${KEY} > ${keyOf(this.#last[table])}`)
      .orderBy('place')
      .orderBy('user_id')
      .limit(ROWS_AT_ONCE)
      .execute();
    const target = rows.at(-1);
    return target && { target, hasMore: rows.length === ROWS_AT_ONCE };
  }

  async #sweepUntil(table: Table, last: MediaTarget, time: number): Promise<void> {
    const { db } = this.#database;
    const theirs = sql`${KEY} > ${keyOf(this.#last[table])} and ${KEY} <= ${keyOf(last)}`;
    const given = sql`media_instructions as given
      where given.place = ${sql.ref(`${table}.place`)} and given.user_id = ${sql.ref(`${table}.user_id`)} and given.counts = 1`;
    const now = time + PLAIN_HOLDS_MS;
    const queries = {
      media_instructions: sql`delete from media_instructions where ${theirs} and counts = 1 and ends_at is null and given_at < ${time}
        and not exists (select 1 from ${given} and given.ends_at is not null and given.ended_at is null)`,
      // These conditions are looked at again where another gateway has just taken the turn. Whoever is still to be freed is not
      // forgotten; calls have no place of their own, so that is so in all rooms.
      media_people: sql`delete from media_people where ${theirs} and sent_at < ${time} and again_at is null and owned_until < ${time}
        and (owed_since is null or owed_since < ${now - OWED_FOR_MS})
        and user_id not in (select called.user_id from media_progress as called where called.due_at is not null)
        and not exists (select 1 from ${given} and (given.ends_at is null or given.ended_at is null))
        and not exists (select 1 from media_instructions as given where given.place = media_people.place
          and given.user_id = ${sql.lit(EVERYBODY)} and given.counts = 1 and given.ended_at is null)`,
    };
    const superseded = table === 'media_instructions' ? [endSuperseded(db, theirs, time, now)] : [];
    await this.#database.write([...superseded, queries[table].compile(db)]);
  }
}

function keyOf({ place, userId }: MediaTarget): RawBuilder<unknown> {
  return sql`(cast(${place} as text), cast(${userId} as text))`;
}
