import type { GraphiQLProps } from 'graphiql';

/**
 * Sends the token with every request, even with the request for the schema. An authorization in the Headers tab has
 * precedence. The token is not put into that tab for three reasons: GraphiQL fetches the schema before the tab's editor
 * exists, has different headers for each operation, and stores headers in its history.
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
