import { useRef } from 'react';
import { isUndoable } from '../acts/act.js';
import { UNDO_MS } from '../acts/undo-time.js';
import { actsToRetry, type Run, type Runs } from '../acts/use-run.js';
import { RetryButton } from '../retry-button.js';
import { useSecondsUntil } from '../seconds-until.js';
import { useWords } from '../words/languages.js';
import type { Words } from '../words/words.js';

/** How far an act on many people is, what failed, and what can be done about it. It lies over the end of the page. */
export function RunBar({ runs }: { runs: Runs }) {
  const place = useRef<HTMLDivElement>(null);
  const { rooms, language } = useWords();
  const { run } = runs;
  if (!run) return null;
  const number = new Intl.NumberFormat(language);
  const of = rooms.runOf(number.format(run.answered), number.format(run.acts.length));
  const keepFocus = (act: () => void) => () => {
    // The pressed button disappears.
    place.current?.focus();
    act();
  };
  return (
    <section className="run card" aria-label={rooms.progress} ref={place} tabIndex={-1}>
      <p className={run.running ? 'pending' : ''}>
        {run.running ? rooms.changes[run.kind].pending : rooms.changes[run.kind].button}{' '}
        <span className="run-count">{of}</span>
      </p>
      <progress aria-label={rooms.progress} max={Math.max(1, run.acts.length)} value={run.answered} />
      <RunEnd run={run} />
      {run.running ? (
        <button type="button" onClick={keepFocus(runs.stop)}>
          {rooms.stop}
        </button>
      ) : (
        <Next run={run} runs={runs} keepFocus={keepFocus} />
      )}
    </section>
  );
}

function RunEnd({ run }: { run: Run }) {
  const words = useWords();
  const { failed, unknown, notSent } = endTexts(words, run);
  return (
    <>
      {failed && <span className="bad">{failed}</span>}
      {unknown && <span className="warning">{unknown}</span>}
      {notSent && <span>{notSent}</span>}
    </>
  );
}

function endTexts({ rooms, language }: Words, { acts, running, answered }: Run) {
  const text = (count: number, say: (count: string) => string) =>
    count > 0 ? say(new Intl.NumberFormat(language).format(count)) : undefined;
  const failed = acts.filter(({ failure }) => failure && !failure.mayHaveBeenApplied).length;
  const unknown = acts.filter(({ failure }) => failure?.mayHaveBeenApplied).length;
  return {
    failed: text(failed, rooms.runFailed),
    unknown: text(unknown, rooms.runUnknown),
    notSent: text(running ? 0 : acts.length - answered, rooms.runWaiting),
  };
}

/** All in one sentence, to be read out. */
export function runText(words: Words, run: Run): string {
  const { failed, unknown, notSent } = endTexts(words, run);
  const { button } = words.rooms.changes[run.kind];
  const all = words.rooms.runOf(String(run.answered), String(run.acts.length));
  return [`${button} ${all}`, failed, unknown, notSent].filter(Boolean).join(words.blacklist.separator);
}

interface NextProps {
  run: Run;
  runs: Runs;
  keepFocus: (act: () => void) => () => void;
}

function Next({ run, runs, keepFocus }: NextProps) {
  const { rooms, blacklist, language, close } = useWords();
  const number = new Intl.NumberFormat(language);
  const again = actsToRetry(run);
  const retryAt = Math.max(0, ...again.map(({ failure }) => failure?.retryAt ?? 0));
  const doneAt = Math.max(0, ...run.acts.filter(isUndoable).map(({ done }) => done?.at ?? 0));
  const seconds = useSecondsUntil(doneAt ? doneAt + UNDO_MS : undefined);
  return (
    <>
      {again.length > 0 && (
        <RetryButton
          retryAt={retryAt || undefined}
          label={blacklist.retryFailed(number.format(again.length))}
          labelIn={(wait) => blacklist.retryFailedIn(number.format(again.length), wait)}
          onRetry={keepFocus(runs.retry)}
        />
      )}
      {seconds > 0 && (
        <button type="button" className="undo" onClick={keepFocus(runs.undo)}>
          {rooms.undoRun} <span aria-hidden="true">{seconds}</span>
        </button>
      )}
      <button type="button" onClick={runs.close}>
        {close}
      </button>
    </>
  );
}
