import type { CompiledQuery } from 'kysely';
import type { ReadRows } from '../journal/journal-database.js';
import type { RoomEventsTable } from '../journal/roster-tables.js';
import { placeOfRoom } from '../values/room-name.js';
import type { RoomEvent } from '../vendors/calling/room-event.js';
import { RoomBatch } from './room-batch.js';
import { type EventKey, type RosterTables, readKnown, readLastNumber, writeEvents } from './roster-rows.js';

/** An event that was recorded, with its number. Numbers are in the order of the commits. */
export interface StoredEvent extends RoomEvent {
  number: number;
}

/**
 * - `stored`: the event was new
 * - `repeat`: it was recorded before
 * - `beyond-limit`: it was new and is recorded, but it is not in the roster, because the roster is full
 */
export type EventResult = 'stored' | 'repeat' | 'beyond-limit';

export interface Taken {
  /** In the order of the events. */
  results: EventResult[];
  stored: StoredEvent[];
}

export interface TakeOptions {
  /** Milliseconds since the epoch. */
  now: number;
  /** Whether rooms that are not in the roster may open. */
  hasRoom: boolean;
}

/** Takes events into the roster. It runs within a turn, and returns what the turn writes. */
export async function takeEvents(
  tables: RosterTables,
  read: ReadRows,
  events: readonly RoomEvent[],
  options: TakeOptions,
): Promise<{ queries: CompiledQuery[]; result: Taken }> {
  const given = events.map((event) => ({ event, key: eventKeyOf(event) }));
  const known = new Set(
    (
      await read(
        readKnown(
          tables,
          given.map(({ key }) => key),
        ),
      )
    ).map(textOf),
  );
  const results: EventResult[] = [];
  const fresh: typeof given = [];
  for (const one of given) {
    const text = textOf(one.key);
    results.push(known.has(text) ? 'repeat' : 'stored');
    if (!known.has(text)) fresh.push(one);
    known.add(text);
  }
  if (fresh.length === 0) return { queries: [], result: { results, stored: [] } };
  const batch = new RoomBatch(tables, options.now);
  await batch.load(
    read,
    fresh.map(({ event }) => event),
  );
  const refused = new Set(
    fresh.filter(({ event }) => !batch.take(event, options.hasRoom)).map(({ key }) => textOf(key)),
  );
  await batch.settle(read);
  const [{ last } = { last: null }] = await read(readLastNumber(tables));
  const stored = fresh.map(({ event }, index) => ({ ...event, number: (last ?? 0) + index + 1 }));
  const rows: RoomEventsTable[] = fresh.map(({ event, key }, index) => ({
    ...key,
    number: (last ?? 0) + index + 1,
    received_at: options.now,
    event: JSON.stringify(event),
  }));
  return {
    queries: [...writeEvents(tables, rows), ...batch.writes()],
    result: {
      results: results.map((result, index) => {
        const key = given[index]?.key;
        return result === 'stored' && key && refused.has(textOf(key)) ? 'beyond-limit' : result;
      }),
      stored: stored.filter((_, index) => !refused.has(textOf(fresh[index]?.key as EventKey))),
    },
  };
}

function eventKeyOf({ applicationId, room, userId = '', type, atMs }: RoomEvent): EventKey {
  return { at_ms: atMs, place: placeOfRoom(applicationId, room), user_id: userId, type };
}

function textOf({ at_ms, place, user_id, type }: EventKey): string {
  return JSON.stringify([at_ms, place, user_id, type]);
}
