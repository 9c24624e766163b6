import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type DocumentNode, print } from 'graphql';

/** A running gateway, and its default caller in tests. */
export interface Target {
  url: string;
  tokens?: { admin: string } | undefined;
}

export interface SendOptions {
  signal?: AbortSignal;
  /** Replaces the admin's token. */
  token?: string;
}

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
  target: Target,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  options?: SendOptions,
): Promise<GraphqlAnswer<Data>> {
  return sendText(target, textOf(document), variables, options) as Promise<GraphqlAnswer<Data>>;
}

const texts = new WeakMap<object, string>();

/** Some tests send the same document thousands of times, and printing it takes as long as the gateway's answer. */
function textOf(document: DocumentNode): string {
  const text = texts.get(document) ?? print(document);
  texts.set(document, text);
  return text;
}

/** The same for a document that no type was generated for. */
export async function sendText(
  target: Target,
  query: string,
  variables?: unknown,
  options?: SendOptions,
): Promise<GraphqlAnswer<unknown>> {
  const response = await post(target, JSON.stringify({ query, variables }), options);
  const body = (await response.json()) as object;
  return { status: response.status, ...body };
}

/** Sends any body. */
export function post(
  { url, tokens }: Target,
  body: string,
  { signal, token = tokens?.admin }: SendOptions = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body,
    signal: signal ?? null,
  });
}
