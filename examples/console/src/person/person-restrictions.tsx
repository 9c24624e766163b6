import { RestrictionsDocument, type RestrictionsQuery } from 'moderation-gateway-client/strings';
import { useEffect, useState } from 'react';
import { Ago } from '../ago.js';
import { countdownText } from '../countdown.js';
import type { Failure } from '../failure.js';
import { FailureNotice } from '../failure-notice.js';
import { useGateway } from '../gateway.js';
import { changesIn } from '../media-state.js';
import { roomText } from '../room-name.js';
import { useSecondsUntil } from '../seconds-until.js';
import { useWords } from '../words/languages.js';

type Restriction = RestrictionsQuery['restrictions']['edges'][number]['node'];

/** Those that ended before are found in the actions. */
const SHOWN = 20;
const READ_EVERY_MS = 5_000;

export function PersonRestrictions({ userId }: { userId: string }) {
  const { person } = useWords();
  const gateway = useGateway();
  const [restrictions, setRestrictions] = useState<readonly Restriction[]>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    const read = async () => {
      const answer = await gateway(RestrictionsDocument, { filter: { userId }, first: SHOWN });
      if (ended) return;
      timer = setTimeout(read, READ_EVERY_MS);
      setFailure(answer.failure);
      if (answer.data) setRestrictions(answer.data.restrictions.edges.map(({ node }) => node));
    };
    void read();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [gateway, userId]);

  return (
    <>
      {restrictions?.length === 0 && <p>{person.noRestrictions}</p>}
      {restrictions && restrictions.length > 0 && (
        <ul className="restrictions" aria-label={person.restrictions}>
          {restrictions.map((restriction) => (
            <RestrictionRow key={restriction.id} restriction={restriction} />
          ))}
        </ul>
      )}
      {failure && <FailureNotice failure={failure} />}
    </>
  );
}

function RestrictionRow({ restriction }: { restriction: Restriction }) {
  const { rooms, person, blacklist, actions } = useWords();
  const { status, holding, endsAt, reason, actor, startedAt } = restriction;
  const inForce = status === 'IN_FORCE';
  const seconds = useSecondsUntil(inForce && endsAt ? Date.parse(endsAt) : undefined);
  const what = changesIn(restriction).map((change) => rooms.changes[change].button);
  return (
    <li>
      <b className={`restriction ${status}`}>{person.statuses[status] ?? status}</b>
      <span>
        {actions.otherInRoom(what.join(blacklist.separator), '', roomText(restriction))}
        {inForce && ` (${countdownText(seconds)})`}
        {inForce && holding !== 'APPLIED' && rooms.notCertain}
      </span>
      <span className="by">
        {rooms.by(actor)}, <Ago time={startedAt} />
        {reason && `${blacklist.separator}${reason}`}
      </span>
    </li>
  );
}
