import type { ActionStatus } from '../journal/action-record.js';
import type { Clock } from '../time/clock.js';
import { BusyTime } from './busy-time.js';
import type { JournalRecord } from './journal-record.js';
import type { Metrics } from './metrics.js';
import type { ActionTrace } from './traces.js';
import { tenths, type VendorTimings, VendorWatch } from './vendor-watch.js';

export interface ActionTimings extends VendorTimings {
  journalMs: number;
}

/** Measures the steps of one action for the log, the metrics and the trace. */
export class ActionWatch extends VendorWatch {
  readonly #operation: string;
  readonly #metrics: Metrics | undefined;
  readonly #journal = new BusyTime();

  /** `operation`: the mutation's name. */
  constructor(operation: string, clock: Clock, metrics?: Metrics, request?: ActionTrace) {
    super(operation, clock, request);
    this.#operation = operation;
    this.#metrics = metrics;
  }

  /** Measures how long `written` takes. Resolves or rejects as `written` does. */
  async recorded<Written>(record: JournalRecord, written: Promise<Written>): Promise<Written> {
    const from = this.clock.now();
    let failed = true;
    try {
      const result = await written;
      failed = false;
      return result;
    } finally {
      const to = this.clock.now();
      this.#journal.add(from, to);
      if (!failed) this.#metrics?.recordWritten(record, to - from);
      this.trace?.leg(`journal ${record}`, from, to, {}, failed);
    }
  }

  /** Counts an attempt to write a record that failed. The write may be tried again. */
  recordFailed(record: JournalRecord): void {
    this.#metrics?.recordFailed(record);
  }

  /** `result`: the name of the union member. `actionId`: undefined when no action was recorded. */
  end(result: string, status: ActionStatus, actionId: string | undefined): ActionTimings {
    const endedAt = this.clock.now();
    this.#metrics?.actionEnded(this.#operation, result, status, endedAt - this.startedAt);
    if (this.trace) {
      const attributes = {
        'gateway.result': result,
        'gateway.status': status,
        ...(actionId && { 'gateway.action_id': actionId }),
      };
      this.trace.end(endedAt, attributes, status === 'UNKNOWN');
    }
    return Object.assign(this.timings(endedAt), { journalMs: tenths(this.#journal.ms) });
  }
}
