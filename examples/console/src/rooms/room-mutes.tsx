import { useCallback, useEffect, useState } from 'react';
import type { ActTerms } from '../acts/act.js';
import { liftRoomMute, muteRoom, type RoomMute, readRoomMutes } from '../acts/room-mute.js';
import { useAnnounce } from '../announcer.js';
import { countdownText } from '../countdown.js';
import { useGateway } from '../gateway.js';
import { useFeeds } from '../live/feeds.js';
import { readOnChange } from '../live/live-topic.js';
import { type Change, changesIn } from '../media-state.js';
import { type RoomName, roomNameOf } from '../room-name.js';
import { useSecondsUntil } from '../seconds-until.js';
import { useWords } from '../words/languages.js';
import { failureText } from '../words/words.js';

/** Progress is read so often, though no stream tells of a change. */
const READ_EVERY_MS = 2_000;

interface RoomMutes {
  mutes: readonly RoomMute[];
  /** Resolves with false where it can only be done person by person. */
  start(change: Change, exceptUserIds: readonly string[], terms: ActTerms): Promise<boolean>;
  lift(mute: RoomMute): void;
}

/** What mutes a room as a whole. Another room needs a new component. */
export function useRoomMutes(shown: RoomName): RoomMutes {
  // The room is a new object with every reading.
  const [room] = useState(() => roomNameOf(shown));
  const gateway = useGateway();
  const announce = useAnnounce();
  const words = useWords();
  const { room: feed } = useFeeds();
  const [mutes, setMutes] = useState<readonly RoomMute[]>([]);
  const read = useCallback(() => readRoomMutes(gateway, room), [gateway, room]);

  useEffect(() => {
    const readAndShow = async (isEnded: () => boolean) => {
      const found = await read();
      if (found && !isEnded()) setMutes(found);
      return found !== undefined;
    };
    return readOnChange(feed, readAndShow, READ_EVERY_MS);
  }, [read, feed]);

  const refresh = async () => {
    const found = await read();
    if (found) setMutes(found);
  };

  return {
    mutes,
    async start(change, exceptUserIds, terms) {
      const end = await muteRoom(gateway, room, change, exceptUserIds, terms);
      if (end.kind === 'off') return false;
      if (end.kind === 'failed') announce(failureText(words, end.failure));
      await refresh();
      return true;
    },
    async lift({ id }) {
      const failure = await liftRoomMute(gateway, id);
      announce(failure ? failureText(words, failure) : words.rooms.changes.lift.done);
      await refresh();
    },
  };
}

interface ListProps {
  mutes: readonly RoomMute[];
  onLift: ((mute: RoomMute) => void) | undefined;
}

/** What mutes the room, whom it leaves alone, for how many it has been set, and a button that lifts it. */
export function RoomMuteList({ mutes, onLift }: ListProps) {
  const { rooms } = useWords();
  if (mutes.length === 0) return null;
  return (
    <ul className="room-mutes" aria-label={rooms.roomMutes}>
      {mutes.map((mute) => (
        <RoomMuteRow key={mute.id} mute={mute} onLift={onLift} />
      ))}
    </ul>
  );
}

function RoomMuteRow({ mute, onLift }: { mute: RoomMute; onLift: ListProps['onLift'] }) {
  const { rooms, blacklist, language } = useWords();
  const seconds = useSecondsUntil(mute.endsAt ? Date.parse(mute.endsAt) : undefined);
  const number = new Intl.NumberFormat(language);
  const what = changesIn(mute)
    .map((change) => rooms.changes[change].button)
    .join(blacklist.separator);
  const { wanted = 0, done = 0, failed = 0, unknown = 0 } = mute.progress ?? {};
  return (
    <li>
      <b>{rooms.roomMute(what, mute.exceptUserIds.join(blacklist.separator))}</b>
      <span className="run-count">{rooms.runOf(number.format(done), number.format(wanted))}</span>
      {mute.endsAt && <span className="countdown">({countdownText(seconds)})</span>}
      {failed > 0 && <span className="bad">{rooms.runFailed(number.format(failed))}</span>}
      {unknown > 0 && <span className="warning">{rooms.runUnknown(number.format(unknown))}</span>}
      {onLift && (
        <button type="button" onClick={() => onLift(mute)}>
          {rooms.changes.lift.button}
        </button>
      )}
    </li>
  );
}
