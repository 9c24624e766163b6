import { type Dispatcher, Pool } from 'undici';
import { causeOf } from '../../egress/cause-log.js';
import type { ProxyRoute } from '../../egress/proxy-route.js';

/** The longest documented answer is under 2 KB. An answer above this limit does not come from the vendor. */
const MAX_ANSWER_BYTES = 1_048_576;

export interface VendorRequest {
  /** Path and query, as signed. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** A complete HTTP answer, with any status. */
export interface VendorAnswer {
  status: number;
  body: string;
  /** The `Date` header: the vendor's clock to the second, in milliseconds since the epoch. */
  dateMs?: number;
}

/**
 * Why no complete answer came:
 * - `unreachable`: no connection was made (refused, unknown host, TLS).
 * - `connection-lost`: the connection ended before the answer did (a reset, or a body shorter than announced).
 * - `timeout`: the answer was not complete within the time limit.
 * - `too-large`: the answer exceeded 1 MiB and was cut off.
 */
export type TransportFaultKind = 'unreachable' | 'connection-lost' | 'timeout' | 'too-large';

export interface TransportFault {
  fault: TransportFaultKind;
  /** True if a byte of the request may have left. Then the vendor may have acted on it. */
  sent: boolean;
  /** An error code for the log, such as `ECONNREFUSED`. */
  detail: string;
  /** More words for the log, where there are any. */
  cause?: string;
  /** The status of an answer that is too large. */
  status?: number;
}

/** The connections to one vendor, kept alive between calls. */
export class VendorConnection {
  readonly #origin: string;
  readonly #pool: Dispatcher;
  readonly #route: ProxyRoute | undefined;

  /** `route`: requests are sent through a proxy, by a tunnel. */
  constructor(endpoint: URL, route?: ProxyRoute) {
    // The number of connections is unlimited, because the quota's slots already limit the calls under way. undici's own
    // timers are off: they are accurate only to a second, and the time limit below covers a whole attempt, with its
    // body.
    const timers = { headersTimeout: 0, bodyTimeout: 0 };
    this.#origin = endpoint.origin;
    this.#route = route;
    this.#pool = route?.dispatcher(timers) ?? new Pool(endpoint.origin, { connections: null, ...timers });
  }

  /** Makes one HTTP exchange. Never throws and never retries. */
  send(request: VendorRequest, timeoutMs: number): Promise<VendorAnswer | TransportFault> {
    return new Promise((resolve) => {
      let sent = false;
      let settled = false;
      let abort: ((reason: Error) => void) | undefined;
      let status = 0;
      let dateMs: number | undefined;
      let size = 0;
      const chunks: Buffer[] = [];

      const settle = (result: VendorAnswer | TransportFault) => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        resolve(result);
      };
      const giveUp = (fault: TransportFaultKind, detail: string) => {
        settle({ fault, sent, detail, ...(fault === 'too-large' && { status }) });
        abort?.(new Error(detail));
      };
      const timer = setTimeout(() => giveUp('timeout', `no answer within ${timeoutMs} ms`), timeoutMs);

      this.#pool.dispatch(
        {
          origin: this.#origin,
          method: 'POST',
          path: request.path,
          headers: request.headers,
          body: request.body,
        },
        {
          // undici calls this once the socket is connected, just before it writes the first byte.
          onRequestStart(controller) {
            if (settled) {
              controller.abort(new Error('given up before it was sent'));
              return;
            }
            sent = true;
            abort = (reason) => controller.abort(reason);
          },
          onResponseStart(_controller, statusCode, headers) {
            status = statusCode;
            dateMs = readHttpDate(headers.date);
          },
          onResponseData(_controller, chunk) {
            size += chunk.length;
            if (size > MAX_ANSWER_BYTES)
              giveUp('too-large', `an answer of more than ${MAX_ANSWER_BYTES} bytes`);
            else chunks.push(chunk);
          },
          onResponseEnd() {
            settle({
              status,
              body: Buffer.concat(chunks).toString('utf8'),
              ...(dateMs !== undefined && { dateMs }),
            });
          },
          onResponseError: (_controller, error) => {
            const detail = 'code' in error ? String(error.code) : error.name;
            const through = this.#route ? `through the proxy ${this.#route.proxy}: ` : '';
            const cause = `${through}${causeOf(error)}`;
            settle({ fault: sent ? 'connection-lost' : 'unreachable', sent, detail, cause });
          },
        },
      );
    });
  }

  /** Waits for the exchanges under way, then closes every connection. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}

/**
 * Reads any of the three date formats of RFC 9110, section 5.6.7. Undefined if it is not a date. The third format, that
 * of asctime, names no time zone. It means UTC, but `Date.parse` would assume this machine's zone.
 */
function readHttpDate(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = Date.parse(/ \d{4}$/.test(header) ? `${header} GMT` : header);
  return Number.isNaN(ms) ? undefined : ms;
}
