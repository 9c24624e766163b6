import {
  type ConcreteRequest,
  commitMutation,
  fetchQuery,
  type GraphQLTaggedNode,
  type MutationParameters,
  type OperationType,
  requestSubscription,
} from 'relay-runtime';
import { createRelayEnvironment } from '../../docs/relay-environment.js';

/** What Relay's compiler writes of a document. */
interface Compiled {
  name: string;
  kind: 'query' | 'mutation' | 'subscription';
  text: string;
  field: string;
  /** The concrete type, or null where the field is a union. */
  type: string | null;
  scalars: readonly string[];
  /** The field's argument, and the variable of the same name. */
  argument?: string;
}

export const RELAY_VIEWER: Compiled = {
  name: 'viewerQuery',
  kind: 'query',
  text: 'query viewerQuery {\n  viewer {\n    subject\n  }\n}\n',
  field: 'viewer',
  type: 'Viewer',
  scalars: ['subject'],
};
export const RELAY_MUTE: Compiled = {
  name: 'muteMutation',
  kind: 'mutation',
  text: 'mutation muteMutation(\n  $input: SetUserMediaStateInput!\n) {\n  setUserMediaState(input: $input) {\n    __typename\n  }\n}\n',
  field: 'setUserMediaState',
  type: null,
  scalars: ['__typename'],
  argument: 'input',
};

/** `id`: the compiler's `persistConfig` was on, so that the document's text is elsewhere. */
function artifact(compiled: Compiled, id?: string): GraphQLTaggedNode {
  const { name, kind, text, field, type, scalars, argument } = compiled;
  const argumentDefinitions = argument
    ? [{ kind: 'LocalArgument' as const, name: argument, defaultValue: null }]
    : [];
  const selections = [
    {
      kind: 'LinkedField' as const,
      name: field,
      alias: null,
      storageKey: null,
      args: argument ? [{ kind: 'Variable' as const, name: argument, variableName: argument }] : null,
      concreteType: type,
      plural: false,
      selections: scalars.map((scalar) => ({
        kind: 'ScalarField' as const,
        name: scalar,
        alias: null,
        args: null,
        storageKey: null,
      })),
    },
  ];
  const request: ConcreteRequest = {
    kind: 'Request',
    fragment: {
      kind: 'Fragment',
      name,
      type: kind.replace(/^./, (letter) => letter.toUpperCase()),
      metadata: null,
      argumentDefinitions,
      selections,
    },
    operation: { kind: 'Operation', name, argumentDefinitions, selections },
    params: {
      id: id ?? null,
      ...(id === undefined && { cacheID: name }),
      text: id === undefined ? text : null,
      name,
      operationKind: kind,
      metadata: {},
    } as ConcreteRequest['params'],
  };
  return request as unknown as GraphQLTaggedNode;
}

/** A front end with relay-runtime and the environment of docs/relay.md. `ids`: it sends these in the place of texts. */
export function relayFrontEnd(
  url: string,
  getToken: () => Promise<string>,
  ids: { viewer?: string; mute?: string } = {},
) {
  const environment = createRelayEnvironment(url, getToken);
  return {
    async subject(): Promise<string | undefined> {
      const query = fetchQuery<OperationType>(environment, artifact(RELAY_VIEWER, ids.viewer), {});
      const data = (await query.toPromise()) as { viewer: { subject: string } } | undefined;
      return data?.viewer.subject;
    },
    mute: (): Promise<string | undefined> =>
      new Promise((resolve, reject) => {
        commitMutation<MutationParameters>(environment, {
          mutation: artifact(RELAY_MUTE, ids.mute),
          variables: { input: { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } },
          onCompleted: (response) => {
            const { setUserMediaState } = response as { setUserMediaState: { __typename: string } };
            resolve(setUserMediaState.__typename);
          },
          onError: reject,
        });
      }),
  };
}

/** Subscribes with relay-runtime and the environment of docs/relay.md. Returns a function that ends it. */
export function relaySubscription(
  url: string,
  getToken: () => Promise<string>,
  compiled: Compiled,
  variables: object,
  sink: { next(data: unknown): void; error(error: Error): void; complete(): void },
): () => void {
  const subscription = requestSubscription<OperationType>(createRelayEnvironment(url, getToken), {
    subscription: artifact(compiled),
    variables,
    onNext: (data) => sink.next(data),
    onError: (error) => sink.error(error),
    onCompleted: () => sink.complete(),
  });
  return () => subscription.dispose();
}
