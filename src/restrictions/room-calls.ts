import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import { type DueEnd, readDueEnds } from './due-ends.js';
import { prepareForgetOfRoom } from './forget-of-room.js';
import type { Medium } from './model.js';
import { bitsOf, dueCalls, unsee } from './room-call-queries.js';
import type { RoomMediaCall } from './room-media-call.js';
import { byKey, isOver, mediaOf } from './room-queries.js';

/** What became of an instruction on a room for one person. */
export type CallState =
  /** The call is to be made, or is under way. */
  | 'WANTED'
  | 'DONE'
  /** The vendor has refused it for certain. Only what frees somebody is tried again. */
  | 'FAILED'
  /** Nobody knows whether it was made. It is looked at again while that may become known. */
  | 'UNKNOWN'
  /** They were not in the room any more. */
  | 'WAITING'
  /** Nothing is to be done: another instruction decides for them, or this one is over. */
  | 'DROPPED';

/** A call that this gateway has taken. */
export interface TakenCall {
  /** The action on the room. */
  readonly actionId: string;
  readonly userId: string;
  /** What an older instruction on the room had set is to be undone. Otherwise the action's own instruction is set. */
  readonly frees: boolean;
  /** 0: they publish. 1: they can. 2: nobody knows whether they can. */
  readonly rank: number;
  /** What became of it until now. */
  readonly state: CallState;
}

/** An action on a room of which calls are to be made. */
export interface RoomRun {
  readonly actionId: string;
  readonly call: RoomMediaCall;
  /** When it was asked for. */
  readonly since: number;
  /** Whether its instruction does not hold any more. `possible`: that depends on actions that are pending. */
  readonly isOver: 'certain' | 'possible' | false;
}

/** For whom an action on a room is to make calls. */
export interface Begun {
  readonly place: string;
  /** The media that it is about. */
  readonly media: readonly Medium[];
  /** Whom its instruction leaves out. Undefined: it gives none. */
  readonly exceptUserIds: readonly string[] | undefined;
}

/** The calls that actions on whole rooms make, one for each person. They are in the database, so they survive the gateway. */
export class RoomCalls {
  readonly #database: JournalDatabase;
  readonly #nowMs: () => number;
  readonly #forget: ReturnType<typeof prepareForgetOfRoom>;
  #onBegun: () => void = () => {};

  /** `nowMs`: the clock of `MediaStore`. */
  constructor(database: JournalDatabase, nowMs: () => number) {
    this.#database = database;
    this.#nowMs = nowMs;
    this.#forget = prepareForgetOfRoom(database);
  }

  /** `listener` is called when there may be calls to make. */
  onBegun(listener: () => void): void {
    this.#onBegun = listener;
  }

  /** To be called once what `begin` gave is on disk. */
  begun(): void {
    this.#onBegun();
  }

  /**
   * The statement that forgets what was said of the room and can decide nothing any more. It belongs into the transaction of the action,
   * which says something of the room now.
   */
  forget(actionId: string, place: string): CompiledQuery {
    return this.#forget({ id: actionId, place, now: this.#nowMs() });
  }

