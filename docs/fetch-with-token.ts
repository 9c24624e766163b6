/** The code of tokens.md; test/docs.test.ts keeps them the same. */

/** A `fetch` that sends a token. When the token has expired, it gets a new one and sends the request again. */
export function fetchWithToken(getToken: () => Promise<string>): typeof fetch {
  let token: Promise<string> | undefined;
  const newToken = (): Promise<string> => {
    const next = getToken();
    token = next;
    // Without this, a failure would stay for good.
    next.catch(() => {
      if (token === next) token = undefined;
    });
    return next;
  };
  return async (input, init) => {
    const send = async (sent: Promise<string>) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${await sent}`);
      return fetch(input, { ...init, headers });
    };
    const sent = token ?? newToken();
    const response = await send(sent);
    if (!(await saysExpired(response))) return response;
    // Requests that find out together share one new token.
    return send(token === undefined || token === sent ? newToken() : token);
  };
}

async function saysExpired(response: Response): Promise<boolean> {
  return response.status === 401 && (await response.clone().text()).includes('"TOKEN_EXPIRED"');
}
