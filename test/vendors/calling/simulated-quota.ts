import { Quota, type Slot, type SlotGrant } from '../../../src/vendors/calling/quota.js';
import { SimulatedClock } from './simulated-clock.js';
import { type Network, SlidingSecondVendor } from './sliding-second-vendor.js';

export const SEEDS = Array.from({ length: 50 }, (_, index) => index + 1);

export function setUp(
  callsPerSecond: number,
  network: Network,
  { maxWaiting = 10_000, enforcementShare = 0.5 }: { maxWaiting?: number; enforcementShare?: number } = {},
) {
  const clock = new SimulatedClock();
  const quota = new Quota({ callsPerSecond, maxWaiting, clock, enforcementShare });
  return { clock, quota, vendor: new SlidingSecondVendor(clock, callsPerSecond, network) };
}

/** Keeps `waiting` requests of one caller in the line, for ever. */
export function overload(quota: Quota, vendor: SlidingSecondVendor, waiting: number, caller = 'busy'): void {
  const keepOneWaiting = async () => {
    for (;;) {
      const grant = await quota.acquire({ caller, deadline: Infinity });
      if (!grant.granted) return;
      vendor.send(grant.slot);
    }
  };
  for (let i = 0; i < waiting; i++) void keepOneWaiting();
}

/** Asks for `count` slots of one caller now, and sends a call in each. */
export function burst(quota: Quota, vendor: SlidingSecondVendor, count: number, caller = 'busy'): void {
  for (let i = 0; i < count; i++) {
    void quota.acquire({ caller, deadline: Infinity }).then((grant) => vendor.send(slotOf(grant)));
  }
}

export function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
}

export function slotOf(grant: SlotGrant): Slot {
  if (!grant.granted) throw new Error(`no slot: ${grant.reason}`);
  return grant.slot;
}

export function refusalOf(grant: SlotGrant) {
  if (grant.granted) throw new Error('a slot was granted');
  return grant;
}
