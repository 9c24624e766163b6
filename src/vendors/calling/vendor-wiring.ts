import type { CauseWriter } from '../../egress/cause-log.js';
import type { Clock } from '../../time/clock.js';
import type { CallObserver } from './call-observer.js';
import type { PermitLedger } from './permit-ledger.js';
import type { RoomPerson } from './room-event.js';
import type { VendorConnection } from './send-request.js';

/** The parts of the gateway that a vendor's calls use. */
export interface VendorWiring {
  /** The vendor's name in metrics. */
  vendor: string;
  clock: Clock;
  /** The time of day for signatures, in milliseconds since the epoch. */
  epochMs: () => number;
  /** 0 ≤ n < 1 */
  random: () => number;
  /** The time limit of one attempt. */
  timeoutMs: number;
  /** The greatest number of calls that wait for one quota. */
  queueMax: number;
  /** Where several gateways share quotas. Absent: this gateway has the quotas alone. */
  ledger?: PermitLedger | undefined;
  log: CauseWriter & { error(details: object, message: string): void };
  /** Absent: metrics are off. */
  metrics?: { callObserver(api: ObservedApi): CallObserver } | undefined;
  /**
   * Reads the vendor's credential again, and gives a new one to `ConnectedVendor.renew` before it resolves. Absent: the
   * credential stays the same while the gateway runs.
   */
  rereadCredential?: (() => Promise<void>) | undefined;
  /**
   * Is told that the vendor said that somebody is not in a room, in answer to a request that was sent at `sentAt` or
   * later, by the vendor's clock (milliseconds since the epoch). Absent: nobody wants to know.
   */
  noticeAbsence?: ((person: RoomPerson, sentAt: number) => void) | undefined;
  connect(endpoint: URL): Pick<VendorConnection, 'send' | 'close'>;
}

/** An api as metrics show it. */
export interface ObservedApi {
  vendor: string;
  /** The vendor's name for it. */
  api: string;
  /** The documented codes of the vendor. Any other code is counted as `other`. */
  codes: readonly string[];
}
