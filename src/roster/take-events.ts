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
  const given = events.map((event) => new Given(event));
  const keys = given.map(({ key }) => key);
  const known = new Set((await read(readKnown(tables, keys))).map(textOf));
  const fresh: Given[] = [];
  for (const one of given) {
    if (!known.has(one.text)) fresh.push(one);
    known.add(one.text);
  }
  for (const one of fresh) one.result = 'stored';
  const resultsOf = () => given.map(({ result }) => result);
  if (fresh.length === 0) return { queries: [], result: { results: resultsOf(), stored: [] } };

  const batch = new RoomBatch(tables, options.now);
  const freshEvents = fresh.map(({ event }) => event);
  await batch.load(read, freshEvents);
  for (const one of fresh) if (!batch.take(one.event, options.hasRoom)) one.result = 'beyond-limit';
  await batch.settle(read);

  const [{ last } = { last: null }] = await read(readLastNumber(tables));
  const first = (last ?? 0) + 1;
  const rows: RoomEventsTable[] = fresh.map(({ event, key }, index) => ({
    ...key,
    number: first + index,
    received_at: options.now,
    event: JSON.stringify(event),
  }));
  const stored = fresh.flatMap(({ event, result }, index) =>
    result === 'stored' ? [{ ...event, number: first + index }] : [],
  );
  return {
    queries: [...writeEvents(tables, rows), ...batch.writes()],
    result: { results: resultsOf(), stored },
  };
}

/** An event that is to be taken. */
class Given {
  readonly event: RoomEvent;
  readonly key: EventKey;
  /** Two events with the same text are one. */
  readonly text: string;
  result: EventResult = 'repeat';

  constructor(event: RoomEvent) {
    this.event = event;
    this.key = eventKeyOf(event);
    this.text = textOf(this.key);
  }
}

function eventKeyOf({ applicationId, room, userId = '', type, atMs }: RoomEvent): EventKey {
  return { at_ms: atMs, place: placeOfRoom(applicationId, room), user_id: userId, type };
}

function textOf({ at_ms, place, user_id, type }: EventKey): string {
  return JSON.stringify([at_ms, place, user_id, type]);
}
