import { ApiLimits, type Counting, type NamedQuota } from './api-limits.js';
import { type Attempt, answerFailed, answerUnreadable, transportFailed } from './attempt.js';
import { Breaker } from './breaker.js';
import type { Slot } from './quota.js';
import { type CallLimits, type CallRequest, type CallResult, callWithRetries } from './retry.js';
import type { VendorAnswer, VendorConnection, VendorRequest } from './send-request.js';
import { SigningClock } from './signing-clock.js';
import type { CountedApi, VendorApi } from './vendor-api.js';
import { type CodeMeaning, redactorOf } from './vendor-failure.js';
import type { VendorWiring } from './vendor-wiring.js';

/** How one vendor's requests are signed, and what its answers look like. */
export interface Dialect {
  endpoint: URL;
  /** They must not be shown where the vendor quotes them. */
  credentials: readonly (string | undefined)[];
  /** The date for which a signing key is derived. A key is valid for a day, so the client keeps it. */
  keyDate(epochMs: number): string;
  signingKey(date: string): Uint8Array;
  /** A complete request, signed for this time. */
  sign(call: UnsignedCall, epochMs: number, signingKey: Uint8Array): VendorRequest;
  /** Reads an answer. Undefined if it is not in the vendor's format. */
  open(body: string): Envelope | undefined;
  /** The meaning of a code in an answer of an api with these `ownCodes`. */
  meaning(code: string, ownCodes?: readonly string[]): CodeMeaning;
}

export interface UnsignedCall {
  api: string;
  scope: string | undefined;
  body: string;
}

/** The parts that every answer of a vendor has. */
export interface Envelope {
  requestId: unknown;
  /** Present if the call failed. */
  error?: { code: unknown; message: unknown };
  result: unknown;
}

/**
 * Calls a vendor. It signs each attempt anew and reads the common parts of the answers. All apis of the vendor share
 * its connections and its circuit breaker. Each api has a quota of its own.
 */
export class SignedClient {
  readonly breaker: Breaker;
  readonly #dialect: Dialect;
  readonly #connection: Pick<VendorConnection, 'send' | 'close'>;
  readonly #limits: ApiLimits;
  readonly #clock: SigningClock;
  readonly #shown: (vendorWords: unknown) => string;
  #signingKey: { date: string; key: Uint8Array } | undefined;

  /** `counted`: the apis and scopes whose quotas are shown even before their first call. */
  constructor(
    dialect: Dialect,
    counting: Counting,
    counted: readonly { api: CountedApi; scope?: string }[],
    wiring: VendorWiring,
  ) {
    this.breaker = new Breaker(wiring);
    this.#dialect = dialect;
    this.#connection = wiring.connect(dialect.endpoint);
    this.#limits = new ApiLimits(counting, this.breaker, wiring);
    for (const { api, scope } of counted) this.#limits.of(api, scope);
    this.#clock = new SigningClock(wiring.epochMs);
    this.#shown = redactorOf(dialect.credentials);
  }

  /** `slot`: a slot that the caller already has. */
  call<Args, Value>(
    api: VendorApi<Args, Value>,
    args: Args,
    request: CallRequest,
    slot?: Slot,
  ): Promise<CallResult<Value>> {
    const scope = api.scope?.(args);
    const call = { api: api.api, scope, body: api.body(args) };
    return callWithRetries(
      this.#limits.of(api, scope),
      request,
      (timeoutMs, mayHaveLanded) => this.#attempt(api, args, call, timeoutMs, mayHaveLanded),
      slot,
    );
  }

  limitsOf(api: CountedApi, scope?: string): CallLimits {
    return this.#limits.of(api, scope);
  }

  quotas(): readonly NamedQuota[] {
    return this.#limits.quotas();
  }

  /** Waits for the calls under way, then closes every connection. */
  async close(): Promise<void> {
    await this.#limits.close();
    await this.#connection.close();
  }

  async #attempt<Args, Value>(
    api: VendorApi<Args, Value>,
    args: Args,
    call: UnsignedCall,
    timeoutMs: number,
    earlierAttemptMayHaveLanded: boolean,
  ): Promise<Attempt<Value>> {
    const time = this.#clock.now();
    const request = this.#dialect.sign(call, time.epochMs, this.#signingKeyAt(time.epochMs));
    const answer = await this.#connection.send(request, timeoutMs);
    if ('fault' in answer) return transportFailed(answer);
    const attempt = this.#read(api, answer, (result, requestId) =>
      api.read(result, { args, requestId, earlierAttemptMayHaveLanded, shown: this.#shown }),
    );
    this.#clock.heard(time, attempt, answer.dateMs);
    return attempt;
  }

  #signingKeyAt(epochMs: number): Uint8Array {
    const date = this.#dialect.keyDate(epochMs);
    if (this.#signingKey?.date !== date) {
      this.#signingKey = { date, key: this.#dialect.signingKey(date) };
    }
    return this.#signingKey.key;
  }

  /**
   * An answer is a success only if it has the status 200, a request id and no error. An error can come with any status,
   * also 200.
   */
  #read<Args, Value>(
    { ownCodes, fields }: Pick<VendorApi<Args, Value>, 'ownCodes' | 'fields'>,
    answer: VendorAnswer,
    readResult: (result: unknown, requestId: string) => Value | undefined,
  ): Attempt<Value> {
    const envelope = this.#dialect.open(answer.body);
    if (!envelope) return answerUnreadable(answer);
    const { requestId, error, result } = envelope;
    const vendorRequestId =
      typeof requestId === 'string' && requestId !== '' ? this.#shown(requestId) : undefined;

    if (!error) {
      if (answer.status !== 200 || !vendorRequestId) return answerUnreadable(answer);
      const value = readResult(result, vendorRequestId);
      if (value === undefined) return answerUnreadable(answer);
      return { ok: true, value, vendorRequestId, slot: 'answered' };
    }
    if (typeof error.code !== 'string') return answerUnreadable(answer);
    const { field, ...meaning } = this.#dialect.meaning(error.code, ownCodes);
    const named = field === undefined ? {} : { field: fields?.[field] ?? field };
    return answerFailed(
      { ...meaning, ...named },
      {
        vendorCode: this.#shown(error.code),
        vendorMessage: this.#shown(error.message),
        ...(vendorRequestId !== undefined && { vendorRequestId }),
      },
    );
  }
}
