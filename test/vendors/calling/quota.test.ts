import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/time/clock.js';
import { Quota, type Slot, type SlotGrant } from '../../../src/vendors/calling/quota.js';
import { SimulatedClock } from './simulated-clock.js';
import { jitteryNetwork, type Network, SlidingSecondVendor, seededRandom } from './sliding-second-vendor.js';

const SEEDS = Array.from({ length: 50 }, (_, index) => index + 1);

function setUp(callsPerSecond: number, network: Network, maxWaiting = 10_000) {
  const clock = new SimulatedClock();
  const quota = new Quota({ callsPerSecond, maxWaiting, clock });
  return { clock, quota, vendor: new SlidingSecondVendor(clock, callsPerSecond, network) };
}

/** Keeps `waiting` requests of one caller in the line, for ever. */
function overload(quota: Quota, vendor: SlidingSecondVendor, waiting: number, caller = 'busy'): void {
  const keepOneWaiting = async () => {
    for (;;) {
      const grant = await quota.acquire({ caller, deadline: Infinity });
      if (!grant.granted) return;
      vendor.send(grant.slot);
    }
  };
  for (let i = 0; i < waiting; i++) void keepOneWaiting();
}

/** Has one caller ask for `count` slots now, and sends a call in each. */
function burst(quota: Quota, vendor: SlidingSecondVendor, count: number, caller = 'busy'): void {
  for (let i = 0; i < count; i++) {
    void quota.acquire({ caller, deadline: Infinity }).then((grant) => vendor.send(slotOf(grant)));
  }
}

function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
}

function slotOf(grant: SlotGrant): Slot {
  if (!grant.granted) throw new Error(`no slot: ${grant.reason}`);
  return grant.slot;
}

function refusalOf(grant: SlotGrant) {
  if (grant.granted) throw new Error('a slot was granted');
  return grant;
}

