import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { ActionRecords } from './actions/action-records.js';
import { journalName } from './actions/operation.js';
import { RecordedAnswers } from './actions/recorded-answers.js';
import { TargetOrder } from './actions/target-order.js';
import type { GatewayConfig } from './config/gateway.js';
import type { Gateway } from './context.js';
import type { RouteTo } from './egress/proxy-choice.js';
import { AbsenceNotes } from './events/absence-notes.js';
import { CallbackDesk } from './events/callback-desk.js';
import { EventIntake } from './events/event-intake.js';
import { openFeed } from './feed/open-feed.js';
import type { Journal } from './journal/journal.js';
import type { OpenJournal } from './journal/open-journal.js';
import { OutageLog } from './journal/outage-log.js';
import { ActionWatch } from './observability/action-watch.js';
import type { Metrics } from './observability/metrics.js';
import { ReadWatch } from './observability/read-watch.js';
import { addToBlacklist } from './operations/add-to-blacklist/add-to-blacklist.operation.js';
import { OPERATIONS } from './operations/operations.js';
import { removeFromBlacklist } from './operations/remove-from-blacklist/remove-from-blacklist.operation.js';
import type { ReplacedSecrets } from './replaced-secrets.js';
import { EnforcedPeople } from './restrictions/enforced-people.js';
import { MediaSender } from './restrictions/media-sender.js';
import { MediaStore } from './restrictions/media-store.js';
import { Restrictions } from './restrictions/restrictions.js';
import { Roster } from './roster/roster.js';
import type { Surroundings } from './time/surroundings.js';
import { EntryTimers } from './timed-entries/entry-timers.js';
import type { ConnectedVendor } from './vendors/calling/connected-vendor.js';
import { VendorConnection } from './vendors/calling/send-request.js';
import { type ConnectedVendors, connectVendors } from './vendors/vendors.js';

/** What `makeReady` connects with each other. */
export interface Wiring {
  /** Distinguishes this gateway from all others. */
  gatewayId: string;
  config: GatewayConfig;
  surroundings: Surroundings;
  routeTo: RouteTo;
  schema: GraphQLSchema;
  log: FastifyBaseLogger;
  metrics: Metrics | undefined;
  secrets: ReplacedSecrets;
}

/** Connects the journal and the vendors to what carries out actions. */
export function makeReady(
  { gatewayId, config, surroundings, routeTo, schema, log, metrics, secrets }: Wiring,
  opened: OpenJournal,
  closers: (() => Promise<void>)[],
): Gateway {
  const { journal, database, readers, probe, outage, readOutage, ledger } = opened;
  const { clock } = surroundings;
  const { deadlineMs, timeoutMs } = config.vendorCalls;
  const rereaderOf = (variables: readonly string[]) => secrets.rereaderOf(variables);
  const nowMs = () => journal.now();
  const roster = new Roster(database, nowMs);
  const eventOutage = new OutageLog(log, clock, EVENT_OUTAGE);
  const absences = new AbsenceNotes({
    store: (person, sentAt) => roster.takeAbsence(person, sentAt),
    onMissed: () => metrics?.events.exitMissed(),
    outage: eventOutage,
  });
  // The vendors are closed before, so no more absences come.
  closers.unshift(() => absences.close());
  const calling = {
    ...surroundings,
    noticeAbsence: (...absence: Parameters<AbsenceNotes['notice']>) => absences.notice(...absence),
    ...config.vendorCalls,
    connect: (endpoint: URL) => new VendorConnection(endpoint, routeTo(endpoint)),
    ledger,
    log,
    metrics,
    rereaderOf,
  };
  const vendors = connectVendors(config, calling);
  for (const [name, vendor] of Object.entries(vendors)) {
    metrics?.showVendor(name, vendor);
    closers.unshift(() => vendor.close());
  }
  const answers = new RecordedAnswers(schema, OPERATIONS);
  const records = new ActionRecords({ journal, clock, deadlineMs, outage, answers, operations: OPERATIONS });
  closers.unshift(() => records.close());
  const watchAction: Gateway['watchAction'] = (mutation, trace) =>
    new ActionWatch(mutation, clock, metrics, trace);
  const watchRead: Gateway['watchRead'] = (query, trace) => new ReadWatch(query, clock, metrics, trace);
  showEvents(metrics, roster, vendors);
  const order = new TargetOrder();
  const store = mediaStoreIn(database, journal, gatewayId, config);
  const media = new MediaSender({ store, clock, timeoutMs, deadlineMs, outage });
  closers.unshift(() => media.close());
  const callbackDesk = openDesk(roster, eventOutage, { surroundings, log, metrics }, closers);
  const restrictions = new Restrictions(database, nowMs);
  return {
    roster,
    restrictions,
    enforcedPeople: new EnforcedPeople(database, nowMs),
    entryTimers: entryTimersIn(database, journal),
    callbackDesk,
    ...openFeed(opened, { roster, restrictions, clock, log, metrics }, closers),
    vendors,
    records,
    rules: rulesOf(config, vendors),
    order,
    media,
    clock,
    deadlineMs,
    watchAction,
    watchRead,
    journal,
    readers,
    probe,
    readOutage,
    metrics,
  };
}

/** Events tell whom something must be enforced on. */
function rulesOf(
  { restrictions }: GatewayConfig,
  { TENCENT_TRTC: trtc }: ConnectedVendors,
): Gateway['rules'] {
  const enforcesIn: Gateway['rules']['enforcesIn'] = (sdkAppId) =>
    trtc?.callbacks?.serves(sdkAppId ?? trtc.applicationIds[0]) ?? false;
  return { maxDurationSeconds: restrictions.maxSeconds, enforcesIn };
}

function mediaStoreIn(
  database: OpenJournal['database'],
  journal: Journal,
  name: string,
  { journal: { kind }, vendorCalls: { timeoutMs } }: Wiring['config'],
): MediaStore {
  return new MediaStore(database, { name, isAlone: kind === 'sqlite', timeoutMs }, () => journal.now());
}

function entryTimersIn(database: OpenJournal['database'], journal: Journal): EntryTimers {
  const operations = { addition: journalName(addToBlacklist), removal: journalName(removeFromBlacklist) };
  return new EntryTimers(database, operations, () => journal.now());
}

const EVENT_OUTAGE = {
  begin: "the vendors' events cannot be stored: the vendors are asked to send them again",
  end: "the vendors' events can be stored again",
};

function openDesk(
  roster: Roster,
  outage: OutageLog,
  { surroundings, log, metrics }: Pick<Wiring, 'surroundings' | 'log' | 'metrics'>,
  closers: (() => Promise<void>)[],
): CallbackDesk {
  const { clock, epochMs } = surroundings;
  const intake = new EventIntake({ store: (events) => roster.take(events), clock, outage });
  closers.unshift(() => intake.close());
  return new CallbackDesk({ intake, clock, epochMs, log, watch: metrics?.events });
}

function showEvents(metrics: Metrics | undefined, roster: Roster, vendors: ConnectedVendors): void {
  metrics?.events.showRoster(() => roster.totals);
  const callbacksOf = ({ callbacks, applicationIds }: ConnectedVendor) =>
    applicationIds.filter((id) => callbacks?.serves(id));
  // Their keys may be replaced.
  metrics?.events.expect(() => Object.values<ConnectedVendor>(vendors).flatMap(callbacksOf));
}
