import { z } from 'zod';
import type { VariableGroup } from '../environment/variable-group.js';
import { Secret } from '../values/secret.js';

/** A proxy for requests that leave the gateway. */
export interface EgressProxy {
  /** Without the credentials, so it may be logged. */
  url: URL;
  /** The value of the header `Proxy-Authorization`. Absent: the proxy asks for none. */
  authorization?: Secret;
}

/** Which proxies requests to the vendors, the key server and the collector of traces go through. */
export interface EgressConfig {
  /** For `http://` addresses. */
  httpProxy?: EgressProxy;
  /** For `https://` addresses. */
  httpsProxy?: EgressProxy;
  /** Hosts that are asked directly, in the form of `NO_PROXY`. */
  noProxy: string;
}

const proxy = z.string().transform((text, context): EgressProxy => {
  // Many tools accept a proxy without a scheme.
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  const authorization = url && basic(url);
  const plain = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash;
  if (!plain || authorization === null) {
    context.addIssue(
      'must be the http:// or https:// address of a proxy, such as http://proxy.example.com:3128',
    );
    return z.NEVER;
  }
  url.username = '';
  url.password = '';
  return { url, ...(authorization && { authorization }) };
});

/** Undefined if the address has no credentials, null if they are malformed. */
function basic({ username, password }: URL): Secret | undefined | null {
  if (username === '' && password === '') return undefined;
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return new Secret(`Basic ${Buffer.from(pair).toString('base64')}`);
  } catch {
    return null;
  }
}

const shape = {
  HTTP_PROXY: proxy.optional(),
  http_proxy: proxy.optional(),
  HTTPS_PROXY: proxy.optional(),
  https_proxy: proxy.optional(),
  NO_PROXY: z.string().optional(),
  no_proxy: z.string().optional(),
};

/** As with other programs, the names in small letters have precedence. */
export const egressVariables = {
  shape,
  files: [],
  config(values) {
    const httpProxy = values.http_proxy ?? values.HTTP_PROXY;
    const httpsProxy = values.https_proxy ?? values.HTTPS_PROXY;
    return {
      ...(httpProxy && { httpProxy }),
      ...(httpsProxy && { httpsProxy }),
      noProxy: values.no_proxy ?? values.NO_PROXY ?? '',
    };
  },
} satisfies VariableGroup<typeof shape, EgressConfig>;
