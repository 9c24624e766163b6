import { useEffect, useId, useRef, useState } from 'react';
import { setParams } from '../address.js';
import { useWords } from '../words/languages.js';
import { TIMES } from './action-filter.js';

/** A filter is used after so long without typing: each one is a new question to the gateway. */
const TYPING_MS = 300;

interface FieldProps {
  label: string;
  /** Of the address. */
  name: string;
  params: URLSearchParams;
}

/** A filter that is typed, with suggestions. */
export function TextFilter({
  label,
  name,
  params,
  suggestions = [],
}: FieldProps & { suggestions?: readonly string[] }) {
  const inAddress = params.get(name) ?? '';
  const [typed, setTyped] = useState(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  // Going back, or a link, changes the address under the field.
  useEffect(() => {
    clearTimeout(timer.current);
    setTyped((now) => (now.trim() === inAddress ? now : inAddress));
  }, [inAddress]);
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setParams({ [name]: text.trim() }), TYPING_MS);
  };
  return (
    <label className="field">
      {label}
      <input type="search" value={typed} list={id} onChange={({ target }) => type(target.value)} />
      <datalist id={id}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
    </label>
  );
}

/** A filter that is one of these. Empty: any. */
export function ChoiceFilter({
  label,
  name,
  params,
  choices,
}: FieldProps & { choices: readonly (readonly [value: string, text: string])[] }) {
  const { actions } = useWords();
  return (
    <label className="field">
      {label}
      <select value={params.get(name) ?? ''} onChange={({ target }) => setParams({ [name]: target.value })}>
        <option value="">{actions.anyStatus}</option>
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** When: one press for the usual spans, and two fields for any other. */
export function TimeFilter({ params }: { params: URLSearchParams }) {
  const { actions } = useWords();
  // The page may have this field twice, and each has a choice of its own.
  const id = useId();
  const chosen = params.get('time') ?? '';
  const choose = (time: string) => setParams({ time, ...(time !== 'dates' && { from: '', to: '' }) });
  return (
    <div className="times">
      <fieldset className="field">
        <legend>{actions.time}</legend>
        <div className="segments">
          {(['', ...TIMES] as const).map((time) => (
            <label key={time}>
              <input type="radio" name={id} checked={chosen === time} onChange={() => choose(time)} />
              <span>{time === '' ? actions.anyStatus : actions.times[time]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {chosen === 'dates' &&
        (['from', 'to'] as const).map((end) => (
          <label key={end} className="field">
            {actions[end]}
            <input
              type="datetime-local"
              value={params.get(end) ?? ''}
              onChange={({ target }) => setParams({ [end]: target.value })}
            />
          </label>
        ))}
    </div>
  );
}
