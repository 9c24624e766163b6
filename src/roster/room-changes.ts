import { sql } from 'kysely';
import type { JournalPages } from '../journal/journal-database.js';
import type { RoomEventKind } from '../vendors/calling/room-event.js';
import { registersOf } from './known-room.js';
import { presenceOf, timeOfKey } from './registers.js';
import type { ListedPerson, ListedRoom } from './roster-pages.js';
import { readPeople } from './roster-rows.js';

/** An event that was stored by any gateway. */
export interface RoomChange {
  number: number;
  place: string;
  /** Empty: it is about the room as a whole. */
  userId: string;
  kind: RoomEventKind | undefined;
}

/** The events after a number, in the order of their numbers. */
export async function changesAfter(
  { db }: JournalPages,
  number: number,
  limit: number,
): Promise<RoomChange[]> {
  const rows = await db
    .selectFrom('room_events')
    .select(['number', 'place', 'user_id', 'event'])
    .where('number', '>', number)
    .orderBy('number')
    .limit(limit)
    .execute();
  return rows.map(({ number, place, user_id: userId, event }) => {
    const { kind } = JSON.parse(event) as { kind?: RoomEventKind };
    return { number, place, userId, kind };
  });
}

/** The number of the newest event. 0: there is none, and numbers begin anew. */
export async function lastChange({ db }: JournalPages): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(number) as last from room_events`.execute(
    db,
  );
  return rows[0]?.last ?? 0;
}

/** Some people as they are now, by their ids. Those who have left are as they were, without what they published. */
export async function findPeople(
  pages: JournalPages,
  { place, erased }: Pick<ListedRoom, 'place' | 'erased'>,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, FoundPerson>> {
  const keys = userIds.map((user_id) => ({ place, user_id }));
  const { rows } = await pages.db.executeQuery(readPeople(pages, keys));
  return new Map(
    rows.map((row): [string, FoundPerson] => {
      const { user_id: userId } = row;
      const registers = registersOf(row);
      const presence = presenceOf(registers, erased);
      if (presence) return [userId, { person: { ...presence, userId }, isHere: true }];
      const unknown = {
        isGuest: false,
        role: undefined,
        terminal: undefined,
        enteredAt: timeOfKey(registers.seen),
      };
      const before = presenceOf({ ...registers, gone: 0 }, 0) ?? unknown;
      const person = { ...before, userId, audio: false, video: false, screen: false };
      return [userId, { person, isHere: false }];
    }),
  );
}

/** Somebody who is in a room, or was. */
interface FoundPerson {
  person: ListedPerson;
  isHere: boolean;
}
