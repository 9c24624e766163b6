import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { TokenChecks } from '../identity/token-verifier.js';
import { ACTION_STATUSES, type ActionStatus } from '../journal/action-record.js';
import type { Attempt } from '../vendors/calling/attempt.js';
import type { BreakerState } from '../vendors/calling/breaker.js';
import type { CallObserver } from '../vendors/calling/call-observer.js';
import type { ConnectedVendor } from '../vendors/calling/connected-vendor.js';
import type { QuotaStatus } from '../vendors/calling/quota.js';
import type { ObservedApi } from '../vendors/calling/vendor-wiring.js';
import { EndWatch } from './end-watch.js';
import { EnforcementWatch } from './enforcement-watch.js';
import { EventWatch } from './event-watch.js';
import { JOURNAL_RECORDS, type JournalRecord } from './journal-record.js';
import { QuickHistogram } from './quick-histogram.js';

/** In seconds. There are few, because every series of a histogram has all of them. */
const ACTION_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const WAIT_BUCKETS = [0.001, 0.01, 0.1, 0.5, 1, 2.5, 5, 10];
const ATTEMPT_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const JOURNAL_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5];

/** A gateway that takes longer to answer counts as not ready, so that a scrape does not wait long. */
const READINESS_PATIENCE_MS = 1_000;

const BREAKER_STATES: readonly BreakerState[] = ['CLOSED', 'HALF_OPEN', 'OPEN'];

