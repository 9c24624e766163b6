import { describe, expect, it } from 'vitest';
import type { Quota, SlotGrant } from '../../../src/vendors/calling/quota.js';
import {
  ask,
  CALL_TIMEOUT_MS,
  cuttable,
  LAPSED_MS,
  overload,
  SEEDS,
  setUp,
  slotOf,
} from './gateways-on-one-quota.js';
import { jitteryNetwork, seededRandom } from './sliding-second-vendor.js';

describe('a gateway that died or closed', () => {
  it('loses its permits to others in time, but not before its calls must have arrived', async () => {
    for (const seed of SEEDS) {
      const random = seededRandom(seed);
      const gateways = setUp({ gateways: 1, network: jitteryNetwork({ seed }) });
      const { clock, vendor, ledger, open, quota } = gateways;
      const line = cuttable(ledger);
      const dying = open(line);
      for (let i = 0; i < 200; i++) {
        const send = () =>
          // The call may have been sent. Nothing is heard of it again.
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

  it('closes even when the ledger cannot be reached', async () => {
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

describe('a ledger that cannot be reached', () => {
  it('makes calls wait until their deadline, is logged once, and serves again when it is back', async () => {
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

  it('makes the gateway refuse calls with the time until the next try', async () => {
    const { clock, ledger, quota } = setUp({ gateways: 1 });
    ledger.fault = 'refuses';
    const refused = ask(quota, 3_000);
    await clock.run(3_000);
    const { retryAfterMs } = (await refused) as Extract<SlotGrant, { granted: false }>;
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(2_000);
  });

  it('hears later of the calls that ended meanwhile, and when', async () => {
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

  it('grants no slot when its answer is a second late', async () => {
    const delays = [1, 1, 1, 1_500];
    const { clock, ledger, quota } = setUp({ gateways: 1, delayMs: () => delays.shift() ?? 1 });
    const grant = ask(quota);
    await clock.run(1_503);
    expect(ledger.exchanges).toBe(2);
    await clock.run(10);
    expect(await grant).toMatchObject({ granted: true });
    expect(ledger.state('quota')?.permits.held).toHaveLength(1);
  });

  it('stays within the quota when its clock is set back or forward', async () => {
    for (const step of [-3_600_000, -50, 3_600_000]) {
      const gateways = setUp({ gateways: 2 });
      const { clock, ledger, vendor } = gateways;
      for (const quota of gateways.quotas) overload(gateways, quota);
      await clock.run(5_000);
      ledger.clockAheadMs += step;
      await clock.run(10_000);
      // A clock that is set forward looks like time that has passed: the calls of one second are too many.
      expect(vendor.refusals.length).toBeLessThanOrEqual(step > 0 ? 20 : 0);
      expect(vendor.utilisation(5_000, 10_000)).toBeGreaterThanOrEqual(step > 0 ? 0.5 : 0.9);
    }
  });
});