describe('the whole quota, and never more', () => {
  const cold = { calls: 10, least: 50, most: 300 };
  for (const callsPerSecond of [20, 50]) {
    for (const { name, reach, ...network } of [
      { name: 'near', reach: 0.955 },
      { name: 'near, connections cold', cold, reach: 0.955 },
      { name: '100 ms away', awayMs: 50, reach: 0.94 },
      { name: '100 ms away, connections cold', awayMs: 50, cold, reach: 0.94 },
    ]) {
      it(`uses ≥ ${100 * reach} % of ${callsPerSecond}/s in 10 s of overload, none refused (${name})`, async () => {
        for (const seed of SEEDS) {
          const { clock, quota, vendor } = setUp(callsPerSecond, jitteryNetwork({ seed, ...network }));
          overload(quota, vendor, 100);
          await clock.run(10_000);
          expect(vendor.refusals).toEqual([]);
          expect(vendor.utilisation(0, 10_000)).toBeGreaterThanOrEqual(reach);
        }
      });
    }

    it(`goes on so for 1,000 s (${callsPerSecond}/s)`, async () => {
      for (const { awayMs, reach } of [
        { awayMs: 0, reach: 0.96 },
        { awayMs: 50, reach: 0.95 },
      ]) {
        const { clock, quota, vendor } = setUp(callsPerSecond, jitteryNetwork({ seed: 1, awayMs }));
        overload(quota, vendor, 100);
        await clock.run(1_000_000);
        expect(vendor.refusals).toEqual([]);
        expect(vendor.utilisation(0, 1_000_000)).toBeGreaterThanOrEqual(reach);
      }
    });
  }

  it('sends the first second’s calls at once, and the next a second after their answers', async () => {
    const { clock, quota, vendor } = setUp(20, () => ({ out: 10, back: 10 }));
    burst(quota, vendor, 1000);
    await clock.run(10);
    expect(vendor.arrivals).toEqual(Array(20).fill(10));
    await clock.run(1011);
    expect(vendor.arrivals).toHaveLength(20);
    await clock.run(20);
    expect(vendor.arrivals.slice(20)).toEqual([20 + 1001 + 10]);
  });

  it('is not misled by a first burst whose calls all open a connection', async () => {
    for (const seed of SEEDS) {
      const handshake = { calls: 20, least: 200, most: 200 };
      const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed, awayMs: 50, cold: handshake }));
      burst(quota, vendor, 200);
      await clock.run(20_000);
      expect(vendor.arrivals).toHaveLength(200);
      expect(vendor.refusals).toEqual([]);
    }
  });

  it('is not misled by connections that open again after an outage', async () => {
    for (const seed of SEEDS) {
      const afterOutage = { calls: 5, least: 300, most: 300 };
      const { clock, quota, vendor } = setUp(5, jitteryNetwork({ seed, awayMs: 50, cold: afterOutage }));
      for (let i = 0; i < 5; i++) {
        const slot = slotOf(await quota.acquire({ caller: 'busy', deadline: Infinity }));
        clock.after(1_000, () => slot.lost());
      }
      burst(quota, vendor, 100);
      await clock.run(30_000);
      expect(vendor.arrivals).toHaveLength(100);
      expect(vendor.refusals).toEqual([]);
    }
  });

  it('does not take a few answers for a measure of the distance', async () => {
    for (const seed of SEEDS) {
      const { clock, quota, vendor } = setUp(5, jitteryNetwork({ seed, awayMs: 50 }));
      overload(quota, vendor, 20);
      await clock.run(10_000);
      expect(vendor.refusals).toEqual([]);
      expect(vendor.utilisation(0, 10_000)).toBeGreaterThanOrEqual(0.94);
    }
  });

  it('is refused nothing after any idle time', async () => {
    for (const seed of SEEDS) {
      const random = seededRandom(seed);
      const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed, awayMs: 50 * (seed % 3) }));
      for (let round = 0; round < 5; round++) {
        burst(quota, vendor, Math.ceil(random() * 150));
        await clock.run(2_000 + 20_000 * random() ** 2);
      }
      expect(vendor.refusals).toEqual([]);
    }
  });

  it('counts calls that were lost for as long as they may still arrive', async () => {
    for (const seed of SEEDS) {
      const random = seededRandom(seed);
      const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed, awayMs: 20 }));
      const sendOrLose = (slot: Slot) => {
        if (random() < 0.8) return vendor.send(slot);
        const timeoutMs = 100 + random() * 3000;
        clock.after(timeoutMs, () => slot.lost());
        // It counts as answered a second later, and the way back takes 20 ms.
        clock.after(timeoutMs + random() * 980, () => vendor.arrive());
      };
      for (let i = 0; i < 200; i++) {
        void quota.acquire({ caller: 'busy', deadline: Infinity }).then((grant) => sendOrLose(slotOf(grant)));
      }
      await clock.run(60_000);
      expect(vendor.arrivals).toHaveLength(200);
      expect(vendor.refusals).toEqual([]);
      expect(quota.status().slotsLeft).toBe(20);
    }
  });

  it('gives the permits of unsent calls back at once, and those of others once, whatever is called twice', async () => {
    const { clock, quota } = setUp(2, jitteryNetwork({ seed: 1 }));
    const ask = async () => slotOf(await quota.acquire({ caller: 'a', deadline: Infinity }));
    const [unsent, answered] = [await ask(), await ask()];
    const third = ask();
    unsent.unused();
    unsent.unused();
    unsent.answered();
    await clock.run(500);
    const lost = await third;
    expect(quota.status().slotsLeft).toBe(0);
    lost.lost();
    answered.answered();
    answered.lost();
    await clock.run(1001);
    expect(quota.status().slotsLeft).toBe(1);
    await clock.run(999);
    expect(quota.status().slotsLeft).toBe(1);
    await clock.run(1);
    expect(quota.status().slotsLeft).toBe(2);
  });

  it('lets through a call or two when the way suddenly becomes shorter, and none after', async () => {
    for (const seed of SEEDS) {
      const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed, awayMs: 60 }));
      overload(quota, vendor, 100);
      await clock.run(30_000);
      vendor.network = jitteryNetwork({ seed, awayMs: 10 });
      await clock.run(30_000);
      expect(vendor.refusals.length).toBeLessThanOrEqual(2);
      expect(vendor.refusals.filter((time) => time > 31_000)).toEqual([]);
    }
  });

  it('is refused nothing when the way becomes longer, and soon makes up for it', async () => {
    for (const seed of SEEDS) {
      const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed }));
      overload(quota, vendor, 100);
      await clock.run(15_000);
      vendor.network = jitteryNetwork({ seed, awayMs: 50 });
      await clock.run(35_000);
      expect(vendor.refusals).toEqual([]);
      expect(vendor.utilisation(40_000, 10_000)).toBeGreaterThanOrEqual(0.94);
    }
  });
});

