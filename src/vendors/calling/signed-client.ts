import { CauseLog } from '../../egress/cause-log.js';
import { LedgerClock } from '../../time/ledger-clock.js';
import { ApiLimits, type Counting, type NamedQuota } from './api-limits.js';
import { type Attempt, answerFailed, answerUnreadable, transportFailed } from './attempt.js';
import { Breaker } from './breaker.js';
import type { Dialect, UnsignedCall } from './dialect.js';
import type { Slot } from './quota.js';
import { type CallLimits, type CallRequest, type CallResult, callWithRetries } from './retry.js';
import type { VendorAnswer, VendorConnection } from './send-request.js';
import { Signer } from './signer.js';
import { earliestTimeOf, SigningClock } from './signing-clock.js';
import type { CountedApi, VendorApi } from './vendor-api.js';
import type { VendorWiring } from './vendor-wiring.js';

const CAUSE_WORDS = {
  failing: 'a vendor cannot be called, or does not answer as it should',
  working: 'the vendor answers again',
};

/** A `Date` has whole seconds. */
const DATE_CUT_OFF_MS = 999;

/**
 * Calls a vendor. It signs each attempt anew and reads the common parts of the answers. All apis of the vendor share
 * its connections and its circuit breaker. Each api has a quota of its own.
 */
export class SignedClient {
  readonly breaker: Breaker;
  /** The vendor's clock, as the `Date` of its answers tells, by the clock of this process. */
  readonly vendorTime = new LedgerClock();
  readonly #dialect: Dialect;
  readonly #connection: Pick<VendorConnection, 'send' | 'close'>;
  readonly #limits: ApiLimits;
  readonly #clock: SigningClock;
  readonly #causes: CauseLog;
  readonly #wiring: VendorWiring;
  #signer: Signer;

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
    this.#wiring = wiring;
    this.#signer = new Signer(dialect);
    const details = { vendor: wiring.vendor, address: dialect.endpoint.host };
    this.#causes = new CauseLog(wiring.log, wiring.clock, CAUSE_WORDS, details);
  }

  /** Signs with the credential of `dialect` from now on. Everything else in it is the same as before. */
  protected signWith(dialect: Dialect): void {
    this.#signer = new Signer(dialect, this.#signer);
  }

  /** `slot`: a slot that the caller already has. What `request.onSlot` changes in `args` is sent. */
  call<Args, Value>(
    api: VendorApi<Args, Value>,
    args: Args,
    request: CallRequest,
    slot?: Slot,
  ): Promise<CallResult<Value>> {
    const scope = api.scope?.(args);
    let call: UnsignedCall | undefined;
    return callWithRetries(
      this.#limits.of(api, scope),
      request,
      (timeoutMs, mayHaveLanded) => {
        call ??= { api: api.api, scope, body: api.body(args) };
        return this.#attempt(api, args, call, timeoutMs, mayHaveLanded);
      },
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
    const sentAt = this.#wiring.clock.now();
    const signer = this.#signer;
    const { shown } = signer;
    const answer = await this.#connection.send(signer.sign(call, time.epochMs), timeoutMs);
    if ('fault' in answer) {
      this.#causes.failed(answer.fault === 'timeout' ? 'no answer in time' : (answer.cause ?? answer.detail));
      return transportFailed(answer);
    }
    const attempt = this.#read(api, answer, shown, (result, requestId) =>
      api.read(result, { args, requestId, earlierAttemptMayHaveLanded, shown }),
    );
    // A refusal by the vendor has a code.
    if (attempt.ok || attempt.failure.vendorCode !== undefined) this.#causes.succeeded();
    else this.#causes.failed(`an answer that is not in the vendor's format, with status ${answer.status}`);
    this.#clock.heard(time, attempt, answer.dateMs);
    if (answer.dateMs !== undefined) {
      this.vendorTime.hear(answer.dateMs, sentAt, this.#wiring.clock.now(), DATE_CUT_OFF_MS);
    }
    const person = !attempt.ok && attempt.failure.reason === 'user-not-in-room' && api.person?.(args);
    if (person) {
      const tookMs = this.#wiring.clock.now() - sentAt;
      this.#wiring.noticeAbsence?.(person, earliestTimeOf(time, answer.dateMs, tookMs));
    }
    if (attempt.ok || attempt.failure.reason !== 'credential-refused') return attempt;
    return { ...attempt, newCredential: (latest) => this.#isReplaced(signer, latest) };
  }

  /** Whether another credential than the refused one is in use. Reads the credential again, but not beyond `latest`. */
  async #isReplaced(refused: Signer, latest: number): Promise<boolean> {
    const { rereadCredential, clock } = this.#wiring;
    if (this.#signer === refused && rereadCredential) {
      await new Promise<void>((resolve) => {
        const cancel = clock.after(latest - clock.now(), resolve);
        void rereadCredential().finally(() => {
          cancel();
          resolve();
        });
      });
    }
    return this.#signer !== refused;
  }

  /**
   * An answer is a success only if it has the status 200, a request id and no error. An error can come with any status,
   * also 200.
   */
  #read<Args, Value>(
    { ownCodes, fields }: Pick<VendorApi<Args, Value>, 'ownCodes' | 'fields'>,
    answer: VendorAnswer,
    shown: Signer['shown'],
    readResult: (result: unknown, requestId: string) => Value | undefined,
  ): Attempt<Value> {
    const envelope = this.#dialect.open(answer.body);
    if (!envelope) return answerUnreadable(answer);
    const { requestId, error, result } = envelope;
    const vendorRequestId = typeof requestId === 'string' && requestId !== '' ? shown(requestId) : undefined;

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
        vendorCode: shown(error.code),
        vendorMessage: shown(error.message),
        ...(vendorRequestId !== undefined && { vendorRequestId }),
      },
    );
  }
}
