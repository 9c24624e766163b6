import { type CompiledQuery, type OnConflictBuilder, type RawBuilder, sql } from 'kysely';
import type { ActionRecord } from '../journal/action-record.js';
import type { JournalDatabase } from '../journal/journal-database.js';
import { prepareQuery, type ValueOf } from '../journal/prepared-query.js';
import type { JournalTables } from '../journal/tables.js';
import type { Instruction, Switch, Switches } from './model.js';

/** A plain instruction counts for so long, if nothing tells that the person has left. */
export const PLAIN_HOLDS_MS = 12 * 60 * 60 * 1000;
/** The vendor's clock and the database's may differ by so much. */
const CLOCKS_DIFFER_MS = 2_000;
/** The keys of the roster's registers are times in milliseconds, times this. */
export const KEYS_PER_MS = 16;

export interface MediaTarget {
  readonly place: string;
  readonly userId: string;
}

/** What an instruction says, and for how long. */
export interface Said extends Switches {
  /** Absent: it is plain. */
  readonly durationMs?: number | undefined;
}

/** What is known of a person's audio and video in a room. */
export interface PersonMedia {
  /** The oldest first. */
  readonly instructions: readonly GivenInstruction[];
  /** What was sent last since the person entered. */
  readonly sent: Switches;
  /** JSON: the vendor's call that was made last. Undefined: none was. */
  readonly call: string | undefined;
  /** The number of this gateway's turn to send for the person. Undefined: another gateway has the turn. */
  readonly turn: number | undefined;
  /** Since when the fate of an attempt is unknown. */
  readonly doubtSince: number | undefined;
  readonly againAt: number | undefined;
  /** The database's time. */
  readonly now: number;
}

export interface GivenInstruction extends Instruction {
  readonly givenAt: number;
  readonly endsAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly endedHow: string | undefined;
  /** The action that ended it. */
  readonly endActionId: string | undefined;
}

/** What came of sending. */
export interface SentMedia extends MediaTarget {
  /** The turn to give back. Not given back if it was taken again since. Undefined: it is kept. */
  readonly turn: number | undefined;
  /** JSON */
  readonly call: string;
  /** Undefined: nothing was sent, or certainly in vain. */
  readonly sent: { readonly audio: Switch; readonly video: Switch } | undefined;
  /** Whether the state must be sent once more, and after how long. */
  readonly againInMs: number | undefined;
}

export interface InstructionRow {
  action_id: string;
  audio: number | null;
  video: number | null;
  given_at: number;
  ends_at: number | null;
  ended_at: number | null;
  ended_how: string | null;
  end_action_id: string | null;
  revoked: number | boolean;
}

export interface PersonRow {
  owner: string | null;
  owned_until: number | null;
  turns: number | null;
  audio: number | null;
  video: number | null;
  sent_at: number | null;
  again_at: number | null;
  doubt_since: number | null;
  call: string | null;
  left_at: number | null;
}

/** Reads and writes what must hold for people's audio and video. */
export class MediaStore {
  readonly #database: JournalDatabase;
  readonly #owner: string;
  readonly #nowMs: () => number;
  readonly #insert;
  readonly #own;
  readonly #ownFor;
  readonly #readInstructions;
  readonly #readPerson;
  readonly #sent;

  /**
   * `owner` names this gateway among all that ever used the database. `nowMs`: milliseconds since the epoch, on the clock that all
   * gateways with this database share. It does not go back.
   */
  constructor(database: JournalDatabase, owner: string, nowMs: () => number) {
    this.#database = database;
    this.#owner = owner;
    this.#nowMs = nowMs;
    this.#insert = prepareInsert(database);
    this.#own = prepareOwn(database, owner);
    this.#ownFor = prepareOwnFor(database, owner);
    this.#readInstructions = prepareReadInstructions(database);
    this.#readPerson = prepareReadPerson(database);
    this.#sent = prepareSent(database, owner);
  }

