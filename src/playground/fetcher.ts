import type { GraphiQLProps } from 'graphiql';
import { type ExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import { SubscriptionError, subscribe } from 'moderation-gateway-client/strings';

type Fetcher = NonNullable<GraphiQLProps['fetcher']>;
type Request = Parameters<Fetcher>[0];
type Options = Parameters<Fetcher>[1];
type Result = ExecutionResult<Record<string, unknown>, Record<string, unknown>>;

/**
 * Sends the token with every request, even with the request for the schema. An authorization in the Headers tab has
 * precedence. The token is not put into that tab for three reasons: GraphiQL fetches the schema before the tab's editor
 * exists, has different headers for each operation, and stores headers in its history.
 */
export function sendAs(token: string | undefined): Fetcher {
  return (request, options) => {
    const isSubscription =
      options?.documentAST &&
      getOperationAST(options.documentAST, request.operationName)?.operation === 'subscription';
    return isSubscription ? streamAs(token, request, options) : answerAs(token, request, options);
  };
}

async function answerAs(token: string | undefined, request: Request, options: Options): Promise<Result> {
  const headers = headersOf(token, options, {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
  });
  const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(request) });
  return response.json();
}

/**
 * The answers of a subscription. GraphiQL shows the latest, so events that only have a cursor are left out after the first: one
 * comes every 15 seconds. Its stop button calls `return`.
 */
function streamAs(
  token: string | undefined,
  { query, variables, operationName }: Request,
  options: Options,
): AsyncIterableIterator<Result> {
  const events = subscribe<Record<string, unknown>, object>(
    '/graphql/stream',
    () => token ?? '',
    query,
    variables ?? {},
    {
      operationName: operationName ?? undefined,
      fetch: (url, init) => fetch(url, { ...init, headers: headersOf(token, options, init?.headers) }),
    },
  );
  let hasBegun = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        let { done, value } = await events.next();
        while (!done && hasBegun && hasCursorOnly(value)) ({ done, value } = await events.next());
        hasBegun = true;
        return done ? { done, value: undefined } : { done: false, value: { data: value } };
      } catch (error) {
        if (!(error instanceof SubscriptionError)) throw error;
        const errors = error.errors.map(
          ({ message, extensions }) => new GraphQLError(message, { extensions: { ...extensions } }),
        );
        return { done: false, value: { errors } };
      }
    },
    async return() {
      await events.return();
      return { done: true, value: undefined };
    },
  };
}

function hasCursorOnly(data: Record<string, unknown>): boolean {
  const [event] = Object.values(data) as ({ cursor?: unknown; kind?: unknown } | null)[];
  return event?.cursor !== undefined && event.kind === null;
}

function headersOf(token: string | undefined, options: Options, common: HeadersInit | undefined): Headers {
  const headers = new Headers(common);
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  new Headers(options?.headers).forEach((value, name) => {
    headers.set(name, value);
  });
  return headers;
}
