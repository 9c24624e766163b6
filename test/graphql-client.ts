import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

export interface GraphqlAnswer<Data> {
  status: number;
  data?: Data | null;
  errors?: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions?: Record<string, unknown>;
  }[];
}

/** Sends an operation to a running gateway over HTTP, as a front end does. */
export async function send<Data, Variables>(
  url: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<GraphqlAnswer<Data>> {
  return sendText(url, print(document), variables, signal) as Promise<GraphqlAnswer<Data>>;
}

/** The same for a document that no type was generated for. */
export async function sendText(
  url: string,
  query: string,
  variables?: unknown,
  signal: AbortSignal | null = null,
): Promise<GraphqlAnswer<unknown>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  const body = (await response.json()) as object;
  return { status: response.status, ...body };
}
