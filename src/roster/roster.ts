import type { JournalDatabase } from '../journal/journal-database.js';
import { placeOfRoom, type RoomName } from '../values/room-name.js';
import type { RoomEvent } from '../vendors/calling/room-event.js';
import { registersOf } from './known-room.js';
import { presenceOf, timeOfKey } from './registers.js';
import { changesAfter, findPeople, lastChange, type RoomChange } from './room-changes.js';
import {
  findRoom,
  type ListedPerson,
  type ListedRoom,
  listPeople,
  listRooms,
  type PeopleRequest,
  type RoomsRequest,
} from './roster-pages.js';
import { type RosterTables, readPeople, readRooms } from './roster-rows.js';
import { type RosterTotals, readTotals } from './roster-totals.js';
import { type EventResult, type StoredEvent, takeEvents } from './take-events.js';
import { sweepOnce } from './upkeep-steps.js';

/** More rooms than any application has open. Others are not taken into the roster. */
const MAX_OPEN_ROOMS = 100_000;
/** Closed rooms are remembered for a while. Beyond this number, the oldest are forgotten at once. */
const MAX_CLOSED_ROOMS = 100_000;
const MAX_PEOPLE = 1_000_000;

/** The clocks of two of the vendor's machines, and of a gateway, can differ by so much. */
const CLOCKS_DIFFER_MS = 10_000;

/** Is told of events that were new, once they are on disk, in the order of their numbers. It must not throw. */
export type StoredListener = (events: readonly StoredEvent[]) => void;

/**
 * Who is in which room, as far as the vendors' events tell. It is in the journal's database, so gateways share it. Events
 * may come repeatedly, late and in any order, and to any gateway.
 */
export class Roster {
  readonly #database: JournalDatabase;
  readonly #nowMs: () => number;
  readonly #listeners: StoredListener[] = [];
  #totals: RosterTotals = { rooms: 0, openRooms: 0, people: 0 };

  /** `nowMs`: milliseconds since the epoch, on the clock that all gateways with this database share. */
  constructor(database: JournalDatabase, nowMs: () => number) {
    this.#database = database;
    this.#nowMs = nowMs;
  }

  /**
   * Calls `listener` with each event that this gateway was the first to store. Events that other gateways store are in the
   * table `room_events`, in the order of their numbers.
   */
  onStored(listener: StoredListener): void {
    this.#listeners.push(listener);
  }

  /** Resolves once the events are on disk. Rejects if they are not, or may not be; they can then be taken again. */
  async take(events: readonly RoomEvent[]): Promise<EventResult[]> {
    const now = this.#nowMs();
    const { openRooms, people } = this.#totals;
    const options = { now, hasRoom: openRooms < MAX_OPEN_ROOMS && people < MAX_PEOPLE };
    const { results, stored } = await this.#database.inTurn((read) =>
      takeEvents(this.#tables, read, events, options),
    );
    if (stored.length > 0) for (const listener of this.#listeners) listener(stored);
    return results;
  }

  /**
   * Takes in that the vendor said that somebody is not in a room, in answer to a request sent at `sentAt` (milliseconds
   * since the epoch). If the roster has the person there since before that, their exit was missed.
   */
  async takeAbsence(
    { applicationId, room, userId }: { applicationId: number; room: RoomName; userId: string },
    sentAt: number,
  ): Promise<boolean> {
    const place = placeOfRoom(applicationId, room);
    const { db } = this.#database;
    const [known] = (await db.executeQuery(readRooms(this.#tables, [place]))).rows;
    const [row] = (await db.executeQuery(readPeople(this.#tables, [{ place, user_id: userId }]))).rows;
    const person = registersOf(row);
    const isThere = known !== undefined && presenceOf(person, known.erased) !== undefined;
    const seenAt = timeOfKey(person.seen);
    if (!isThere || seenAt > sentAt - CLOCKS_DIFFER_MS) return false;
    // An exit right after what was last seen. If something newer comes meanwhile, the person is there.
    const exit = { applicationId, room, userId, kind: 'left', type: 0, atMs: seenAt } as const;
    return (await this.take([exit])).includes('stored');
  }

  /** Undefined if nothing is known of the room. */
  findRoom(place: string): Promise<ListedRoom | undefined> {
    return findRoom(this.#database.pages, place);
  }

  /** The open rooms, the newest first. */
  listRooms(request: RoomsRequest): Promise<ListedRoom[]> {
    return listRooms(this.#database.pages, request);
  }

  /** Who is in a room, by their ids. */
  listPeople(request: PeopleRequest): Promise<ListedPerson[]> {
    return listPeople(this.#database.pages, request);
  }

  /** Some people of a room as they are now, also those who have left, by their ids. */
  findPeople(
    room: Pick<ListedRoom, 'place' | 'erased'>,
    userIds: readonly string[],
  ): ReturnType<typeof findPeople> {
    return findPeople(this.#database.pages, room, userIds);
  }

  /** The events that any gateway has stored after this number, at most `limit`. */
  changesAfter(number: number, limit: number): Promise<RoomChange[]> {
    return changesAfter(this.#database.pages, number, limit);
  }

  /** The number of the newest event. */
  lastChange(): Promise<number> {
    return lastChange(this.#database.pages);
  }

  get totals(): RosterTotals {
    return this.#totals;
  }

  /** Counts the rooms and people again. */
  async count(): Promise<void> {
    this.#totals = await readTotals(this.#database);
  }

  /** Removes a little of what is no longer needed. Resolves with whether there may be more. */
  async sweep(): Promise<boolean> {
    const { rooms, openRooms } = this.#totals;
    const excessRooms = Math.max(0, rooms - openRooms - MAX_CLOSED_ROOMS);
    const options = { now: this.#nowMs(), excessRooms };
    const swept = await sweepOnce(this.#database, this.#tables, options);
    this.#totals = { ...this.#totals, rooms: this.#totals.rooms - swept.rooms };
    return swept.more;
  }

  get #tables(): RosterTables {
    const { db, pages } = this.#database;
    return { db, dialect: pages.dialect };
  }
}
