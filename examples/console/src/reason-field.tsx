import { useId } from 'react';
import { useWords } from './words/languages.js';

/** The gateway's limit. */
const MAX_REASON = 1_000;

/** Why somebody does what they do next: typed, or one of the usual reasons. */
export function ReasonField({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  const { reason, reasonHint, usualReasons, usualReason } = useWords();
  const hintId = useId();
  return (
    <div className="field reason">
      <label>
        {reason}
        <input
          value={value}
          maxLength={MAX_REASON}
          aria-describedby={hintId}
          onChange={({ target }) => onChange(target.value)}
        />
      </label>
      {/* Shows no choice of its own: what was chosen stands in the field, where it can be changed. */}
      <select
        aria-label={usualReason}
        title={usualReason}
        value=""
        onChange={({ target }) => onChange(target.value)}
      >
        <option value="" hidden />
        {usualReasons.map((usual) => (
          <option key={usual}>{usual}</option>
        ))}
      </select>
      <span className="hint" id={hintId}>
        {reasonHint}
      </span>
    </div>
  );
}
