import { useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { ReasonField } from '../reason-field.js';
import { useWords } from '../words/languages.js';
import type { Words } from '../words/words.js';
import { AllMalformed, LeftOut } from './left-out.js';
import { isUserId, readPastedIds } from './pasted-ids.js';
import type { Bulk } from './use-bulk-addition.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** In seconds. Undefined: for good. */
const DURATIONS = [undefined, HOUR, DAY, 7 * DAY, 30 * DAY] as const;

interface AdditionFormProps {
  owner: string;
  /** The token allows this list alone. */
  ownList: boolean;
  onOwner: (owner: string) => void;
  bulk: Bulk;
  /** Whether something else is to be done first. */
  otherFirst: boolean;
}

export function AdditionForm({ owner, ownList, onOwner, bulk, otherFirst }: AdditionFormProps) {
  const words = useWords();
  const { blacklist } = words;
  const [pasted, setPasted] = useState('');
  const [reason, setReason] = useState('');
  const [durationSeconds, setDuration] = useState<number>();
  const [asked, setAsked] = useState(false);
  const [sent, setSent] = useState<{ owner: string; pasted: string }>();
  const ownerField = useRef<HTMLInputElement>(null);
  const idsField = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  // Reading thousands of ids takes a moment. Typing does not wait for it.
  const deferred = useDeferredValue(pasted);
  const read = useMemo(() => readPastedIds(deferred), [deferred]);
  // A double click must not send the same list again: everybody would be on the list already.
  const isSent = sent?.owner === owner && sent.pasted === pasted;
  const badOwner = !isUserId(owner) && (asked || owner !== '');

  const submit = () => {
    setAsked(true);
    const { ids } = readPastedIds(pasted);
    if (isSent || bulk.addition?.running) return;
    if (!isUserId(owner)) return ownerField.current?.focus();
    if (ids.length === 0) return idsField.current?.focus();
    bulk.start({ owner, reason: reason.trim(), durationSeconds }, ids);
    setSent({ owner, pasted });
    setReason('');
    setDuration(undefined);
  };

  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="field">
        <label>
          {blacklist.owner}
          <input
            ref={ownerField}
            value={owner}
            inputMode="numeric"
            readOnly={ownList}
            aria-invalid={badOwner}
            aria-describedby={`${id}-owner`}
            onChange={({ target }) => onOwner(target.value)}
          />
        </label>
        <span className={badOwner ? 'hint bad' : 'hint'} id={`${id}-owner`}>
          {ownerHint(words, badOwner, ownList)}
        </span>
      </div>
      <div className="field">
        <label>
          {blacklist.ids}
          <textarea
            ref={idsField}
            rows={8}
            value={pasted}
            spellCheck={false}
            aria-describedby={`${id}-ids`}
            onChange={({ target }) => setPasted(target.value)}
          />
        </label>
        <span className="hint" id={`${id}-ids`}>
          {blacklist.idsHint}
        </span>
      </div>
      <div>
        <div className="left-out hint" aria-live="polite">
          <LeftOut read={read} />
        </div>
        <AllMalformed read={read} />
      </div>
      <Lasts value={durationSeconds} onChange={setDuration} />
      <ReasonField value={reason} onChange={setReason} />
      <button type="submit" className={otherFirst || isSent ? '' : 'primary'}>
        {blacklist.add(new Intl.NumberFormat(words.language).format(read.ids.length))}
      </button>
    </form>
  );
}

/** For how long somebody is on the list. */
function Lasts({
  value,
  onChange,
}: {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}) {
  const { blacklist } = useWords();
  const name = useId();
  return (
    <fieldset className="field">
      <legend>{blacklist.lasts}</legend>
      <div className="segments">
        {DURATIONS.map((seconds) => (
          <label key={String(seconds)}>
            <input type="radio" name={name} checked={seconds === value} onChange={() => onChange(seconds)} />
            <span>{blacklist.duration(seconds)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function ownerHint({ blacklist }: Words, bad: boolean, ownList: boolean): string {
  if (ownList) return blacklist.ownListOnly;
  return bad ? blacklist.malformedOwner : blacklist.ownerHint;
}
