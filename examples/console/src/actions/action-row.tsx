import type { ModerationAction } from 'moderation-gateway-client/strings';
import { useState } from 'react';
import { changesIn } from '../media-state.js';
import { roomText } from '../room-name.js';
import { useWords } from '../words/languages.js';
import type { Words } from '../words/words.js';

export function ActionRow({ action }: { action: ModerationAction }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const { status, actor, requestedAt } = action;
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <time dateTime={requestedAt}>{timeText(words, requestedAt)}</time>
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

function whatWasDone(
  words: Words,
  { operation, targets, state, audio, video, roomId, strRoomId, listOwnerId }: ModerationAction,
): string {
  const { states, setState, addUsers, otherInRoom } = words.actions;
  if (operation === 'ADD_TO_BLACKLIST') {
    return addUsers(new Intl.NumberFormat(words.language).format(targets.length), listOwnerId ?? '');
  }
  if (roomId === null && strRoomId === null) return operation;
  const room = roomText({ roomId, strRoomId });
  const [first] = targets;
  if (operation === 'SET_USER_MEDIA_STATE') {
    const ofMedia = changesIn({ audio, video }).map((change) => words.rooms.changes[change].button);
    return setState(
      first?.userId ?? '',
      room,
      state ? states[state] : ofMedia.join(words.blacklist.separator),
    );
  }
  const more = targets.length > 1 ? ` +${targets.length - 1}` : '';
  return otherInRoom(operation, first ? `${first.userId}${more}` : '', room);
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
  const known: readonly (readonly [name: string, value: string | null])[] = [
    [facts.finishedAt, action.finishedAt && timeText(words, action.finishedAt)],
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
                  {userId}
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

function timeText({ language }: Words, time: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(time),
  );
}
