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
import { missingForActions, missingForBlacklists, ownListOnly, type Viewer } from './permissions.js';
import { PersonView } from './person/person-view.js';
import { roomText } from './room-name.js';
import { RoomsView } from './rooms/rooms-view.js';
import { useWords } from './words/languages.js';

/** The console for one caller. */
export function Session({ token, view }: { token: string; view: View }) {
  const gateway = useMemo(() => connectGateway(token), [token]);
  const [viewer, setViewer] = useState<Viewer>();
  const [failure, setFailure] = useState<Failure>();

  const ask = useCallback(async () => {
    const answer = await gateway(ViewerDocument, {});
    setViewer(answer.data?.viewer);
    setFailure(answer.failure);
  }, [gateway]);
  useEffect(() => void ask(), [ask]);

  return (
    <GatewayContext value={gateway}>
      <Announcer>
        <main>
          <div className="may-do">
            {viewer && <MayDo viewer={viewer} />}
            {failure && <FailureNotice failure={failure} onRetry={ask} />}
          </div>
          {/* Hidden and not gone: what is under way goes on, and its results are there on the way back. */}
          {viewer && (
            <>
              <section className="rooms" hidden={view !== 'rooms'}>
                <RoomsView viewer={viewer} />
              </section>
              <section hidden={view !== 'blacklist'}>
                <BlacklistView viewer={viewer} />
              </section>
              <section hidden={view !== 'actions'}>
                <ActionsView viewer={viewer} shown={view === 'actions'} />
              </section>
              <section hidden={view !== 'person'}>
                <PersonView viewer={viewer} shown={view === 'person'} />
              </section>
            </>
          )}
          <KeysHelp />
        </main>
      </Announcer>
    </GatewayContext>
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
