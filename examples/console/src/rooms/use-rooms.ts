import type { MediaState } from 'moderation-gateway-client/strings';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type RoomName, roomKey, roomNameOf } from '../room-name.js';

export type Room = RoomName & { people: readonly Person[] };

export interface Person {
  userId: string;
  state: MediaState;
  /** Was in the room at an earlier reading, and has left since. */
  left: boolean;
}

interface Rooms {
  /** Undefined until the rooms have been read. */
  rooms: readonly Room[] | undefined;
  /** The latest reading failed. */
  unreachable: boolean;
  /** Shows a state that was just set, before the next reading. */
  assume(room: Room, userId: string, state: MediaState): void;
  forgetLeft(): void;
}

const READ_EVERY_MS = 2_000;

/**
 * Who is in which room. TRTC has no HTTP api for this: the sandbox reads it from its emulator. Your own console has to
 * ask the service that keeps track of your rooms.
 *
 * Rows do not move while somebody looks at them: people who enter come last, and people who leave keep their row.
 */
export function useRooms(): Rooms {
  const [rooms, setRooms] = useState<readonly Room[]>();
  const [unreachable, setUnreachable] = useState(false);
  const assumptions = useRef(0);

  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    const read = async () => {
      const assumptionsBefore = assumptions.current;
      const found = document.hidden ? 'not looked' : await readRooms();
      if (ended) return;
      timer = setTimeout(read, READ_EVERY_MS);
      if (found === 'not looked') return;
      setUnreachable(found === undefined);
      // A reading that began before a state was set may still have the old state.
      if (found && assumptions.current === assumptionsBefore) setRooms((known = []) => merge(known, found));
    };
    void read();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, []);

  const assume = useCallback((room: Room, userId: string, state: MediaState) => {
    assumptions.current += 1;
    setRooms((known) =>
      known?.map((other) =>
        isSame(other, room)
          ? { ...other, people: other.people.map((one) => (one.userId === userId ? { ...one, state } : one)) }
          : other,
      ),
    );
  }, []);

  const forgetLeft = useCallback(() => {
    setRooms((known) => known?.map((room) => ({ ...room, people: room.people.filter(({ left }) => !left) })));
  }, []);

  return { rooms, unreachable, assume, forgetLeft };
}

type FoundRoom = RoomName & { users: readonly { userId: string; state: MediaState }[] };

async function readRooms(): Promise<readonly FoundRoom[] | undefined> {
  try {
    const response = await fetch('/console/rooms');
    return response.ok ? (await response.json()).rooms : undefined;
  } catch {
    return undefined;
  }
}

/** The known rooms in their order, with the people who were found in them, and then the new rooms. */
function merge(known: readonly Room[], found: readonly FoundRoom[]): Room[] {
  const stillKnown = known.map((room) => {
    const users = found.find((other) => isSame(other, room))?.users ?? [];
    return { ...room, people: mergePeople(room.people, users) };
  });
  const opened = found.filter((room) => !known.some((other) => isSame(other, room)));
  return [
    ...stillKnown,
    ...opened.map((room) => ({ ...roomNameOf(room), people: mergePeople([], room.users) })),
  ];
}

function mergePeople(known: readonly Person[], users: FoundRoom['users']): Person[] {
  const found = new Map(users.map((user) => [user.userId, user]));
  const stillKnown = known.map((person) => {
    const user = found.get(person.userId);
    found.delete(person.userId);
    return user ? { ...user, left: false } : { ...person, left: true };
  });
  return [...stillKnown, ...[...found.values()].map((user) => ({ ...user, left: false }))];
}

function isSame(a: RoomName, b: RoomName): boolean {
  return roomKey(a) === roomKey(b);
}
