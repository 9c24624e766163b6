import { sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import { prepareQuery, type ValueOf } from '../journal/prepared-query.js';
import type { MediaTarget, Owner } from './media-queries.js';

interface Sent extends MediaTarget {
  turn: number;
  audio: number | null;
  video: number | null;
  now: number;
  /** When what was known when it was sent was read. */
  since: number;
  againAt: number | null;
}

/** By a gateway whose turn has lapsed, it only notes that what was sent may not be what holds. */
export function prepareSent({ db }: JournalDatabase, owner: Owner) {
  return prepareQuery<Sent>((value) =>
    db
      .updateTable('media_people')
      .set(sentOf(value, owner))
      .where('place', '=', value('place'))
      .where('user_id', '=', value('userId')),
  );
}

/** The same for a person of whom the database may have nothing yet. */
export function prepareSentFirst({ db }: JournalDatabase, owner: Owner) {
  return prepareQuery<Sent & { call: string }>((value) => {
    const { audio, video, since, again, now } = sentValues(value);
    return db
      .insertInto('media_people')
      .values({
        place: value('place'),
        user_id: value('userId'),
        call: value('call'),
        owned_until: sql.lit(0),
        turns: sql.lit(0),
        audio,
        video,
        sent_at: sql<number>`case when ${audio} is null then 0 else ${since} end`,
        again_at: again,
        doubt_since: sql<number | null>`case when ${again} is not null then ${now} end`,
      })
      .onConflict((conflict) => conflict.columns(['place', 'user_id']).doUpdateSet(sentOf(value, owner)));
  });
}

function sentValues(value: ValueOf<Sent>) {
  return {
    audio: sql<number | null>`cast(${value('audio')} as integer)`,
    video: sql<number | null>`cast(${value('video')} as integer)`,
    now: sql<number>`cast(${value('now')} as bigint)`,
    since: sql<number>`cast(${value('since')} as bigint)`,
    again: sql<number | null>`cast(${value('againAt')} as bigint)`,
  };
}

function sentOf(value: ValueOf<Sent>, { name, isAlone, timeoutMs }: Owner) {
  const { audio, video, now, since, again } = sentValues(value);
  const own = (column: 'owner' | 'turns' | 'audio' | 'video' | 'sent_at' | 'again_at' | 'doubt_since') =>
    sql.ref<never>(`media_people.${column}`);
  // Where no other gateway can send, this one sends without a turn too.
  const isOwn = sql<boolean>`coalesce(${own('owner')} = ${sql.lit(name)}, ${sql.lit(isAlone ? 1 : 0)} = 1)`;
  const isNewest = sql<boolean>`${audio} is not null and ${since} >= ${own('sent_at')}`;
  // A call that was lost may still be carried out, whatever was sent meanwhile.
  const then = sql<number | null>`case when not ${isOwn} then ${now} + ${sql.lit(timeoutMs)}
    else coalesce(${again}, case when ${own('again_at')} > ${since} then ${own('again_at')} end) end`;
  return {
    owner: sql<
      string | null
    >`case when ${isOwn} and ${own('turns')} = ${value('turn')} then null else ${own('owner')} end`,
    audio: sql<number | null>`case when ${isNewest} then ${audio} else ${own('audio')} end`,
    video: sql<number | null>`case when ${isNewest} then ${video} else ${own('video')} end`,
    sent_at: sql<number>`case when ${isNewest} then ${since} else ${own('sent_at')} end`,
    again_at: then,
    doubt_since: sql<number | null>`case when ${then} is null then null
      when ${again} is null and ${isOwn} then ${own('doubt_since')} else coalesce(${own('doubt_since')}, ${now}) end`,
  };
}
