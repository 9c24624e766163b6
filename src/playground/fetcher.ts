import type { GraphiQLProps } from 'graphiql';

/**
 * Sends every request with the token, the one for the schema too, unless the Headers tab names an authorization
 * of its own. Adding it here and not to that tab has reasons: GraphiQL fetches the schema before the tab's editor
 * is there, keeps headers for each operation apart, and stores them in its history.
 */
export function sendAs(token: string | undefined): GraphiQLProps['fetcher'] {
  return async (request, options) => {
    const headers = new Headers({
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
    });
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    new Headers(options?.headers).forEach((value, name) => {
      headers.set(name, value);
    });
    const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(request) });
    return response.json();
  };
}
