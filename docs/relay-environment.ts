import { type AnswerError, subscribe } from 'moderation-gateway-client/strings';
import {
  Environment,
  type FetchFunction,
  type GraphQLResponse,
  Network,
  Observable,
  RecordSource,
  Store,
  type SubscribeFunction,
} from 'relay-runtime';
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
  // `subscribe` itself opens a lost stream again.
  const subscribeAtGateway: SubscribeFunction = ({ text, id: documentId }, variables) =>
    Observable.create<GraphQLResponse>((sink) => {
      let failed: { errors?: AnswerError[] } = {};
      const onErrors = (errors: AnswerError[]) => {
        failed = { errors };
      };
      const options = { documentId: documentId ?? undefined, onErrors };
      const events = subscribe<Record<string, unknown>, object>(
        `${url}/stream`,
        getToken,
        text ?? '',
        variables,
        options,
      );
      const readOn = async () => {
        for await (const data of events) {
          sink.next({ data, ...failed });
          failed = {};
        }
        sink.complete();
      };
      readOn().catch((error: Error) => sink.error(error));
      return () => void events.return();
    });
  return new Environment({
    network: Network.create(fetchFromGateway, subscribeAtGateway),
    store: new Store(new RecordSource()),
    // A restriction has the id of the action that gave it.
    getDataID: ({ id }, typeName) => id && `${typeName}:${id}`,
  });
}
