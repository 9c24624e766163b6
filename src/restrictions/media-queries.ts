import { type OnConflictBuilder, type RawBuilder, sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import { prepareQuery, type ValueOf } from '../journal/prepared-query.js';
import type { JournalTables } from '../journal/tables.js';
import { instructionColumns, instructionsOf, rosterOf } from './media-columns.js';
import type { PersonRow } from './person-media.js';

export interface MediaTarget {
  readonly place: string;
  readonly userId: string;
}

/** The keys of the roster's registers are times in milliseconds, times this. */
export const KEYS_PER_MS = 16;

const SAID_COLUMNS = [
  'audio',
  'video',
  'given_at',
  'ends_at',
  'due_at',
  'enforced',
  'plain',
  'except_ids',
] as const;

interface Given extends MediaTarget {
  id: string;
  audio: number | null;
  video: number | null;
  now: number;
  endsAt: number | null;
  /** Null: nothing has to be done at its end. */
  dueAt: number | null;
  enforced: number;
  plain: number;
  exceptIds: string | null;
}

/** It selects from `actions`, so it inserts nothing if the action was not inserted. */
export function prepareInsert({ db, pages: { dialect } }: JournalDatabase) {
  return prepareQuery<Given>((value) => {
    const integer = (name: 'audio' | 'video' | 'enforced' | 'plain') => sql`cast(${value(name)} as integer)`;
    const bigint = (name: 'now' | 'endsAt' | 'dueAt') => sql`cast(${value(name)} as bigint)`;
    return db
      .insertInto('media_instructions')
      .columns(['action_id', 'place', 'user_id', 'number', 'actor', 'application_id', ...SAID_COLUMNS])
      .expression(
        sql`select id, cast(${value('place')} as text), cast(${value('userId')} as text), ${dialect.actionNumber},
          actor, application_id,
          ${integer('audio')}, ${integer('video')}, ${bigint('now')}, ${bigint('endsAt')}, ${bigint('dueAt')},
          ${integer('enforced')}, ${integer('plain')}, cast(${value('exceptIds')} as text)
          from actions where id = ${idOf(value('id'), dialect.name)}`,
      )
      .onConflict((conflict) => conflict.doNothing());
  });
}

/**
 * The same for a plain instruction of an action on one person. All but the switches is the action's, because each parameter takes
 * longer to bring to the database than what is in it.
 */
export function prepareInsertPlain({ db, pages: { dialect } }: JournalDatabase) {
  return prepareQuery<Pick<Given, 'id' | 'audio' | 'video'>>((value) =>
    db
      .insertInto('media_instructions')
      .columns([
        'action_id',
        'place',
        'user_id',
        'number',
        'actor',
        'application_id',
        'audio',
        'video',
        'given_at',
      ])
      .expression(
        sql`select id, acts_in, user_ids ->> 0, ${dialect.actionNumber}, actor, application_id, ${value('audio')}, ${value('video')},
          requested_at from actions where id = ${value('id')}`,
      )
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** Whose turn it is, and for how long. */
export interface Owner {
  /** Names the gateway among all that ever used the database. */
  readonly name: string;
  /** No other gateway can use the database, so any other owner is dead. */
  readonly isAlone: boolean;
  /** How long after the time limit of an attempt it may still be carried out. In milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Only a gateway that owns the turn may send. While its turn lasts, a gateway can take it again. Returns the row that
 * `prepareRead` reads, or none if another gateway has the turn.
 */
export function prepareOwn({ db, pages: { dialect } }: JournalDatabase, owner: Owner) {
  return prepareQuery<Turn>((value) => {
    const { columns, values, taking } = ownershipOf(value, owner);
    return db
      .insertInto('media_people')
      .columns(columns)
      .expression(sql`select ${values} where true`)
      .onConflict(taking)
      .returning(knownOf(value, dialect.name, 'media_people').as('known'));
  });
}

/** The same, if the action was inserted. */
export function prepareOwnFor({ db, pages: { dialect } }: JournalDatabase, owner: Owner) {
  return prepareQuery<Turn & { id: string }>((value) => {
    const { columns, values, taking } = ownershipOf(value, owner);
    return db
      .insertInto('media_people')
      .columns(columns)
      .expression(sql`select ${values} from actions where id = ${idOf(value('id'), dialect.name)}`)
      .onConflict(taking)
      .returning(knownOf(value, dialect.name, 'media_people').as('known'));
  });
}

type Turn = MediaTarget & { call: string; now: number; until: number };

/** Where the turn is taken from a gateway that did not give it back, what that one sent is not known. */
function ownershipOf(value: ValueOf<Turn>, { name, isAlone, timeoutMs }: Owner) {
  const self = sql.lit(name);
  const until = sql<number>`cast(${value('until')} as bigint)`;
  const now = sql<number>`cast(${value('now')} as bigint)`;
  const text = (name: 'place' | 'userId' | 'call') => sql`cast(${value(name)} as text)`;
  const isOthers = sql`media_people.owner <> ${self}`;
  return {
    columns: ['place', 'user_id', 'call', 'owner', 'owned_until', 'turns', 'sent_at'] as const,
    values: sql`${text('place')}, ${text('userId')}, ${text('call')}, ${self}, ${until}, 1, 0`,
    taking: (conflict: OnConflictBuilder<JournalTables, 'media_people'>) =>
      conflict
        .columns(['place', 'user_id'])
        .doUpdateSet({
          owner: self as RawBuilder<string>,
          owned_until: until,
          call: value('call'),
          turns: sql`media_people.turns + 1`,
          again_at: sql`case when ${isOthers} then coalesce(media_people.again_at, ${now} + ${sql.lit(timeoutMs)})
            else media_people.again_at end`,
          doubt_since: sql`case when ${isOthers} and media_people.again_at is null then ${now}
            when ${isOthers} then coalesce(media_people.doubt_since, ${now}) else media_people.doubt_since end`,
        })
        .where((row) =>
          row.or([
            sql<boolean>`${sql.lit(isAlone ? 1 : 0)} = 1`,
            row('media_people.owner', 'is', null),
            row('media_people.owner', '=', self as RawBuilder<string>),
            row('media_people.owned_until', '<', now),
          ]),
        ),
  };
}

function idOf(id: string, dialect: 'sqlite' | 'postgres'): RawBuilder<unknown> {
  return dialect === 'postgres' ? sql`cast(${id} as uuid)` : sql`${id}`;
}

/** What the database tells of a person: one value, because each statement, row and column takes longer to read than what is in it. */
export interface KnownRow {
  /** JSON: `PERSON_COLUMNS`, and an array with `INSTRUCTION_COLUMNS` of each instruction that counts, the oldest first. */
  readonly known: string;
}

export const PERSON_COLUMNS = [
  'owner',
  'owned_until',
  'turns',
  'audio',
  'video',
  'sent_at',
  'again_at',
  'doubt_since',
  'answered_at',
  'seen_to',
  'blocked',
  'owed_since',
  'enforced_at',
  'left_at',
  'roster',
] as const satisfies readonly (keyof PersonRow)[];

/** `person`: the name of `media_people`, or what stands for it. */
function knownOf(value: ValueOf<MediaTarget>, dialect: 'sqlite' | 'postgres', person: string) {
  const derived: Partial<Record<string, RawBuilder<unknown>>> = {
    left_at: leftAt(value, dialect),
    roster: rosterOf(value('place'), value('userId'), dialect),
  };
  const columns = PERSON_COLUMNS.map((column) => derived[column] ?? sql.ref(`${person}.${column}`));
  const all = sql.join([...columns, instructionsOn(value, dialect)]);
  return dialect === 'postgres'
    ? sql<string>`cast(json_build_array(${all}) as text)`
    : sql<string>`json_array(${all})`;
}

function instructionsOn(value: ValueOf<MediaTarget>, dialect: 'sqlite' | 'postgres') {
  const columns = sql.join(Object.values(instructionColumns(value('userId'), dialect)));
  const from = sql`from ${instructionsOf(value('place'), value('userId'), dialect)}`;
  return dialect === 'postgres'
    ? sql`(select json_agg(json_build_array(${columns}) order by given.number) ${from})`
    : sql`(select json_group_array(json(instruction)) from
        (select json_array(${columns}) as instruction ${from} order by given.number))`;
}

/** Has one row, also where nothing is known of the person. */
export function prepareRead({ db, pages: { dialect } }: JournalDatabase) {
  return prepareQuery<MediaTarget>((value) =>
    db
      .selectFrom(sql<{ one: number }>`(select 1 as one)`.as('one'))
      .leftJoin('media_people as person', (join) =>
        join.on('person.place', '=', value('place')).on('person.user_id', '=', value('userId')),
      )
      .select(knownOf(value, dialect.name, 'person').as('known')),
  );
}

/** When the person left last, as far as the roster knows. */
function leftAt(value: ValueOf<MediaTarget>, dialect: 'sqlite' | 'postgres') {
  const place = value('place');
  const gone = sql`(select gone from participants where participants.place = ${place} and participants.user_id = ${value('userId')})`;
  const erased = sql`(select erased from rooms where rooms.place = ${place})`;
  const later = sql.raw(dialect === 'postgres' ? 'greatest' : 'max');
  return sql`${later}(coalesce(${gone}, 0), coalesce(${erased}, 0)) / ${sql.lit(KEYS_PER_MS)}`;
}
