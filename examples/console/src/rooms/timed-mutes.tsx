import { countdownText } from '../countdown.js';
import { useSecondsUntil } from '../seconds-until.js';
import { useWords } from '../words/languages.js';
import type { Words } from '../words/words.js';
import type { TimedMute } from './room-readings.js';

interface TimedMutesProps {
  mutes: readonly TimedMute[];
  userId: string;
  onLift: ((restrictionId: string) => void) | undefined;
}

/** What mutes somebody until a time. The newest is shown, with how many there are besides: the person's page has all. */
export function TimedMutes({ mutes, userId, onLift }: TimedMutesProps) {
  const { rooms } = useWords();
  const [newest] = mutes;
  if (!newest) return null;
  return (
    <span className="timed">
      <MuteText mute={newest} />
      {mutes.length > 1 && <span>{rooms.moreMutes(mutes.length - 1)}</span>}
      {onLift && (
        <button type="button" onClick={() => onLift(newest.restrictionId)}>
          {rooms.changes.lift.button}
          <span className="visually-hidden">{rooms.ofPerson(userId)}</span>
        </button>
      )}
    </span>
  );
}

function MuteText({ mute }: { mute: TimedMute }) {
  const { language, rooms } = useWords();
  const seconds = useSecondsUntil(mute.endsAt);
  return (
    <span className="timed-text">
      {untilText(rooms, language, mute)} <span className="countdown">({countdownText(seconds)})</span>
      {mute.isCertain ? '' : rooms.notCertain}
    </span>
  );
}

/** The day, too, unless it is today. */
function untilText(rooms: Words['rooms'], language: string, { media, endsAt }: TimedMute): string {
  const isToday = new Date(endsAt).toDateString() === new Date().toDateString();
  const style: Intl.DateTimeFormatOptions = { timeStyle: 'short', ...(!isToday && { dateStyle: 'short' }) };
  const until = new Intl.DateTimeFormat(language, style).format(endsAt);
  return rooms.mutedUntil(
    until,
    media.map((medium) => rooms.sent[medium]),
  );
}