  /**
   * The statements that give the instruction of the action `id`, take the turn to send for the person, and read what is known
   * then. They belong into the transaction that writes the action.
   */
  give(
    id: string,
    target: MediaTarget,
    said: Said | undefined,
    call: string,
    forMs: number,
  ): CompiledQuery[] {
    const now = this.#nowMs();
    const insert = said && this.#insert({ ...target, ...valuesOf(said, now), id });
    return [
      ...(insert ? [insert] : []),
      this.#ownFor({ ...target, call, now, until: now + forMs, id }),
      ...this.look(target),
    ];
  }

  /** The statements that take the turn to send for the person, and read what is known then. */
  take(target: MediaTarget, call: string, forMs: number): CompiledQuery[] {
    const now = this.#nowMs();
    return [this.#own({ ...target, call, now, until: now + forMs }), ...this.look(target)];
  }

  /**
   * The same as `give`, now, for an action whose gateway died. An older gateway may have recorded the action without its
   * instruction, which counts from the time of the action then.
   */
  async giveAgain(
    { id, requestedAt }: Pick<ActionRecord, 'id' | 'requestedAt'>,
    target: MediaTarget,
    said: Said | undefined,
    call: string,
    forMs: number,
  ): Promise<PersonMedia> {
    const insert = said && this.#insert({ ...target, ...valuesOf(said, requestedAt), id });
    const queries = [...(insert ? [insert] : []), ...this.take(target, call, forMs)];
    return this.#read(queries);
  }

  look(target: MediaTarget): CompiledQuery[] {
    return [this.#readInstructions(target), this.#readPerson(target)];
  }

  /** Reads the answers of `give`, `take` or `look`. */
  read(answers: readonly (readonly unknown[])[]): PersonMedia {
    const [person] = answers.at(-1) as PersonRow[];
    if (!person) throw new Error('nothing was read');
    return personOf(answers.at(-2) as InstructionRow[], person, this.#owner, this.#nowMs());
  }

  /** Takes the turn, if it is free, and reads what is known. */
  async takeNow(target: MediaTarget, call: string, forMs: number): Promise<PersonMedia> {
    return this.#read(this.take(target, call, forMs));
  }

  async lookNow(target: MediaTarget): Promise<PersonMedia> {
    return this.#read(this.look(target));
  }

  /** Notes what came of sending, and gives the turn back. */
  async sent({ place, userId, turn, call, sent, againInMs }: SentMedia): Promise<void> {
    const now = this.#nowMs();
    await this.#database.write([
      this.#sent({
        place,
        userId,
        turn: turn ?? 0,
        call,
        audio: sent ? numberOf(sent.audio) : null,
        video: sent ? numberOf(sent.video) : null,
        now,
        againAt: againInMs === undefined ? null : now + againInMs,
      }),
    ]);
  }

  /**
   * Notes that the action `id` made these people leave, or everybody if there is no list. What was plainly set for them before has
   * ended.
   */
  async left(id: string, place: string, userIds?: readonly string[]): Promise<void> {
    const { db, pages, rowsOf } = this.#database;
    const users = userIds && sql<string>`(select value from ${rowsOf(JSON.stringify(userIds))})`;
    const before = db
      .selectFrom('actions')
      .where('id', '=', id)
      .select(pages.dialect.actionNumber.as('number'));
    await this.#database.write([
      db
        .updateTable('media_instructions')
        .set({ ended_at: this.#nowMs(), ended_how: 'LEFT', end_action_id: id })
        .where('place', '=', place)
        .$if(users !== undefined, (update) => update.where('user_id', 'in', users ?? sql<string>``))
        .where('number', '<', before)
        .where('ends_at', 'is', null)
        .where('ended_at', 'is', null)
        .compile(),
      db
        .updateTable('media_people')
        .set({ audio: null, video: null, sent_at: 0 })
        .where('place', '=', place)
        .$if(users !== undefined, (update) => update.where('user_id', 'in', users ?? sql<string>``))
        .compile(),
    ]);
  }

  /** Those for whom a state must be sent once more by now. */
  async dueAgain(limit: number): Promise<(MediaTarget & { call: string })[]> {
    const { db } = this.#database;
    return db
      .selectFrom('media_people')
      .where('again_at', '<=', this.#nowMs())
      .select(['place', 'user_id as userId', 'call'])
      .orderBy('again_at')
      .limit(limit)
      .execute();
  }

  /** The actions of instructions whose end has come and that nobody has ended, the oldest end first. */
  async dueEnds(limit: number) {
    const { db } = this.#database;
    return db
      .selectFrom('media_instructions')
      .where('ends_at', '<=', this.#nowMs())
      .where('ended_at', 'is', null)
      .select(['action_id as actionId', 'place', 'user_id as userId', 'ends_at as endsAt'])
      .orderBy('ends_at')
      .limit(limit)
      .execute();
  }

  /** The statement that ends an instruction by an action, unless it has ended or the action was not inserted. It belongs into the
   * action's transaction. */
  end(actionId: string, how: 'EXPIRED' | 'LIFTED', endActionId: string): CompiledQuery {
    const { db } = this.#database;
    return db
      .updateTable('media_instructions')
      .set({ ended_at: this.#nowMs(), ended_how: how, end_action_id: endActionId })
      .where('action_id', '=', actionId)
      .where('ended_at', 'is', null)
      .where(sql<boolean>`exists (select 1 from actions where id = ${endActionId})`)
      .compile();
  }

  /** The instruction is in force again, because its end by this action was refused. Resolves with whether that action had ended it. */
  async resume(actionId: string, endActionId: string): Promise<boolean> {
    const { db } = this.#database;
    const [resumed] = await this.#database.write([
      db
        .updateTable('media_instructions')
        .set({ ended_at: null, ended_how: null, end_action_id: null })
        .where('action_id', '=', actionId)
        .where('end_action_id', '=', endActionId)
        .compile(),
    ]);
    return resumed === 1;
  }

  async #read(queries: readonly CompiledQuery[]): Promise<PersonMedia> {
    return this.read((await this.#database.writeAndRead(queries)).map(({ rows }) => rows));
  }
}

function valuesOf({ audio, video, durationMs }: Said, now: number) {
  return {
    audio: audio === undefined ? null : numberOf(audio),
    video: video === undefined ? null : numberOf(video),
    now,
    endsAt: durationMs === undefined ? null : now + durationMs,
  };
}

function numberOf(is: Switch): number {
  return is === 'ENABLED' ? 1 : 0;
}

function switchOf(number: number | null): Switch | undefined {
  return number === null ? undefined : number === 1 ? 'ENABLED' : 'DISABLED';
}

export function personOf(
  rows: readonly InstructionRow[],
  person: PersonRow,
  owner: string,
  now: number,
): PersonMedia {
  const leftAt = (person.left_at ?? 0) - CLOCKS_DIFFER_MS;
  const hasLeftSince = (time: number) => leftAt > time;
  const instructions = rows.map((row): GivenInstruction => {
    const timed = row.ends_at !== null;
    const isForgotten = !timed && (row.given_at < now - PLAIN_HOLDS_MS || hasLeftSince(row.given_at));
    return {
      actionId: row.action_id,
      audio: switchOf(row.audio),
      video: switchOf(row.video),
      timed,
      revoked: Boolean(row.revoked),
      over: row.ended_at !== null || isForgotten,
      givenAt: row.given_at,
      endsAt: row.ends_at ?? undefined,
      endedAt: row.ended_at ?? undefined,
      endedHow: row.ended_how ?? undefined,
      endActionId: row.end_action_id ?? undefined,
    };
  });
  const isSameStay = person.sent_at !== null && !hasLeftSince(person.sent_at);
  return {
    instructions,
    sent: isSameStay ? { audio: switchOf(person.audio), video: switchOf(person.video) } : {},
    call: person.call ?? undefined,
    turn: person.owner === owner && (person.owned_until ?? 0) > now ? (person.turns ?? undefined) : undefined,
    doubtSince: person.doubt_since ?? undefined,
    againAt: person.again_at ?? undefined,
    now,
  };
}

const SAID_COLUMNS = ['audio', 'video', 'given_at', 'ends_at'] as const;

/** It selects from `actions`, so it inserts nothing if the action was not inserted. */
function prepareInsert({ db, pages: { dialect } }: JournalDatabase) {
  return prepareQuery<{
    id: string;
    place: string;
    userId: string;
    audio: number | null;
    video: number | null;
    now: number;
    endsAt: number | null;
  }>((value) => {
    const integer = (name: 'audio' | 'video') => sql`cast(${value(name)} as integer)`;
    const bigint = (name: 'now' | 'endsAt') => sql`cast(${value(name)} as bigint)`;
    return db
      .insertInto('media_instructions')
      .columns(['action_id', 'place', 'user_id', 'number', 'actor', 'application_id', ...SAID_COLUMNS])
      .expression(
        sql`select id, cast(${value('place')} as text), cast(${value('userId')} as text), ${dialect.actionNumber},
          actor, application_id,
          ${integer('audio')}, ${integer('video')}, ${bigint('now')}, ${bigint('endsAt')}
          from actions where id = ${idOf(value('id'), dialect.name)}`,
      )
      .onConflict((conflict) => conflict.doNothing());
  });
}

/** Only a gateway that owns the turn may send. While its turn lasts, a gateway can take it again. */
function prepareOwn({ db }: JournalDatabase, owner: string) {
  return prepareQuery<Turn>((value) => {
    const { columns, values, taking } = ownershipOf(value, owner);
    return db
      .insertInto('media_people')
      .columns(columns)
      .expression(sql`select ${values} where true`)
      .onConflict(taking);
  });
}

/** The same, if the action was inserted. */
function prepareOwnFor({ db, pages: { dialect } }: JournalDatabase, owner: string) {
  return prepareQuery<Turn & { id: string }>((value) => {
    const { columns, values, taking } = ownershipOf(value, owner);
    return db
      .insertInto('media_people')
      .columns(columns)
      .expression(sql`select ${values} from actions where id = ${idOf(value('id'), dialect.name)}`)
      .onConflict(taking);
  });
}

type Turn = MediaTarget & { call: string; now: number; until: number };

function ownershipOf(value: ValueOf<Turn>, owner: string) {
  const until = sql<number>`cast(${value('until')} as bigint)`;
  const text = (name: 'place' | 'userId' | 'call') => sql`cast(${value(name)} as text)`;
  return {
    columns: ['place', 'user_id', 'call', 'owner', 'owned_until', 'turns', 'sent_at'] as const,
    values: sql`${text('place')}, ${text('userId')}, ${text('call')}, ${sql.lit(owner)}, ${until}, 1, 0`,
    taking: (conflict: OnConflictBuilder<JournalTables, 'media_people'>) =>
      conflict
        .columns(['place', 'user_id'])
        .doUpdateSet({
          owner: sql.lit(owner),
          owned_until: until,
          turns: sql`media_people.turns + 1`,
          call: value('call'),
        })
        .where((row) =>
          row.or([
            row('media_people.owner', 'is', null),
            row('media_people.owner', '=', sql.lit(owner)),
            row('media_people.owned_until', '<', value('now')),
          ]),
        ),
  };
}

function idOf(id: string, dialect: 'sqlite' | 'postgres'): RawBuilder<unknown> {
  return dialect === 'postgres' ? sql`cast(${id} as uuid)` : sql`${id}`;
}

function prepareReadInstructions({ db }: JournalDatabase) {
  return prepareQuery<MediaTarget>((value) =>
    db
      .selectFrom('media_instructions as given')
      .leftJoin('actions', 'actions.id', 'given.action_id')
      .where('given.place', '=', value('place'))
      .where('given.user_id', '=', value('userId'))
      .select(['given.action_id', 'given.audio', 'given.video', 'given.given_at'])
      .select(['given.ends_at', 'given.ended_at', 'given.ended_how', 'given.end_action_id'])
      .select(
        // An action that has been deleted was carried out.
        sql<boolean>`coalesce(actions.status in ('REFUSED', 'DENIED'), false) or ${isUndone('given.action_id')}`.as(
          'revoked',
        ),
      )
      .orderBy('given.number'),
  );
}

/** Undos of undos of undos are looked at so far. */
const UNDOS_DEEP = 8;

/** Whether an undo of the action counts: one that was not refused, and is not undone itself. */
export function isUndone(id: string, depth = 0): RawBuilder<boolean> {
  if (depth === UNDOS_DEEP) return sql`false`;
  const undo = `undo_${depth}`;
  const undoing = `undoing_${depth}`;
  return sql`exists (
    select 1 from undos as ${sql.ref(undo)}
      inner join actions as ${sql.ref(undoing)} on ${sql.ref(`${undoing}.id`)} = ${sql.ref(`${undo}.action_id`)}
      where ${sql.ref(`${undo}.undone_id`)} = ${sql.ref(id)} and ${sql.ref(`${undoing}.status`)} not in ('REFUSED', 'DENIED')
        and not ${isUndone(`${undo}.action_id`, depth + 1)})`;
}

/** Has one row, also where nothing is known of the person. */
function prepareReadPerson({ db }: JournalDatabase) {
  return prepareQuery<MediaTarget>((value) => {
    const place = value('place');
    const gone = sql`(select gone from participants where participants.place = ${place} and participants.user_id = ${value('userId')})`;
    const erased = sql`(select erased from rooms where rooms.place = ${place})`;
    const left = (key: typeof gone) => sql`coalesce(${key}, 0) / ${sql.lit(KEYS_PER_MS)}`;
    return db
      .selectFrom(sql<{ one: number }>`(select 1 as one)`.as('one'))
      .leftJoin('media_people as person', (join) =>
        join.on('person.place', '=', place).on('person.user_id', '=', value('userId')),
      )
      .select([
        'person.owner',
        'person.owned_until',
        'person.turns',
        'person.audio',
        'person.video',
        'person.sent_at',
      ])
      .select(['person.again_at', 'person.doubt_since', 'person.call'])
      .select(
        sql<number>`case when ${left(gone)} > ${left(erased)} then ${left(gone)} else ${left(erased)} end`.as(
          'left_at',
        ),
      );
  });
}

function prepareSent({ db }: JournalDatabase, owner: string) {
  return prepareQuery<
    MediaTarget & {
      turn: number;
      call: string;
      audio: number | null;
      video: number | null;
      now: number;
      againAt: number | null;
    }
  >((value) => {
    const audio = sql<number | null>`cast(${value('audio')} as integer)`;
    const video = sql<number | null>`cast(${value('video')} as integer)`;
    const now = sql<number>`cast(${value('now')} as bigint)`;
    const again = sql<number | null>`cast(${value('againAt')} as bigint)`;
    return db
      .updateTable('media_people')
      .set({
        owner: sql`case when turns = ${value('turn')} then null else owner end`,
        audio: sql`coalesce(${audio}, audio)`,
        video: sql`coalesce(${video}, video)`,
        sent_at: sql`case when ${audio} is null then sent_at else ${now} end`,
        again_at: again,
        doubt_since: sql`case when ${again} is null then null else coalesce(doubt_since, ${now}) end`,
        call: value('call'),
      })
      .where('place', '=', value('place'))
      .where('user_id', '=', value('userId'))
      .where('owner', '=', sql.lit(owner));
  });
}
