import { type CompiledQuery, sql } from 'kysely';
import { timeOfActionId } from '../journal/action-id.js';
import type { ActionRecord } from '../journal/action-record.js';
import type { JournalDatabase, Written } from '../journal/journal-database.js';
import { DueMedia } from './due-media.js';
import { MANY_INSTRUCTIONS, prepareForgetOfPerson } from './forget-of-person.js';
import { appliedQuery, givenBy, numbersOf, type Said, violatedQuery } from './given.js';
import { justGiven } from './just-given.js';
import { knownIn } from './known-row.js';
import { leftQueries } from './left-queries.js';
import { personIn } from './media-call.js';
import { EVERYBODY } from './media-columns.js';
import {
  type KnownRow,
  type MediaTarget,
  type Owner,
  prepareInsert,
  prepareInsertPlain,
  prepareOwn,
  prepareOwnFor,
  prepareRead,
} from './media-queries.js';
import type { PersonCall } from './media-wish.js';
import type { Switch } from './model.js';
import type { Coverage } from './needs.js';
import { numberOf, type PersonMedia, personOf } from './person-media.js';
import { RoomCalls } from './room-calls.js';
import type { Doubt } from './sending-again.js';
import { doubtNumber, prepareSent, prepareSentFirst } from './sent-queries.js';
import { readUndos } from './undo-tree.js';

/** An action, and what the statements of its intent changed and read. */
interface Recorded {
  readonly id: string | undefined;
  readonly written: readonly Written[];
}

