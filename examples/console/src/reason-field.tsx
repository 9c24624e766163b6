import { useId } from 'react';
import { useWords } from './words/languages.js';

/** The gateway's limit. */
const MAX_REASON = 1_000;

export function ReasonField({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  const { reason, reasonHint } = useWords();
  const hintId = useId();
  return (
    <div className="field">
      <label>
        {reason}
        <input
          value={value}
          maxLength={MAX_REASON}
          aria-describedby={hintId}
          onChange={({ target }) => onChange(target.value)}
        />
      </label>
      <span className="hint" id={hintId}>
        {reasonHint}
      </span>
    </div>
  );
}
