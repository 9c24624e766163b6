import { useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { useAnnounce } from '../announcer.js';
import { missingForBlacklists, ownListOnly, type Viewer } from '../permissions.js';
import { ReasonField } from '../reason-field.js';
import { useWords } from '../words/languages.js';
import { missingText, type Words } from '../words/words.js';
import { BulkResults } from './bulk-results.js';
import { isUserId, type PastedIds, readPastedIds } from './pasted-ids.js';
import { useBulkAddition } from './use-bulk-addition.js';
import { countKinds } from './user-result.js';

export function BlacklistView({ viewer }: { viewer: Viewer }) {
  const words = useWords();
  const bulk = useAnnouncedAddition();
  const ownList = ownListOnly(viewer);
  const [typedOwner, setOwner] = useState('');
  const [pasted, setPasted] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [sent, setSent] = useState<{ owner: string; pasted: string }>();
  const ownerField = useRef<HTMLInputElement>(null);
  const id = useId();

  const missing = missingForBlacklists(viewer);
  const owner = ownList ?? typedOwner.trim();
  // Reading thousands of ids takes a moment. Typing does not wait for it.
  const deferred = useDeferredValue(pasted);
  const read = useMemo(() => readPastedIds(deferred), [deferred]);
  const number = new Intl.NumberFormat(words.language);
  // A double click must not send the same list again: everybody would be on the list already.
  const isSent = sent?.owner === owner && sent.pasted === pasted;
  const nothingToDo =
    missing !== undefined || isSent || read.ids.length === 0 || bulk.addition?.running === true;
  const badOwner = !isUserId(owner) && (asked || owner !== '');

  const submit = () => {
    setAsked(true);
    if (nothingToDo) return;
    if (!isUserId(owner)) {
      ownerField.current?.focus();
      return;
    }
    bulk.start(owner, readPastedIds(pasted).ids, reason.trim());
    setSent({ owner, pasted });
    setReason('');
  };

  return (
    <div className="blacklist">
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="field">
          <label>
            {words.blacklist.owner}
            <input
              ref={ownerField}
              value={owner}
              inputMode="numeric"
              readOnly={ownList !== undefined}
              aria-invalid={badOwner}
              aria-describedby={`${id}-owner`}
              onChange={({ target }) => setOwner(target.value)}
            />
          </label>
          <span className={badOwner ? 'hint bad' : 'hint'} id={`${id}-owner`}>
            {ownerHint(words, badOwner, ownList)}
          </span>
        </div>
        <div className="field">
          <label>
            {words.blacklist.ids}
            <textarea
              rows={8}
              value={pasted}
              spellCheck={false}
              aria-describedby={`${id}-ids`}
              onChange={({ target }) => setPasted(target.value)}
            />
          </label>
          <span className="hint" id={`${id}-ids`}>
            {words.blacklist.idsHint}
          </span>
        </div>
        <div className="left-out hint" id={`${id}-left-out`} aria-live="polite">
          {missing ? <p className="refusal">{missingText(words, missing)}</p> : <LeftOut read={read} />}
        </div>
        <ReasonField value={reason} onChange={setReason} />
        <button
          type="submit"
          className="primary"
          aria-disabled={nothingToDo}
          aria-describedby={`${id}-left-out`}
        >
          {words.blacklist.add(number.format(read.ids.length))}
        </button>
      </form>
      <BulkResults addition={bulk.addition} onRetry={bulk.retry} />
    </div>
  );
}

/** Screen readers are told after each quarter of the ids. */
function useAnnouncedAddition() {
  const { blacklist } = useWords();
  const announce = useAnnounce();
  return useBulkAddition(({ results, running }, finished, before) => {
    const quarter = (count: number) => Math.floor((4 * count) / results.size);
    if (running && quarter(finished) === quarter(before)) return;
    const counts = [...countKinds(results.values())];
    announce(counts.map(([kind, count]) => `${blacklist.kinds[kind]}: ${count}`).join(', '));
  });
}

function ownerHint({ blacklist }: Words, bad: boolean, ownList: string | undefined): string {
  if (ownList !== undefined) return blacklist.ownListOnly;
  return bad ? blacklist.malformedOwner : blacklist.ownerHint;
}

/** This many are named. The others are only counted. */
const NAMED = 3;

/** Shows which lines will not be sent, and why, before anything is sent. */
function LeftOut({ read: { repeated, malformed } }: { read: PastedIds }) {
  const { blacklist } = useWords();
  const list = (texts: readonly string[]) =>
    texts.slice(0, NAMED).join(blacklist.separator) +
    (texts.length > NAMED ? blacklist.andMore(texts.length - NAMED) : '');
  if (malformed.length === 0 && repeated.length === 0) return <p>{blacklist.nothingLeftOut}</p>;
  const malformedTexts = malformed.map(({ text, line }) => blacklist.malformedId(shortened(text), line));
  return (
    <>
      {malformed.length > 0 && (
        <p className="bad">{blacklist.malformed(malformed.length, list(malformedTexts))}</p>
      )}
      {repeated.length > 0 && <p>{blacklist.duplicates(repeated.length, list([...new Set(repeated)]))}</p>}
    </>
  );
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