/**
 * The gateway's metrics, in their own registry. The values of labels come from fixed lists (operations, union members,
 * regions, the codes in the vendors' tables). So neither callers nor vendors can add series without bound.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = this.#counter('gateway_http_requests_total', 'HTTP answers by status.', [
    'route',
    'status',
  ]);
  readonly #actions = this.#counter(
    'gateway_actions_total',
    'Moderation actions by the union member that they were answered with.',
    ['operation', 'result'],
  );
  readonly #actionSeconds = this.#histogram(
    'gateway_action_duration_seconds',
    'A moderation action, from its resolver to its answer, by its status in the journal.',
    ACTION_BUCKETS,
    ['operation', 'status'],
  );
  readonly #recovered = this.#counter(
    'gateway_actions_recovered_total',
    'Actions that a gateway left pending, by what was found out of them.',
    ['status'],
  );
  readonly #readSeconds = this.#histogram(
    'gateway_read_duration_seconds',
    'A query that reads from a vendor, by OK or the code of its error.',
    ACTION_BUCKETS,
    ['query', 'result'],
  );
  readonly #waitSeconds = this.#histogram(
    'gateway_slot_wait_seconds',
    'How long a vendor call waited for a slot within the quota, in vain or not.',
    WAIT_BUCKETS,
    ['vendor', 'api', 'granted'],
  );
  readonly #attempts = this.#counter(
    'gateway_vendor_attempts_total',
    'Exchanges with a vendor by the code that it answered with, OK, or the reason why it did not answer.',
    ['vendor', 'api', 'code'],
  );
  readonly #quotaRefusals = this.#counter(
    'gateway_vendor_quota_refusals_total',
    'Exchanges that a vendor refused because its quota was used up: somebody else uses it too.',
    ['vendor', 'api'],
  );
  readonly #attemptSeconds = this.#histogram(
    'gateway_vendor_attempt_seconds',
    'One exchange with a vendor.',
    ATTEMPT_BUCKETS,
    ['vendor', 'api'],
  );
  readonly #callAttempts = this.#histogram(
    'gateway_vendor_call_attempts',
    'How often a call was sent until it succeeded or was given up.',
    [1, 2, 3, 4],
    ['vendor', 'api'],
  );
  readonly #batchUsers = this.#histogram(
    'gateway_blacklist_batch_users',
    'How many users a call had that changed a blacklist.',
    [1, 2, 3, 5, 7, 9, 10],
    [],
  );
  readonly #journalSeconds = this.#histogram(
    'gateway_journal_write_seconds',
    'How long an action waited until its intent, outcome or denial was on disk.',
    JOURNAL_BUCKETS,
    ['record'],
  );
  readonly #journalFailures = this.#counter(
    'gateway_journal_write_failures_total',
    'Failed attempts to write an intent, outcome or denial. Outcomes are tried again.',
    ['record'],
  );
  readonly #commitSeconds = this.#histogram(
    'gateway_journal_commit_seconds',
    "One of the journal's transactions, which has the records of any number of actions.",
    JOURNAL_BUCKETS,
    [],
  );
  readonly #commitFailures = this.#counter(
    'gateway_journal_commit_failures_total',
    "The journal's transactions that failed.",
    [],
  );
  readonly #journalThreadDeaths = this.#counter(
    'gateway_journal_thread_restarts_total',
    'Threads of a journal in a file that ended and were started again.',
    [],
  );
  readonly events = new EventWatch(this.registry);
  readonly ends = new EndWatch(this.registry);
  readonly enforcement = new EnforcementWatch(this.registry);
  readonly #vendors = new Map<string, ShownVendor>();
  #tokenChecks: (() => TokenChecks) | undefined;
  #ready: (() => Promise<boolean>) | undefined;

  /** `operations`: the names of all mutations. */
  constructor(operations: readonly string[]) {
    collectDefaultMetrics({ register: this.registry });
    // Prometheus' `rate` misses the first increment of a new series, so the series exist from the start.
    for (const operation of operations) {
      for (const status of ACTION_STATUSES) {
        if (status !== 'PENDING') this.#actionSeconds.labels(operation, status);
      }
    }
    for (const record of JOURNAL_RECORDS) this.#journalFailures.inc({ record }, 0);
    this.#gauge('gateway_quota_calls_per_second', 'A vendor quota.', ['vendor', 'scope'], (set) =>
      this.#eachQuota((labels, { callsPerSecond }) => set(labels, callsPerSecond)),
    );
    this.#gauge('gateway_quota_slots_left', 'Calls that could be sent now.', ['vendor', 'scope'], (set) =>
      this.#eachQuota((labels, { slotsLeft }) => set(labels, slotsLeft)),
    );
    this.#gauge(
      'gateway_quota_calls_waiting',
      'Calls that wait for a slot within the quota.',
      ['vendor', 'scope'],
      (set) => this.#eachQuota((labels, { waiting }) => set(labels, waiting)),
    );
    this.#gauge('gateway_breaker_state', '1 for the state it is in.', ['vendor', 'state'], (set) => {
      for (const [vendor, { breaker }] of this.#vendors) {
        for (const state of BREAKER_STATES) set({ vendor, state }, breaker.state === state ? 1 : 0);
      }
    });
    this.#gauge('gateway_tokens_cached', 'Verified tokens that are known.', [], (set) =>
      set({}, this.#tokenChecks?.().known ?? 0),
    );
    const tokenChecks = () => this.#tokenChecks?.().times ?? {};
    new Counter({
      name: 'gateway_token_checks_total',
      help: 'Tokens by how they fared; cached ones had been verified before.',
      labelNames: ['result'],
      registers: [this.registry],
      collect(this: Counter<'result'>) {
        this.reset();
        for (const [result, times] of Object.entries<number>(tokenChecks())) this.inc({ result }, times);
      },
    });
    this.#gauge('gateway_ready', 'Whether the gateway can serve: 1 or 0.', [], async (set) => {
      set({}, (await inTime(this.#ready?.() ?? false)) ? 1 : 0);
    });
  }

  requestAnswered(route: '/graphql' | '/callbacks' | 'other', status: number): void {
    this.#requests.inc({ route, status });
  }

  actionEnded(operation: string, result: string, status: ActionStatus, ms: number): void {
    this.#actions.inc({ operation, result });
    this.#actionSeconds.labels(operation, status).observe(ms / 1000);
  }

  readEnded(query: string, result: string, ms: number): void {
    this.#readSeconds.labels(query, result).observe(ms / 1000);
  }

  actionRecovered(status: ActionStatus): void {
    this.#recovered.inc({ status });
  }

  recordWritten(record: JournalRecord, ms: number): void {
    this.#journalSeconds.labels(record).observe(ms / 1000);
  }

  recordFailed(record: JournalRecord): void {
    this.#journalFailures.inc({ record });
  }

  committed(ms: number, committed: boolean): void {
    if (committed) this.#commitSeconds.labels().observe(ms / 1000);
    else this.#commitFailures.inc();
  }

  journalThreadDied(): void {
    this.#journalThreadDeaths.inc();
  }

  /** Counts and measures the calls of one vendor api. */
  callObserver({ vendor, api, codes }: ObservedApi): CallObserver {
    const known = new Set(codes);
    const granted = this.#waitSeconds.labels(vendor, api, 'true');
    const refused = this.#waitSeconds.labels(vendor, api, 'false');
    const seconds = this.#attemptSeconds.labels(vendor, api);
    const attempts = this.#callAttempts.labels(vendor, api);
    const ok = this.#attempts.labels(vendor, api, 'OK');
    const overQuota = this.#quotaRefusals.labels(vendor, api);
    overQuota.inc(0);
    return {
      waited: (from, to, isGranted) => (isGranted ? granted : refused).observe((to - from) / 1000),
      attempted: (_api, from, to, attempt) => {
        seconds.observe((to - from) / 1000);
        if (attempt.ok) ok.inc();
        else this.#attempts.inc({ vendor, api, code: codeOf(attempt, known) });
        if (attempt.slot === 'refused') overQuota.inc();
      },
      ended: (times) => attempts.observe(times),
      batched: (users) => this.#batchUsers.labels().observe(users),
    };
  }

  /** Adds the vendor's breaker and quotas to the metrics. */
  showVendor(vendor: string, connected: ShownVendor): void {
    this.#vendors.set(vendor, connected);
  }

  showTokenChecks(checks: () => TokenChecks): void {
    this.#tokenChecks = checks;
  }

  showReadiness(ready: () => Promise<boolean>): void {
    this.#ready = ready;
  }

  #eachQuota(show: (labels: { vendor: string; scope: string }, status: QuotaStatus) => void): void {
    for (const [vendor, connected] of this.#vendors) {
      for (const { scope, quota } of connected.quotas()) show({ vendor, scope }, quota.status());
    }
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #histogram<Label extends string>(
    name: string,
    help: string,
    buckets: readonly number[],
    labelNames: readonly Label[],
  ): QuickHistogram<Label> {
    return new QuickHistogram(this.registry, { name, help, buckets, labelNames });
  }

  /** `collect` sets all values of the gauge at each scrape. */
  #gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    collect: (set: (labels: Record<Label, string>, value: number) => void) => void | Promise<void>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect(this: Gauge<Label>) {
        return collect((labels, value) => this.set(labels, value));
      },
    });
  }
}

/** The parts of a connected vendor that the metrics show. */
type ShownVendor = Pick<ConnectedVendor, 'quotas'> & { breaker: Pick<ConnectedVendor['breaker'], 'state'> };

function codeOf({ failure }: Extract<Attempt<unknown>, { ok: false }>, known: ReadonlySet<string>): string {
  if (failure.vendorCode === undefined) return failure.reason;
  return known.has(failure.vendorCode) ? failure.vendorCode : 'other';
}

/** Resolves with false when `ready` takes too long. */
async function inTime(ready: boolean | Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), READINESS_PATIENCE_MS);
  });
  try {
    return await Promise.race([ready, late]);
  } finally {
    clearTimeout(timer);
  }
}
