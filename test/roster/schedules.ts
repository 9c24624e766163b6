import fc from 'fast-check';
import {
  ROOM_EVENT_KINDS,
  type RoomEvent,
  type RoomEventKind,
  type RoomTerminal,
} from '../../src/vendors/calling/room-event.js';

/** Two of the names are the same text, so that a dismissal may be of either room. */
const rooms = fc.constantFrom<RoomEvent['room']>({ roomId: 1 }, { strRoomId: '1' }, { strRoomId: 'stage' });
const users = fc.constantFrom('anna', 'bela', 'carl');
/** Few times, so that some are equal. */
const times = fc.integer({ min: 1_000, max: 1_040 });
const roles = fc.constantFrom('ANCHOR' as const, 'AUDIENCE' as const);
const media = fc.constantFrom<RoomEventKind>(
  'video-started',
  'video-stopped',
  'audio-started',
  'audio-stopped',
  'screen-started',
  'screen-stopped',
);
const terminals = fc.constantFrom<RoomTerminal>('IOS', 'ANDROID', 'OTHER');
const applicationId = 0;

const entries = fc
  .record({
    room: rooms,
    userId: users,
    atMs: times,
    role: roles,
    terminal: terminals,
    isGuest: fc.boolean(),
    isReturn: fc.boolean(),
  })
  .map((event): RoomEvent => ({ ...event, applicationId, kind: 'entered', type: 103 }));
const exits = fc
  .record({ room: rooms, userId: users, atMs: times })
  .map((event): RoomEvent => ({ ...event, applicationId, kind: 'left', type: 104 }));
const roleChanges = fc
  .record({ room: rooms, userId: users, atMs: times, role: roles })
  .map((event): RoomEvent => ({ ...event, applicationId, kind: 'role-changed', type: 105 }));
const publications = fc
  .record({ room: rooms, userId: users, atMs: times, kind: media })
  .map((event): RoomEvent => ({ ...event, applicationId, type: 200 + ROOM_EVENT_KINDS.indexOf(event.kind) }));
const openings = fc
  .record({ room: rooms, atMs: times })
  .map((event): RoomEvent => ({ ...event, applicationId, kind: 'opened', type: 101 }));
/** As the vendor's: of a numeric room with its number as a text, so it may be another's. */
const dismissals = fc
  .record({ strRoomId: fc.constantFrom('1', 'stage'), atMs: times })
  .map(({ strRoomId, atMs }): RoomEvent => {
    const event = { applicationId, room: { strRoomId }, atMs, kind: 'dismissed' as const, type: 102 };
    return strRoomId === '1' ? { ...event, orRoomId: 1 } : event;
  });
const certainDismissals = times.map(
  (atMs): RoomEvent => ({ applicationId, room: { roomId: 1 }, atMs, kind: 'dismissed', type: 102 }),
);
const unknown = fc
  .record({ room: rooms, userId: users, atMs: times })
  .map((event): RoomEvent => ({ ...event, applicationId, type: 301 }));

const schedule = fc.uniqueArray(
  fc.oneof(
    { arbitrary: entries, weight: 4 },
    { arbitrary: exits, weight: 3 },
    { arbitrary: publications, weight: 4 },
    { arbitrary: roleChanges, weight: 1 },
    { arbitrary: openings, weight: 1 },
    { arbitrary: dismissals, weight: 2 },
    { arbitrary: certainDismissals, weight: 1 },
    { arbitrary: unknown, weight: 1 },
  ),
  {
    minLength: 1,
    maxLength: 25,
    selector: ({ room, userId, type, kind, atMs }) => JSON.stringify([room, userId, type, kind, atMs]),
  },
);

export interface Deliveries {
  events: RoomEvent[];
  /** Indexes of events: each comes once or more often, in any order and in batches of any size. */
  batches: number[][];
}

/** Any schedule of events, and how it is delivered. */
export const deliveries: fc.Arbitrary<Deliveries> = schedule.chain((events) => {
  const all = events.map((_, index) => index);
  const repeats = fc.array(fc.nat({ max: events.length - 1 }), { maxLength: 8 });
  const order = repeats.chain((again) =>
    fc.shuffledSubarray(
      [...all, ...again].map((index, place) => ({ index, place })),
      { minLength: all.length + again.length },
    ),
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 40, maxLength: 40 });
  return fc.record({ order, sizes }).map(({ order, sizes }) => {
    const indexes = order.map(({ index }) => index);
    const batches: number[][] = [];
    for (const size of sizes) if (indexes.length > 0) batches.push(indexes.splice(0, size));
    return { events, batches };
  });
});
