import type { ModerationAction } from 'moderation-gateway-client/strings';
import { useState } from 'react';
import { personAddress } from '../address.js';
import { Ago } from '../ago.js';
import { fullTime } from '../ago-text.js';
import { useWords } from '../words/languages.js';
import { whatWasDone } from './what-was-done.js';

export function ActionRow({ action }: { action: ModerationAction }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const { status, actor, requestedAt } = action;
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <Ago time={requestedAt} />
          <span className="actor">{actor}</span>
          <span className="what">{whatWasDone(words, action)}</span>
          <b className={`status ${status}`}>{words.actions.statuses[status] ?? status}</b>
        </summary>
        {/* A bulk addition has a thousand targets: they are drawn when somebody looks. */}
        {open && <ActionFacts action={action} />}
      </details>
    </li>
  );
}

function ActionFacts({ action }: { action: ModerationAction }) {
  const words = useWords();
  const { facts, recovered, seconds, outcomes } = words.actions;
  const inSeconds = new Intl.NumberFormat(words.language, { maximumFractionDigits: 2 });
  // Targets that were applied come last: people look for the others.
  const targets = [
    ...action.targets.filter(({ outcome }) => outcome !== 'APPLIED'),
    ...action.targets.filter(({ outcome }) => outcome === 'APPLIED'),
  ];
  const { durationSeconds: askedFor } = action;
  const known: readonly (readonly [name: string, value: string | null])[] = [
    [facts.requestedAt, fullTime(words.language, action.requestedAt)],
    [facts.finishedAt, action.finishedAt && fullTime(words.language, action.finishedAt)],
    [facts.askedFor, askedFor === null ? null : seconds(inSeconds.format(askedFor))],
    [facts.reason, action.reason],
    [facts.message, action.message],
    [facts.code, action.code],
    [facts.vendorCode, action.vendorCode],
    [facts.vendorRequestIds, action.vendorRequestIds.join(', ')],
    [facts.requestId, action.requestId],
    [facts.attempts, String(action.attempts)],
    [facts.duration, action.durationMs === null ? null : seconds(inSeconds.format(action.durationMs / 1000))],
  ];
  return (
    <>
      {action.recovered && <p className="hint">{recovered}</p>}
      <dl>
        {known.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        <div>
          <dt>{facts.targets}</dt>
          <dd>
            {/* Scrolls by itself, so whoever has no mouse must be able to focus it. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region */}
            <ul tabIndex={0} aria-label={facts.targets}>
              {targets.map(({ userId, outcome, code }) => (
                <li key={userId}>
                  <a href={personAddress(userId)}>{userId}</a>
                  {words.colon}
                  {outcomes[outcome] ?? outcome}
                  {code && ` (${code})`}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
    </>
  );
}
