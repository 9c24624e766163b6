import { describe, expect, it } from 'vitest';
import { SANDBOX_VALUES } from '../../../src/emulators/variables.js';
import { readSandboxConfig } from '../../../src/sandbox/variables.js';
import type { PermitLedger } from '../../../src/vendors/calling/permit-ledger.js';
import { connectVendors, VENDORS } from '../../../src/vendors/vendors.js';
import { SimulatedClock } from './simulated-clock.js';

/** The keys of callbacks are no part of the credential for calls. */
const credentialVariables = Object.values(VENDORS)
  .flatMap(({ variables }) => variables.files)
  .filter((variable) => !variable.includes('CALLBACK'));

/** The names of the quotas that a gateway shares, for this round of credentials. */
async function quotasOf(round: string, isReplaceable: boolean): Promise<string[]> {
  const names = new Set<string>();
  const ledger: PermitLedger = {
    async exchange(name, change) {
      names.add(name);
      return change(undefined, 0).result;
    },
  };
  const credentials = credentialVariables.map((variable) => [variable, `${round}-${variable}`]);
  const config = readSandboxConfig({}, 'x'.repeat(32), 'journal.db', {
    ...SANDBOX_VALUES,
    ...Object.fromEntries(credentials),
  });
  const clock = new SimulatedClock();
  const vendors = connectVendors(config, {
    clock,
    epochMs: () => 0,
    random: () => 0,
    timeoutMs: 5_000,
    queueMax: 10,
    ledger,
    log: { error: () => {}, warn: () => {}, info: () => {} },
    connect: () => ({
      send: async () => ({ fault: 'unreachable', sent: false, detail: '' }),
      close: async () => {},
    }),
    ...(isReplaceable && { rereaderOf: () => async () => {} }),
  });
  for (const vendor of Object.values(vendors)) {
    for (const { quota } of vendor.quotas()) void quota.acquire({ caller: 'a', deadline: 1_000 });
  }
  await clock.run(1_000);
  return [...names].sort();
}

describe('the name of a shared quota', () => {
  it('is the same for gateways that have read a replaced credential and gateways that have not', async () => {
    const names = await quotasOf('first', true);
    expect(names.length).toBeGreaterThan(Object.keys(VENDORS).length);
    expect(await quotasOf('second', true)).toEqual(names);
  });

  it('differs between accounts where a credential cannot be replaced, as in older gateways', async () => {
    const [first, second] = [await quotasOf('first', false), await quotasOf('second', false)];
    expect(first.filter((name) => second.includes(name))).toEqual([]);
  });
});
