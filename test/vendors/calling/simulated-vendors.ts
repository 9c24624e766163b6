import { readSandboxConfig } from '../../../src/sandbox/variables.js';
import type { PermitLedger } from '../../../src/vendors/calling/permit-ledger.js';
import type { VendorConnection } from '../../../src/vendors/calling/send-request.js';
import type { VendorWiring } from '../../../src/vendors/calling/vendor-wiring.js';
import { type Connected, connectVendors } from '../../../src/vendors/vendors.js';
import type { SimulatedClock } from './simulated-clock.js';

interface Surroundings {
  /** Stands in for the network, to either vendor. */
  send: VendorConnection['send'];
  metrics?: VendorWiring['metrics'];
  ledger?: PermitLedger;
}

/** Both vendors with the sandbox's accounts, in simulated time. `callsPerSecond`: the configured quota of both. */
export function connectSimulated(
  clock: SimulatedClock,
  callsPerSecond: number | undefined,
  { send, ...surroundings }: Surroundings,
): { [Name in 'TENCENT_TRTC' | 'VOLCENGINE_RTC']: Connected<Name> } {
  const qps = callsPerSecond && `${callsPerSecond}`;
  const config = readSandboxConfig(
    { trtc: { url: 'http://127.0.0.1:1' }, volcengine: { url: 'http://127.0.0.1:2' } },
    'x'.repeat(32),
    'journal.db',
    qps ? { TRTC_QPS: qps, VOLC_QPS: qps } : {},
  );
  const { TENCENT_TRTC, VOLCENGINE_RTC } = connectVendors(config, {
    clock,
    epochMs: () => 0,
    random: () => 0,
    timeoutMs: 5_000,
    queueMax: 10_000,
    log: { error: () => {}, warn: () => {}, info: () => {} },
    connect: () => ({ send, close: () => Promise.resolve() }),
    ...surroundings,
  });
  if (!TENCENT_TRTC || !VOLCENGINE_RTC) throw new Error('the sandbox has both vendors');
  return { TENCENT_TRTC, VOLCENGINE_RTC };
}