describe('a quota that others use too', () => {
  it('slows down, is refused little, and is back at full speed within 10 s of their end', async () => {
    for (const seed of SEEDS.slice(0, 20)) {
      const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed }));
      const anotherTool = () => {
        vendor.arriveFromElsewhere();
        if (clock.now() < 20_000) clock.after(1000 / 6, anotherTool);
      };
      clock.after(10_000, anotherTool);
      overload(quota, vendor, 100);
      await clock.run(45_000);
      expect(vendor.refusals.filter((time) => time < 10_000 || time > 21_000)).toEqual([]);
      expect(vendor.refusals.length).toBeGreaterThan(0);
      expect(vendor.refusals.length).toBeLessThanOrEqual(20);
      // They take 30 %, so 70 % is left.
      expect(vendor.utilisation(10_000, 10_000)).toBeGreaterThanOrEqual(0.55);
      expect(vendor.utilisation(30_000, 10_000)).toBeGreaterThanOrEqual(0.955);
    }
  });

  it('slows down once for any number of calls that were refused together', async () => {
    const { clock, quota } = setUp(20, jitteryNetwork({ seed: 1 }));
    for (let i = 0; i < 20; i++) {
      const slot = slotOf(await quota.acquire({ caller: 'a', deadline: Infinity }));
      clock.after(50 + i, () => slot.refused());
    }
    await clock.run(1_200);
    expect(quota.status().slotsLeft).toBeGreaterThanOrEqual(15);
    expect(quota.status().slotsLeft).toBeLessThan(20);
    await clock.run(9_000);
    expect(quota.status().slotsLeft).toBe(20);
  });

  it('speeds up again by the clock alone, though no answer comes', async () => {
    for (let callsPerSecond = 1; callsPerSecond <= 60; callsPerSecond++) {
      const { clock, quota } = setUp(callsPerSecond, jitteryNetwork({ seed: 1 }));
      let sent = 0;
      const ask = () =>
        void quota.acquire({ caller: 'a', deadline: 10_000 }).then(({ granted }) => {
          if (granted) sent++;
        });
      const refused = slotOf(await quota.acquire({ caller: 'a', deadline: Infinity }));
      for (let i = 0; i < 100; i++) ask();
      await clock.run(50);
      refused.refused();
      await clock.run(1_500);
      ask();
      await clock.run(10_000);
      expect(sent).toBe(callsPerSecond);
    }
  });

  it('goes on trying, now and then, when the vendor refuses everything', async () => {
    const { clock, quota } = setUp(20, jitteryNetwork({ seed: 1 }));
    let sent = 0;
    const refuseForEver = async () => {
      for (;;) {
        const { slot } = (await quota.acquire({ caller: 'busy', deadline: Infinity })) as { slot: Slot };
        sent++;
        clock.after(50, () => slot.refused());
      }
    };
    for (let i = 0; i < 100; i++) void refuseForEver();
    await clock.run(10_000);
    const before = sent;
    await clock.run(60_000);
    expect(sent - before).toBeGreaterThanOrEqual(60);
    expect(sent - before).toBeLessThanOrEqual(60 * 5);
  });
});