  /**
   * The statements that note whom calls have to be made for: of those who are in the room by now, whoever publishes or can do so,
   * for an instruction, and whomever something is disabled for that may end now. Those who are away are freed when they come back.
   * They belong into the action's transaction.
   */
  begin(actionId: string, { place, media, exceptUserIds }: Begun): CompiledQuery[] {
    const { db, pages, rowsOf } = this.#database;
    const { dialect } = pages;
    const now = sql`cast(${this.#nowMs()} as bigint)`;
    const excepted = sql`(select value from ${rowsOf(JSON.stringify(exceptUserIds ?? []))} as excepted)`;
    const isActive = sql`(here.publishes = 1 or here.role_now <> 2)`;
    const isLeftOut = sql`here.user_id in ${excepted}`;
    const isSet = exceptUserIds === undefined ? FALSE : sql`(${isActive} and not ${isLeftOut})`;
    // An older instruction on the room may be about to be set for somebody whom this one leaves out.
    const mayBeSet = exceptUserIds?.length ? sql`(${isActive} and ${isLeftOut})` : FALSE;
    // What was disabled before they left may have outlasted that. Whoever has the turn of a person may be disabling something in this
    // moment, or may have died meanwhile.
    const mayBeDisabled = sql.join(
      [
        ...media.map((medium) => sql`${sql.ref(`sent.${medium}`)} = 0`),
        sql`coalesce(sent.blocked, 0) & ${sql.lit(bitsOf(media))} > 0`,
        sql`sent.owner is not null`,
      ],
      sql` or `,
    );
    const rank = sql`case when here.publishes = 1 then 0 when here.role_now = 1 then 1 else 2 end`;
    const begin = sql`insert into media_progress (action_id, user_id, state, frees, rank, due_at)
      select actions.id, here.user_id, 'WANTED', case when ${isSet} then 0 else 1 end, ${rank}, ${now} + ${rank}
      from actions cross join participants as here
        inner join rooms on rooms.place = here.place
        left join ${mediaOf(dialect.name, 'here', 'sent')}
      where actions.id = ${dialect.id(actionId)} and here.place = cast(${place} as text) and here.here = 1
        and here.seen > rooms.erased and (${isSet} or ${mayBeSet} or ${mayBeDisabled})`.compile(db);
    const isBegun = sql`exists (select 1 from actions where id = ${dialect.id(actionId)})`;
    return [begin, this.#owe(actionId, place, media), this.#lookAgain(place, isBegun)];
  }

  /**
   * Lets whoever came while something said of the room decided for them be looked at again, if something of their own is enforced: it
   * may decide now, and was not set.
   */
  async lookAgain(place: string): Promise<void> {
    await this.#database.write([this.#lookAgain(place, sql`1 = 1`)], { places: [place] });
  }

  #lookAgain(place: string, when: RawBuilder<unknown>): CompiledQuery {
    return sql`update media_people set seen_to = 0
      where place = cast(${place} as text) and seen_to > 0 and (audio is null or video is null) and ${when}
        and exists (select 1 from media_instructions as own where own.place = media_people.place
          and own.user_id = media_people.user_id and own.enforced = 1 and own.ended_at is null)`.compile(
      this.#database.db,
    );
  }

