import type { Asker } from './actions/action-under-way.js';
import type { Engine } from './actions/perform.js';
import type { CallbackDesk } from './events/callback-desk.js';
import type { FeedLog } from './feed/feed-log.js';
import type { LinkedActions } from './feed/linked-actions.js';
import type { RoomWatches } from './feed/room-watches.js';
import type { ReadBudget } from './graphql/read-budget.js';
import type { Journal } from './journal/journal.js';
import type { OutageLog } from './journal/outage-log.js';
import type { ReadingLine } from './journal/reading-line.js';
import type { WriteProbe } from './journal/write-probe.js';
import type { Metrics } from './observability/metrics.js';
import type { ReadWatch } from './observability/read-watch.js';
import type { ActionTrace } from './observability/traces.js';
import type { EnforcedPeople } from './restrictions/enforced-people.js';
import type { Restrictions } from './restrictions/restrictions.js';
import type { Roster } from './roster/roster.js';
import type { EntryTimers } from './timed-entries/entry-timers.js';

/** The state that all requests share. */
export interface Gateway extends Engine {
  readonly journal: Journal;
  readonly readers: ReadingLine;
  /** Tests regularly whether the journal can be written. */
  readonly probe: WriteProbe;
  /** Hears of each page read from the journal, whether that failed or succeeded. */
  readonly readOutage: OutageLog;
  /** Begins to measure a read from a vendor for the log, metrics and traces. */
  watchRead(query: string, trace: ActionTrace | undefined): ReadWatch;
  /** Who is in which room, as far as the vendors' events tell. */
  readonly roster: Roster;
  /** What restricts people's audio and video. */
  readonly restrictions: Restrictions;
  /** Whom something may have to be enforced on. */
  readonly enforcedPeople: EnforcedPeople;
  /** When users are to be removed from lists. */
  readonly entryTimers: EntryTimers;
  /** Reads what happens to actions, of all gateways, for those who subscribe. */
  readonly feed: FeedLog;
  /** Tells which links the actions of events have. */
  readonly feedLinks: LinkedActions;
  /** Tells what happens in rooms. */
  readonly roomWatches: RoomWatches;
  /** Takes the vendors' events in. */
  readonly callbackDesk: CallbackDesk;
  /** Undefined when metrics are off. */
  readonly metrics: Metrics | undefined;
}

/** The state of one GraphQL request. */
export interface RequestContext extends Asker {
  readonly gateway: Gateway;
  /** Limits how much this request may read of the journal and from vendors. */
  readonly reads: ReadBudget;
  /** Which links actions have. Absent: that is read together with what they lead to. */
  readonly links?: LinkedActions;
}
