import { createHash } from 'node:crypto';

export interface Recorded {
  method: string;
  search?: string;
  headers: Record<string, string>;
  body?: string;
}

/** Apollo Kotlin's compiler makes documents of this form: on one line, with `__typename` where types are abstract. */
const VIEWER = 'query Viewer { viewer { subject scopes } }';
const MUTE =
  'mutation Mute($input: SetUserMediaStateInput!) { setUserMediaState(input: $input) { __typename ... on SetUserMediaStateSuccess { userId state } ... on ModerationError { code message } } }';

const persistedQueryOf = (text: string) => ({
  version: 1,
  sha256Hash: createHash('sha256').update(text).digest('hex'),
});
const searchOf = (parameters: Record<string, string | undefined>) =>
  `?${Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&')}`;

/**
 * The requests of libraries that do not run here, as their sources make them: with the hash alone, and with the text.
 * Comments differ the texts, so that no library profits from another's.
 */
export function mobileRequests(input: object): [string, Recorded, Recorded][] {
  return [
    ['Apollo Kotlin 5 (query by GET, then by POST)', ...kotlinQuery('Apollo Kotlin 5', 'extensions')],
    ['Apollo Kotlin 3 (query by GET, then by POST)', ...kotlinQuery('Apollo Kotlin 3')],
    ['Apollo Kotlin (mutation)', kotlinMutation(input, false), kotlinMutation(input, true)],
    ['Apollo iOS (query by POST)', iosQuery('POST', false), iosQuery('POST', true)],
    ['Apollo iOS (query by GET)', iosQuery('GET', false), iosQuery('GET', true)],
    ['Apollo iOS (mutation)', iosMutation(input, false), iosMutation(input, true)],
  ];
}

const KOTLIN_ACCEPT = {
  'Apollo Kotlin 3': 'multipart/mixed; deferSpec=20220824, application/json',
  'Apollo Kotlin 5':
    'multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json',
};

/** `clientLibrary`: newer versions tell their name in the extensions. */
function kotlinQuery(
  version: keyof typeof KOTLIN_ACCEPT,
  clientLibrary?: 'extensions',
): [Recorded, Recorded] {
  const accept = KOTLIN_ACCEPT[version];
  const query = `${VIEWER} # ${version}`;
  const extensions = {
    ...(clientLibrary && { clientLibrary: { name: 'apollo-kotlin', version: '5.0.0' } }),
    persistedQuery: persistedQueryOf(query),
  };
  const search = searchOf({
    operationName: 'Viewer',
    variables: '{}',
    extensions: JSON.stringify(extensions),
  });
  return [
    { method: 'GET', search, headers: { accept, 'apollo-require-preflight': 'true' } },
    {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json' },
      body: JSON.stringify({ operationName: 'Viewer', variables: {}, query, extensions }),
    },
  ];
}

function kotlinMutation(input: object, withText: boolean): Recorded {
  const query = `${MUTE} # Kotlin`;
  const body = {
    operationName: 'Mute',
    variables: { input },
    ...(withText && { query }),
    extensions: { persistedQuery: persistedQueryOf(query) },
  };
  const headers = { accept: KOTLIN_ACCEPT['Apollo Kotlin 5'], 'content-type': 'application/json' };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

/** Sent with every request, also by GET. */
const IOS_HEADERS = {
  accept: 'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json',
  'content-type': 'application/json',
  'apollographql-client-name': 'com.example.app-apollo-ios',
  'apollographql-client-version': '1.0-1',
};

function iosQuery(method: 'GET' | 'POST', withText: boolean): Recorded {
  const query = `${VIEWER} # iOS ${method}`;
  const extensions = { persistedQuery: persistedQueryOf(query) };
  const headers = { ...IOS_HEADERS, 'x-apollo-operation-name': 'Viewer', 'x-apollo-operation-type': 'query' };
  if (method === 'GET') {
    const search = searchOf({
      extensions: JSON.stringify(extensions),
      operationName: 'Viewer',
      query: withText ? query : undefined,
    });
    return { method, search, headers };
  }
  const body = { extensions, operationName: 'Viewer', ...(withText && { query }) };
  return { method, headers, body: JSON.stringify(body) };
}

function iosMutation(input: object, withText: boolean): Recorded {
  const query = `${MUTE} # iOS`;
  const extensions = { persistedQuery: persistedQueryOf(query) };
  const body = { extensions, operationName: 'Mute', variables: { input }, ...(withText && { query }) };
  const headers = {
    ...IOS_HEADERS,
    'x-apollo-operation-name': 'Mute',
    'x-apollo-operation-type': 'mutation',
  };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}
