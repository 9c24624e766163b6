import type { Asker } from './actions/action-under-way.js';
import type { Engine } from './actions/perform.js';
import type { ReadBudget } from './graphql/read-budget.js';
import type { Journal } from './journal/journal.js';
import type { OutageLog } from './journal/outage-log.js';
import type { ReadingLine } from './journal/reading-line.js';
import type { WriteProbe } from './journal/write-probe.js';
import type { Metrics } from './observability/metrics.js';

/** What all requests share. */
export interface Gateway extends Engine {
  readonly journal: Journal;
  readonly readers: ReadingLine;
  /** Whether the journal can be written. */
  readonly probe: WriteProbe;
  /** Told of pages that cannot be read from the journal, and of pages that are. */
  readonly readOutage: OutageLog;
  /** Absent: metrics are off. */
  readonly metrics: Metrics | undefined;
}

/** What one GraphQL request brings along. */
export interface RequestContext extends Asker {
  readonly gateway: Gateway;
  /** What this request may read of the journal. */
  readonly reads: ReadBudget;
}
