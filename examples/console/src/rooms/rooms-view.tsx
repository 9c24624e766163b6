import { useId, useState } from 'react';
import { missingForRoom, missingToSeeRooms, type Viewer } from '../permissions.js';
import { ReasonField } from '../reason-field.js';
import { roomKey, roomText } from '../room-name.js';
import { useWords } from '../words/languages.js';
import { missingText } from '../words/words.js';
import { PersonRow } from './person-row.js';
import { useMediaActs } from './use-media-acts.js';
import { type Room, useRooms } from './use-rooms.js';

export function RoomsView({ viewer }: { viewer: Viewer }) {
  const words = useWords();
  const missing = missingToSeeRooms(viewer);
  if (missing) return <p className="card refusal">{missingText(words, missing)}</p>;
  return <OpenRooms viewer={viewer} />;
}

function OpenRooms({ viewer }: { viewer: Viewer }) {
  const words = useWords();
  const [chosen, choose] = useState('');
  const { rooms, unreachable, assume, forgetLeft } = useRooms(viewer.sdkAppIds, chosen);
  const acts = useMediaActs(assume);
  const [search, setSearch] = useState('');
  const [reason, setReason] = useState('');
  const refusalId = useId();

  if (!rooms) return <p className="card">{unreachable && words.rooms.unreachable}</p>;
  const room = rooms.find((candidate) => roomKey(candidate) === chosen) ?? rooms[0];
  if (!room) return <p className="card">{words.rooms.none}</p>;

  const missing = missingForRoom(viewer, room);
  const { people: inRoom = [] } = room;
  const anyLeft = inRoom.some(({ left }) => left);
  const people = inRoom.filter(({ userId }) => userId.toLowerCase().includes(search.toLowerCase()));

  const option = (candidate: Room) => {
    const text = words.rooms.roomOption(roomText(candidate), candidate.participantCount);
    const [defaultAppId] = viewer.sdkAppIds;
    return candidate.sdkAppId === (defaultAppId ?? candidate.sdkAppId)
      ? text
      : words.rooms.inApplication(text, candidate.sdkAppId);
  };

  return (
    <>
      <div className="card fields">
        <label className="field">
          {words.rooms.room}
          <select value={roomKey(room)} onChange={({ target }) => choose(target.value)}>
            {rooms.map((candidate) => (
              <option key={roomKey(candidate)} value={roomKey(candidate)}>
                {option(candidate)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {words.rooms.search}
          <input type="search" value={search} onChange={({ target }) => setSearch(target.value)} />
        </label>
        <ReasonField value={reason} onChange={setReason} />
        <button type="button" aria-disabled={!anyLeft} onClick={forgetLeft}>
          {words.rooms.forgetLeft}
        </button>
        <p className="refusal" id={refusalId}>
          {missing ? missingText(words, missing) : unreachable && words.rooms.unreachable}
        </p>
      </div>
      <ul className="card people" aria-label={words.rooms.people}>
        {people.map((person) => (
          <PersonRow
            key={person.userId}
            person={person}
            act={acts.latestOf(room, person.userId)}
            refusalId={missing && refusalId}
            onRetry={acts.retry}
            onChange={(change) => {
              acts.change(room, person.userId, change, reason.trim());
              // The next act has its own reason, or none.
              setReason('');
            }}
            onLift={(restrictionId) => {
              acts.lift(room, person.userId, restrictionId, reason.trim());
              setReason('');
            }}
          />
        ))}
        {people.length === 0 && room.people && <li>{search ? words.rooms.noMatch : words.rooms.empty}</li>}
        {room.hasMore && <li className="more">{words.rooms.more(inRoom.length)}</li>}
      </ul>
    </>
  );
}
