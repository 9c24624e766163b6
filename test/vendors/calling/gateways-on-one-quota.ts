import type { PermitLedger } from '../../../src/vendors/calling/permit-ledger.js';
import { Quota, type Slot, type SlotGrant } from '../../../src/vendors/calling/quota.js';
import { SimulatedClock } from './simulated-clock.js';
import { SimulatedLedger } from './simulated-ledger.js';
import { jitteryNetwork, type Network, SlidingSecondVendor } from './sliding-second-vendor.js';

export const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);
export const CALL_TIMEOUT_MS = 5_000;

/** The times after which a dead gateway's permit is free: slot, late start, call, lost call, permit. */
export const LAPSED_MS = 1_000 + CALL_TIMEOUT_MS + 1_000 + 1_001;

interface Options {
  gateways?: number;
  callsPerSecond?: number;
  network?: Network;
  delayMs?: () => number;
  onLedgerLost?: (error: unknown) => void;
}

export function setUp({
  gateways = 4,
  callsPerSecond = 20,
  network = jitteryNetwork({ seed: 1 }),
  ...options
}: Options = {}) {
  const clock = new SimulatedClock();
  const ledger = new SimulatedLedger(clock, options.delayMs);
  const open = (through: PermitLedger = ledger) => {
    const { onLedgerLost = () => {} } = options;
    const sharing = { name: 'quota', ledger: through, callTimeoutMs: CALL_TIMEOUT_MS, onLedgerLost };
    return new Quota({ callsPerSecond, maxWaiting: 10_000, clock, sharing });
  };
  const quotas = Array.from({ length: gateways }, () => open());
  const [quota] = quotas;
  if (!quota) throw new Error('no gateway');
  return {
    clock,
    ledger,
    open,
    quota,
    quotas,
    vendor: new SlidingSecondVendor(clock, callsPerSecond, network),
  };
}

/** Keeps 50 requests in the line, until the deadline or without end. Returns the times of their slots. */
export function overload(
  { clock, vendor }: Pick<ReturnType<typeof setUp>, 'clock' | 'vendor'>,
  quota: Quota,
  deadline = Infinity,
): number[] {
  const slotsAt: number[] = [];
  const keepOneWaiting = async () => {
    for (;;) {
      const grant = await quota.acquire({ caller: 'busy', deadline });
      if (!grant.granted) return;
      slotsAt.push(clock.now());
      vendor.send(grant.slot);
    }
  };
  for (let i = 0; i < 50; i++) void keepOneWaiting();
  return slotsAt;
}

export function ask(quota: Quota, deadline = Infinity): Promise<SlotGrant> {
  return quota.acquire({ caller: 'single', deadline });
}

export function slotOf(grant: SlotGrant): Slot {
  if (!grant.granted) throw new Error(`no slot: ${grant.reason}`);
  return grant.slot;
}

/** A ledger that never answers after it is cut off. Earlier requests are still carried out. */
export function cuttable(ledger: PermitLedger): PermitLedger & { cutOff: boolean } {
  return {
    cutOff: false,
    exchange(name, change) {
      return this.cutOff ? new Promise(() => {}) : ledger.exchange(name, change);
    },
  };
}
