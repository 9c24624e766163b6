import { useRef, useState } from 'react';
import { type Act, type ActTerms, changeAct, kickAct, liftAct } from '../acts/act.js';
import type { Acts } from '../acts/use-acts.js';
import type { Runs } from '../acts/use-run.js';
import { useAnnounce } from '../announcer.js';
import { useFeeds } from '../live/feeds.js';
import { LiveNotice } from '../live/live-notice.js';
import { type Change, isDone } from '../media-state.js';
import { useWords } from '../words/languages.js';
import { PeopleList } from './people-list.js';
import { PersonRow, type RowActs } from './person-row.js';
import { KickDialog, MuteOthersDialog } from './room-dialogs.js';
import { RoomMuteList, useRoomMutes } from './room-mutes.js';
import { SelectionBar } from './selection-bar.js';
import type { Person, Room } from './use-rooms.js';
import { type Selection, useSelection } from './use-selection.js';
import { useShortcuts } from './use-shortcuts.js';

interface RoomPeopleProps {
  room: Room;
  /** Shows only people with this in their id. */
  search: string;
  mayAct: boolean;
  /** Whether the token is for whole rooms too. */
  mayMuteRoom: boolean;
  forgetLeft: () => void;
  acts: Acts;
  runs: Runs;
  lasts: string;
  /** The same of a mute of the room. */
  lastsForAll: string;
  /** The terms of the next act. The act after it has its own. */
  takeTerms: () => ActTerms;
}

type Question = 'others' | 'kick';

/** Who is in a room, and what can be done to them. Another room needs a new component (a new `key`). */
export function RoomPeople(props: RoomPeopleProps) {
  const { room, search, mayAct, acts } = props;
  const { rooms } = useWords();
  const feeds = useFeeds();
  const { people: inRoom = [] } = room;
  const wanted = search.trim().toLowerCase();
  const people = inRoom.filter(({ userId }) => userId.toLowerCase().includes(wanted));
  const selection = useSelection(people, inRoom);
  const place = useRef<HTMLDivElement>(null);
  const onMany = useActsOnMany(props, selection);
  const roomMutes = useRoomMutes(room);
  const rowActs = mayAct ? rowActsOf(props) : undefined;
  const [asking, ask] = useState<Question>();
  useShortcuts({ place, rows: people.length, onChange: onMany.changeChosen });

  return (
    <div className="card room-people" ref={place}>
      <div className="list-head">
        {rowActs && (
          <SelectionBar
            selection={selection}
            shown={people.filter(({ left }) => !left).length}
            onChange={(change) => onMany.change(selection.people, change)}
            onMuteOthers={() => ask('others')}
            onKick={() => ask('kick')}
          />
        )}
        <LiveNotice topic={feeds.room} />
        <RoomMuteList
          mutes={roomMutes.mutes}
          onLift={mayAct && props.mayMuteRoom ? roomMutes.lift : undefined}
        />
        {/* At the end, so that it stays where it is when the width of the others changes. */}
        {inRoom.some(({ left }) => left) && (
          <button type="button" className="forget-left" onClick={props.forgetLeft}>
            {rooms.forgetLeft}
          </button>
        )}
      </div>
      <PeopleList
        people={people}
        end={
          <>
            {people.length === 0 && room.people && (
              <li className="more">{wanted ? rooms.noMatch : rooms.empty}</li>
            )}
            {room.hasMore && <li className="more">{rooms.more(inRoom.length)}</li>}
          </>
        }
      >
        {(person, position) => (
          <PersonRow
            key={person.userId}
            person={person}
            act={acts.latestOf(room, person.userId)}
            acts={rowActs}
            selected={selection.has(person.userId)}
            onSelect={(selected, range) => selection.select(person.userId, selected, range)}
            position={position}
            of={people.length}
          />
        )}
      </PeopleList>
      <Asking
        {...props}
        asking={asking}
        ask={ask}
        selection={selection}
        onMany={onMany}
        startRoomMute={roomMutes.start}
      />
    </div>
  );
}

interface AskingProps extends RoomPeopleProps {
  asking: Question | undefined;
  ask: (question: Question | undefined) => void;
  selection: Selection;
  onMany: ReturnType<typeof useActsOnMany>;
  startRoomMute: ReturnType<typeof useRoomMutes>['start'];
}

/** The question that is open, if there is one. */
function Asking(props: AskingProps) {
  const { asking, ask, selection, onMany, room, lasts, mayMuteRoom, startRoomMute, takeTerms } = props;
  if (asking === 'others') {
    // All at once, with whoever enters later. Without events or the grant for rooms, person by person.
    const mute = async (change: Change) => {
      const terms = takeTerms();
      const except = selection.people.map(({ userId }) => userId);
      const isStarted = mayMuteRoom && (await startRoomMute(change, except, terms));
      if (!isStarted) onMany.change(onMany.others, change, terms);
    };
    return (
      <MuteOthersDialog
        except={selection.people}
        others={onMany.others}
        hasMore={room.hasMore && !mayMuteRoom}
        lasts={mayMuteRoom ? props.lastsForAll : lasts}
        onMute={(change) => void mute(change)}
        onClose={() => ask(undefined)}
      />
    );
  }
  if (asking !== 'kick') return null;
  return <KickDialog people={selection.people} onKick={onMany.kick} onClose={() => ask(undefined)} />;
}

function rowActsOf({ room, acts, takeTerms }: RoomPeopleProps): RowActs {
  return {
    onChange: (userId, change) => void acts.perform(changeAct(room, userId, change, takeTerms())),
    onLift: (userId, restrictionId) => void acts.perform(liftAct(room, userId, restrictionId, takeTerms())),
    onUndo: acts.undo,
    onRetry: acts.retry,
  };
}

function useActsOnMany({ room, mayAct, acts, runs, takeTerms }: RoomPeopleProps, selection: Selection) {
  const { rooms } = useWords();
  const announce = useAnnounce();
  const isPending = (act: Act | undefined) => act !== undefined && !act.done && !act.failure;
  // A second press must not send again what the first has sent.
  const idle = (people: readonly Person[]) =>
    people.filter(({ userId, left }) => !left && !isPending(acts.latestOf(room, userId)));

  const change = (people: readonly Person[], kind: Change, given?: ActTerms) => {
    if (runs.run?.running) return announce(rooms.oneRunAtATime);
    const wanted = idle(people).filter(({ media }) => !isDone(kind, media));
    if (wanted.length === 0) return announce(rooms.nothingToDo);
    const terms = given ?? takeTerms();
    const asked = wanted.map(({ userId }) => changeAct(room, userId, kind, terms));
    const [only] = asked;
    if (asked.length === 1 && only) void acts.perform(only);
    else runs.start(asked);
  };

  return {
    change,
    others: (room.people ?? []).filter(
      ({ userId, left }) => !left && !selection.people.some((one) => one.userId === userId),
    ),
    kick() {
      if (runs.run?.running) return announce(rooms.oneRunAtATime);
      const terms = takeTerms();
      runs.start(idle(selection.people).map(({ userId }) => kickAct(room, userId, terms)));
    },
    /** By a key: those who are selected, or else the person in whose row the focus is. Otherwise nobody. */
    changeChosen(kind: Change, focused: string | undefined) {
      if (!mayAct) return;
      const inRow = (room.people ?? []).filter(({ userId }) => userId === focused);
      const chosen = selection.people.length > 0 ? selection.people : inRow;
      if (chosen.length === 0) return announce(rooms.nobodySelected);
      change(chosen, kind);
    },
  };
}
