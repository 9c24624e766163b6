import fc from 'fast-check';
import type { RoomEvent } from '../../src/vendors/calling/room-event.js';
import { type Deliveries, deliveries } from './schedules.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A stretch of time within which events may be late, repeated and in any order. */
export interface Era extends Deliveries {
  /** Since the era before began. */
  afterMs: number;
  /** Whether upkeep runs before its events come. */
  isSwept: boolean;
}

/** From long enough to forget people and closed rooms, to long enough to close quiet rooms. */
const gaps = fc.constantFrom(20 * MINUTE_MS, 13 * HOUR_MS, 25 * HOUR_MS);

export const eras: fc.Arbitrary<Era[]> = fc.array(
  fc
    .record({ delivery: deliveries, afterMs: gaps, isSwept: fc.boolean() })
    .map(({ delivery, afterMs, isSwept }) => ({ ...delivery, afterMs, isSwept })),
  { minLength: 2, maxLength: 5 },
);

/** The era's events, if it begins at `start`. */
export function eventsAt({ events }: Deliveries, start: number, applicationId: number): RoomEvent[] {
  return events.map((event) => ({ ...event, applicationId, atMs: start + event.atMs }));
}