describe('turns', () => {
  it('delays a single call by at most 3 slots (p99) while another caller has 1,000 waiting', async () => {
    for (const { callsPerSecond, awayMs } of [
      { callsPerSecond: 20, awayMs: 0 },
      { callsPerSecond: 20, awayMs: 50 },
      { callsPerSecond: 50, awayMs: 0 },
    ]) {
      const waits: number[] = [];
      for (const seed of SEEDS.slice(0, 10)) {
        const random = seededRandom(seed);
        const { clock, quota, vendor } = setUp(callsPerSecond, jitteryNetwork({ seed, awayMs }));
        burst(quota, vendor, 1000, 'busy');
        const single = async () => {
          const asked = clock.now();
          vendor.send(slotOf(await quota.acquire({ caller: 'single', deadline: Infinity })));
          waits.push(clock.now() - asked);
        };
        // After the first second, in which all its calls have gone already.
        for (let at = 1500; at < (1000 / callsPerSecond) * 950; at += 200) {
          clock.after(at + random() * 20, () => void single());
        }
        await clock.run((1_200_000 / callsPerSecond) * 1.1);
        expect(vendor.refusals).toEqual([]);
      }
      expect(waits.length).toBeGreaterThan(800);
      expect(percentile(waits, 0.99)).toBeLessThanOrEqual((3 * 1000) / callsPerSecond);
    }
  });

  it('takes one of each caller in turn, each caller’s in order, and one who is new before who was just served', async () => {
    const { clock, quota } = setUp(1, jitteryNetwork({ seed: 1 }));
    const served: string[] = [];
    const ask = async (name: string) => {
      const slot = slotOf(await quota.acquire({ caller: name.slice(0, 1), deadline: Infinity }));
      served.push(name);
      slot.answered();
    };
    for (const name of ['a0', 'a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1']) void ask(name);
    await clock.run(1_500);
    expect(served).toEqual(['a0', 'a1']);
    void ask('d1');
    await clock.run(10_000);
    expect(served).toEqual(['a0', 'a1', 'b1', 'c1', 'd1', 'a2', 'b2', 'a3', 'b3']);
  });

  it('keeps the order when requests leave the middle of the line', async () => {
    const { clock, quota } = setUp(1, jitteryNetwork({ seed: 1 }));
    const served: string[] = [];
    const leave = new Map<string, AbortController>();
    const ask = async (name: string) => {
      const controller = new AbortController();
      leave.set(name, controller);
      const { signal } = controller;
      const grant = await quota.acquire({ caller: name.slice(0, 1), deadline: Infinity, signal });
      if (!grant.granted) return;
      served.push(name);
      grant.slot.answered();
    };
    for (const name of ['a0', 'a1', 'a2', 'a3', 'b1', 'c1', 'c2', 'd1']) void ask(name);
    await clock.run(1_500);
    for (const name of ['a3', 'b1', 'c1']) leave.get(name)?.abort();
    await clock.run(10_000);
    expect(served).toEqual(['a0', 'a1', 'c2', 'd1', 'a2']);
    expect(quota.status()).toEqual({ callsPerSecond: 1, slotsLeft: 1, waiting: 0 });
  });

  it('goes on when the caller who was served last leaves', async () => {
    const { clock, quota, vendor } = setUp(1, jitteryNetwork({ seed: 1 }));
    burst(quota, vendor, 2, 'a');
    const controller = new AbortController();
    void quota.acquire({ caller: 'a', deadline: Infinity, signal: controller.signal });
    burst(quota, vendor, 3, 'b');
    await clock.run(1_500);
    expect(quota.status().waiting).toBe(4);
    controller.abort();
    await clock.run(4_500);
    expect(vendor.arrivals).toHaveLength(5);
  });
});

