import type { ModerationActionFilter } from 'moderation-gateway-client/strings';
import { useRef, useState } from 'react';
import { FailureNotice } from '../failure-notice.js';
import { useFeeds } from '../live/feeds.js';
import { LiveNotice } from '../live/live-notice.js';
import { useWords } from '../words/languages.js';
import { ActionRow } from './action-row.js';
import { ExportButton } from './export-button.js';
import { useActions } from './use-actions.js';

/** The actions of a filter, newest first. Another filter needs a new component (a new `key`). */
export function ActionList({ filter, shown }: { filter: ModerationActionFilter; shown: boolean }) {
  const words = useWords();
  const feeds = useFeeds();
  const list = useRef<HTMLUListElement>(null);
  // The list must not move while the pointer or the focus is in it.
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const { actions, newer, showNewer, showOlder, failure } = useActions(filter, shown, pointed || focused);

  return (
    <>
      <div className="action-notice">
        {newer > 0 ? (
          <button
            type="button"
            onClick={() => {
              // The pressed button disappears.
              list.current?.focus();
              showNewer();
            }}
          >
            {words.actions.newer(newer)}
          </button>
        ) : (
          <span className="hint">{words.actions.newer(0)}</span>
        )}
        {failure && <FailureNotice failure={failure} />}
        <LiveNotice topic={feeds.actions} />
        <ExportButton filter={filter} />
      </div>
      <ul
        className="card actions"
        ref={list}
        tabIndex={-1}
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
      {showOlder && (
        <button type="button" className="older" onClick={showOlder}>
          {words.actions.older}
        </button>
      )}
    </>
  );
}
