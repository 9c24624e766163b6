import { useRef } from 'react';
import { type Act, isUndoable } from '../acts/act.js';
import { UNDO_MS } from '../acts/undo-time.js';
import { Ago } from '../ago.js';
import { FailureDetails } from '../failure-notice.js';
import { WarningIcon } from '../icons.js';
import { RetryButton } from '../retry-button.js';
import { useSecondsUntil } from '../seconds-until.js';
import { useWords } from '../words/languages.js';
import { failureText } from '../words/words.js';
import { noteOf } from './note.js';
import type { Person } from './use-rooms.js';

interface PersonNoteProps {
  person: Person;
  act: Act | undefined;
  onUndo: ((act: Act) => void) | undefined;
  onRetry: ((act: Act) => void) | undefined;
}

/** What was last done to a person, who did it, and what can be done about it. */
export function PersonNote({ person, act, onUndo, onRetry }: PersonNoteProps) {
  const words = useWords();
  const place = useRef<HTMLDivElement>(null);
  const note = noteOf(words, person, act);
  // The pressed button disappears. The focus stays in this row, for people who use the keyboard.
  const keepFocus = () => place.current?.focus();

  return (
    <div className={note && ('pending' in note || note.act) ? 'note new' : 'note'} ref={place} tabIndex={-1}>
      {note && 'pending' in note && <p className="pending">{note.pending}</p>}
      {note && 'failure' in note && (
        <Failed
          act={note.act}
          onRetry={
            onRetry &&
            (() => {
              keepFocus();
              onRetry(note.act);
            })
          }
        />
      )}
      {note && 'done' in note && (
        <>
          <p className="done">
            {note.done}
            {'actor' in note && (
              <span className="by">
                {' '}
                {words.rooms.by(note.actor)}, <Ago time={note.requestedAt} />
              </span>
            )}
          </p>
          {note.act && onUndo && isUndoable(note.act) && (
            <UndoButton
              act={note.act}
              of={words.rooms.ofPerson(person.userId)}
              onUndo={(undone) => {
                keepFocus();
                onUndo(undone);
              }}
            />
          )}
        </>
      )}
    </div>
  );
}

/** There for ten seconds after an act. */
function UndoButton({ act, of, onUndo }: { act: Act; of: string; onUndo: (act: Act) => void }) {
  const { rooms } = useWords();
  const seconds = useSecondsUntil((act.done?.at ?? 0) + UNDO_MS);
  if (seconds === 0) return null;
  return (
    <button type="button" className="undo" onClick={() => onUndo(act)}>
      {rooms.changes.undo.button}
      <span className="visually-hidden">{of}</span> <span aria-hidden="true">{seconds}</span>
    </button>
  );
}

/** One line, with everything else behind it: rows must not move when something fails. */
function Failed({ act, onRetry }: { act: Act; onRetry: (() => void) | undefined }) {
  const words = useWords();
  const { failure } = act;
  if (!failure) return null;
  const { mayHaveBeenApplied, retryable, retryAt } = failure;
  const text = failureText(words, failure);
  return (
    <div className={mayHaveBeenApplied ? 'notice unknown' : 'notice failed'}>
      <div className="notice-text" title={text}>
        <p>{text}</p>
        {mayHaveBeenApplied && (
          <p className="warning">
            <WarningIcon />
            {words.mayHaveBeenApplied}
          </p>
        )}
      </div>
      <FailureDetails failure={failure}>{words.details}</FailureDetails>
      {retryable && onRetry && (
        <RetryButton retryAt={retryAt} label={words.retry} labelIn={words.retryIn} onRetry={onRetry} />
      )}
    </div>
  );
}
