import { type CSSProperties, memo, useId, useRef, useState } from 'react';
import { UNDO_MS } from '../acts/undo-time.js';
import { FailureDetails, FailureNotice } from '../failure-notice.js';
import { RetryButton } from '../retry-button.js';
import { useSecondsUntil } from '../seconds-until.js';
import type { UserResultKind } from '../user-result-kind.js';
import { useWords } from '../words/languages.js';
import { failureText } from '../words/words.js';
import type { BulkAddition } from './bulk-addition.js';
import { countKinds, kindOf, type UserResult } from './user-result.js';

interface BulkResultsProps {
  addition: BulkAddition | undefined;
  /** The ids for which another try makes sense now. */
  toRetry: readonly string[];
  onRetry: () => void;
  onUndo: () => void;
}

const KINDS: readonly UserResultKind[] = [
  'added',
  'undone',
  'alreadyOn',
  'ownList',
  'failed',
  'unknown',
  'waiting',
];

/** The result of each id. All parts are shown from the start, so that nothing moves when results come. */
export function BulkResults(props: BulkResultsProps) {
  const { addition } = props;
  const { blacklist, language } = useWords();
  const [shown, show] = useState<UserResultKind | 'all'>('all');
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const number = new Intl.NumberFormat(language);

  const results = [...(addition?.results ?? [])];
  const counts = countKinds(results.map(([, result]) => result));
  const waiting = counts.get('waiting') ?? 0;
  const finished = results.length - waiting;
  // Each number is as wide as the largest, so that nothing moves while they grow.
  const style = { '--digits': number.format(results.length).length } as CSSProperties;
  const endText = waiting > 0 ? blacklist.stopped(number.format(waiting)) : blacklist.finished;
  const visible = results.filter(([, result]) => shown === 'all' || kindOf(result) === shown);

  return (
    <section className="card results" aria-labelledby={`${id}-heading`} style={style}>
      <h2 id={`${id}-heading`} ref={heading} tabIndex={-1}>
        {addition ? blacklist.resultsOf(addition.owner) : blacklist.results}
      </h2>
      <div className="progress">
        <progress aria-label={blacklist.progress} max={Math.max(1, results.length)} value={finished} />
        <span>{blacklist.progressText(number.format(finished), number.format(results.length))}</span>
      </div>
      <div className="progress-end">
        <span>{addition && !addition.running && endText}</span>
        {/* The pressed button disappears. */}
        <Next {...props} onPress={() => heading.current?.focus()} />
      </div>
      {addition?.failure && <FailureNotice failure={addition.failure} />}
      <fieldset className="kinds">
        <legend className="visually-hidden">{blacklist.show}</legend>
        {(['all', ...KINDS] as const).map((kind) => (
          <label key={kind} className={`kind ${kind}`}>
            <input type="radio" name={id} checked={shown === kind} onChange={() => show(kind)} />
            {kind === 'all' ? blacklist.all : blacklist.kinds[kind]}{' '}
            <b>{number.format(kind === 'all' ? results.length : (counts.get(kind) ?? 0))}</b>
          </label>
        ))}
      </fieldset>
      {/* Scrolls by itself, so whoever has no mouse must be able to focus it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region */}
      <ul className="user-results" tabIndex={0} aria-labelledby={`${id}-heading`}>
        {visible.map(([userId, result]) => (
          <UserRow key={userId} userId={userId} result={result} />
        ))}
        {!addition && <li className="hint">{blacklist.noResults}</li>}
      </ul>
    </section>
  );
}

/** What can be done with the results. */
function Next({ addition, toRetry, onRetry, onUndo, onPress }: BulkResultsProps & { onPress: () => void }) {
  const { blacklist, rooms, language } = useWords();
  const count = new Intl.NumberFormat(language).format(toRetry.length);
  const undoable = addition && !addition.running && addition.actionIds.length > 0;
  const seconds = useSecondsUntil(undoable ? addition.addedAt + UNDO_MS : undefined);
  return (
    <>
      {toRetry.length > 0 && (
        <RetryButton
          retryAt={latestRetry(addition)}
          label={blacklist.retryFailed(count)}
          labelIn={(wait) => blacklist.retryFailedIn(count, wait)}
          primary
          onRetry={() => {
            onPress();
            onRetry();
          }}
        />
      )}
      {undoable && seconds > 0 && (
        <button
          type="button"
          className="undo"
          onClick={() => {
            onPress();
            onUndo();
          }}
        >
          {rooms.undoRun} <span aria-hidden="true">{seconds}</span>
        </button>
      )}
    </>
  );
}

/** The time from which all failed ids can be tried again. */
function latestRetry(addition: BulkAddition | undefined): number | undefined {
  const times = [...(addition?.results.values() ?? [])].map((result) =>
    typeof result === 'object' ? (result.failure.retryAt ?? 0) : 0,
  );
  const latest = times.reduce((a, b) => Math.max(a, b), 0);
  return latest || undefined;
}

const UserRow = memo(function UserRow({ userId, result }: { userId: string; result: UserResult }) {
  const words = useWords();
  const kind = kindOf(result);
  return (
    <li className={`user-result ${kind}`}>
      <code>{userId}</code>
      {typeof result === 'string' ? (
        <b>{words.blacklist.kinds[kind]}</b>
      ) : (
        <FailureDetails failure={result.failure}>
          <b>{words.blacklist.kinds[kind]}</b>
          {(kind === 'failed' || kind === 'unknown') && words.colon + failureText(words, result.failure)}
        </FailureDetails>
      )}
    </li>
  );
});
