/**
 * A page with the hooks of the documentation, for documented-hooks.test.ts, which bundles it. It shows a button that mutes
 * somebody, the hook's words about it, and the list of actions. The address says which client it uses.
 */
import { ApolloProvider } from '@apollo/client/react';
import { type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import * as apollo from '../../../docs/apollo-client.js';
import * as fetching from '../../../docs/fetch.js';
import * as urql from '../../../docs/urql.js';

const ROOM = 10006;
const MUTE = { roomId: ROOM, userId: '29376', state: 'AUDIO_DISABLED' } as const;
const parameters = new URLSearchParams(location.search);
const token = parameters.get('token') ?? '';

interface Listed {
  actions: readonly { id: string }[];
  failed: boolean;
  loadMore?: () => unknown;
}

function Controls({ mute, notice, list }: { mute: () => unknown; notice: string; list?: Listed }) {
  return (
    <>
      <button type="button" onClick={mute}>
        Mute
      </button>
      <output>{notice}</output>
      {list?.failed && <p>The list could not be loaded.</p>}
      {list?.loadMore && (
        <button type="button" onClick={list.loadMore}>
          More
        </button>
      )}
      <ul>
        {list?.actions.map(({ id }) => (
          <li key={id}>{id}</li>
        ))}
      </ul>
    </>
  );
}

function WithApollo() {
  const [notice, setNotice] = useState('');
  const { setUserMediaState } = apollo.useSetUserMediaState(setNotice);
  const list = apollo.useModerationActions(ROOM, setNotice);
  return <Controls mute={() => setUserMediaState(MUTE)} notice={notice} list={list} />;
}

function WithUrql() {
  const [notice, setNotice] = useState('');
  const { setUserMediaState } = urql.useSetUserMediaState(setNotice);
  const list = urql.useModerationActionsPage(ROOM, null);
  return <Controls mute={() => setUserMediaState(MUTE)} notice={notice} list={list} />;
}

function WithFetch() {
  const [notice, setNotice] = useState('');
  const mute = async () => setNotice(await fetching.setUserMediaState('/graphql', token, MUTE));
  return <Controls mute={mute} notice={notice} />;
}

const pages: Record<string, () => ReactNode> = {
  apollo: () => (
    <ApolloProvider client={apollo.createApolloClient('/graphql', async () => token)}>
      <WithApollo />
    </ApolloProvider>
  ),
  urql: () => (
    <Provider value={urql.createUrqlClient('/graphql', async () => token)}>
      <WithUrql />
    </Provider>
  ),
  fetch: () => <WithFetch />,
};

const page = pages[parameters.get('client') ?? ''];
const root = document.getElementById('root');
if (page && root) createRoot(root).render(page());
