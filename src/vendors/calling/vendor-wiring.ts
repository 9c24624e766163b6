import type { Clock } from '../../time/clock.js';
import type { CallObserver } from './call-observer.js';
import type { PermitLedger } from './permit-ledger.js';
import type { VendorConnection } from './send-request.js';

/** What the gateway gives each vendor to call with. */
export interface VendorWiring {
  /** The vendor's name in metrics. */
  vendor: string;
  clock: Clock;
  /** The time of day, which signatures are made with: milliseconds since the epoch. */
  epochMs: () => number;
  /** 0 ≤ n < 1 */
  random: () => number;
  /** How long one attempt may take. */
  timeoutMs: number;
  /** How many calls may wait for one quota. */
  queueMax: number;
  /** Where the quotas are kept that several gateways share; absent: this gateway has them alone. */
  ledger?: PermitLedger | undefined;
  log: { error(details: object, message: string): void };
  /** Absent: metrics are off. */
  metrics?: { callObserver(api: ObservedApi): CallObserver } | undefined;
  connect(endpoint: URL): Pick<VendorConnection, 'send' | 'close'>;
}

/** An api as metrics show it. */
export interface ObservedApi {
  vendor: string;
  /** The vendor's name for it. */
  api: string;
  /** The codes of the vendor's table; any other is counted as `other`. */
  codes: readonly string[];
}