describe('deadlines', () => {
  it('refuses at once what cannot be served in time, and tells when it could', async () => {
    for (const seed of SEEDS) {
      const far = seed % 2 === 0;
      const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed, awayMs: far ? 50 : 0 }));
      burst(quota, vendor, 130 + (seed % 25) * 10);
      await clock.run(200 + seed * 90);
      const asked = clock.now();
      const { reason, retryAfterMs } = refusalOf(
        await quota.acquire({ caller: 'busy', deadline: asked + 10 }),
      );
      expect(clock.now()).toBe(asked);
      expect(reason).toBe('deadline');

      let servedAt = Number.NaN;
      const inTheSamePlace = quota.acquire({ caller: 'busy', deadline: Infinity });
      void inTheSamePlace.then(() => {
        servedAt = clock.now();
      });
      await clock.run(20_000);
      const wait = servedAt - asked;
      // In the first seconds it is not yet known how much the distance can be allowed for.
      expect(Math.abs(retryAfterMs - wait)).toBeLessThanOrEqual((far ? 0.09 : 0.02) * wait + 60);
    }
  });

  it('serves who comes back after retryAfterMs', async () => {
    for (const seed of SEEDS) {
      const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed }));
      burst(quota, vendor, 150);
      await clock.run(seed * 40);
      const { retryAfterMs } = refusalOf(await quota.acquire({ caller: 'busy', deadline: clock.now() + 1 }));
      await clock.run(retryAfterMs);
      const again = quota.acquire({ caller: 'busy', deadline: clock.now() + 300 });
      await clock.run(300);
      expect(await again).toMatchObject({ granted: true });
    }
  });

  it('goes by the caller’s own place in line', async () => {
    const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed: 1 }));
    overload(quota, vendor, 500, 'busy');
    for (let i = 0; i < 10; i++) overload(quota, vendor, 2, `other ${i}`);
    await clock.run(5_000);
    const deadline = clock.now() + 1;
    const waitOf = async (caller: string) =>
      refusalOf(await quota.acquire({ caller, deadline })).retryAfterMs;
    const [newcomer, other, busy] = [await waitOf('new'), await waitOf('other 1'), await waitOf('busy')];
    // A newcomer comes after one of each; a third request of another’s after two of each; the busy one’s after all.
    expect(newcomer).toBeLessThanOrEqual(12 * 53);
    expect(other).toBeGreaterThan(newcomer);
    expect(other).toBeLessThanOrEqual(25 * 53);
    expect(busy).toBeGreaterThan(500 * 50);
    expect(busy).toBeLessThan(530 * 53);
  });

  it('tells callers with equally many waiting apart by their turns', async () => {
    const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed: 1 }));
    burst(quota, vendor, 20, 'first second');
    for (let i = 0; i < 20; i++) burst(quota, vendor, i === 0 || i === 19 ? 1 : 2, `caller ${i}`);
    await clock.run(500);
    const deadline = clock.now() + 1;
    const waitOf = async (caller: string) =>
      refusalOf(await quota.acquire({ caller, deadline })).retryAfterMs;
    // The 18 callers between them have a second request, too; turns are 50 ms apart.
    expect((await waitOf('caller 19')) - (await waitOf('caller 0'))).toBeCloseTo(18 * 50, -2);
  });

  it('refuses everyone at their own deadline, whatever the order they came in and who leaves', async () => {
    // When the fourth leaves, a heap fills its place with the last, which is due before what is above that place.
    const lastMovesUp = [2_003, 2_002, 2_006, 2_004, 2_005, 2_000, 2_001].map((deadline) => ({
      deadline,
      leaves: deadline === 2_004,
    }));
    const requests = fc.array(
      fc.record({ deadline: fc.integer({ min: 2_000, max: 9_000 }), leaves: fc.boolean() }),
      {
        maxLength: 60,
      },
    );
    await fc.assert(
      fc.asyncProperty(requests, async (asked) => {
        const { clock, quota } = setUp(60, jitteryNetwork({ seed: 1 }));
        const ask = (deadline: number, signal: AbortSignal) =>
          quota.acquire({ caller: 'a', deadline, signal }).then((grant) => [grant.granted, clock.now()]);
        const { signal } = new AbortController();
        for (let i = 0; i < 60; i++) await ask(Infinity, signal);
        const settled = asked.map(async ({ deadline, leaves }) => {
          const controller = new AbortController();
          if (leaves) clock.after(1_000, () => controller.abort());
          expect(await ask(deadline, controller.signal)).toEqual([false, leaves ? 1_000 : deadline]);
        });
        await clock.run(10_000);
        await Promise.all(settled);
      }),
      { seed: 1, numRuns: 100, examples: [[lastMovesUp]] },
    );
  });

  it('refuses at the deadline who was let in and then overtaken by others’ turns', async () => {
    const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed: 1 }));
    burst(quota, vendor, 40, 'busy');
    await clock.run(10);
    const deadline = clock.now() + 2_500;
    let refusedAt = Number.NaN;
    const overtaken = quota.acquire({ caller: 'busy', deadline });
    void overtaken.then(() => {
      refusedAt = clock.now();
    });
    for (let i = 0; i < 100; i++) burst(quota, vendor, 1, `other ${i}`);
    await clock.run(10_000);
    const { reason, retryAfterMs } = refusalOf(await overtaken);
    expect([reason, refusedAt]).toEqual(['deadline', deadline]);
    expect(retryAfterMs).toBeGreaterThan(1_000);
  });

  it('refuses at the deadline when the vendor stops answering', async () => {
    const { clock, quota } = setUp(2, jitteryNetwork({ seed: 1 }));
    const ask = () => quota.acquire({ caller: 'a', deadline: 3_000 });
    const slots = [slotOf(await ask()), slotOf(await ask())];
    const grants = [ask(), ask()];
    await clock.run(2_999);
    expect(quota.status().waiting).toBe(2);
    await clock.run(1);
    expect(quota.status().waiting).toBe(0);
    for (const grant of grants) expect(refusalOf(await grant).reason).toBe('deadline');
    expect(clock.pending).toBe(0);
    for (const slot of slots) slot.lost();
  });

  it('refuses a request whose deadline has passed, though a slot is free', async () => {
    const { clock, quota } = setUp(2, jitteryNetwork({ seed: 1 }));
    await clock.run(100);
    const grant = await quota.acquire({ caller: 'a', deadline: 100 });
    expect(grant).toEqual({ granted: false, reason: 'deadline', retryAfterMs: 0 });
    expect(quota.status().slotsLeft).toBe(2);
  });
});

