import { useId, useState } from 'react';
import { UNDO_MS } from '../acts/undo-time.js';
import { Ago } from '../ago.js';
import { fullTime } from '../ago-text.js';
import { useAnnounce } from '../announcer.js';
import { countdownText } from '../countdown.js';
import { FailureNotice } from '../failure-notice.js';
import { useSecondsUntil } from '../seconds-until.js';
import { useWords } from '../words/languages.js';
import { isUserId } from './pasted-ids.js';
import { type Removal, useList } from './use-list.js';

/** In seconds. An entry with more than this before it shows its day, and no countdown. */
const DAY = 86_400;

/** Who is on a blacklist: to be read, searched, and taken off. */
export function ListEntries({ owner, version }: { owner: string; version: string }) {
  const { blacklist, language } = useWords();
  const [times, setTimes] = useState(0);
  const list = useList(owner, `${version}/${times}`);
  const [search, setSearch] = useState('');
  const id = useId();
  const number = new Intl.NumberFormat(language);
  const wanted = search.trim();
  const { entries, total, failure } = list;
  const found = entries?.filter(({ userId }) => userId.includes(wanted));
  // What is not in the pages that were read may be on the list all the same.
  const isBeyond = isUserId(wanted) && !found?.some(({ userId }) => userId === wanted);

  return (
    <section className="card list-entries" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>
        {blacklist.onList(owner)} {total !== null && <span className="hint">{number.format(total)}</span>}
      </h2>
      <div className="find">
        <label className="field">
          {blacklist.find}
          <input type="search" value={search} onChange={({ target }) => setSearch(target.value)} />
        </label>
        <button type="button" onClick={() => setTimes(times + 1)}>
          {blacklist.readAgain}
        </button>
      </div>
      {failure && <FailureNotice failure={failure} />}
      {isBeyond && <Membership key={wanted} userId={wanted} list={list} />}
      <ul aria-label={blacklist.onList(owner)}>
        {found?.map(({ userId, addedAt, endsAt }) => (
          <li key={userId} className="entry">
            <code>{userId}</code>
            <span className="facts">
              {addedAt && <Ago time={addedAt} />}
              {endsAt && <Ends time={endsAt} />}
            </span>
            <TakeOff userId={userId} list={list} />
          </li>
        ))}
        {entries?.length === 0 && <li className="hint">{blacklist.nobodyOn}</li>}
      </ul>
      {list.showMore && (
        <button type="button" onClick={list.showMore}>
          {blacklist.showMore}
        </button>
      )}
    </section>
  );
}

function Ends({ time }: { time: string }) {
  const { blacklist, language } = useWords();
  const seconds = useSecondsUntil(Date.parse(time));
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(Date.parse(time));
  return (
    <span className="countdown" title={fullTime(language, time)}>
      {seconds > DAY ? blacklist.endsOn(day) : blacklist.ends(countdownText(seconds))}
    </span>
  );
}

type List = ReturnType<typeof useList>;

/** Asks for an id that is not among those that were read. */
function Membership({ userId, list }: { userId: string; list: List }) {
  const { blacklist } = useWords();
  const announce = useAnnounce();
  const [answer, setAnswer] = useState<boolean | 'unknown'>();
  const ask = async () => {
    const isListed = (await list.isListed(userId)) ?? 'unknown';
    setAnswer(isListed);
    announce(blacklist.membership(userId, isListed));
  };
  if (answer === undefined) {
    return (
      <button type="button" onClick={ask}>
        {blacklist.ask(userId)}
      </button>
    );
  }
  return (
    <div className="entry">
      <span>{blacklist.membership(userId, answer)}</span>
      {answer === true && <TakeOff userId={userId} list={list} />}
    </div>
  );
}

function TakeOff({ userId, list }: { userId: string; list: List }) {
  const { blacklist, rooms } = useWords();
  const removal = list.removals.get(userId);
  const { done, failure, pending } = removal ?? {};
  const isOff = done && !done.undone;
  return (
    <span className="take-off">
      {pending && <span className="pending">{isOff ? rooms.changes.undo.pending : blacklist.takingOff}</span>}
      {done && !pending && (
        <span className="done">{isOff ? blacklist.takenOff : rooms.changes.undo.done}</span>
      )}
      {failure && (
        <FailureNotice failure={failure} onRetry={() => (isOff ? list.undo(userId) : list.remove(userId))} />
      )}
      {removal && isOff && !pending && !failure && (
        <Undo removal={removal} of={rooms.ofPerson(userId)} onUndo={() => list.undo(userId)} />
      )}
      {(!removal || done?.undone) && (
        <button type="button" onClick={() => list.remove(userId)}>
          {blacklist.takeOff}
          <span className="visually-hidden">{rooms.ofPerson(userId)}</span>
        </button>
      )}
    </span>
  );
}

function Undo({ removal: { done }, of, onUndo }: { removal: Removal; of: string; onUndo: () => void }) {
  const { rooms } = useWords();
  const seconds = useSecondsUntil((done?.at ?? 0) + UNDO_MS);
  if (seconds === 0 || !done?.actionId) return null;
  return (
    <button type="button" className="undo" onClick={onUndo}>
      {rooms.changes.undo.button}
      <span className="visually-hidden">{of}</span> <span aria-hidden="true">{seconds}</span>
    </button>
  );
}
