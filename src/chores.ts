import { type AutomaticAction, automaticAsker } from './actions/automatic-asker.js';
import { perform } from './actions/perform.js';
import { Recovery } from './actions/recovery.js';
import type { GatewayConfig } from './config/gateway.js';
import type { Gateway } from './context.js';
import { OutageLog } from './journal/outage-log.js';
import { Retention } from './journal/retention.js';
import { OPERATIONS } from './operations/operations.js';
import { removeFromBlacklist } from './operations/remove-from-blacklist/remove-from-blacklist.operation.js';
import {
  type RoomMediaInput,
  setRoomMediaState,
} from './operations/set-room-media-state/set-room-media-state.operation.js';
import {
  type MediaInput,
  setUserMediaState,
} from './operations/set-user-media-state/set-user-media-state.operation.js';
import { Enforcement } from './restrictions/enforcement.js';
import { MediaEnds } from './restrictions/media-ends.js';
import { RoomRuns } from './restrictions/room-runs.js';
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
  { log, traces }: Pick<AutomaticAction, 'log' | 'traces'>,
): Chore[] {
  const { journal, metrics } = gateway;
  const recovery = new Recovery({
    ...gateway,
    operations: OPERATIONS,
    log,
    aloneWithJournal: kind === 'sqlite',
    isObstructed: (undo) => isObstructed(undo, gateway),
    onRecovered: (status) => metrics?.actionRecovered(status),
  });
  const ends = new MediaEnds({
    ...gateway,
    trtc: gateway.vendors.TENCENT_TRTC,
    nowMs: () => journal.now(),
    perform(input, causedBy, signal) {
      const asker = { ...automaticAsker({ log, traces, signal, causedBy }), gateway };
      return perform(setUserMediaState, input as object as MediaInput, asker, { causedBy });
    },
    log,
    watch: metrics?.ends.ofKind('media'),
    outage: new OutageLog(log, surroundings.clock, {
      begin: 'the ends of restrictions cannot be looked for',
      end: 'the ends of restrictions can be looked for again',
    }),
  });
  const enforcement = enforcementIn(gateway, surroundings, { log, traces });
  const rooms = roomRunsOf(gateway, surroundings, { log, traces });
  const hasEvents = Object.values<ConnectedVendor>(gateway.vendors).some(({ callbacks }) => callbacks);
  const upkeep = hasEvents ? [new RosterUpkeep(gateway.roster, surroundings.clock, log)] : [];
  const chores = [recovery, ends, enforcement, rooms, ...upkeep, ...entryChores(gateway, { log, traces })];
  if (retentionDays === 0) return chores;
  return [...chores, new Retention(journal, retentionDays, surroundings, log)];
}

/** What is said of whole rooms. */
function roomRunsOf(
  gateway: Gateway,
  { clock }: Surroundings,
  { log, traces }: Pick<AutomaticAction, 'log' | 'traces'>,
): RoomRuns {
  const { journal, media, metrics, vendors, deadlineMs } = gateway;
  const askerFor = (asked: Omit<AutomaticAction, 'log' | 'traces'>) => ({
    ...automaticAsker({ log, traces, ...asked }),
    gateway,
  });
  return new RoomRuns({
    store: media.store,
    trtc: vendors.TENCENT_TRTC,
    clock,
    deadlineMs,
    nowMs: () => journal.now(),
    performOn: (input, asked) =>
      perform(setUserMediaState, input as object as MediaInput, askerFor(asked), {
        causedBy: asked.causedBy,
      }),
    performEnd: (input, asked) =>
      perform(setRoomMediaState, input as object as RoomMediaInput, askerFor(asked), {
        causedBy: asked.causedBy,
      }),
    log,
    watch: metrics?.ends.ofKind('media'),
    outage: new OutageLog(log, clock, {
      begin: 'what was asked for in whole rooms cannot be looked for',
      end: 'what was asked for in whole rooms can be looked for again',
    }),
  });
}

function enforcementIn(
  gateway: Gateway,
  { clock }: Surroundings,
  { log, traces }: Pick<AutomaticAction, 'log' | 'traces'>,
): Enforcement {
  const enforcement = new Enforcement({
    people: gateway.enforcedPeople,
    trtc: gateway.vendors.TENCENT_TRTC,
    clock,
    perform(input, { causedBy, urgency, signal }) {
      const asker = { ...automaticAsker({ log, traces, signal, causedBy, urgency }), gateway };
      return perform(setUserMediaState, input as object as MediaInput, asker, { causedBy });
    },
    watch: gateway.metrics?.enforcement,
    outage: new OutageLog(log, clock, {
      begin: 'nothing can be enforced: people who enter or publish may not be muted',
      end: 'restrictions can be enforced again',
    }),
  });
  gateway.roster.onStored((events) => enforcement.notice(events));
  return enforcement;
}

/** Retention waits for the upkeep, also where the vendor is off. */
function entryChores(gateway: Gateway, { log, traces }: Pick<AutomaticAction, 'log' | 'traces'>): Chore[] {
  const { entryTimers: timers, clock, metrics } = gateway;
  const watch = metrics?.ends.ofKind('blacklist');
  return [
    new EntryUpkeep(timers, clock, log, watch),
    new EntryEnds({ timers, removal: removeFromBlacklist, engine: gateway, log, watch, traces }),
  ];
}
