import { Environment, type FetchFunction, Network, RecordSource, Store } from 'relay-runtime';
import { fetchWithToken } from './fetch-with-token.js';

export function createRelayEnvironment(url: string, getToken: () => Promise<string>): Environment {
  const send = fetchWithToken(getToken);
  const fetchFromGateway: FetchFunction = async ({ text, id }, variables) => {
    const response = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, documentId: id, variables }),
    });
    return response.json();
  };
  return new Environment({
    network: Network.create(fetchFromGateway),
    store: new Store(new RecordSource()),
    // A restriction has the id of the action that gave it.
    getDataID: ({ id }, typeName) => id && `${typeName}:${id}`,
  });
}