describe('the line', () => {
  it('takes no more than maxWaiting', async () => {
    const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed: 1 }), 100);
    burst(quota, vendor, 120);
    expect(quota.status()).toEqual({ callsPerSecond: 20, slotsLeft: 0, waiting: 100 });
    const { reason, retryAfterMs } = refusalOf(await quota.acquire({ caller: 'late', deadline: Infinity }));
    expect(reason).toBe('line-full');
    expect(retryAfterMs).toBeGreaterThan(1_000);
    expect(retryAfterMs).toBeLessThan(1_200);
    await clock.run(retryAfterMs);
    const again = quota.acquire({ caller: 'late', deadline: clock.now() + 200 });
    await clock.run(200);
    expect(await again).toMatchObject({ granted: true });
  });

  it('is left by who aborts, and entered by nobody who has aborted before', async () => {
    const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed: 1 }));
    burst(quota, vendor, 30);
    const controller = new AbortController();
    const { signal } = controller;
    const waiting = Array.from({ length: 50 }, () =>
      quota.acquire({ caller: 'gone', deadline: Infinity, signal }),
    );
    expect(quota.status().waiting).toBe(60);
    controller.abort();
    expect(quota.status().waiting).toBe(10);
    for (const grant of waiting) expect(refusalOf(await grant).reason).toBe('aborted');
    const late = await quota.acquire({ caller: 'gone', deadline: Infinity, signal });
    expect(refusalOf(late).reason).toBe('aborted');
    await clock.run(5_000);
    expect(vendor.arrivals).toHaveLength(30);
    expect(quota.status().slotsLeft).toBe(20);
  });

  it('leaves alone a slot that was granted before the abort', async () => {
    const { clock, quota } = setUp(1, jitteryNetwork({ seed: 1 }));
    const controller = new AbortController();
    slotOf(await quota.acquire({ caller: 'a', deadline: Infinity })).answered();
    const waited = quota.acquire({ caller: 'a', deadline: Infinity, signal: controller.signal });
    await clock.run(1_001);
    const slot = slotOf(await waited);
    controller.abort();
    expect(quota.status().slotsLeft).toBe(0);
    slot.answered();
    await clock.run(1_001);
    expect(quota.status().slotsLeft).toBe(1);
  });

  it('is dissolved by close, and no timer is left', async () => {
    const { clock, quota } = setUp(1, jitteryNetwork({ seed: 1 }));
    const slot = slotOf(await quota.acquire({ caller: 'a', deadline: Infinity }));
    const waiting = ['a', 'a', 'b'].map((caller) => quota.acquire({ caller, deadline: 5_000 }));
    expect(clock.pending).toBe(1);
    quota.close();
    expect(clock.pending).toBe(0);
    for (const grant of waiting) expect(refusalOf(await grant).reason).toBe('closed');
    expect(refusalOf(await quota.acquire({ caller: 'a', deadline: 5_000 })).reason).toBe('closed');
    slot.answered();
    expect(quota.status().waiting).toBe(0);
  });

  it('costs little with 10,000 callers or requests in it', async () => {
    const { clock, quota } = setUp(50, jitteryNetwork({ seed: 1 }));
    const grants = Array.from({ length: 10_050 }, (_, i) =>
      quota.acquire({ caller: i % 2 ? 'busy' : `caller ${i}`, deadline: 1_000_000 - i }),
    );
    expect(quota.status().waiting).toBe(10_000);
    expect(clock.pending).toBe(1);
    await clock.run(1_000_000);
    const reasons = await Promise.all(grants.map(async (grant) => ('reason' in (await grant) ? 1 : 0)));
    // Nobody ever ends a call here, so the rest wait in vain.
    expect(reasons.reduce((sum: number, refused) => sum + refused, 0)).toBe(10_000);
  });

  it('refuses options that make no sense', () => {
    for (const callsPerSecond of [0, -1, 0.5, Number.NaN, Infinity]) {
      expect(() => new Quota({ callsPerSecond, maxWaiting: 1 })).toThrow(RangeError);
    }
    for (const maxWaiting of [-1, 0.5, Number.NaN, Infinity]) {
      expect(() => new Quota({ callsPerSecond: 1, maxWaiting })).toThrow(RangeError);
    }
  });
});

