import { useRef } from 'react';
import { FailureNotice } from '../failure-notice.js';
import { AudioIcon, VideoIcon } from '../icons.js';
import { CHANGE_BUTTONS, type Change, isDone } from '../media-state.js';
import { useWords } from '../words/languages.js';
import type { Words } from '../words/words.js';
import type { TimedMute } from './room-readings.js';
import type { MediaAct } from './use-media-acts.js';
import type { Person } from './use-rooms.js';

interface PersonRowProps {
  person: Person;
  /** The last mute or unmute of this person. */
  act: MediaAct | undefined;
  /** The id of the text that says why the buttons do nothing. */
  refusalId: string | undefined;
  onChange: (change: Change) => void;
  onLift: (restrictionId: string) => void;
  onRetry: (act: MediaAct) => void;
}

export function PersonRow({ person, act, refusalId, onChange, onLift, onRetry }: PersonRowProps) {
  const { language, rooms } = useWords();
  const outcome = useRef<HTMLDivElement>(null);
  const { media } = person;
  const sends = person.sends.length > 0 && rooms.sends(person.sends.map((medium) => rooms.sent[medium]));
  const pending = act !== undefined && !act.done && !act.failure;
  const blocked = pending || person.left || refusalId !== undefined;
  return (
    <li className="person">
      <div className="who">
        <strong>{person.userId}</strong>
        {person.left ? (
          <span className="left">{rooms.left}</span>
        ) : (
          <>
            <span className="facts">{[rooms.roles[person.role], sends].filter(Boolean).join(', ')}</span>
            <span className={media.audio ? 'state' : 'state off'}>
              <AudioIcon on={media.audio} />
              {rooms.media.audio[media.audio ? 'on' : 'off']}
            </span>
            <span className={media.video ? 'state' : 'state off'}>
              <VideoIcon on={media.video} />
              {rooms.media.video[media.video ? 'on' : 'off']}
            </span>
            {person.timedMutes.map((mute) => (
              <span className="timed" key={mute.restrictionId}>
                {untilText(rooms, language, mute)}
                <button
                  type="button"
                  aria-disabled={blocked}
                  aria-describedby={refusalId}
                  onClick={() => blocked || onLift(mute.restrictionId)}
                >
                  {rooms.changes.lift.button}
                  <span className="visually-hidden">{rooms.ofPerson(person.userId)}</span>
                </button>
              </span>
            ))}
          </>
        )}
      </div>
      <div className="changes">
        {CHANGE_BUTTONS.map((change) => {
          const useless = blocked || isDone(change, media);
          return (
            // Not `disabled`: the button was just pressed, and would lose the focus.
            <button
              key={change}
              type="button"
              aria-disabled={useless}
              aria-describedby={refusalId}
              onClick={() => useless || onChange(change)}
            >
              {rooms.changes[change].button}
              <span className="visually-hidden">{rooms.ofPerson(person.userId)}</span>
            </button>
          );
        })}
      </div>
      <div className="outcome" ref={outcome} tabIndex={-1}>
        {act && (
          <Outcome
            act={act}
            onRetry={() => {
              // The pressed button disappears. The focus stays in this row, for people who use the keyboard.
              outcome.current?.focus();
              onRetry(act);
            }}
          />
        )}
      </div>
    </li>
  );
}

/** The day, too, unless it is today. */
function untilText(rooms: Words['rooms'], language: string, { media, endsAt, isCertain }: TimedMute): string {
  const isToday = new Date(endsAt).toDateString() === new Date().toDateString();
  const style: Intl.DateTimeFormatOptions = { timeStyle: 'short', ...(!isToday && { dateStyle: 'short' }) };
  const until = new Intl.DateTimeFormat(language, style).format(endsAt);
  const names = media.map((medium) => rooms.sent[medium]);
  return `${rooms.mutedUntil(until, names)}${isCertain ? '' : rooms.notCertain}`;
}

function Outcome({ act, onRetry }: { act: MediaAct; onRetry: () => void }) {
  const { rooms } = useWords();
  const { pending, done } = rooms.changes[act.change];
  if (act.failure) return <FailureNotice failure={act.failure} onRetry={onRetry} />;
  return act.done ? <p className="done">{done}</p> : <p className="pending">{pending}</p>;
}
