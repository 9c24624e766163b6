/** The code of client/README.md, which test/docs.test.ts keeps the same. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { matchResult, type SetUserMediaStateResult } from 'moderation-gateway-client';

export async function request<Data, Variables>(
  url: string,
  token: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: { message: string }[] };
  if (errors) throw new Error(errors[0]?.message);
  return data;
}

export function notice(result: SetUserMediaStateResult): string {
  return matchResult(result, {
    SetUserMediaStateSuccess: ({ userId, state }) => `${userId} is ${state} now.`,
    RoomNotFoundError: () => 'This room has closed.',
    InvalidInputError: ({ issues }) => issues.map(({ path, message }) => `${path} ${message}`).join('\n'),
    otherwise: ({ message, outcome }) =>
      outcome === 'UNKNOWN' ? `${message} Check before you try again.` : message,
  });
}
