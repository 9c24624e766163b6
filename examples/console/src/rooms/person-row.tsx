import type { CSSProperties } from 'react';
import type { Act } from '../acts/act.js';
import { personAddress } from '../address.js';
import { type Change, isDone } from '../media-state.js';
import { useWords } from '../words/languages.js';
import { MediaSwitches } from './media-switches.js';
import { PersonNote } from './person-note.js';
import { TimedMutes } from './timed-mutes.js';
import type { Person } from './use-rooms.js';

/** What can be done to a person in their row. */
export interface RowActs {
  onChange: (userId: string, change: Change) => void;
  onLift: (userId: string, restrictionId: string) => void;
  onUndo: (act: Act) => void;
  onRetry: (act: Act) => void;
}

interface PersonRowProps {
  person: Person;
  /** The last act on this person. */
  act: Act | undefined;
  /** Undefined if the token does not allow to act here. */
  acts: RowActs | undefined;
  selected: boolean;
  onSelect: (selected: boolean, range: boolean) => void;
  /** Where the row is in the whole list, of which only a part may be drawn. The first is 1. */
  position: number;
  of: number;
  style?: CSSProperties | undefined;
}

export function PersonRow(props: PersonRowProps) {
  const { person, act, acts, selected, onSelect, position, of, style } = props;
  const { rooms } = useWords();
  const { userId } = person;
  const pending = act !== undefined && !act.done && !act.failure;
  const blocked = pending || person.left;
  return (
    <li
      className={selected ? 'person selected' : 'person'}
      aria-posinset={position}
      aria-setsize={of}
      style={style}
    >
      {acts ? (
        <input
          type="checkbox"
          checked={selected}
          data-position={position}
          data-user={userId}
          aria-label={rooms.select(userId)}
          onChange={({ target, nativeEvent }) =>
            onSelect(target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }
        />
      ) : (
        <span />
      )}
      <Who person={person} />
      <MediaSwitches
        person={person}
        onChange={
          acts &&
          !person.left &&
          ((change) => blocked || isDone(change, person.media) || acts.onChange(userId, change))
        }
      />
      <div className="outcome">
        <PersonNote person={person} act={act} onUndo={acts?.onUndo} onRetry={acts?.onRetry} />
        {!person.left && (
          <TimedMutes
            mutes={person.timedMutes}
            userId={userId}
            onLift={acts && ((restrictionId) => blocked || acts.onLift(userId, restrictionId))}
          />
        )}
      </div>
    </li>
  );
}

function Who({ person }: { person: Person }) {
  const { rooms } = useWords();
  const sends = person.sends.length > 0 && rooms.sends(person.sends.map((medium) => rooms.sent[medium]));
  return (
    <div className="who">
      <strong>
        <a href={personAddress(person.userId)}>{person.userId}</a>
      </strong>
      {person.left ? (
        <span className="left">{rooms.left}</span>
      ) : (
        <span className={sends ? 'facts sends' : 'facts'}>
          {[rooms.roles[person.role], sends].filter(Boolean).join(', ')}
        </span>
      )}
    </div>
  );
}
