/** The code of apollo-client.md; test/docs.test.ts keeps them the same. */
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable } from '@apollo/client';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { RetryLink } from '@apollo/client/link/retry';
import { useMutation, useQuery } from '@apollo/client/react';
import { relayStylePagination } from '@apollo/client/utilities';
import { OperationTypeNode, print } from 'graphql';
import {
  type AnswerError,
  ModerationActionsDocument,
  matchResult,
  possibleTypes,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
  subscribe,
} from 'moderation-gateway-client';
import { fetchWithToken } from './fetch-with-token.js';

export function createApolloClient(uri: string, getToken: () => Promise<string>): ApolloClient {
  // An answer is final, whatever it says; only a lost connection is worth another try.
  const retry = new RetryLink({ attempts: { max: 3, retryIf: (error) => !ServerError.is(error) } });
  return new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      streamLink(`${uri}/stream`, getToken),
      ApolloLink.from([retry, new HttpLink({ uri, fetch: fetchWithToken(getToken) })]),
    ),
    cache: new InMemoryCache({
      possibleTypes,
      typePolicies: { Query: { fields: { moderationActions: relayStylePagination(['filter']) } } },
    }),
  });
}

/** Carries out subscriptions by server-sent events. `subscribe` itself opens a lost stream again. */
function streamLink(url: string, getToken: () => Promise<string>): ApolloLink {
  return new ApolloLink(
    ({ query, variables }) =>
      new Observable((observer) => {
        let failed: { errors?: AnswerError[] } = {};
        const onErrors = (errors: AnswerError[]) => {
          failed = { errors };
        };
        const text = print(query);
        const options = { onErrors };
        const events = subscribe<Record<string, unknown>, object>(url, getToken, text, variables, options);
        const readOn = async () => {
          for await (const data of events) {
            observer.next({ data, ...failed });
            failed = {};
          }
          observer.complete();
        };
        readOn().catch((error) => observer.error(error));
        return () => void events.return();
      }),
  );
}

export function useSetUserMediaState(show: (notice: string) => void) {
  // This answer contains no `ModerationAction`, so the cache cannot notice that its lists have become old.
  const [mutate, { loading }] = useMutation(SetUserMediaStateDocument, {
    refetchQueries: [ModerationActionsDocument],
  });
  const setUserMediaState = async (input: SetUserMediaStateInput) => {
    const idempotencyKey = crypto.randomUUID();
    try {
      const { data } = await mutate({ variables: { input: { ...input, idempotencyKey } } });
      if (!data) return;
      matchResult(data.setUserMediaState, {
        SetUserMediaStateSuccess: ({ userId, state }) => show(`${userId} is ${state} now.`),
        SetUserMediaStateWaiting: ({ userId }) => show(`${userId} is not there: this is set when they come.`),
        UserNotInRoomError: () => show('This person has left the room.'),
        otherwise: ({ message }) => show(message),
      });
    } catch (error) {
      if (CombinedGraphQLErrors.is(error)) show(error.message);
      else show('The gateway gave no answer. It may have done it all the same.');
    }
  };
  return { setUserMediaState, loading };
}

export function useModerationActions(roomId: number, show: (notice: string) => void) {
  const { data, error, fetchMore } = useQuery(ModerationActionsDocument, {
    variables: { filter: { roomId } },
  });
  const { edges = [], pageInfo } = data?.moderationActions ?? {};
  return {
    actions: edges.map(({ node }) => node),
    failed: error !== undefined,
    hasMore: pageInfo?.hasNextPage ?? false,
    loadMore: () =>
      fetchMore({ variables: { after: pageInfo?.endCursor ?? null } }).catch(() =>
        show('Older actions could not be loaded.'),
      ),
  };
}
