import { ViewerDocument } from 'moderation-gateway-client/strings';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { ActionsView } from './actions/actions-view.js';
import type { View } from './address.js';
import { Announcer } from './announcer.js';
import { BlacklistView } from './blacklist/blacklist-view.js';
import type { Failure } from './failure.js';
import { FailureNotice } from './failure-notice.js';
import { connectGateway, GatewayContext } from './gateway.js';
import { KeysHelp } from './keys-help.js';
import { LiveFeeds } from './live/live-feeds.js';
import { missingForActions, missingForBlacklists, ownListOnly, type Viewer } from './permissions.js';
import { PersonView } from './person/person-view.js';
import { roomText } from './room-name.js';
import { RoomsView } from './rooms/rooms-view.js';
import { SignInDialog } from './sign-in-dialog.js';
import { useCredentials } from './use-credentials.js';
import { useWords } from './words/languages.js';
import { failureText } from './words/words.js';

interface SessionProps {
  /** The first one. Others may follow, of the same caller. */
  token: string;
  view: View;
  /** A token of somebody else was given. */
  onOther: (token: string) => void;
}

/** The console for one caller. */
export function Session({ token, view, onOther }: SessionProps) {
  const words = useWords();
  const signIn = useCredentials(token);
  const { credentials } = signIn;
  const gateway = useMemo(() => connectGateway(credentials), [credentials]);
  const [viewer, setViewer] = useState<Viewer>();
  const [failure, setFailure] = useState<Failure>();

  const ask = useCallback(async () => {
    const answer = await gateway(ViewerDocument, {});
    // After a failure, what was known before is still the best that is known.
    if (answer.data) setViewer(answer.data.viewer);
    setFailure(answer.failure);
  }, [gateway]);
  useEffect(() => void ask(), [ask]);

  const accept = (given: string, of: Viewer) => {
    // Nothing that one caller has asked for is sent as another.
    if (viewer && viewer.subject !== of.subject) {
      signIn.giveUp();
      return onOther(given);
    }
    setViewer(of);
    setFailure(undefined);
    signIn.accept(given);
  };

  return (
    <GatewayContext value={gateway}>
      <Announcer>
        <main>
          <div className="may-do">
            {viewer && <MayDo viewer={viewer} />}
            {failure && failure.name !== 'SignedOut' && <FailureNotice failure={failure} onRetry={ask} />}
            {signIn.signedOut && (
              <p className="refusal">
                {failureText(words, { name: 'SignedOut', mayHaveBeenApplied: false, retryable: true })}{' '}
                <button type="button" className="primary" onClick={signIn.ask}>
                  {words.token.again}
                </button>
              </p>
            )}
          </div>
          {viewer && (
            <LiveFeeds credentials={credentials} viewer={viewer}>
              <Views viewer={viewer} view={view} />
            </LiveFeeds>
          )}
          <KeysHelp />
          {signIn.asking && (
            <SignInDialog subject={viewer?.subject} onToken={accept} onCancel={signIn.giveUp} />
          )}
        </main>
      </Announcer>
    </GatewayContext>
  );
}

/** Hidden and not gone: what is under way goes on, and its results are there on the way back. */
function Views({ viewer, view }: { viewer: Viewer; view: View }) {
  return (
    <>
      <section className="rooms" hidden={view !== 'rooms'}>
        <RoomsView viewer={viewer} />
      </section>
      <section hidden={view !== 'blacklist'}>
        <BlacklistView viewer={viewer} shown={view === 'blacklist'} />
      </section>
      <section hidden={view !== 'actions'}>
        <ActionsView viewer={viewer} shown={view === 'actions'} />
      </section>
      <section hidden={view !== 'person'}>
        <PersonView viewer={viewer} shown={view === 'person'} />
      </section>
    </>
  );
}

function MayDo({ viewer }: { viewer: Viewer }) {
  const { mayDo } = useWords();
  const acts: string[] = [];
  if (viewer.scopes.includes('moderation:media')) {
    const { allRooms, allStrRooms } = viewer;
    if (allRooms && allStrRooms) acts.push(mayDo.everyRoom);
    else if (allRooms) acts.push(mayDo.everyNumericRoom);
    else if (allStrRooms) acts.push(mayDo.everyStringRoom);
    const rooms = [...viewer.rooms, ...viewer.strRooms.map((strRoomId) => roomText({ strRoomId }))];
    if (rooms.length > 0) acts.push(mayDo.rooms(rooms.join(', ')));
  }
  if (!missingForBlacklists(viewer)) {
    const own = ownListOnly(viewer);
    acts.push(own === undefined ? mayDo.anyList : mayDo.ownList(own));
  }
  if (!missingForActions(viewer)) acts.push(mayDo.audit);
  return <p>{acts.length > 0 ? mayDo.sentence(viewer.subject, acts) : mayDo.nothing}</p>;
}
