import { useRef } from 'react';
import { CHANGE_BUTTONS, type Change } from '../media-state.js';
import { useWords } from '../words/languages.js';
import type { Selection } from './use-selection.js';

interface SelectionBarProps {
  selection: Selection;
  /** How many people the list shows who are in the room. */
  shown: number;
  onChange: (change: Change) => void;
  onMuteOthers: () => void;
  onKick: () => void;
}

/** What can be done to those who are selected. The buttons stay where they are as long as anybody is. */
export function SelectionBar({ selection, shown, onChange, onMuteOthers, onKick }: SelectionBarProps) {
  const { language, rooms } = useWords();
  const all = useRef<HTMLInputElement>(null);
  const number = new Intl.NumberFormat(language);
  const count = selection.people.length;
  const isAll = shown > 0 && count >= shown;
  if (all.current) all.current.indeterminate = count > 0 && !isAll;
  return (
    <div className="selection" role="toolbar" aria-label={rooms.selection}>
      <label className="select-all">
        <input
          type="checkbox"
          ref={all}
          checked={isAll}
          onChange={() => (isAll || count > 0 ? selection.clear() : selection.selectAll())}
        />
        <span>{count > 0 ? rooms.selected(number.format(count)) : rooms.selectAll}</span>
      </label>
      {count > 0 ? (
        <>
          {CHANGE_BUTTONS.map((change) => (
            <button key={change} type="button" onClick={() => onChange(change)}>
              {rooms.changes[change].button}
            </button>
          ))}
          <button type="button" onClick={onKick}>
            {rooms.kick}
          </button>
          <button type="button" onClick={onMuteOthers}>
            {rooms.muteOthers}
          </button>
        </>
      ) : (
        <span className="hint">{rooms.selectHint}</span>
      )}
    </div>
  );
}
