import { Pool } from 'undici';

/** The longest documented answer is under 2 KB; more than this is not the vendor speaking. */
const MAX_ANSWER_BYTES = 1_048_576;

export interface VendorRequest {
  /** Path and query, as signed. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Any complete HTTP answer, whatever its status. */
export interface VendorAnswer {
  status: number;
  body: string;
  /** The `Date` header, milliseconds since the epoch: the vendor's clock, to the second. */
  dateMs?: number;
}

/**
 * No complete answer came.
 * - `unreachable`: no connection (refused, unknown host, TLS).
 * - `connection-lost`: the connection ended first (reset, or a body shorter than announced).
 * - `timeout`: nothing, or not all of it, within the time limit.
 * - `too-large`: an answer beyond 1 MiB, cut off.
 */
export type TransportFaultKind = 'unreachable' | 'connection-lost' | 'timeout' | 'too-large';

export interface TransportFault {
  fault: TransportFaultKind;
  /** True once a byte of the request may have left: the vendor may have acted on it. */
  sent: boolean;
  /** An error code for the log, such as `ECONNREFUSED`. */
  detail: string;
  /** Of an answer that is too large. */
  status?: number;
}

/** The connections to one vendor, kept alive between calls. */
export class VendorConnection {
  readonly #pool: Pool;

  constructor(endpoint: URL) {
    // Unlimited: the quota's slots already bound what is in flight. The time limit is per attempt, below, and
    // covers the body too, so undici's own timers (a second coarse) stay off.
    this.#pool = new Pool(endpoint.origin, { connections: null, headersTimeout: 0, bodyTimeout: 0 });
  }

  /** One HTTP exchange. Never throws and never retries: the answer, or why there is none. */
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
        { method: 'POST', path: request.path, headers: request.headers, body: request.body },
        {
          // undici calls this with a connected socket, right before it writes the first byte.
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
          onResponseError(_controller, error) {
            const detail = 'code' in error ? String(error.code) : error.name;
            settle({ fault: sent ? 'connection-lost' : 'unreachable', sent, detail });
          },
        },
      );
    });
  }

  /** Waits for exchanges under way, then closes every connection. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}

/**
 * Any of the three forms of RFC 9110, section 5.6.7; undefined for what is no date. The third, asctime's, names no time
 * zone: it is UTC, where `Date.parse` would take this machine's.
 */
function readHttpDate(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = Date.parse(/ \d{4}$/.test(header) ? `${header} GMT` : header);
  return Number.isNaN(ms) ? undefined : ms;
}
