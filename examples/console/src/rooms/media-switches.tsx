import { AudioIcon, VideoIcon } from '../icons.js';
import type { Change, Media } from '../media-state.js';
import { useWords } from '../words/languages.js';
import type { Person } from './use-rooms.js';

interface MediaSwitchesProps {
  person: Person;
  /** Undefined: the states are shown, and nothing can be changed. */
  onChange: ((change: Change) => void) | false | undefined;
}

const SWITCHES: readonly { medium: keyof Media; on: boolean; change: Change }[] = [
  { medium: 'audio', on: true, change: 'unmuteAudio' },
  { medium: 'audio', on: false, change: 'muteAudio' },
  { medium: 'video', on: true, change: 'unmuteVideo' },
  { medium: 'video', on: false, change: 'muteVideo' },
];

/**
 * A pair of buttons for each medium. The pressed one says what holds, and the other one changes it. None changes its place or
 * what it does. Otherwise the second click of a double click would undo what the first has done.
 */
export function MediaSwitches({ person, onChange }: MediaSwitchesProps) {
  const { rooms } = useWords();
  if (person.left) return <div className="switches" />;
  return (
    <div className="switches">
      {SWITCHES.map(({ medium, on, change }) => {
        const holds = person.media[medium] === on;
        const Icon = medium === 'audio' ? AudioIcon : VideoIcon;
        const state = rooms.media[medium][on ? 'on' : 'off'];
        const text = (
          <>
            <Icon on={on} />
            <span className="label">{holds ? state : rooms.changes[change].short}</span>
          </>
        );
        const className = `${on ? 'on' : 'off'} ${holds ? 'state' : ''}`;
        if (!onChange) {
          return holds ? (
            <span key={change} className={className}>
              {text}
            </span>
          ) : (
            <span key={change} />
          );
        }
        return (
          <button
            key={change}
            type="button"
            className={className}
            title={holds ? state : rooms.changes[change].button}
            aria-pressed={holds}
            aria-label={`${holds ? state : rooms.changes[change].button}${rooms.ofPerson(person.userId)}`}
            onClick={() => onChange(change)}
          >
            {text}
          </button>
        );
      })}
    </div>
  );
}
