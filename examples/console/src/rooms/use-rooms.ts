import { useCallback, useEffect, useRef, useState } from 'react';
import { useGateway } from '../gateway.js';
import { useFeeds } from '../live/feeds.js';
import { readOnChange } from '../live/live-topic.js';
import { useRoomStream } from '../live/room-stream.js';
import type { Media } from '../media-state.js';
import { type RoomName, roomKey } from '../room-name.js';
import {
  type FoundPeople,
  type FoundPerson,
  type FoundRoom,
  readPeople,
  readRooms,
} from './room-readings.js';

export type Room = FoundRoom & {
  /** Undefined until they have been read, which happens when the room is shown. */
  people: readonly Person[] | undefined;
  /** Whether there are more people than these. */
  hasMore: boolean;
};

export interface Person extends FoundPerson {
  /** Was in the room at an earlier reading, and has left since. */
  left: boolean;
}

interface Rooms {
  /** Undefined until the rooms have been read. */
  rooms: readonly Room[] | undefined;
  /** The latest reading failed. */
  unreachable: boolean;
  /** Shows a state that was just set, before the next reading. */
  assume(room: RoomName, userId: string, media: Partial<Media>): void;
  forgetLeft(): void;
}

/**
 * No stream tells of rooms that open and close, and whoever may not read actions is not told of mutes without an end that others
 * give.
 */
const READ_ROOMS_EVERY_MS = 10_000;

/**
 * The open rooms of these applications, and who is in the chosen one; in the first, if none is chosen.
 *
 * Rows do not move while somebody looks at them: people who enter come last, and people who leave keep their row.
 */
export function useRooms(sdkAppIds: readonly number[], chosen: string): Rooms {
  const gateway = useGateway();
  const { room: feed } = useFeeds();
  const [rooms, setRooms] = useState<readonly Room[]>();
  const [unreachable, setUnreachable] = useState(false);
  const latest = useRef<readonly Room[]>([]);
  const assumptions = useRef(0);
  // The list is a new array with every reading of the viewer, with the same content.
  const asked = sdkAppIds.join();

  const show = useCallback((shown: readonly Room[]) => {
    latest.current = shown;
    setRooms(shown);
  }, []);

  useEffect(() => {
    const read = async (isEnded: () => boolean) => {
      const answer = await readRooms(gateway, asked === '' ? [] : asked.split(',').map(Number));
      if (isEnded()) return false;
      setUnreachable(answer.failure !== undefined);
      if (!answer.rooms) return false;
      const known = mergeRooms(latest.current, answer.rooms);
      const room = known.find((one) => roomKey(one) === chosen) ?? known[0];
      if (!room) {
        show(known);
        return true;
      }
      const assumptionsBefore = assumptions.current;
      const { found, failure } = await readPeople(gateway, room);
      if (isEnded()) return false;
      setUnreachable(failure !== undefined);
      // A reading that began before a state was set may still have the old state.
      const isCurrent = found && assumptions.current === assumptionsBefore;
      const merged = mergeRooms(latest.current, answer.rooms);
      show(merged.map((one) => (isCurrent && isSame(one, room) ? withPeople(one, found) : one)));
      return found !== undefined;
    };
    return readOnChange(feed, read, READ_ROOMS_EVERY_MS);
  }, [gateway, feed, asked, chosen, show]);

  const changePeople = useCallback(
    (change: (people: readonly Person[], room: Room) => readonly Person[]) =>
      show(latest.current.map((room) => ({ ...room, people: room.people && change(room.people, room) }))),
    [show],
  );

  const assume = useCallback(
    (room: RoomName, userId: string, media: Partial<Media>) => {
      assumptions.current += 1;
      changePeople((people, other) =>
        isSame(other, room)
          ? people.map((one) => (one.userId === userId ? { ...one, media: { ...one.media, ...media } } : one))
          : people,
      );
    },
    [changePeople],
  );

  const forgetLeft = useCallback(
    () => changePeople((people) => people.filter(({ left }) => !left)),
    [changePeople],
  );

  useRoomStream(rooms?.find((room) => roomKey(room) === chosen) ?? rooms?.[0]);
  return { rooms, unreachable, assume, forgetLeft };
}

/** The known rooms in their order, and then the new rooms, the fullest first. */
function mergeRooms(known: readonly Room[], found: readonly FoundRoom[]): Room[] {
  const stillKnown = known.map((room) => {
    const participantCount = found.find((other) => isSame(other, room))?.participantCount ?? 0;
    return { ...room, participantCount };
  });
  const opened = found
    .filter((room) => !known.some((other) => isSame(other, room)))
    .sort((a, b) => b.participantCount - a.participantCount)
    .map((room) => ({ ...room, people: undefined, hasMore: false }));
  return [...stillKnown, ...opened];
}

function withPeople(room: Room, { people, readUpTo }: FoundPeople): Room {
  const found = new Map(people.map((person) => [person.userId, person]));
  const known = room.people ?? [];
  const stillKnown = known.map((person): Person => {
    const now = found.get(person.userId);
    found.delete(person.userId);
    if (now) return { ...now, left: false };
    const wasRead = readUpTo === undefined || person.userId <= readUpTo;
    return wasRead ? { ...person, left: true } : person;
  });
  const entered = [...found.values()].map((person): Person => ({ ...person, left: false }));
  return { ...room, people: [...stillKnown, ...entered], hasMore: readUpTo !== undefined };
}

function isSame(a: RoomName, b: RoomName): boolean {
  return roomKey(a) === roomKey(b);
}