/** What came of sending. */
export interface SentMedia extends MediaTarget {
  /** Where the vendor is called, for a person of whom the database may have nothing. Undefined: it has something. */
  readonly call: object | undefined;
  /** The turn to give back. Not given back if it was taken again since. Undefined: it is kept. */
  readonly turn: number | undefined;
  /** Undefined: nothing was sent, or certainly in vain. */
  readonly sent: { readonly audio: Switch; readonly video: Switch } | undefined;
  /** Undefined: nobody doubts that the vendor has it. */
  readonly doubt: Doubt | undefined;
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
  readonly #insertPlain;
  readonly #forget;
  readonly #own;
  readonly #ownFor;
  readonly #read;
  readonly #sent;
  readonly #sentFirst;

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
    this.#insertPlain = prepareInsertPlain(database);
    this.#forget = prepareForgetOfPerson(database);
    this.#own = prepareOwn(database, owner);
    this.#ownFor = prepareOwnFor(database, owner);
    this.#read = prepareRead(database);
    this.#sent = prepareSent(database, owner);
    this.#sentFirst = prepareSentFirst(database, owner);
  }

  /** Whether no other gateway can send. Then a turn need not be taken. */
  get isAlone(): boolean {
    return this.#owner.isAlone;
  }

  /**
   * The statements that give the instruction of the action `id`, take the turn to send for the person, and read what is known then.
   * They belong into the transaction that writes the action. Some take no turn and read nothing: see `isAllThatCounts`.
   *
   * @param call where the vendor is called; it may have other fields too
   */
  give(
    id: string,
    target: MediaTarget,
    said: Said | undefined,
    call: PersonCall,
    forMs: number,
  ): CompiledQuery[] {
    if (said && this.#isAllThatCounts(said)) {
      const insert = this.#insertPlain({ id, ...numbersOf(said) });
      return forgetsOthers(id) ? [insert, ...this.#forget(target)] : [insert];
    }
    const now = this.#nowMs();
    const { place, userId } = target;
    const person = JSON.stringify(personIn(call));
    const take = this.#ownFor({ place, userId, call: person, now, until: now + forMs, id });
    return said ? [this.#insert(givenBy(id, target, said, now)), take] : [take];
  }

  /** The statement that gives the instruction of the action `id` on a whole room. It belongs into the action's transaction. */
  giveToRoom(id: string, place: string, said: Said): CompiledQuery {
    return this.#insert(givenBy(id, { place, userId: EVERYBODY }, said, this.#nowMs()));
  }

  /** The statement that takes the turn to send for the person, and reads what is known then. */
  take(target: MediaTarget, call: object, forMs: number): CompiledQuery {
    const now = this.#nowMs();
    return this.#own({ ...target, call: JSON.stringify(call), now, until: now + forMs });
  }

  /**
   * The same as `give`, now, for an action whose gateway died. An older gateway may have recorded the action without its
   * instruction, which counts from the time of the action then.
   */
  async giveAgain(
    { id, requestedAt }: Pick<ActionRecord, 'id' | 'requestedAt'>,
    target: MediaTarget,
    said: Said | undefined,
    call: object,
    forMs: number,
  ): Promise<PersonMedia> {
    const insert = said && this.#insert(givenBy(id, target, said, requestedAt));
    const take = this.take(target, call, forMs);
    return this.#run(insert ? [insert, take] : [take], target);
  }

  look(target: MediaTarget): CompiledQuery {
    return this.#read(target);
  }

  /** What is known then, from what the statements of `give` returned. */
  given(
    { id = '', written }: Recorded,
    target: MediaTarget,
    said: Said | undefined,
  ): PersonMedia | Promise<PersonMedia> {
    if (!said || !this.#isAllThatCounts(said)) return this.#knownFrom(written.at(-1)?.rows ?? [], target);
    const number = written[0]?.number;
    return number === undefined ? this.lookNow(target) : justGiven(id, said, number, timeOfActionId(id));
  }

  /**
   * Whether nothing else has to be known to send what an instruction says: it is plain and on both media, so it ends all others, and
   * no other gateway can send.
   */
  #isAllThatCounts({ audio, video, durationMs, enforced }: Said): boolean {
    if (!this.#owner.isAlone || durationMs !== undefined || enforced) return false;
    return audio !== undefined && video !== undefined;
  }

  async #knownFrom(returned: readonly unknown[], target: MediaTarget): Promise<PersonMedia> {
    const [row] = returned as KnownRow[];
    // Another gateway has the turn.
    if (!row) return this.lookNow(target);
    const { person, rows } = knownIn(row);
    const undone = rows.filter(({ undos }) => undos).map(({ action_id }) => action_id);
    const { db, pages } = this.#database;
    const undos = undone.length > 0 ? await readUndos({ db, dialect: pages.dialect }, undone) : NO_UNDOS;
    return personOf(rows, undos, person, this.#owner.name, this.#nowMs());
  }

  /** Takes the turn, if it is free, and reads what is known. */
  async takeNow(target: MediaTarget, call: object, forMs: number): Promise<PersonMedia> {
    return this.#run([this.take(target, call, forMs)], target);
  }

  async lookNow(target: MediaTarget): Promise<PersonMedia> {
    return this.#run([this.look(target)], target);
  }

  /** The statements that note what came of sending, and give the turn back. */
  noteQueries({
    place,
    userId,
    call,
    turn,
    sent,
    doubt,
    since,
    instructions,
    ...more
  }: SentMedia): CompiledQuery[] {
    const now = this.#nowMs();
    const { covered, isGone, enforcedAt, applied } = more;
    const values = {
      place,
      userId,
      turn: turn ?? 0,
      audio: sent ? numberOf(sent.audio) : null,
      video: sent ? numberOf(sent.video) : null,
      now,
      since,
      againAt: doubt?.againInMs === undefined ? null : now + doubt.againInMs,
      doubt: doubtNumber(doubt),
      isSet: covered ? 1 : 0,
      isGone: isGone ? 1 : 0,
      seenTo: covered ? Math.floor(covered.seenTo) : null,
      answeredAt: covered?.answeredAt === undefined ? null : Math.ceil(covered.answeredAt),
      enforcedAt: enforcedAt ?? null,
    };
    const note = call ? this.#sentFirst({ ...values, call: JSON.stringify(call) }) : this.#sent(values);
    const queries = applied?.length ? [note, appliedQuery(this.#database, applied, now)] : [note];
    if (instructions < MANY_INSTRUCTIONS) return queries;
    return [...this.#forget({ place, userId }), ...queries];
  }

  /** The statement that notes that these restrictions were violated. It belongs into the transaction of the action `id`. */
  violated(actionIds: readonly string[], id: string): CompiledQuery {
    return violatedQuery(this.#database, actionIds, id, this.#nowMs());
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
    const written = await this.#database.writeAndRead(queries);
    return this.#knownFrom(written.at(-1)?.rows ?? [], target);
  }
}

/** What counts no more is forgotten where it is read. Of the instructions that read nothing, one of sixteen forgets it. */
function forgetsOthers(actionId: string): boolean {
  return actionId.endsWith('0');
}

const NO_UNDOS: Awaited<ReturnType<typeof readUndos>> = new Map();
