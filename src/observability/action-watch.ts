import type { ActionStatus } from '../journal/action-record.js';
import type { Clock } from '../time/clock.js';
import { type Attempt, vendorRequestIdOf } from '../vendors/calling/attempt.js';
import type { CallObserver } from '../vendors/calling/call-observer.js';
import { BusyTime } from './busy-time.js';
import type { JournalRecord } from './journal-record.js';
import type { Metrics } from './metrics.js';
import type { ActionTrace, RequestTrace } from './traces.js';

/** In milliseconds, rounded to tenths. Concurrent steps of one kind count once. */
export interface ActionTimings {
  totalMs: number;
  slotWaitMs: number;
  vendorMs: number;
  journalMs: number;
}

/** Measures the steps of one action for the log, the metrics and the trace. */
export class ActionWatch implements CallObserver {
  /** The number of exchanges with the vendor, including those that other actions share. */
  attempts = 0;
  readonly #operation: string;
  readonly #clock: Clock;
  readonly #metrics: Metrics | undefined;
  readonly #trace: ActionTrace | undefined;
  readonly #startedAt: number;
  readonly #slotWait = new BusyTime();
  readonly #vendor = new BusyTime();
  readonly #journal = new BusyTime();

  /** `operation`: the mutation's name. */
  constructor(operation: string, clock: Clock, metrics?: Metrics, request?: RequestTrace) {
    this.#operation = operation;
    this.#clock = clock;
    this.#metrics = metrics;
    this.#startedAt = clock.now();
    this.#trace = request?.action(operation, this.#startedAt);
  }

  /** The time before this action began does not count: it may have joined a call that was waiting already. */
  waited(from: number, to: number, granted: boolean): void {
    const since = Math.max(from, this.#startedAt);
    this.#slotWait.add(since, to);
    this.#trace?.leg('wait for a slot', since, to, { 'gateway.slot.granted': granted });
  }

  attempted(api: string, from: number, to: number, attempt: Attempt<unknown>): void {
    this.attempts += 1;
    this.#vendor.add(from, to);
    this.#trace?.attempt(api, from, to, attempt, vendorRequestIdOf(attempt));
  }

  /** Measures how long `written` takes. Resolves or rejects as `written` does. */
  async recorded<Written>(record: JournalRecord, written: Promise<Written>): Promise<Written> {
    const from = this.#clock.now();
    let failed = true;
    try {
      const result = await written;
      failed = false;
      return result;
    } finally {
      const to = this.#clock.now();
      this.#journal.add(from, to);
      if (!failed) this.#metrics?.recordWritten(record, to - from);
      this.#trace?.leg(`journal ${record}`, from, to, {}, failed);
    }
  }

  /** Counts an attempt to write a record that failed. The write may be tried again. */
  recordFailed(record: JournalRecord): void {
    this.#metrics?.recordFailed(record);
  }

  /** `result`: the name of the union member. `actionId`: undefined when no action was recorded. */
  end(result: string, status: ActionStatus, actionId: string | undefined): ActionTimings {
    const endedAt = this.#clock.now();
    const totalMs = endedAt - this.#startedAt;
    this.#metrics?.actionEnded(this.#operation, result, status, totalMs);
    this.#trace?.end(endedAt, result, status, actionId);
    return {
      totalMs: tenths(totalMs),
      slotWaitMs: tenths(this.#slotWait.ms),
      vendorMs: tenths(this.#vendor.ms),
      journalMs: tenths(this.#journal.ms),
    };
  }
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
