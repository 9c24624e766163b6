/** The code of urql.md; test/docs.test.ts keeps them the same. */
import {
  type AnswerError,
  ModerationActionsDocument,
  matchResult,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
  subscribe,
} from 'moderation-gateway-client';
import { Client, cacheExchange, fetchExchange, subscriptionExchange, useMutation, useQuery } from 'urql';
import { fetchWithToken } from './fetch-with-token.js';

export function createUrqlClient(url: string, getToken: () => Promise<string>): Client {
  return new Client({
    url,
    exchanges: [cacheExchange, fetchExchange, streamExchange(`${url}/stream`, getToken)],
    // A URL ends up in logs, with all that is in it.
    preferGetMethod: false,
    fetch: fetchWithToken(getToken),
  });
}

/** Carries out subscriptions by server-sent events. `subscribe` itself opens a lost stream again. */
function streamExchange(url: string, getToken: () => Promise<string>) {
  return subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe(sink) {
        let failed: { errors?: AnswerError[] } = {};
        const onErrors = (errors: AnswerError[]) => {
          failed = { errors };
        };
        const asked = variables ?? {};
        const events = subscribe<Record<string, unknown>, object>(url, getToken, query, asked, { onErrors });
        const readOn = async () => {
          for await (const data of events) {
            sink.next({ data, ...failed });
            // urql shows errors again with each later event, until it is given others.
            if (failed.errors) failed = { errors: [] };
          }
          sink.complete();
        };
        readOn().catch((error) => sink.error(error));
        return { unsubscribe: () => void events.return() };
      },
    }),
  });
}

/** This answer contains no `ModerationAction`, so the cache has to be told which of its queries a mutation makes old. */
const LISTS_CHANGE = { additionalTypenames: ['ModerationActionConnection'] };

export function useSetUserMediaState(show: (notice: string) => void) {
  const [{ fetching }, mutate] = useMutation(SetUserMediaStateDocument);
  const setUserMediaState = async (input: SetUserMediaStateInput) => {
    const idempotencyKey = crypto.randomUUID();
    const { data, error } = await mutate({ input: { ...input, idempotencyKey } }, LISTS_CHANGE);
    if (!data) {
      const lost = 'The gateway gave no answer. It may have done it all the same.';
      return show(error?.networkError ? lost : (error?.message ?? lost));
    }
    matchResult(data.setUserMediaState, {
      SetUserMediaStateSuccess: ({ userId, state }) => show(`${userId} is ${state} now.`),
      SetUserMediaStateWaiting: ({ userId }) => show(`${userId} is not there: this is set when they come.`),
      UserNotInRoomError: () => show('This person has left the room.'),
      otherwise: ({ message }) => show(message),
    });
  };
  return { setUserMediaState, fetching };
}

export function useModerationActionsPage(roomId: number, after: string | null) {
  const [{ data, error }] = useQuery({
    query: ModerationActionsDocument,
    variables: { filter: { roomId }, after },
    requestPolicy: 'cache-and-network',
  });
  const { edges = [], pageInfo } = data?.moderationActions ?? {};
  return {
    actions: edges.map(({ node }) => node),
    failed: error !== undefined,
    next: pageInfo?.hasNextPage ? pageInfo.endCursor : null,
  };
}
