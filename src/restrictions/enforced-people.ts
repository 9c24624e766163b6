import { type RawBuilder, sql } from 'kysely';
import { hasRows } from '../journal/has-rows.js';
import type { JournalDatabase } from '../journal/journal-database.js';
import { EVERYBODY } from './media-columns.js';
import { KEYS_PER_MS, type MediaTarget } from './media-queries.js';
import { type ReadMedia, readPeople } from './people-media.js';
import { byKey, mediaOf, ofRoster } from './room-queries.js';

type Found = { place: string; user_id: string };

/** Whom something may have to be enforced on. */
export class EnforcedPeople {
  readonly #database: JournalDatabase;
  readonly #nowMs: () => number;

  /** `nowMs`: the clock of `MediaStore`. */
  constructor(database: JournalDatabase, nowMs: () => number) {
    this.#database = database;
    this.#nowMs = nowMs;
  }

  /** Those of these people whom a restriction covers, or whose media may have been left as something set them that is over. */
  async among(targets: readonly MediaTarget[]): Promise<MediaTarget[]> {
    const { db, pages } = this.#database;
    // Otherwise PostgreSQL may read a whole table once.
    const lookedUp = byKey(pages.dialect.name);
    const rows = targets.map(({ place, userId }) => sql`(cast(${place} as text), cast(${userId} as text))`);
    const isRestricted = (userId: RawBuilder<unknown>) =>
      sql`exists (select 1 from media_instructions as given where given.place = asked.place
        and given.user_id = ${userId} and given.counts = 1 and given.ends_at is not null and given.ended_at is null ${lookedUp})`;
    const { rows: found } = await sql<Found>`with asked(place, user_id) as (values ${sql.join(rows)})
      select place, user_id from asked
      where ${isRestricted(sql.ref('asked.user_id'))} or ${isRestricted(sql.lit(EVERYBODY))}
        or exists (select 1 from media_people as person where person.place = asked.place
          and person.user_id = asked.user_id and person.owed_since is not null ${lookedUp})`.execute(db);
    return found.map(targetOf);
  }

  /**
   * Those whom something enforced covers, or whose media may have been left as something set them that is over, who can be heard or seen,
   * and of whom something was heard since a call took in what happened, or nobody knows what became of the last call, in the order of
   * their keys. People whom some gateway sends something for are left out.
   */
  async unseen(after: MediaTarget, limit: number): Promise<MediaTarget[]> {
    if (!(await this.#hasAny())) return [];
    const { db } = this.#database.pages;
    const isNext = sql`(seen.place, seen.user_id) > (cast(${after.place} as text), cast(${after.userId} as text))`;
    const { name } = this.#database.pages.dialect;
    const person = sql`left join ${mediaOf(name, 'seen', 'person')}`;
    const isNotCalledFor = notCalledFor(name);
    const onRooms = (isActive: RawBuilder<unknown>) => sql`from media_instructions as given
      join participants as seen on seen.place = given.place ${person}
      where ${ENFORCED} and given.user_id = ${sql.lit(EVERYBODY)} and ${isActive} and ${isNotCalledFor}`;
    const onPeople = sql`from media_instructions as given
      join participants as seen on seen.place = given.place and seen.user_id = given.user_id ${person} where ${ENFORCED}`;
    const parts = [onPeople, onRooms(sql`seen.publishes = 1`), onRooms(sql`seen.role_now = 1`), LEFT_BEHIND];
    const { rows } = await sql<Found>`select distinct place, user_id from (${sql.join(
      parts.map(
        (part) => sql`select * from (select seen.place, seen.user_id ${part}
            and seen.here = 1 and (seen.publishes = 1 or seen.role_now = 1) and ${isNext}
            and (seen.seen >= (coalesce(person.seen_to, 0) + 1) * ${sql.lit(KEYS_PER_MS)} or ${GIVEN_UP})
            and (person.owner is null or person.owned_until < ${this.#nowMs()})
          order by seen.place, seen.user_id limit ${limit}) as part`,
      ),
      sql` union all `,
    )}) as found order by place, user_id limit ${limit}`.execute(db);
    return rows.map(targetOf);
  }

  /**
   * Notes that nothing has to be set for these people because of what happened until then, on the vendor's clock. If they came since
   * something was sent for them, that does not count any more.
   */
  async seen(
    people: readonly (MediaTarget & { call: string; seenTo: number; cameAt: number })[],
  ): Promise<void> {
    const { db, pages } = this.#database;
    const later = sql.raw(pages.dialect.name === 'postgres' ? 'greatest' : 'max');
    const sent = (medium: 'audio' | 'video', cameAt: number) => {
      const was = sql.ref(`media_people.${medium}`);
      return sql`case when coalesce(media_people.seen_to, 0) < ${cameAt} then null else ${was} end`;
    };
    const notes = people.map(({ place, userId, call, seenTo, cameAt }) =>
      sql`insert into media_people (place, user_id, call, owned_until, turns, sent_at, seen_to)
        values (${place}, ${userId}, ${call}, 0, 0, 0, ${seenTo})
        on conflict (place, user_id) do update
        set seen_to = ${later}(coalesce(media_people.seen_to, 0), excluded.seen_to),
          audio = ${sent('audio', cameAt)}, video = ${sent('video', cameAt)}`.compile(db),
    );
    if (notes.length > 0) await this.#database.write(notes);
  }

  /** What is known of these people's audio and video. */
  read(targets: readonly MediaTarget[]): Promise<(target: MediaTarget) => ReadMedia> {
    const { db, pages } = this.#database;
    return readPeople({ db, dialect: pages.dialect }, targets, this.#nowMs());
  }

  async #hasAny(): Promise<boolean> {
    return (await hasRows(this.#database, 'media_instructions')) || hasRows(this.#database, 'media_people');
  }

  get now(): number {
    return this.#nowMs();
  }
}

/** As `isGivenUp` has it. */
const GIVEN_UP = sql`(person.doubt_since is not null and person.again_at is null)`;

const ENFORCED = sql`given.enforced = 1 and given.ended_at is null`;

/** `RoomRuns` calls for those who were there when it was given. */
function notCalledFor(dialect: 'sqlite' | 'postgres'): RawBuilder<unknown> {
  return sql`not exists (select 1 from media_progress as called where called.action_id = given.action_id
    and called.user_id = ${ofRoster(dialect, 'seen.user_id')} and called.due_at is not null)`;
}

const LEFT_BEHIND = sql`from media_people as person
  join participants as seen on seen.place = person.place and seen.user_id = person.user_id
  where person.owed_since is not null`;

function targetOf({ place, user_id: userId }: Found): MediaTarget {
  return { place, userId };
}
