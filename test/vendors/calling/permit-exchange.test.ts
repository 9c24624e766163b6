import { describe, expect, it } from 'vitest';
import { exchangePermits, type PermitRequest } from '../../../src/vendors/calling/permit-exchange.js';
import { LAPSED_MS, overload, setUp } from './gateways-on-one-quota.js';

describe('an exchange of permits with the ledger', () => {
  const request: PermitRequest = {
    gateway: 'one',
    callsPerSecond: 1,
    ended: [],
    waiting: 0,
    reserved: [],
    lapseAfterMs: LAPSED_MS,
    newId: () => 'next',
  };

  it('keeps a promised permit that is given back before it has arrived', () => {
    const first = exchangePermits(undefined, 0, { ...request, waiting: 1, newId: () => 'first' });
    expect(first.slots).toEqual([{ id: 'first', at: 0, waited: false }]);
    const answered = { id: 'first', call: { end: 'answered', sentAt: 0, at: 10, waited: false } } as const;
    const next = exchangePermits(first.state, 20, { ...request, ended: [answered], waiting: 1 });
    expect(next.slots).toEqual([{ id: 'next', at: 1_011, waited: true }]);
    const unused = { id: 'next', call: { end: 'unused' } } as const;
    const last = exchangePermits(next.state, 30, { ...request, ended: [unused] });
    expect(last.state.permits).toMatchObject({ held: [], answeredAt: [10] });
  });

  it('counts a permit once if it is returned twice or too late', () => {
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
