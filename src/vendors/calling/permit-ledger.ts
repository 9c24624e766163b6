import type { PermitState } from './permits.js';

/** Keeps the state of quotas that several gateways share, on one clock. */
export interface PermitLedger {
  /**
   * Runs `change` on the state of the quota called `name` while no other gateway can, and keeps what it returns. The
   * first time there is no state. `nowMs` is the ledger's clock, read after the state is this gateway's alone.
   * Rejects when the ledger cannot be reached, in some seconds at most; the change may have been kept even so.
   */
  exchange<T>(
    name: string,
    change: (state: SharedQuotaState | undefined, nowMs: number) => { state: SharedQuotaState; result: T },
  ): Promise<T>;
}

/** JSON. Times are on the ledger's clock. */
export interface SharedQuotaState {
  /** When it was last changed. */
  at: number;
  permits: PermitState;
  /** The gateways where calls wait, in the order in which they get slots. */
  line: WaitingGateway[];
}

/** `until`: forgotten then, unless it is heard of again. `empty`: it has calls that wait and no slot for any. */
export type WaitingGateway = [gateway: string, until: number, empty: boolean];
