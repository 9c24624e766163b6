import { describe, expect, it } from 'vitest';
import type { Slot } from '../../../src/vendors/calling/quota.js';
import { burst, overload, SEEDS, setUp, slotOf } from './simulated-quota.js';
import { jitteryNetwork, seededRandom } from './sliding-second-vendor.js';

describe('a quota that only this gateway uses', () => {
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

  it('stays within the quota after a first burst whose calls all open a connection', async () => {
    for (const seed of SEEDS) {
      const handshake = { calls: 20, least: 200, most: 200 };
      const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed, awayMs: 50, cold: handshake }));
      burst(quota, vendor, 200);
      await clock.run(20_000);
      expect(vendor.arrivals).toHaveLength(200);
      expect(vendor.refusals).toEqual([]);
    }
  });

  it('stays within the quota when connections open again after an outage', async () => {
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

  it('does not judge the distance to the vendor by a few answers', async () => {
    for (const seed of SEEDS) {
      const { clock, quota, vendor } = setUp(5, jitteryNetwork({ seed, awayMs: 50 }));
      overload(quota, vendor, 20);
      await clock.run(10_000);
      expect(vendor.refusals).toEqual([]);
      expect(vendor.utilisation(0, 10_000)).toBeGreaterThanOrEqual(0.94);
    }
  });

  it('gets no refusal after any idle time', async () => {
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

  it('counts lost calls for as long as they may still arrive', async () => {
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

  it('gives back each permit once, and those of unsent calls at once', async () => {
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

  it('exceeds the quota by two calls at most when the distance suddenly becomes shorter', async () => {
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

  it('gets no refusal when the distance becomes longer, and soon uses the whole quota again', async () => {
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
  it('slows down, gets few refusals, and is at full speed within 10 s after the others stop', async () => {
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

  it('still tries now and then when the vendor refuses every call', async () => {
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
