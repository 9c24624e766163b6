import type { FastifyBaseLogger } from 'fastify';
import type { RecordedActions } from './actions/recorded-actions.js';
import type { ReadBudget } from './history/read-budget.js';
import type { Caller } from './identity/caller.js';
import type { Journal } from './journal/journal.js';
import type { OutageLog } from './journal/outage-log.js';
import type { ReadingLine } from './journal/reading-line.js';
import type { WriteProbe } from './journal/write-probe.js';
import type { ActionName } from './observability/action-names.js';
import type { ActionWatch } from './observability/action-watch.js';
import type { Metrics } from './observability/metrics.js';
import type { RequestTrace } from './observability/traces.js';
import type { Breaker } from './vendors/calling/breaker.js';
import type { CallObserver } from './vendors/calling/call-observer.js';
import type { Quota, Signal } from './vendors/calling/quota.js';
import type { CallRequest } from './vendors/calling/retry.js';
import type { UserStates } from './vendors/trtc/user-states.js';
import type { TrtcAccessRegion } from './vendors/trtc/variables.js';
import type { BlacklistLoaders } from './vendors/volcengine/blacklist-loader.js';
import type { VolcengineClient } from './vendors/volcengine/volcengine-client.js';

/** What all requests share. A vendor that is absent is off in the configuration. */
export interface Gateway {
  trtc?: {
    states: UserStates;
    sdkAppIds: readonly [number, ...number[]];
    region: TrtcAccessRegion;
    breaker: Breaker;
    /** By access region. */
    quotas: ReadonlyMap<string, Quota>;
  };
  volcengine?: {
    loaders: BlacklistLoaders;
    /** For recovery; additions go through the loaders. */
    client: VolcengineClient;
    appIds: readonly [number, ...number[]];
    breaker: Breaker;
    /** By what the vendor counts together. */
    quotas: ReadonlyMap<string, Quota>;
  };
  actions: RecordedActions;
  journal: Journal;
  readers: ReadingLine;
  /** Whether the journal can be written. */
  probe: WriteProbe;
  /** Told of what fails because the journal cannot be written, and of what can be written. */
  outage: OutageLog;
  /** The same for pages that are read. */
  readOutage: OutageLog;
  /** On whose behalf a vendor call waits, and until when; made once a request is ready to call. */
  callRequest: (caller: string, signal?: Signal, observer?: CallObserver) => CallRequest;
  /** To be made when an action begins. */
  watchAction: (name: ActionName, trace: RequestTrace | undefined) => ActionWatch;
  /** Absent: they are off. */
  metrics?: Metrics;
}

/** What one GraphQL request brings along. */
export interface RequestContext {
  gateway: Gateway;
  /** The same in the log and in a masked error. */
  requestId: string;
  caller: Caller;
  /** Aborted when the client has gone. */
  signal: Signal;
  /** What this request may read of the journal. */
  reads: ReadBudget;
  log: FastifyBaseLogger;
  /** Undefined: traces are off. */
  trace: RequestTrace | undefined;
}
