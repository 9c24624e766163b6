import { createHash } from 'node:crypto';
import type { Breaker } from './breaker.js';
import { Quota } from './quota.js';
import type { CallLimits } from './retry.js';
import type { CountedApi } from './vendor-api.js';
import type { VendorWiring } from './vendor-wiring.js';

/** How a vendor counts calls. */
export interface Counting {
  /** Begins the names of the vendor's shared quotas. Gateways of two versions must agree on it. */
  sharedPrefix: string;
  /** Whose quotas these are. */
  credentialId: string;
  /** What the configuration says of one api whose document says `documented`. Other apis' quotas are scaled alike. */
  scale: { configured: number; documented: number };
  /** The codes of the vendor's table. */
  codes: readonly string[];
}

/** A quota and its name. */
export interface NamedQuota {
  api: string;
  /** What the vendor counts together: the api, and its scope where it has some: `SetUserBlocked/ap-singapore`. */
  scope: string;
  quota: Quota;
}

/** The limits of a vendor's apis. An api's quota and its metrics are made when it is first asked for. */
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

  /** All that there are, in the order in which they were made. */
  quotas(): NamedQuota[] {
    return [...this.#limits].map(([scope, { api, quota }]) => ({ api, scope, quota }));
  }

  /** Refuses every call that waits for a slot, and those to come. */
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
        log.error({ err: error, quota: name }, 'no slots: their database is lost'),
    };
    const quota = new Quota({ callsPerSecond, maxWaiting, clock, ...(sharing && { sharing }) });
    if (this.#closed) void quota.close();
    // The scopes of an api share one series of each metric.
    const observer = metrics?.callObserver({ vendor, api: api.api, codes: this.#counting.codes });
    return { api: api.api, quota, breaker: this.#breaker, clock, random, timeoutMs, observer };
  }

  /** Alike on all gateways with the same account. The account's id is nobody's business. */
  #sharedName(api: CountedApi, scope: string | undefined): string {
    const { sharedPrefix, credentialId } = this.#counting;
    const account = createHash('sha256').update(credentialId).digest('hex').slice(0, 16);
    return `${sharedPrefix}/${api.sharedName?.(scope) ?? named(api, scope)}/${account}`;
  }
}

function named({ api }: CountedApi, scope: string | undefined): string {
  return scope === undefined ? api : `${api}/${scope}`;
}
