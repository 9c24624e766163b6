import type { TypedDocumentString } from 'moderation-gateway-client/strings';
import { createContext, useContext } from 'react';
import type { Failure } from './failure.js';

/** The gateway's own deadline is 15 s. After twice that, no answer will come. */
const TIMEOUT_MS = 30_000;

export type Answer<Data> = { data: Data; failure?: never } | { data?: never; failure: Failure };

/** Sends an operation. It does not throw: the answer has either data or a `Failure`. */
export type Gateway = <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
) => Promise<Answer<Data>>;

/** The token of whoever uses the page, which expires. */
export interface Credentials {
  current(): Credential;
  /**
   * Asks for another token, after the gateway has refused this one. Undefined: there is none. Nobody has to be asked for a
   * `read`, which the page may do by itself.
   */
  renew(refused: Credential, read: boolean): Promise<string | undefined>;
}

/** A token, and how often whoever uses the page had declined to give another one when it was taken. */
export interface Credential {
  token: string;
  declined: number;
}

/**
 * Sends operations with the current token. If the gateway refuses it, nothing was done, so the operation is sent again with the
 * next one: whoever signs in goes on where they were.
 */
export function connectGateway({ current, renew }: Credentials): Gateway {
  return async (document, variables) => {
    for (;;) {
      const used = current();
      const answer = await gatewayWith(used.token)(document, variables);
      if (answer.failure?.name !== 'SignedOut') return answer;
      const isRead = !document.startsWith('mutation');
      if ((await renew(used, isRead)) === undefined) return answer;
    }
  };
}

/** Sends operations with this token alone. */
export function gatewayWith(token: string): Gateway {
  return async (document, variables) => {
    // A read changes nothing, however it fails.
    const mayHaveBeenApplied = document.startsWith('mutation');
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: document, variables }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      // Whatever the body is: without a token that is accepted nothing is done.
      if (response.status === 401) return { failure: refusal(response) };
      const { data, errors } = await response.json();
      if (data && !errors) return { data };
      const failure = refusal(response, errors?.[0]);
      return {
        failure: { ...failure, mayHaveBeenApplied: failure.mayHaveBeenApplied && mayHaveBeenApplied },
      };
    } catch {
      // The request was not sent, or not answered, or something other than the gateway answered. The console cannot know.
      return { failure: { name: 'NoAnswer', mayHaveBeenApplied, retryable: true, answerToCome: true } };
    }
  };
}

interface TopLevelError {
  message?: string;
  extensions?: { code?: string; missingGrant?: string; requestId?: string };
}

/** A failure that is not a member of a union: the operation did not run, or the gateway has a fault. */
function refusal(
  { status, headers }: Response,
  { message = '', extensions = {} }: TopLevelError = {},
): Failure {
  const { code = String(status), missingGrant, requestId } = extensions;
  const refused = { mayHaveBeenApplied: false, retryable: false, code, message };
  // It was not sent, as far as the gateway is concerned: with another token it may succeed.
  if (status === 401) return { ...refused, name: 'SignedOut', retryable: true };
  if (status === 429) {
    const retryAt = Date.now() + Number(headers.get('retry-after') ?? 1) * 1000;
    return { ...refused, name: 'TooManyRequests', retryable: true, retryAt };
  }
  if (code === 'FORBIDDEN') {
    return { ...refused, name: 'ForbiddenError', ...(missingGrant && { missingGrant }) };
  }
  if (status >= 400 && status < 500) return { ...refused, name: 'Rejected' };
  return {
    ...refused,
    name: 'Fault',
    mayHaveBeenApplied: true,
    retryable: true,
    ...(requestId && { requestId }),
  };
}

export const GatewayContext = createContext<Gateway | undefined>(undefined);

export function useGateway(): Gateway {
  const gateway = useContext(GatewayContext);
  if (!gateway) throw new Error('There is no gateway around this component.');
  return gateway;
}
