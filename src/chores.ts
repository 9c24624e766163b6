import type { FastifyBaseLogger } from 'fastify';
import { automaticAsker } from './actions/automatic-asker.js';
import { perform } from './actions/perform.js';
import { Recovery } from './actions/recovery.js';
import type { GatewayConfig } from './config/gateway.js';
import type { Gateway } from './context.js';
import { OutageLog } from './journal/outage-log.js';
import { Retention } from './journal/retention.js';
import { OPERATIONS } from './operations/operations.js';
import {
  type MediaInput,
  setUserMediaState,
} from './operations/set-user-media-state/set-user-media-state.operation.js';
import { MediaEnds } from './restrictions/media-ends.js';
import { RosterUpkeep } from './roster/roster-upkeep.js';
import type { Surroundings } from './time/surroundings.js';
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
  const asker = () => ({ ...automaticAsker(log), gateway });
  const ends = new MediaEnds({
    ...gateway,
    trtc: gateway.vendors.TENCENT_TRTC,
    nowMs: () => journal.now(),
    perform: (input, causedBy) =>
      perform(setUserMediaState, input as object as MediaInput, asker(), { causedBy }),
    log,
    outage: new OutageLog(log, surroundings.clock, {
      begin: 'the ends of restrictions cannot be looked for',
      end: 'the ends of restrictions can be looked for again',
    }),
  });
  const hasEvents = Object.values<ConnectedVendor>(gateway.vendors).some(({ callbacks }) => callbacks);
  const upkeep = hasEvents ? [new RosterUpkeep(gateway.roster, surroundings.clock, log)] : [];
  if (retentionDays === 0) return [recovery, ends, ...upkeep];
  return [recovery, ends, ...upkeep, new Retention(journal, retentionDays, surroundings, log)];
}
