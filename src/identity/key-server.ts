import { CauseLog, type CauseWriter, causeOf } from '../egress/cause-log.js';
import type { ProxyRoute } from '../egress/proxy-route.js';
import type { Clock } from '../time/clock.js';

export type FetchKeys = (address: string, options: RequestInit) => Promise<Response>;

export interface KeyServerOptions {
  route: ProxyRoute | undefined;
  log: CauseWriter;
  clock: Pick<Clock, 'now'>;
}

/** Fetches keys, and logs why they cannot be used. */
export function keyServer(url: URL, { route, log, clock }: KeyServerOptions): FetchKeys {
  const words = { failing: 'the key server gives no keys', working: 'the key server gives keys again' };
  const details = { keyServer: url.origin + url.pathname, ...(route && { proxy: route.proxy }) };
  const causes = new CauseLog(log, clock, words, details);
  const send = route?.fetch() ?? fetch;
  return async (address, options) => {
    try {
      const response = await send(address, options);
      // Read here, because what is wrong with it would not be known elsewhere.
      const body = await response.text();
      const fault = faultOf(response, body);
      if (fault === undefined) causes.succeeded();
      else causes.failed(fault);
      const { status, headers } = response;
      return new Response(NO_BODY.has(status) ? null : body, { status, headers });
    } catch (error) {
      causes.failed(causeOf(error));
      throw error;
    }
  };
}

/** A `Response` with one of these statuses must have no body. */
const NO_BODY = new Set([204, 205, 304]);

/** Undefined if the answer has keys. */
function faultOf({ status, headers }: Response, body: string): string | undefined {
  const location = headers.get('location');
  if (status >= 300 && status < 400 && location !== null) {
    const target = URL.canParse(location) ? new URL(location).origin : 'another path';
    return `status ${status}: it redirects to ${target}, which is not followed`;
  }
  if (status !== 200) return `status ${status}`;
  try {
    const { keys } = JSON.parse(body) as { keys?: unknown };
    if (!Array.isArray(keys)) return 'the answer is JSON without a list of keys';
    return keys.length > 0 ? undefined : 'the list of keys is empty';
  } catch {
    return `the answer is no JSON; its type is ${headers.get('content-type') ?? 'not given'}`;
  }
}
