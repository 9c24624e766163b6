import './rooms.css';
import { useState } from 'react';
import type { ActTerms } from '../acts/act.js';
import { useActs } from '../acts/use-acts.js';
import { useRun } from '../acts/use-run.js';
import { setParams, useAddress } from '../address.js';
import { useAnnounce } from '../announcer.js';
import { MUTE_SECONDS } from '../media-state.js';
import { missingForRoom, missingToSeeRooms, type Viewer } from '../permissions.js';
import { ReasonField } from '../reason-field.js';
import { roomKey, roomText } from '../room-name.js';
import { useWords } from '../words/languages.js';
import { missingText } from '../words/words.js';
import { RoomPeople } from './room-people.js';
import { RunBar, runText } from './run-bar.js';
import { type Room, useRooms } from './use-rooms.js';

export function RoomsView({ viewer }: { viewer: Viewer }) {
  const words = useWords();
  const missing = missingToSeeRooms(viewer);
  if (missing) return <p className="card refusal">{missingText(words, missing)}</p>;
  return <OpenRooms viewer={viewer} />;
}

function OpenRooms({ viewer }: { viewer: Viewer }) {
  const words = useWords();
  const chosen = useChosenRoom();
  const { rooms, unreachable, assume, forgetLeft } = useRooms(viewer.sdkAppIds, chosen);
  const acts = useActs(assume);
  const announce = useAnnounce();
  const runs = useRun(acts, (run) => announce(runText(words, run)));
  const [search, setSearch] = useState('');
  const [terms, setTerms] = useState(NO_TERMS);

  if (!rooms) return <p className="card">{unreachable && words.rooms.unreachable}</p>;
  const room = rooms.find((candidate) => roomKey(candidate) === chosen) ?? rooms[0];
  if (!room) return <p className="card">{words.rooms.none}</p>;
  const missing = missingForRoom(viewer, room);

  return (
    <>
      <div className={missing ? 'card fields' : 'card fields with-terms'}>
        <label className="field">
          {words.rooms.room}
          <select value={roomKey(room)} onChange={({ target }) => setParams({ room: target.value })}>
            {rooms.map((candidate) => (
              <option key={roomKey(candidate)} value={roomKey(candidate)}>
                {optionText(candidate)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {words.rooms.search}
          <input type="search" value={search} onChange={({ target }) => setSearch(target.value)} />
        </label>
        {!missing && <Terms terms={terms} onChange={setTerms} />}
        {(missing || unreachable) && (
          <p className="refusal">{missing ? missingText(words, missing) : words.rooms.unreachable}</p>
        )}
      </div>
      <RoomPeople
        key={roomKey(room)}
        room={room}
        search={search}
        mayAct={!missing}
        mayMuteRoom={viewer.scopes.includes('moderation:rooms')}
        forgetLeft={forgetLeft}
        acts={acts}
        runs={runs}
        lasts={words.rooms.lastsText(terms.durationSeconds)}
        lastsForAll={words.rooms.lastsForAll(terms.durationSeconds)}
        takeTerms={() => {
          // The next act has its own reason, or none, and its own end.
          setTerms(NO_TERMS);
          return { ...terms, reason: terms.reason.trim() };
        }}
      />
      <RunBar runs={runs} />
    </>
  );

  function optionText(candidate: Room): string {
    const text = words.rooms.roomOption(roomText(candidate), candidate.participantCount);
    const [defaultAppId] = viewer.sdkAppIds;
    return candidate.sdkAppId === (defaultAppId ?? candidate.sdkAppId)
      ? text
      : words.rooms.inApplication(text, candidate.sdkAppId);
  }
}

/** The room that the address names, or last named while this view was shown. */
function useChosenRoom(): string {
  const { view, params } = useAddress();
  const [last, setLast] = useState('');
  const named = view === 'rooms' ? (params.get('room') ?? '') : last;
  if (named !== last) setLast(named);
  return named;
}

const NO_TERMS: ActTerms = { reason: '', durationSeconds: undefined };

function Terms({ terms, onChange }: { terms: ActTerms; onChange: (terms: ActTerms) => void }) {
  const { rooms } = useWords();
  return (
    <>
      <ReasonField value={terms.reason} onChange={(reason) => onChange({ ...terms, reason })} />
      <fieldset className="field lasts">
        <legend>{rooms.lasts}</legend>
        <div className="segments">
          {MUTE_SECONDS.map((seconds) => (
            <label key={String(seconds)}>
              <input
                type="radio"
                name="lasts"
                checked={seconds === terms.durationSeconds}
                onChange={() => onChange({ ...terms, durationSeconds: seconds })}
              />
              <span>{rooms.duration(seconds)}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}
