import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchangePermits, type PermitRequest } from '../../../src/vendors/calling/permit-exchange.js';
import type { PermitLedger } from '../../../src/vendors/calling/permit-ledger.js';
import { Quota, type Slot, type SlotGrant } from '../../../src/vendors/calling/quota.js';
import { SimulatedClock } from './simulated-clock.js';
import { SimulatedLedger } from './simulated-ledger.js';
import { jitteryNetwork, type Network, SlidingSecondVendor, seededRandom } from './sliding-second-vendor.js';

const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);
const CALL_TIMEOUT_MS = 5_000;

/** A gateway that dies: its slot's start, the second it may be late, its call, a lost call's second, its permit's. */
const LAPSED_MS = 1_000 + CALL_TIMEOUT_MS + 1_000 + 1_001;

interface Options {
  gateways?: number;
  callsPerSecond?: number;
  network?: Network;
  delayMs?: () => number;
  onLedgerLost?: (error: unknown) => void;
}

function setUp({
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

/** Keeps 50 requests in the line, until the deadline or for ever. Returns when each got its slot. */
function overload(
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

function ask(quota: Quota, deadline = Infinity): Promise<SlotGrant> {
  return quota.acquire({ caller: 'single', deadline });
}

function slotOf(grant: SlotGrant): Slot {
  if (!grant.granted) throw new Error(`no slot: ${grant.reason}`);
  return grant.slot;
}

/** A ledger that never answers again once it is cut off; what was asked before is still done. */
function cuttable(ledger: PermitLedger): PermitLedger & { cutOff: boolean } {
  return {
    cutOff: false,
    exchange(name, change) {
      return this.cutOff ? new Promise(() => {}) : ledger.exchange(name, change);
    },
  };
}

describe('four gateways on one quota', () => {
  for (const callsPerSecond of [20, 50]) {
    for (const awayMs of [0, 50]) {
      it(`use ≥ 94 % of ${callsPerSecond}/s in equal shares, none refused (${2 * awayMs} ms away)`, async () => {
        for (const seed of SEEDS) {
          const random = seededRandom(seed);
          const cold = { calls: 10, least: 50, most: 300 };
          const gateways = setUp({
            callsPerSecond,
            network: jitteryNetwork({ seed, awayMs, cold }),
            delayMs: () => 0.2 + random(),
          });
          const { clock, vendor, quotas } = gateways;
          const slotsAt = quotas.map((quota) => overload(gateways, quota));
          await clock.run(12_000);
          expect(vendor.refusals).toEqual([]);
          expect(vendor.utilisation(0, 10_000)).toBeGreaterThanOrEqual(0.94);
          // The first second's slots are whoever's comes first.
          const shares = slotsAt.map((times) => times.filter((time) => time > 1_500).length);
          expect(Math.min(...shares) / Math.max(...shares)).toBeGreaterThan(0.9);
        }
      });
    }
  }

  it('are refused nothing though the ledger is slow and the network has no jitter', async () => {
    for (const seed of SEEDS) {
      const random = seededRandom(seed);
      for (const { delayMs, reach } of [
        { delayMs: () => random() * 20, reach: 0.9 },
        { delayMs: () => random() * 200, reach: 0.2 },
        { delayMs: () => 40, reach: 0.4 },
      ]) {
        const gateways = setUp({ network: () => ({ out: 5, back: 5 }), delayMs });
        for (const quota of gateways.quotas) overload(gateways, quota);
        await gateways.clock.run(20_000);
        expect(gateways.vendor.refusals).toEqual([]);
        expect(gateways.vendor.utilisation(5_000, 10_000)).toBeGreaterThan(reach);
      }
    }
  });

  it('lose little by exchanges that are slow now and then, or clocks that go at different rates', async () => {
    for (const seed of SEEDS) {
      const random = seededRandom(seed);
      const gateways = setUp({
        callsPerSecond: 50,
        network: jitteryNetwork({ seed }),
        delayMs: () => (random() < 0.1 ? 20 : random()),
      });
      gateways.ledger.clockRate = 1 + (seed - 5) / 10_000;
      for (const quota of gateways.quotas) overload(gateways, quota);
      await gateways.clock.run(12_000);
      expect(gateways.vendor.refusals).toEqual([]);
      expect(gateways.vendor.utilisation(0, 10_000)).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('leave everything to the one that has calls', async () => {
    const gateways = setUp({ callsPerSecond: 50 });
    const { clock, vendor, quotas, quota } = gateways;
    for (const other of quotas) overload(gateways, other, 5_000);
    overload(gateways, quota);
    await clock.run(20_000);
    expect(vendor.refusals).toEqual([]);
    expect(vendor.utilisation(8_000, 10_000)).toBeGreaterThanOrEqual(0.955);
  });

  it('slow down all when one is refused a call', async () => {
    const { clock, quotas } = setUp({ gateways: 2 });
    const [one, other] = quotas as [Quota, Quota];
    const first = ask(one);
    await clock.run(50);
    slotOf(await first).refused();
    await clock.run(1_200);
    const second = ask(other);
    await clock.run(50);
    slotOf(await second).unused();
    await clock.run(50);
    expect(other.status().slotsLeft).toBeGreaterThanOrEqual(15);
    expect(other.status().slotsLeft).toBeLessThan(20);
  });

  it('keep a single call’s wait short while another has a mass action', async () => {
    const waits: number[] = [];
    for (const seed of SEEDS) {
      const gateways = setUp({ gateways: 2, network: jitteryNetwork({ seed }) });
      const { clock, vendor, quotas } = gateways;
      const [busy, calm] = quotas as [Quota, Quota];
      overload(gateways, busy);
      const random = seededRandom(seed);
      const single = async () => {
        const asked = clock.now();
        vendor.send(slotOf(await ask(calm)));
        waits.push(clock.now() - asked);
      };
      for (let at = 1_500; at < 30_000; at += 300) clock.after(at + random() * 50, () => void single());
      await clock.run(32_000);
      expect(vendor.refusals).toEqual([]);
    }
    expect(waits.length).toBe(950);
    // Those that the busy one has in reserve, and its own; and an exchange.
    const p99 = waits.toSorted((a, b) => a - b)[Math.ceil(waits.length * 0.99) - 1];
    expect(p99).toBeLessThanOrEqual(4 * 52 + 2);
  });

  it('do not starve, though there are more of them than permits', async () => {
    const gateways = setUp({ gateways: 12, callsPerSecond: 4 });
    const slotsAt = gateways.quotas.map((quota) => overload(gateways, quota));
    await gateways.clock.run(60_000);
    expect(gateways.vendor.refusals).toEqual([]);
    // 240 calls among twelve.
    for (const times of slotsAt) {
      expect(times.length).toBeGreaterThanOrEqual(14);
      expect(times.length).toBeLessThanOrEqual(26);
    }
  });
});

describe('an idle gateway', () => {
  it('gets a slot in one exchange, hands in its end in another, and then is at rest', async () => {
    const { clock, ledger, quota } = setUp({ gateways: 1 });
    const grant = ask(quota);
    await clock.run(2);
    const slot = slotOf(await grant);
    expect(ledger.exchanges).toBe(1);
    expect(quota.status()).toEqual({ callsPerSecond: 20, slotsLeft: 19, waiting: 0 });
    await clock.run(100);
    slot.answered();
    await clock.run(2_000);
    expect(ledger.exchanges).toBe(2);
    expect(quota.status().slotsLeft).toBe(20);
    expect(clock.pending).toBe(0);
    expect(ledger.state('quota')).toMatchObject({ permits: { held: [] }, line: [] });
  });

  it('sends the first second’s calls at once, with one exchange', async () => {
    const { clock, ledger, quota, vendor } = setUp({ gateways: 1, network: () => ({ out: 0, back: 1_000 }) });
    for (let i = 0; i < 20; i++) void ask(quota).then((grant) => vendor.send(slotOf(grant)));
    await clock.run(2);
    expect(vendor.arrivals).toHaveLength(20);
    expect(ledger.exchanges).toBe(1);
  });

  it('hands slots back that nobody waits for any more', async () => {
    const { clock, ledger, quotas } = setUp({ gateways: 2 });
    const [one, other] = quotas as [Quota, Quota];
    const controller = new AbortController();
    for (let i = 0; i < 100; i++)
      void one.acquire({ caller: 'gone', deadline: Infinity, signal: controller.signal });
    // Before the answer comes, and so before any call has its slot.
    await clock.run(1.5);
    controller.abort();
    await clock.run(20);
    expect(ledger.state('quota')?.permits.held).toEqual([]);
    const grant = ask(other);
    await clock.run(3);
    expect(await grant).toMatchObject({ granted: true });
  });
});

describe('a gateway that is gone', () => {
  it('gives its permits back by time, and not before its calls can have arrived', async () => {
    for (const seed of SEEDS) {
      const random = seededRandom(seed);
      const gateways = setUp({ gateways: 1, network: jitteryNetwork({ seed }) });
      const { clock, vendor, ledger, open, quota } = gateways;
      const line = cuttable(ledger);
      const dying = open(line);
      for (let i = 0; i < 200; i++) {
        const send = () =>
          // Sent or not, and heard of never again.
          clock.after(random() * CALL_TIMEOUT_MS, () => void (random() < 0.8 && vendor.arrive()));
        void ask(dying).then(send);
      }
      overload(gateways, quota);
      await clock.run(3_000);
      line.cutOff = true;
      await clock.run(LAPSED_MS + 3_000);
      expect(ledger.state('quota')?.permits.held.length).toBeLessThanOrEqual(5);
      await clock.run(12_000);
      expect(vendor.refusals).toEqual([]);
      expect(vendor.utilisation(14_500, 10_000)).toBeGreaterThanOrEqual(0.955);
    }
  });

  it('hands back what it has reserved when it closes', async () => {
    const { clock, ledger, quotas } = setUp({ gateways: 2, callsPerSecond: 1 });
    const [one, other] = quotas as [Quota, Quota];
    const first = ask(one);
    await clock.run(10);
    slotOf(await first).answered();
    const grants = [ask(one), ask(one)];
    await clock.run(300);
    expect(ledger.state('quota')?.permits.held).toHaveLength(1);
    const closed = one.close();
    for (const grant of grants) expect(await grant).toMatchObject({ granted: false, reason: 'closed' });
    await clock.run(10);
    await closed;
    expect(clock.pending).toBe(0);
    expect(ledger.state('quota')).toMatchObject({ permits: { held: [] }, line: [] });
    // The answer was at 10 ms, so the permit is in soon after 1,011; the pace of one a second allows some more.
    const next = ask(other);
    await clock.run(950);
    expect(other.status().waiting).toBe(0);
    expect(await next).toMatchObject({ granted: true });
  });

  it('closes also when the ledger is away', async () => {
    const { clock, ledger, quota } = setUp({ gateways: 1 });
    const grant = ask(quota);
    await clock.run(10);
    slotOf(await grant).answered();
    ledger.fault = 'refuses';
    const closed = quota.close();
    await clock.run(10);
    await closed;
    expect(clock.pending).toBe(0);
  });
});

describe('a ledger that is away', () => {
  it('has calls wait until their deadline, is said to be lost once, and serves again when it is back', async () => {
    for (const fault of ['refuses', 'silent', 'unheard'] as const) {
      const lost: unknown[] = [];
      const gateways = setUp({ gateways: 2, onLedgerLost: (error) => lost.push(error) });
      const { clock, ledger, quota, vendor } = gateways;
      ledger.fault = fault;
      let refusedAt = Number.NaN;
      const late = ask(quota, 10_000);
      void late.then(() => {
        refusedAt = clock.now();
      });
      const patient = ask(quota, 60_000);
      await clock.run(10_500);
      expect(await late).toMatchObject({ granted: false, reason: 'deadline' });
      expect(refusedAt).toBe(10_000);
      expect(lost).toHaveLength(1);
      expect(ledger.exchanges).toBeLessThan(12);
      expect(quota.status().waiting).toBe(1);
      ledger.fault = undefined;
      await clock.run(4_500);
      vendor.send(slotOf(await patient));
      for (const each of gateways.quotas) overload(gateways, each, 40_000);
      await clock.run(35_000);
      expect(vendor.refusals).toEqual([]);
      expect(vendor.utilisation(25_000, 10_000)).toBeGreaterThanOrEqual(0.94);
      expect(lost).toHaveLength(1);
      expect(clock.pending).toBe(0);
    }
  });

  it('tells who is refused meanwhile when to come again', async () => {
    const { clock, ledger, quota } = setUp({ gateways: 1 });
    ledger.fault = 'refuses';
    const refused = ask(quota, 3_000);
    await clock.run(3_000);
    const { retryAfterMs } = (await refused) as Extract<SlotGrant, { granted: false }>;
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(2_000);
  });

  it('is told of the calls that ended meanwhile, and when', async () => {
    const { clock, ledger, quotas } = setUp({ gateways: 2, callsPerSecond: 1 });
    const [one, other] = quotas as [Quota, Quota];
    const first = ask(one);
    await clock.run(10);
    ledger.fault = 'refuses';
    slotOf(await first).answered();
    await clock.run(3_000);
    ledger.fault = undefined;
    await clock.run(2_100);
    // More than a second has passed since the answer, so the permit is in at once.
    const second = ask(other);
    await clock.run(10);
    expect(await second).toMatchObject({ granted: true });
  });

  it('gets nobody a slot that is heard of a second late', async () => {
    const delays = [1, 1, 1, 1_500];
    const { clock, ledger, quota } = setUp({ gateways: 1, delayMs: () => delays.shift() ?? 1 });
    const grant = ask(quota);
    await clock.run(1_503);
    expect(ledger.exchanges).toBe(2);
    await clock.run(10);
    expect(await grant).toMatchObject({ granted: true });
    expect(ledger.state('quota')?.permits.held).toHaveLength(1);
  });

  it('may put its clock back, or forward', async () => {
    for (const step of [-3_600_000, -50, 3_600_000]) {
      const gateways = setUp({ gateways: 2 });
      const { clock, ledger, vendor } = gateways;
      for (const quota of gateways.quotas) overload(gateways, quota);
      await clock.run(5_000);
      ledger.clockAheadMs += step;
      await clock.run(10_000);
      // Nobody can tell a clock that is put forward from time that has passed: one second's calls too many.
      expect(vendor.refusals.length).toBeLessThanOrEqual(step > 0 ? 20 : 0);
      expect(vendor.utilisation(5_000, 10_000)).toBeGreaterThanOrEqual(step > 0 ? 0.5 : 0.9);
    }
  });
});

describe('one exchange', () => {
  const request: PermitRequest = {
    gateway: 'one',
    callsPerSecond: 1,
    ended: [],
    waiting: 0,
    reserved: [],
    lapseAfterMs: LAPSED_MS,
    newId: () => 'next',
  };

  it('keeps a permit on its way that was promised and is given back before it is in', () => {
    const first = exchangePermits(undefined, 0, { ...request, waiting: 1, newId: () => 'first' });
    expect(first.slots).toEqual([{ id: 'first', at: 0, waited: false }]);
    const answered = { id: 'first', call: { end: 'answered', sentAt: 0, at: 10, waited: false } } as const;
    const next = exchangePermits(first.state, 20, { ...request, ended: [answered], waiting: 1 });
    expect(next.slots).toEqual([{ id: 'next', at: 1_011, waited: true }]);
    const unused = { id: 'next', call: { end: 'unused' } } as const;
    const last = exchangePermits(next.state, 30, { ...request, ended: [unused] });
    expect(last.state.permits).toMatchObject({ held: [], answeredAt: [10] });
  });

  it('is not misled by what is handed in twice, or too late', () => {
    const first = exchangePermits(undefined, 0, { ...request, waiting: 1 });
    const lapsed = exchangePermits(first.state, LAPSED_MS, {
      ...request,
      waiting: 1,
      newId: () => 'another',
    });
    expect(lapsed.slots).toHaveLength(1);
    const late = { id: 'next', call: { end: 'unused' } } as const;
    const { slots, state } = exchangePermits(lapsed.state, LAPSED_MS + 1, {
      ...request,
      ended: [late, late],
      waiting: 1,
    });
    expect(slots).toEqual([]);
    expect(state.permits.held).toHaveLength(1);
  });

  it('keeps the state of 100 permits small', async () => {
    const gateways = setUp({ callsPerSecond: 100 });
    for (const quota of gateways.quotas) overload(gateways, quota);
    await gateways.clock.run(5_000);
    expect(JSON.stringify(gateways.ledger.state('quota')).length).toBeLessThan(4_000);
  });
});

describe('for any traffic', () => {
  it('no second ever sees more than the quota, and all permits come back', async () => {
    const burst = fc.record({
      afterMs: fc.nat(2_000),
      count: fc.nat(40),
      gateway: fc.nat(3),
      abortMs: fc.option(fc.nat(500), { nil: undefined }),
      deadlineMs: fc.oneof(fc.constant(60_000), fc.nat(2_000)),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(burst, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(150),
        fc.nat(80),
        fc.nat(),
        async (bursts, callsPerSecond, awayMs, slowestMs, seed) => {
          const random = seededRandom(seed);
          const network = jitteryNetwork({ seed, awayMs });
          const { clock, ledger, quotas, vendor } = setUp({
            callsPerSecond,
            network,
            delayMs: () => random() * slowestMs,
          });
          for (const { afterMs, count, gateway, abortMs, deadlineMs } of bursts) {
            await clock.run(afterMs);
            const controller = new AbortController();
            if (abortMs !== undefined) clock.after(abortMs, () => controller.abort());
            for (let i = 0; i < count; i++) {
              const deadline = clock.now() + deadlineMs;
              const request = { caller: `${i % 3}`, deadline, signal: controller.signal };
              void quotas[gateway]?.acquire(request).then((grant) => {
                if (!grant.granted) return;
                if (random() < 0.9) return vendor.send(grant.slot);
                if (random() < 0.5) return grant.slot.unused();
                clock.after(random() * CALL_TIMEOUT_MS, () => grant.slot.lost());
              });
            }
          }
          await clock.run(90_000);
          expect(vendor.busiestSecond()).toBeLessThanOrEqual(callsPerSecond);
          expect(ledger.state('quota')?.permits.held ?? []).toEqual([]);
          expect(clock.pending).toBe(0);
          for (const quota of quotas) expect(quota.status().waiting).toBe(0);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });
});
