/** The code of apollo-client.md, which test/docs.test.ts keeps the same. */
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { ServerError } from '@apollo/client/errors';
import { SetContextLink } from '@apollo/client/link/context';
import { RetryLink } from '@apollo/client/link/retry';
import { possibleTypes } from 'moderation-gateway-client';

export function createApolloClient(uri: string, getToken: () => Promise<string>): ApolloClient {
  const authorize = new SetContextLink(async ({ headers }) => ({
    headers: { ...headers, authorization: `Bearer ${await getToken()}` },
  }));
  // Whatever came as an answer is final; only a lost connection is tried again.
  const retry = new RetryLink({ attempts: { max: 3, retryIf: (error) => !ServerError.is(error) } });
  return new ApolloClient({
    link: ApolloLink.from([retry, authorize, new HttpLink({ uri })]),
    cache: new InMemoryCache({ possibleTypes }),
  });
}
