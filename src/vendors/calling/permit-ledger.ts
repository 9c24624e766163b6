import type { PermitState } from './permits.js';

/** Keeps the state of the quotas that several gateways share, on one clock. */
export interface PermitLedger {
  /**
   * Runs `change` on the state of the quota called `name`, while no other gateway can, and stores the state that it
   * returns. The first time, there is no state. `nowMs` is the ledger's clock, read while the state is locked. Rejects
   * within some seconds if the ledger cannot be reached. The new state may have been stored even then.
   */
  exchange<T>(
    name: string,
    change: (state: SharedQuotaState | undefined, nowMs: number) => { state: SharedQuotaState; result: T },
  ): Promise<T>;
}

/** The state of a shared quota, stored as JSON. Times are on the ledger's clock. */
export interface SharedQuotaState {
  /** The time of the last change. */
  at: number;
  permits: PermitState;
  /** The gateways with waiting calls, in the order in which they get slots. */
  line: WaitingGateway[];
}

/**
 * `until`: when the gateway is forgotten, unless it reports again. `empty`: it has waiting calls but no reserved slot.
 */
export type WaitingGateway = [gateway: string, until: number, empty: boolean];
