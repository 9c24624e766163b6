/** The code of client/README.md; test/docs.test.ts keeps them the same. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import {
  type AddToBlacklistResult,
  matchResult,
  type SetUserMediaStateResult,
} from 'moderation-gateway-client';

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

/** The gateway cannot look now at what it has recorded under the key. */
const ANSWER_TO_COME: ReadonlySet<string> = new Set([
  'JOURNAL_UNAVAILABLE',
  'OUTCOME_UNRECORDED',
  'STILL_RUNNING',
  'ANSWER_OF_NEWER_GATEWAY',
]);

export async function withRetries<Result extends SetUserMediaStateResult | AddToBlacklistResult>(
  send: (idempotencyKey: string) => Promise<Result>,
  attemptsLeft = 3,
  idempotencyKey: string = crypto.randomUUID(),
): Promise<Result> {
  const result = await send(idempotencyKey);
  const again =
    'retryable' in result &&
    result.retryable &&
    (result.outcome === 'NOT_APPLIED' || ANSWER_TO_COME.has(result.code));
  if (!again || attemptsLeft <= 1) return result;
  await new Promise((resume) => setTimeout(resume, result.retryAfterMs ?? 1_000));
  return withRetries(send, attemptsLeft - 1, idempotencyKey);
}
