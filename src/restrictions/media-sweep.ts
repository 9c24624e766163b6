import { sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import { EVERYBODY } from './media-columns.js';
import type { MediaTarget } from './media-queries.js';
import { PLAIN_HOLDS_MS } from './person-media.js';
import { endSuperseded } from './superseded.js';

const PEOPLE_AT_ONCE = 500;
/** What may have been left with somebody who went away is undone if they come back within this time. */
const OWED_FOR_MS = 30 * 24 * 60 * 60 * 1000;
const BEFORE_ALL: MediaTarget = { place: '', userId: '' };

/**
 * Removes what no longer counts, some people at a time, in the order of their key. An index by age would be quicker here, but
 * each mute would have to write into it.
 */
export class MediaSweep {
  readonly #database: JournalDatabase;
  /** Until whom this round has come. */
  #last = BEFORE_ALL;

  constructor(database: JournalDatabase) {
    this.#database = database;
  }

  /**
   * Deletes plain instructions from before `time`, unless they have ended a restriction whose time is not over, and people of whom
   * nothing counts since. Resolves with whether there are more people in this round.
   */
  async sweep(time: number): Promise<boolean> {
    const { db } = this.#database;
    const key = sql`(place, user_id)`;
    const keyOf = ({ place, userId }: MediaTarget) => sql`(cast(${place} as text), cast(${userId} as text))`;
    const people = await db
      .selectFrom('media_people')
      .select(['place', 'user_id as userId'])
      .where(sql<boolean>`${key} > ${keyOf(this.#last)}`)
      .orderBy('place')
      .orderBy('user_id')
      .limit(PEOPLE_AT_ONCE)
      .execute();
    const last = people.at(-1);
    if (!last) {
      this.#last = BEFORE_ALL;
      return false;
    }
    const theirs = sql`${key} > ${keyOf(this.#last)} and ${key} <= ${keyOf(last)}`;
    const ofSame = (table: string) =>
      sql`given.place = ${sql.ref(`${table}.place`)} and given.user_id = ${sql.ref(`${table}.user_id`)} and given.counts = 1`;
    const now = time + PLAIN_HOLDS_MS;
    await this.#database.write([
      endSuperseded(db, theirs, time, now),
      sql`delete from media_instructions where ${theirs} and counts = 1 and ends_at is null and given_at < ${time}
        and not exists (select 1 from media_instructions as given
          where ${ofSame('media_instructions')} and given.ends_at is not null and given.ended_at is null)`.compile(
        db,
      ),
      // These conditions are looked at again where another gateway has just taken the turn.
      sql`delete from media_people where ${theirs} and sent_at < ${time} and again_at is null and owned_until < ${time}
        and (owed_since is null or owed_since < ${now - OWED_FOR_MS})
        and not exists (select 1 from media_instructions as given
          where ${ofSame('media_people')} and (given.ends_at is null or given.ended_at is null))
        and not exists (select 1 from media_instructions as given where given.place = media_people.place
          and given.user_id = ${sql.lit(EVERYBODY)} and given.counts = 1 and given.ended_at is null)`.compile(
        db,
      ),
    ]);
    const hasMore = people.length === PEOPLE_AT_ONCE;
    this.#last = hasMore ? last : BEFORE_ALL;
    return hasMore;
  }
}
