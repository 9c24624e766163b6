import type { FastifyBaseLogger } from 'fastify';
import { Recovery } from './actions/recovery.js';
import type { GatewayConfig } from './config/gateway.js';
import type { Gateway } from './context.js';
import { Retention } from './journal/retention.js';
import { OPERATIONS } from './operations/operations.js';
import { RosterUpkeep } from './roster/roster-upkeep.js';
import type { Surroundings } from './time/surroundings.js';
import type { ConnectedVendor } from './vendors/calling/connected-vendor.js';

interface Chore {
  start(): void;
  /** Resolves when what is under way is over. */
  close(): Promise<void>;
}

/** What the gateway does by itself while it serves. */
export function choresOf(
  gateway: Gateway,
  { journal: { kind, retentionDays } }: GatewayConfig,
  surroundings: Surroundings,
  log: FastifyBaseLogger,
): Chore[] {
  const { journal, metrics } = gateway;
  const recovery = new Recovery({
    ...gateway,
    operations: OPERATIONS,
    log,
    aloneWithJournal: kind === 'sqlite',
    onRecovered: (status) => metrics?.actionRecovered(status),
  });
  const hasEvents = Object.values<ConnectedVendor>(gateway.vendors).some(({ callbacks }) => callbacks);
  const upkeep = hasEvents ? [new RosterUpkeep(gateway.roster, surroundings.clock, log)] : [];
  if (retentionDays === 0) return [recovery, ...upkeep];
  return [recovery, ...upkeep, new Retention(journal, retentionDays, surroundings, log)];
}
