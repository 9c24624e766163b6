import { type CompiledQuery, sql } from 'kysely';
import type { ActionRecord } from '../journal/action-record.js';
import type { JournalDatabase } from '../journal/journal-database.js';
import { ENDLESS } from '../journal/media-tables.js';
import { DueMedia } from './due-media.js';
import { leftQueries } from './left-queries.js';
import { EVERYBODY, instructionColumns } from './media-columns.js';
import {
  forgetQueries,
  type KnownRow,
  MANY_INSTRUCTIONS,
  type MediaTarget,
  type Owner,
  PERSON_COLUMNS,
  prepareInsert,
  prepareOwn,
  prepareOwnFor,
  prepareRead,
  prepareSent,
} from './media-queries.js';
import type { Switch, Switches } from './model.js';
import type { Coverage } from './needs.js';
import {
  type InstructionRow,
  numberOf,
  type PersonMedia,
  type PersonRow,
  PLAIN_HOLDS_MS,
  personOf,
} from './person-media.js';
import { RoomCalls } from './room-calls.js';
import { readUndos } from './undo-tree.js';

/** What an instruction says, and for how long. */
export interface Said extends Switches {
  /** Absent: it has no end of its own, and is plain unless it is enforced. */
  readonly durationMs?: number | undefined;
  /** It is to be set again whenever somebody whom it covers comes or publishes. */
  readonly enforced?: boolean | undefined;
  /** Of an instruction on a whole room: whom it leaves out. Absent: the instruction is on a person. */
  readonly exceptUserIds?: readonly string[] | undefined;
}

/** What came of sending. */
export interface SentMedia extends MediaTarget {
  /** The turn to give back. Not given back if it was taken again since. Undefined: it is kept. */
  readonly turn: number | undefined;
  /** Undefined: nothing was sent, or certainly in vain. */
  readonly sent: { readonly audio: Switch; readonly video: Switch } | undefined;
  /** Whether the state must be sent once more, and after how long. */
  readonly againInMs: number | undefined;
  /** When what was known when it was sent was read, on the database's clock. */
  readonly since: number;
  /** How many instructions were read. */
  readonly instructions: number;
  /** Undefined: the vendor has not said that it was set. */
  readonly covered?: Coverage | undefined;
  /** The restrictions of which the vendor has said that they were set. */
  readonly applied?: readonly string[] | undefined;
  /** The vendor said that the person is not there. */
  readonly isGone?: boolean | undefined;
  /** When the person was lately enforced on. Undefined: it was nothing that is enforced. */
  readonly enforcedAt?: string | undefined;
}

/** Reads and writes what must hold for people's audio and video. */
export class MediaStore {
  readonly due: DueMedia;
  readonly rooms: RoomCalls;
  readonly #database: JournalDatabase;
  readonly #owner: Owner;
  readonly #nowMs: () => number;
  readonly #insert;
  readonly #own;
  readonly #ownFor;
  readonly #read;
  readonly #sent;

  /**
   * `owner`: this gateway. `nowMs`: milliseconds since the epoch, on the clock that all
   * gateways with this database share. It does not go back.
   */
  constructor(database: JournalDatabase, owner: Owner, nowMs: () => number) {
    this.#database = database;
    this.#owner = owner;
    this.#nowMs = nowMs;
    this.due = new DueMedia(database, nowMs);
    this.rooms = new RoomCalls(database, nowMs);
    this.#insert = prepareInsert(database);
    this.#own = prepareOwn(database, owner);
    this.#ownFor = prepareOwnFor(database, owner);
    this.#read = prepareRead(database);
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
    const take = this.#ownFor({ ...target, call, now, until: now + forMs, id });
    return insert ? [insert, take] : [take];
  }

  /** The statement that gives the instruction of the action `id` on a whole room. It belongs into the action's transaction. */
  giveToRoom(id: string, place: string, said: Said): CompiledQuery {
    return this.#insert({ place, userId: EVERYBODY, ...valuesOf(said, this.#nowMs()), id });
  }

  /** The statement that takes the turn to send for the person, and reads what is known then. */
  take(target: MediaTarget, call: string, forMs: number): CompiledQuery {
    const now = this.#nowMs();
    return this.#own({ ...target, call, now, until: now + forMs });
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
    const take = this.take(target, call, forMs);
    return this.#run(insert ? [insert, take] : [take], target);
  }

  look(target: MediaTarget): CompiledQuery {
    return this.#read(target);
  }

