import type { FastifyBaseLogger } from 'fastify';
import { Recovery } from './actions/recovery.js';
import type { GatewayConfig } from './config/gateway.js';
import type { Gateway } from './context.js';
import { Retention } from './journal/retention.js';
import { OPERATIONS } from './operations/operations.js';
import { removeFromBlacklist } from './operations/remove-from-blacklist/remove-from-blacklist.operation.js';
import { RosterUpkeep } from './roster/roster-upkeep.js';
import type { Surroundings } from './time/surroundings.js';
import { EntryEnds } from './timed-entries/entry-ends.js';
import { EntryUpkeep } from './timed-entries/entry-upkeep.js';
import { isObstructed } from './undo/undone-users.js';
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
    isObstructed: (undo) => isObstructed(undo, journal),
    onRecovered: (status) => metrics?.actionRecovered(status),
  });
  const hasEvents = Object.values<ConnectedVendor>(gateway.vendors).some(({ callbacks }) => callbacks);
  const upkeep = hasEvents ? [new RosterUpkeep(gateway.roster, surroundings.clock, log)] : [];
  const chores = [recovery, ...upkeep, ...entryChores(gateway, log)];
  if (retentionDays === 0) return chores;
  return [...chores, new Retention(journal, retentionDays, surroundings, log)];
}

/** Retention waits for the upkeep, also where the vendor is off. */
function entryChores(gateway: Gateway, log: FastifyBaseLogger): Chore[] {
  const { entryTimers: timers, clock, metrics } = gateway;
  const watch = metrics?.ends.ofKind('blacklist');
  return [
    new EntryUpkeep(timers, clock, log, watch),
    new EntryEnds({ timers, removal: removeFromBlacklist, engine: gateway, log, watch }),
  ];
}
