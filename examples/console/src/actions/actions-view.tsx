import type { ActionStatus, ModerationActionFilter } from 'moderation-gateway-client/strings';
import { useState } from 'react';
import { FailureNotice } from '../failure-notice.js';
import { LiveNotice, useFeeds } from '../live/live-feeds.js';
import { missingForActions, type Viewer } from '../permissions.js';
import { useWords } from '../words/languages.js';
import { missingText } from '../words/words.js';
import { ActionRow } from './action-row.js';
import { useActions } from './use-actions.js';

export function ActionsView({ viewer, shown }: { viewer: Viewer; shown: boolean }) {
  const words = useWords();
  const missing = missingForActions(viewer);
  if (missing) return <p className="card refusal">{missingText(words, missing)}</p>;
  return <ActionList shown={shown} />;
}

function ActionList({ shown }: { shown: boolean }) {
  const words = useWords();
  const [status, setStatus] = useState<ActionStatus>();
  const [actor, setActor] = useState('');
  const { actions: feed } = useFeeds();
  const filter = { ...(status && { status: [status] }), ...(actor.trim() && { actor: actor.trim() }) };

  return (
    <>
      <div className="card fields">
        <label className="field">
          {words.actions.status}
          <select
            value={status ?? ''}
            onChange={({ target }) => setStatus(statusNamed(words.actions.statuses, target.value))}
          >
            <option value="">{words.actions.anyStatus}</option>
            {Object.entries(words.actions.statuses).map(([name, text]) => (
              <option key={name} value={name}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {words.actions.actor}
          <input type="search" value={actor} onChange={({ target }) => setActor(target.value)} />
        </label>
        <LiveNotice topic={feed} />
      </div>
      <FilteredActions key={JSON.stringify(filter)} filter={filter} shown={shown} />
    </>
  );
}

function FilteredActions({ filter, shown }: { filter: ModerationActionFilter; shown: boolean }) {
  const words = useWords();
  // The list must not move while the pointer or the focus is in it.
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const { actions, newer, showNewer, showOlder, failure } = useActions(filter, shown, pointed || focused);

  return (
    <>
      <div className="action-notice">
        <button type="button" aria-disabled={newer === 0} onClick={showNewer}>
          {words.actions.newer(newer)}
        </button>
        {failure && <FailureNotice failure={failure} />}
      </div>
      <ul
        className="card actions"
        aria-label={words.views.actions}
        onPointerEnter={() => setPointed(true)}
        onPointerLeave={() => setPointed(false)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      >
        {actions?.map((action) => (
          <ActionRow key={action.id} action={action} />
        ))}
        {actions?.length === 0 && !showOlder && <li className="hint">{words.actions.none}</li>}
      </ul>
      <button type="button" className="older" aria-disabled={!showOlder} onClick={showOlder}>
        {words.actions.older}
      </button>
    </>
  );
}

function statusNamed(
  statuses: Readonly<Record<ActionStatus, string>>,
  name: string,
): ActionStatus | undefined {
  return Object.hasOwn(statuses, name) ? (name as ActionStatus) : undefined;
}