describe('for any traffic', () => {
  const traffic = fc.array(fc.record({ afterMs: fc.nat(4_000), count: fc.nat(60), caller: fc.nat(3) }), {
    minLength: 1,
    maxLength: 20,
  });

  async function offer(
    { clock, quota, vendor }: ReturnType<typeof setUp>,
    bursts: { afterMs: number; count: number; caller: number }[],
  ): Promise<void> {
    for (const { afterMs, count, caller } of bursts) {
      await clock.run(afterMs);
      burst(quota, vendor, count, `caller ${caller}`);
    }
    await clock.run(30_000);
  }

  it('no second ever sees more than the quota, whatever the distance and the range of jitter', async () => {
    await fc.assert(
      fc.asyncProperty(
        traffic,
        fc.integer({ min: 1, max: 60 }),
        fc.record({
          seed: fc.nat(),
          awayMs: fc.nat(150),
          jitterMs: fc.nat(30),
          cold: fc.record({ calls: fc.nat(60), least: fc.nat(300), most: fc.constant(300) }),
        }),
        async (bursts, callsPerSecond, network) => {
          // No more connections are opened than calls can be under way.
          const cold = { ...network.cold, calls: Math.min(network.cold.calls, callsPerSecond) };
          const gateway = setUp(callsPerSecond, jitteryNetwork({ ...network, cold }));
          await offer(gateway, bursts);
          expect(gateway.vendor.busiestSecond()).toBeLessThanOrEqual(callsPerSecond);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('no second ever sees more than the quota, whatever the jitter of each call, if every fifth has none', async () => {
    const jitter = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        traffic,
        jitter,
        fc.integer({ min: 1, max: 60 }),
        fc.nat(150),
        async (bursts, jitters, callsPerSecond, awayMs) => {
          const network: Network = (index) => {
            const [out, back] = (index % 5 && jitters[index % jitters.length]) || [0, 0];
            return { out: awayMs + out, back: awayMs + back };
          };
          const gateway = setUp(callsPerSecond, network);
          await offer(gateway, bursts);
          expect(gateway.vendor.busiestSecond()).toBeLessThanOrEqual(callsPerSecond);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('every request settles once, each caller’s in order; all permits come back; one timer at most', async () => {
    const request = fc.record({
      afterMs: fc.oneof(fc.constant(0), fc.nat(300)),
      caller: fc.nat(3),
      deadlineMs: fc.oneof(fc.constant(20_000), fc.nat(3_000)),
      abortMs: fc.option(fc.nat(3_000), { nil: undefined }),
      endMs: fc.nat(500),
      end: fc.constantFrom('answered', 'answered', 'answered', 'refused', 'lost', 'unused'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { maxLength: 150 }),
        fc.integer({ min: 1, max: 10 }),
        fc.nat(50),
        async (requests, callsPerSecond, maxWaiting) => {
          const clock = new SimulatedClock();
          let quotasTimers = 0;
          const quota = new Quota({
            callsPerSecond,
            maxWaiting,
            clock: {
              now: () => clock.now(),
              after(ms, callback) {
                expect(++quotasTimers).toBe(1);
                const cancel = clock.after(ms, () => {
                  quotasTimers--;
                  callback();
                });
                return () => {
                  quotasTimers--;
                  cancel();
                };
              },
            },
          });
          const granted: number[][] = [[], [], [], []];
          let settled = 0;
          for (const [index, { afterMs, caller, deadlineMs, abortMs, endMs, end }] of requests.entries()) {
            await clock.run(afterMs);
            const controller = new AbortController();
            if (abortMs !== undefined) clock.after(abortMs, () => controller.abort());
            const { signal } = controller;
            const deadline = clock.now() + deadlineMs;
            void quota.acquire({ caller: `${caller}`, deadline, signal }).then((grant) => {
              settled++;
              expect(clock.now()).toBeLessThanOrEqual(deadline);
              if (!grant.granted) return expect(grant.retryAfterMs).toBeGreaterThanOrEqual(0);
              granted[caller]?.push(index);
              clock.after(endMs, () => grant.slot[end as keyof Slot]());
            });
            expect(quota.status().waiting).toBeLessThanOrEqual(maxWaiting);
          }
          await clock.run(40_000);
          expect(settled).toBe(requests.length);
          for (const indexes of granted) expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
          expect(quota.status()).toEqual({ callsPerSecond, slotsLeft: callsPerSecond, waiting: 0 });
          expect(quotasTimers).toBe(0);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('the system’s clock', () => {
  it('runs what is due, not what was cancelled, and nothing that is weeks away', async () => {
    const ran: string[] = [];
    const cancelTooLong = systemClock.after(2 ** 33, () => ran.push('weeks away'));
    systemClock.after(1, () => ran.push('cancelled'))();
    const before = systemClock.now();
    await new Promise<void>((resolve) => systemClock.after(3, resolve));
    expect(ran).toEqual([]);
    expect(systemClock.now()).toBeGreaterThan(before);
    cancelTooLong();
  });
});