  /** Reads the answers of statements of which the last is that of `give`, `take` or `look`. */
  async read(answers: readonly (readonly unknown[])[], target: MediaTarget): Promise<PersonMedia> {
    const [row] = (answers.at(-1) ?? []) as KnownRow[];
    // Another gateway has the turn.
    if (!row) return this.lookNow(target);
    const { person, rows } = knownIn(row);
    const undone = rows.filter(({ undos }) => undos).map(({ action_id }) => action_id);
    const { db, pages } = this.#database;
    const undos = undone.length > 0 ? await readUndos({ db, dialect: pages.dialect }, undone) : NO_UNDOS;
    return personOf(rows, undos, person, this.#owner.name, this.#nowMs());
  }

  /** Takes the turn, if it is free, and reads what is known. */
  async takeNow(target: MediaTarget, call: string, forMs: number): Promise<PersonMedia> {
    return this.#run([this.take(target, call, forMs)], target);
  }

  async lookNow(target: MediaTarget): Promise<PersonMedia> {
    return this.#run([this.look(target)], target);
  }

  /** The statements that note what came of sending, and give the turn back. */
  noteQueries({
    place,
    userId,
    turn,
    sent,
    againInMs,
    since,
    instructions,
    ...more
  }: SentMedia): CompiledQuery[] {
    const now = this.#nowMs();
    const { covered, isGone, enforcedAt, applied } = more;
    const note = this.#sent({
      place,
      userId,
      turn: turn ?? 0,
      audio: sent ? numberOf(sent.audio) : null,
      video: sent ? numberOf(sent.video) : null,
      now,
      since,
      againAt: againInMs === undefined ? null : now + againInMs,
      isSet: covered ? 1 : 0,
      isGone: isGone ? 1 : 0,
      seenTo: covered ? Math.floor(covered.seenTo) : null,
      answeredAt: covered?.answeredAt === undefined ? null : Math.ceil(covered.answeredAt),
      enforcedAt: enforcedAt ?? null,
    });
    const queries = applied?.length ? [note, this.#applied(applied, now)] : [note];
    if (instructions < MANY_INSTRUCTIONS) return queries;
    return [...forgetQueries(this.#database, { place, userId }), ...queries];
  }

  #applied(actionIds: readonly string[], now: number): CompiledQuery {
    const { db } = this.#database;
    return db
      .updateTable('media_instructions')
      .set({ applied: sql`applied + 1`, applied_at: now })
      .where('action_id', 'in', actionIds)
      .compile();
  }

  /** The statement that notes that these restrictions were violated. It belongs into the transaction of the action `id`. */
  violated(actionIds: readonly string[], id: string): CompiledQuery {
    const { db } = this.#database;
    return db
      .updateTable('media_instructions')
      .set({ violated_at: this.#nowMs() })
      .where('action_id', 'in', actionIds)
      .where((row) => row.exists(db.selectFrom('actions').where('actions.id', '=', id).select('actions.id')))
      .compile();
  }

  /** Writes what `noteQueries` gave. */
  async write(place: string, queries: readonly CompiledQuery[]): Promise<void> {
    await this.#database.write(queries, { places: [place] });
  }

  /**
   * Notes that the action `id` made these people leave, or dismissed the room if there is no list. What was plainly set before has
   * ended then, and a dismissal ends everything.
   */
  async left(id: string, place: string, userIds?: readonly string[]): Promise<void> {
    await this.#database.write(leftQueries(this.#database, id, place, userIds, this.#nowMs()), {
      places: [place],
    });
  }

  /**
   * The statement that notes that an action is to end an instruction, unless another one does already. It belongs into the
   * action's transaction. If the action is refused, the instruction has not ended.
   */
  end(actionId: string, how: 'EXPIRED' | 'LIFTED', endActionId: string): CompiledQuery {
    const { db } = this.#database;
    return db
      .updateTable('media_instructions')
      .set({ ended_how: how, end_action_id: endActionId })
      .where('action_id', '=', actionId)
      .where('ended_at', 'is', null)
      .where(
        sql<boolean>`not exists (select 1 from actions where actions.id = media_instructions.end_action_id
          and actions.status not in ('REFUSED', 'DENIED'))`,
      )
      .where((row) =>
        row.exists(db.selectFrom('actions').where('actions.id', '=', endActionId).select('actions.id')),
      )
      .compile();
  }

  /** The statement that notes that an action has ended an instruction, whatever becomes of others that are to end it. */
  lifted(actionId: string, endActionId: string): CompiledQuery {
    return this.#database.db
      .updateTable('media_instructions')
      .set({ ended_how: 'LIFTED', end_action_id: endActionId, ended_at: this.#nowMs() })
      .where('action_id', '=', actionId)
      .where('ended_at', 'is', null)
      .compile();
  }

  async #run(queries: readonly CompiledQuery[], target: MediaTarget): Promise<PersonMedia> {
    return this.read(
      (await this.#database.writeAndRead(queries)).map(({ rows }) => rows),
      target,
    );
  }
}

const NO_UNDOS: Awaited<ReturnType<typeof readUndos>> = new Map();
const INSTRUCTION_NAMES = Object.keys(instructionColumns(null, 'sqlite'));

function knownIn({ known }: KnownRow): { person: PersonRow; rows: InstructionRow[] } {
  const values: unknown[] = JSON.parse(known);
  // PostgreSQL gives null for no instruction.
  const rows = (values.at(-1) ?? []) as unknown[][];
  return {
    person: named<PersonRow>(PERSON_COLUMNS, values),
    rows: rows.map((row) => named<InstructionRow>(INSTRUCTION_NAMES, row)),
  };
}

function named<Row>(names: readonly string[], values: readonly unknown[]): Row {
  const row: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) row[name] = values[index];
  return row as Row;
}

function valuesOf({ audio, video, durationMs, enforced, exceptUserIds }: Said, now: number) {
  const endsAt = durationMs === undefined ? null : now + durationMs;
  // Those on rooms are shown, so they have an end.
  const isPlainOfRoom = exceptUserIds !== undefined && endsAt === null && !enforced;
  return {
    audio: audio === undefined ? null : numberOf(audio),
    video: video === undefined ? null : numberOf(video),
    now,
    endsAt: isPlainOfRoom ? now + PLAIN_HOLDS_MS : (endsAt ?? (enforced ? ENDLESS : null)),
    dueAt: isPlainOfRoom ? now + PLAIN_HOLDS_MS : endsAt,
    enforced: enforced ? 1 : 0,
    plain: isPlainOfRoom ? 1 : 0,
    exceptIds: exceptUserIds?.length ? JSON.stringify(exceptUserIds) : null,
  };
}
