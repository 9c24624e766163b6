import { useMemo, useRef, useState } from 'react';
import type { Credentials } from './gateway.js';

interface SignIn {
  credentials: Credentials;
  /** Whether the sign-in is to be shown. */
  asking: boolean;
  /** Nobody has given another token, and the one that there is was refused. */
  signedOut: boolean;
  ask(): void;
  accept(token: string): void;
  /** Whoever waits for a token gets none. */
  giveUp(): void;
}

/** The token of the session, and the sign-in that replaces it. All who wait for a token get the same one. */
export function useCredentials(first: string): SignIn {
  const token = useRef(first);
  const waiting = useRef<((token: string | undefined) => void)[]>([]);
  const declined = useRef(0);
  const isDeclined = useRef(false);
  const [asking, setAsking] = useState(false);
  const [signedOut, setSignedOut] = useState(false);

  const credentials = useMemo<Credentials>(
    () => ({
      current: () => ({ token: token.current, declined: declined.current }),
      renew(refused, read) {
        if (token.current !== refused.token) return Promise.resolve(token.current);
        // It was under way when somebody declined, which was the answer for it as well.
        if (declined.current !== refused.declined) return Promise.resolve(undefined);
        // The page reads by itself again and again. That must not ask somebody who has just declined.
        if (read && isDeclined.current) return Promise.resolve(undefined);
        setAsking(true);
        return new Promise((resolve) => waiting.current.push(resolve));
      },
    }),
    [],
  );

  const end = (given: string | undefined) => {
    isDeclined.current = given === undefined;
    if (given === undefined) declined.current += 1;
    setSignedOut(given === undefined);
    setAsking(false);
    for (const resolve of waiting.current.splice(0)) resolve(given);
  };

  return {
    credentials,
    asking,
    signedOut,
    ask: () => setAsking(true),
    accept(given) {
      token.current = given;
      end(given);
    },
    giveUp: () => end(undefined),
  };
}
