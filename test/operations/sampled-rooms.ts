import fc from 'fast-check';
import type { RoomKey } from '../../src/emulators/trtc/room-event.js';

export const DEFAULT_APPLICATION = 1400188366;

/** The fields of every input that names a room. */
export interface RoomFields {
  sdkAppId?: unknown;
  roomId?: unknown;
  strRoomId?: unknown;
}

/** A room as the emulator's functions are given it. */
export function addressOf({ sdkAppId, roomId, strRoomId }: RoomFields): [number, RoomKey] {
  const room = typeof strRoomId === 'string' ? strRoomId : Number(roomId);
  return [Number(sdkAppId ?? DEFAULT_APPLICATION), room];
}

/** What samples of an operation in a kind of rooms need. */
export interface SampledRooms {
  room: object;
  otherRooms: readonly object[];
  any: fc.Arbitrary<object>;
}

export const NUMERIC: SampledRooms = {
  room: { roomId: 10006 },
  // The string room of the same digits is another room.
  otherRooms: [{ roomId: 7 }, { roomId: null, strRoomId: '10006' }],
  any: fc.record({ roomId: fc.integer({ min: 1, max: 2 ** 32 - 2 }) }),
};

const CHARACTERS = [
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,',
];

export const STRING: SampledRooms = {
  room: { strRoomId: '10006' },
  otherRooms: [{ strRoomId: '7' }, { strRoomId: null, roomId: 10006 }],
  any: fc.record({
    strRoomId: fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength: 1, maxLength: 64 }),
  }),
};
