import { sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import type { MediaPeopleTable } from '../journal/media-tables.js';
import { prepareQuery, type ValueOf } from '../journal/prepared-query.js';
import type { MediaTarget, Owner } from './media-queries.js';
import type { Doubt } from './sending-again.js';

interface Sent extends MediaTarget {
  turn: number;
  audio: number | null;
  video: number | null;
  now: number;
  /** When what was known when it was sent was read. */
  since: number;
  againAt: number | null;
  /** One of `DOUBTS`. */
  doubt: number;
  /** 1: the vendor has said that it was set. 0: it may have been, or nothing was sent. */
  isSet: number;
  /** 1: the vendor said that the person is not there. */
  isGone: number;
  seenTo: number | null;
  answeredAt: number | null;
  enforcedAt: string | null;
}

/** Of what was sent. */
const DOUBTS = {
  /** Nothing of it is to be sent once more. What was given up stays in doubt until the vendor answers. */
  none: 0,
  /** It is to be sent once more, for a time that begins now. */
  begins: 1,
  /** It is to be sent once more, for a time that has begun before. */
  lasts: 2,
} as const;

export function doubtNumber(doubt: Doubt | undefined): number {
  if (doubt?.againInMs === undefined) return DOUBTS.none;
  return doubt.isNew ? DOUBTS.begins : DOUBTS.lasts;
}

/** By a gateway whose turn has lapsed, it only notes that what was sent may not be what holds. */
export function prepareSent({ db, pages: { dialect } }: JournalDatabase, owner: Owner) {
  return prepareQuery<Sent>((value) =>
    db
      .updateTable('media_people')
      .set(sentOf(value, owner, dialect.name))
      .where('place', '=', value('place'))
      .where('user_id', '=', value('userId')),
  );
}

/** The same for a person of whom the database may have nothing yet. */
export function prepareSentFirst({ db, pages: { dialect } }: JournalDatabase, owner: Owner) {
  return prepareQuery<Sent & { call: string }>((value) => {
    const { audio, video, since, again, now, isSet, seenTo, answeredAt, enforcedAt } = sentValues(value);
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
        blocked: sql<number | null>`case when ${audio} is not null then 3 - ${audio} - 2 * ${video} end`,
        seen_to: sql<number | null>`case when ${isSet} then ${seenTo} end`,
        answered_at: sql<number | null>`case when ${isSet} then ${answeredAt} end`,
        enforced_at: enforcedAt,
      })
      .onConflict((conflict) =>
        conflict.columns(['place', 'user_id']).doUpdateSet(sentOf(value, owner, dialect.name)),
      );
  });
}

function sentValues(value: ValueOf<Sent>) {
  return {
    audio: sql<number | null>`cast(${value('audio')} as integer)`,
    video: sql<number | null>`cast(${value('video')} as integer)`,
    now: sql<number>`cast(${value('now')} as bigint)`,
    since: sql<number>`cast(${value('since')} as bigint)`,
    again: sql<number | null>`cast(${value('againAt')} as bigint)`,
    doubt: sql<number>`cast(${value('doubt')} as integer)`,
    isSet: sql<boolean>`cast(${value('isSet')} as integer) = 1`,
    isGone: sql<boolean>`cast(${value('isGone')} as integer) = 1`,
    seenTo: sql<number | null>`cast(${value('seenTo')} as bigint)`,
    answeredAt: sql<number | null>`cast(${value('answeredAt')} as bigint)`,
    enforcedAt: sql<string | null>`cast(${value('enforcedAt')} as text)`,
  };
}

function sentOf(value: ValueOf<Sent>, { name, isAlone, timeoutMs }: Owner, dialect: 'sqlite' | 'postgres') {
  const { audio, video, now, since, again, doubt, isSet, isGone, seenTo, answeredAt, enforcedAt } =
    sentValues(value);
  const own = (column: keyof MediaPeopleTable) => sql.ref<never>(`media_people.${column}`);
  const later = sql.raw(dialect === 'postgres' ? 'greatest' : 'max');
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
    // What may have been sent in vain may have left what was disabled before.
    blocked: sql<number | null>`case when ${isNewest} then (3 - ${audio} - 2 * ${video})
      | (case when ${isSet} then 0 else coalesce(${own('blocked')}, 0) end) else ${own('blocked')} end`,
    owed_since: sql<
      number | null
    >`case when ${isNewest} and ${isSet} and coalesce(${own('owed_since')}, 0) <= ${since} then null
      when ${isGone} and ${own('blocked')} > 0 then coalesce(${own('owed_since')}, ${now}) else ${own('owed_since')} end`,
    seen_to: sql<number | null>`case when ${isNewest} and ${isSet}
      then ${later}(coalesce(${own('seen_to')}, 0), coalesce(${seenTo}, 0)) else ${own('seen_to')} end`,
    answered_at: sql<
      number | null
    >`case when ${isNewest} and ${isSet} then ${answeredAt} else ${own('answered_at')} end`,
    enforced_at: sql<string | null>`coalesce(${enforcedAt}, ${own('enforced_at')})`,
    again_at: then,
    // Whoever sent nothing has not learnt what the vendor has.
    doubt_since: sql<number | null>`case
      when ${then} is null then case when ${isSet} or ${isGone} then null else ${own('doubt_since')} end
      when ${again} is null and ${isOwn} then ${own('doubt_since')}
      when ${doubt} = ${sql.lit(DOUBTS.begins)} or ${own('again_at')} is null then ${now}
      else coalesce(${own('doubt_since')}, ${now}) end`,
  };
}
