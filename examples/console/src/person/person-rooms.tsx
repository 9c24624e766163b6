import { RoomDocument } from 'moderation-gateway-client/strings';
import { useEffect, useState } from 'react';
import type { Failure } from '../failure.js';
import { FailureNotice } from '../failure-notice.js';
import { type Gateway, useGateway } from '../gateway.js';
import { type RoomName, roomKey, roomNameOf, roomText } from '../room-name.js';
import { type FoundRoom, readRooms } from '../rooms/room-readings.js';
import { useWords } from '../words/languages.js';

/** The gateway has no question for the rooms of a person, so the fullest open rooms are asked, one after the other. */
const MAX_ROOMS = 50;
const AT_ONCE = 4;

interface Found {
  rooms: readonly RoomName[];
  /** How many open rooms were looked at, of how many. */
  looked: number;
  open: number;
  failure?: Failure | undefined;
}

export function PersonRooms({ userId, sdkAppIds }: { userId: string; sdkAppIds: readonly number[] }) {
  const { person, blacklist } = useWords();
  const gateway = useGateway();
  const [found, setFound] = useState<Found>();
  const asked = sdkAppIds.join();
  useEffect(() => {
    let ended = false;
    const applications = asked === '' ? [] : asked.split(',').map(Number);
    void roomsOf(gateway, userId, applications, () => ended).then((now) => ended || setFound(now));
    return () => {
      ended = true;
    };
  }, [gateway, userId, asked]);

  if (!found) return <p className="pending">{person.looking}</p>;
  const { rooms, looked, open, failure } = found;
  return (
    <>
      <p>
        {rooms.length === 0 ? person.inNoRoom : person.inRooms}
        {rooms.map((room, index) => (
          <span key={roomKey(room)}>
            {index > 0 && blacklist.separator}
            <a href={`#rooms?${new URLSearchParams({ room: roomKey(room) })}`}>{roomText(room)}</a>
          </span>
        ))}
        {looked < open && <span className="hint"> {person.lookedAt(looked, open)}</span>}
      </p>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
}

async function roomsOf(
  gateway: Gateway,
  userId: string,
  sdkAppIds: readonly number[],
  isEnded: () => boolean,
): Promise<Found> {
  const answer = await readRooms(gateway, sdkAppIds);
  if (!answer.rooms) return { rooms: [], looked: 0, open: 0, failure: answer.failure };
  const fullest = answer.rooms.toSorted((a, b) => b.participantCount - a.participantCount);
  const line = fullest.slice(0, MAX_ROOMS);
  const looked = line.length;
  const rooms: FoundRoom[] = [];
  let failure: Failure | undefined;
  const askInTurn = async () => {
    for (let room = line.shift(); room && !failure && !isEnded(); room = line.shift()) {
      const { sdkAppId, roomId = null, strRoomId = null } = roomNameOf(room);
      const variables = { sdkAppId, roomId, strRoomId, userIdPrefix: userId, first: 1 };
      const read = await gateway(RoomDocument, variables);
      failure ??= read.failure;
      // The first id that begins with the whole id is the id itself, if they are there.
      if (read.data?.room?.participants.edges[0]?.node.userId === userId) rooms.push(room);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askInTurn));
  return { rooms, looked, open: answer.rooms.length, failure };
}
