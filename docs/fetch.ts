/** The code of client/README.md; test/docs.test.ts keeps them the same. */
import {
  type ModerationError,
  matchResult,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
  type SetUserMediaStateResult,
  type TypedDocumentString,
} from 'moderation-gateway-client/strings';

/** The gateway has answered, but not with data: the token has expired, or the request is malformed. */
export class RequestRefused extends Error {}

export async function request<Data, Variables>(
  url: string,
  token: string,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: document, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: { message: string }[] };
  if (errors) throw new RequestRefused(errors[0]?.message);
  return data;
}

export async function setUserMediaState(url: string, token: string, input: SetUserMediaStateInput) {
  try {
    const result = await withRetries(async (idempotencyKey) => {
      const variables = { input: { ...input, idempotencyKey } };
      return (await request(url, token, SetUserMediaStateDocument, variables)).setUserMediaState;
    });
    return notice(result);
  } catch (error) {
    if (error instanceof RequestRefused) return error.message;
    return 'The gateway gave no answer. It may have done it all the same.';
  }
}

export function notice(result: SetUserMediaStateResult): string {
  return matchResult(result, {
    SetUserMediaStateSuccess: ({ userId, state }) => `${userId} is ${state} now.`,
    SetUserMediaStateWaiting: ({ userId }) => `${userId} is not there: this is set when they come.`,
    RoomNotFoundError: () => 'This room has closed.',
    SupersededError: () => 'Somebody else has changed this since.',
    InvalidInputError: ({ issues }) => issues.map(({ path, message }) => `${path} ${message}`).join('\n'),
    otherwise: ({ message, outcome }) =>
      outcome === 'UNKNOWN' ? `${message} Check before you try again.` : message,
  });
}

export function explanation(error: ModerationError): string {
  switch (error.__typename) {
    case 'ForbiddenError':
      return `Your token lacks: ${error.missingGrant ?? 'this application'}.`;
    case 'InvalidInputError':
      return error.issues.map(({ path, message }) => `${path} ${message}`).join('\n');
    default:
      return error.message;
  }
}

/** The gateway cannot look now at what it has recorded under the key. */
const ANSWER_TO_COME: ReadonlySet<string | undefined> = new Set([
  'JOURNAL_UNAVAILABLE',
  'OUTCOME_UNRECORDED',
  'STILL_RUNNING',
  'ANSWER_OF_NEWER_GATEWAY',
]);

/** What all members of all results have in common: only an error has `code` and what follows. */
interface Answer {
  __typename: string;
  code?: string;
  outcome?: string;
  retryable?: boolean;
  retryAfterMs?: number | null;
}

export async function withRetries<Result extends Answer>(
  send: (idempotencyKey: string) => Promise<Result>,
  attemptsLeft = 3,
  idempotencyKey: string = crypto.randomUUID(),
): Promise<Result> {
  let retryAfterMs = 1_000;
  try {
    const result = await send(idempotencyKey);
    const again = result.retryable && (result.outcome === 'NOT_APPLIED' || ANSWER_TO_COME.has(result.code));
    if (!again || attemptsLeft <= 1) return result;
    retryAfterMs = result.retryAfterMs ?? retryAfterMs;
  } catch (error) {
    // Anything else is a lost connection, or a proxy that answered in the gateway's place.
    if (error instanceof RequestRefused || attemptsLeft <= 1) throw error;
  }
  await new Promise((resume) => setTimeout(resume, retryAfterMs));
  return withRetries(send, attemptsLeft - 1, idempotencyKey);
}