  /** Notes that what was disabled for those who are away may outlast what asked for it. */
  #owe(actionId: string, place: string, media: readonly Medium[]): CompiledQuery {
    const { db, pages } = this.#database;
    const { dialect } = pages;
    const now = sql`cast(${this.#nowMs()} as bigint)`;
    return sql`update media_people set owed_since = ${now}
      where place = cast(${place} as text) and owed_since is null
        and (coalesce(blocked, 0) & ${sql.lit(bitsOf(media))} > 0 or owner is not null)
        and exists (select 1 from actions where id = ${dialect.id(actionId)})
        and not exists (select 1 from participants as here inner join rooms on rooms.place = here.place
          where here.place = media_people.place and here.user_id = media_people.user_id and here.here = 1
            and here.seen > rooms.erased ${byKey(dialect.name)})`.compile(db);
  }

  /** Selects a row if anything is known of who is in the room. */
  known(place: string): CompiledQuery {
    return sql`select place from rooms where place = ${place} and active > 0`.compile(this.#database.db);
  }

  /**
   * Takes calls that are due in these applications, those who publish first, and a few that were refused before. For `forMs`, no
   * other gateway takes them.
   */
  async take(applicationIds: readonly number[], limit: number, forMs: number): Promise<TakenCall[]> {
    const { db } = this.#database;
    const now = this.#nowMs();
    const due = dueCalls(this.#database, { applicationIds, now, limit });
    const take = sql`update media_progress set due_at = ${now + forMs}
      where (action_id, user_id) in (${due}) and due_at <= ${now}
      returning action_id as "actionId", user_id as "userId", frees, rank, state`.compile(db);
    const [taken] = await this.#database.writeAndRead([take], { alone: true });
    return ((taken?.rows ?? []) as CallRow[])
      .map(({ frees, ...call }) => ({ ...call, frees: frees === 1 }))
      .sort((a, b) => a.rank - b.rank);
  }

  /** Whether there are calls to make by now. */
  async isAnyDue(): Promise<boolean> {
    const open = await this.#database.db
      .selectFrom('media_progress')
      .where('due_at', '<=', this.#nowMs())
      .select('action_id')
      .limit(1)
      .executeTakeFirst();
    return open !== undefined;
  }

  /**
   * Actions on rooms. One that has been deleted is absent.
   *
   * @param now what has ended by then is over
   */
  async runsOf(actionIds: readonly string[], now = this.#nowMs()): Promise<Map<string, RoomRun>> {
    if (actionIds.length === 0) return new Map();
    const { db, pages } = this.#database;
    const { rows } = await sql<RunRow>`
      select actions.id, actions.input, actions.requested_at, ${isOver(now, 'certain')} as over, ${isOver(now, 'possible')} as may_be_over
      from actions left join media_instructions as given on given.action_id = actions.id
      where actions.id in ${pages.dialect.ids([...new Set(actionIds)])}`.execute(db);
    return new Map(
      rows.map(({ id, input, requested_at, over, may_be_over }) => {
        const isOver = over ? 'certain' : may_be_over ? 'possible' : false;
        return [id, { actionId: id, call: JSON.parse(input), since: Number(requested_at), isOver }];
      }),
    );
  }

  /**
   * Notes what became of a call. It is not made any more.
   *
   * @param unseenIn the place where `EnforcedPeople.unseen` is to find the person, though nothing has happened since the last call
   */
  async settle({ actionId, userId }: TakenCall, state: CallState, unseenIn?: string): Promise<void> {
    const settle = this.#database.db
      .updateTable('media_progress')
      .set({ state, due_at: null })
      .where('action_id', '=', actionId)
      .where('user_id', '=', userId)
      .compile();
    if (unseenIn === undefined) await this.#database.write([settle]);
    else
      await this.#database.write([settle, unsee(this.#database, { place: unseenIn, userId })], {
        places: [unseenIn],
      });
  }

  /**
   * Lets a call wait that is to be tried again. `state`: what became of it until then, if that may last. UNKNOWN: nobody knows whether
   * it was made. FAILED: the vendor has refused it.
   */
  async postpone(
    { actionId, userId }: TakenCall,
    pauseMs: number,
    state?: 'UNKNOWN' | 'FAILED',
  ): Promise<void> {
    await this.#database.write([
      this.#database.db
        .updateTable('media_progress')
        .set({ due_at: this.#nowMs() + pauseMs, ...(state && { state }) })
        .where('action_id', '=', actionId)
        .where('user_id', '=', userId)
        .where('due_at', 'is not', null)
        .compile(),
    ]);
  }

  /** Gives up the calls of an action that are still to be made. */
  async drop(actionId: string): Promise<void> {
    const { db } = this.#database;
    const drop = db
      .updateTable('media_progress')
      .set({
        state: sql`case when state in ('UNKNOWN', 'FAILED') then state else 'DROPPED' end`,
        due_at: null,
      })
      .where('action_id', '=', actionId)
      .where('due_at', 'is not', null);
    // Another gateway may be taking some of them.
    await this.#database.write([drop.compile()], { alone: true });
  }

  /** The restrictions on rooms in these applications whose end is due and not settled. */
  async dueEnds(applicationIds: readonly number[], limit: number): Promise<DueEnd[]> {
    return readDueEnds(this.#database, '=', { applicationIds, now: this.#nowMs(), limit });
  }
}

type CallRow = Omit<TakenCall, 'frees'> & { frees: number };

interface RunRow {
  id: string;
  input: string;
  requested_at: number;
  over: number | boolean;
  may_be_over: number | boolean;
}

const FALSE = sql`(1 = 0)`;
