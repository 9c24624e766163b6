import { useId, useRef } from 'react';
import { useAnnounce } from '../announcer.js';
import { useWords } from '../words/languages.js';
import type { PastedIds } from './pasted-ids.js';

/** This many are named. All are in the field behind it. */
const NAMED = 3;

/** Shows which ids will not be sent, and why, before anything is sent. */
export function LeftOut({ read: { repeated, malformed } }: { read: PastedIds }) {
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

/** All of the texts that are no ids, to be read and copied. */
export function AllMalformed({ read: { malformed } }: { read: PastedIds }) {
  const { blacklist } = useWords();
  const announce = useAnnounce();
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  if (malformed.length === 0) return null;
  const copy = () => {
    field.current?.select();
    // Browsers have no other way in pages that come over plain HTTP from another machine.
    if (document.execCommand('copy')) announce(blacklist.copied);
  };
  return (
    <details className="all-malformed">
      <summary>{blacklist.showMalformed(malformed.length)}</summary>
      <label className="visually-hidden" htmlFor={id}>
        {blacklist.malformedIds}
      </label>
      <textarea id={id} ref={field} readOnly rows={5} value={malformed.map(({ text }) => text).join('\n')} />
      <button type="button" onClick={copy}>
        {blacklist.copy}
      </button>
    </details>
  );
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
