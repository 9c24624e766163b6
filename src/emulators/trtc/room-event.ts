import type { Medium, Person } from './room-person.js';

/** The id of a numeric room, or the name of a string room. As keys of a map, 123 and "123" differ. */
export type RoomKey = number | string;

/** The vendor's `EventType`s of rooms. */
export const ROOM_EVENTS = { create: 101, dismiss: 102, enter: 103, leave: 104, changeRole: 105 } as const;

/** The vendor's `EventType`s of what people publish. */
export const MEDIA_EVENTS: Readonly<Record<Medium, { start: number; stop: number }>> = {
  video: { start: 201, stop: 202 },
  audio: { start: 203, stop: 204 },
  screen: { start: 205, stop: 206 },
};

/** Something that happened in a room. */
export interface RoomEvent {
  sdkAppId: number;
  room: RoomKey;
  type: number;
  /** Absent: nobody in particular. */
  userId?: string;
  /** The vendor's fields that this type has besides. */
  details?: object;
}

/** The vendor's fields of an entry. */
export function entryDetails({ role, terminalType, userType }: Person, reason: number): object {
  return { Role: role, TerminalType: terminalType, UserType: userType, Reason: reason };
}

/**
 * The body of a callback, with the fields in the order of the vendor's examples. `eventMs`: when it happened.
 * `callbackMs`: when the callback is sent.
 */
export function callbackBody(event: RoomEvent, eventMs: number, callbackMs: number): string {
  const { room, type, userId, details } = event;
  return JSON.stringify({
    EventGroupId: type < 200 ? 1 : 2,
    EventType: type,
    CallbackTs: callbackMs,
    EventInfo: {
      // In the vendor's own example, the dismissal of a numeric room has its id as a string.
      RoomId: type === ROOM_EVENTS.dismiss ? String(room) : room,
      EventTs: Math.floor(eventMs / 1000),
      EventMsTs: eventMs,
      ...(userId !== undefined && { UserId: userId }),
      ...details,
    },
  });
}

/**
 * The times of events. Two events of one person in one room never have the same time, and no event has that of the room's
 * creation or dismissal, so that their order is certain. Otherwise, nobody could tell whether somebody who left and came
 * back within a millisecond is in the room.
 */
export class EventTimes {
  readonly #epochMs: () => number;
  #last = 0;
  /** What happened at `#last`: a room's key when anything did, one for the room itself, and one for each person. */
  readonly #happened = new Set<string>();

  constructor(epochMs: () => number) {
    this.#epochMs = epochMs;
  }

  timeOf({ sdkAppId, room, type, userId }: RoomEvent): number {
    const any = JSON.stringify([sdkAppId, room]);
    const ofRoom = `${any} itself`;
    const ofPerson = `${any} ${userId}`;
    const isOfRoom = type === ROOM_EVENTS.create || type === ROOM_EVENTS.dismiss;
    const now = Math.max(Math.floor(this.#epochMs()), this.#last);
    const before = isOfRoom ? [any] : [ofRoom, ofPerson];
    const time = now === this.#last && before.some((key) => this.#happened.has(key)) ? now + 1 : now;
    if (time !== this.#last) this.#happened.clear();
    this.#last = time;
    for (const key of [any, isOfRoom ? ofRoom : ofPerson]) this.#happened.add(key);
    return time;
  }
}
