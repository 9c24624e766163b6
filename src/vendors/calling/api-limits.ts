import { createHash } from 'node:crypto';
import type { Breaker } from './breaker.js';
import { Quota } from './quota.js';
import type { CallLimits } from './retry.js';
import type { CountedApi } from './vendor-api.js';
import type { VendorWiring } from './vendor-wiring.js';

/** How a vendor counts calls. */
export interface Counting {
  /** The prefix of the names of the vendor's shared quotas. Gateways of two versions must agree on it. */
  sharedPrefix: string;
  /** The credential whose calls the vendor counts. */
  credentialId: string;
  /** An application of the same account. */
  applicationId: number;
  /** The configured quota of one api, and its documented quota. The quotas of other apis are scaled alike. */
  scale: { configured: number; documented: number };
  /** Between 0 and 1: how much of a quota enforcement gets while others wait. Absent: nothing is enforced at this vendor. */
  enforcementShare?: number;
  /** The documented error codes of the vendor. */
  codes: readonly string[];
}

/** A quota and its name. */
export interface NamedQuota {
  api: string;
  /**
   * The calls that the vendor counts together: those of an api, or of one of its scopes, as in
   * `SetUserBlocked/ap-singapore`.
   */
  scope: string;
  quota: Quota;
}

/** The limits of a vendor's apis. The quota and the metrics of an api are made when they are first asked for. */
export class ApiLimits {
  readonly #counting: Counting;
  readonly #breaker: Breaker;
  readonly #wiring: VendorWiring;
  readonly #limits = new Map<string, CallLimits>();
  #closed = false;

  constructor(counting: Counting, breaker: Breaker, wiring: VendorWiring) {
    this.#counting = counting;
    this.#breaker = breaker;
    this.#wiring = wiring;
  }

  of(api: CountedApi, scope: string | undefined): CallLimits {
    const name = named(api, scope);
    let limits = this.#limits.get(name);
    if (!limits) {
      limits = this.#make(api, scope);
      this.#limits.set(name, limits);
    }
    return limits;
  }

  /** All quotas made so far, in that order. */
  quotas(): NamedQuota[] {
    return [...this.#limits].map(([scope, { api, quota }]) => ({ api, scope, quota }));
  }

  /** Refuses all waiting calls and all later ones. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#limits.values()].map(({ quota }) => quota.close()));
  }

  #make(api: CountedApi, scope: string | undefined): CallLimits {
    const { vendor, clock, random, queueMax: maxWaiting, timeoutMs, ledger, log, metrics } = this.#wiring;
    const { configured, documented } = this.#counting.scale;
    const callsPerSecond = Math.max(1, Math.floor((api.callsPerSecond * configured) / documented));
    const name = this.#sharedName(api, scope);
    const sharing = ledger && {
      name,
      ledger,
      callTimeoutMs: timeoutMs,
      onLedgerLost: (error: unknown) =>
        log.error(
          { err: error, quota: name },
          'no slots: the database of the shared quotas cannot be reached',
        ),
    };
    const { enforcementShare } = this.#counting;
    const quota = new Quota({
      callsPerSecond,
      maxWaiting,
      clock,
      ...(enforcementShare !== undefined && { enforcementShare }),
      ...(sharing && { sharing }),
    });
    if (this.#closed) void quota.close();
    // The scopes of an api share one series of each metric.
    const observer = metrics?.callObserver({ vendor, api: api.api, codes: this.#counting.codes });
    return { api: api.api, quota, breaker: this.#breaker, clock, random, timeoutMs, observer };
  }

  /**
   * The quota's name in the database, equal on all gateways with the same account. It contains a hash, because the
   * account's id is confidential. A credential that may be replaced has no lasting id, and gateways would get a new one at
   * different times. An application does not change its account, so its id stands for the account then.
   */
  #sharedName(api: CountedApi, scope: string | undefined): string {
    const { sharedPrefix, credentialId, applicationId } = this.#counting;
    const id = this.#wiring.rereadCredential ? `application ${applicationId}` : credentialId;
    const account = createHash('sha256').update(id).digest('hex').slice(0, 16);
    return `${sharedPrefix}/${api.sharedName?.(scope) ?? named(api, scope)}/${account}`;
  }
}

function named({ api }: CountedApi, scope: string | undefined): string {
  return scope === undefined ? api : `${api}/${scope}`;
}
