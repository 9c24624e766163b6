import { Counter, Gauge, type Registry } from 'prom-client';
import { QuickHistogram } from './quick-histogram.js';

/** In seconds. */
const LAG_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const RESULTS = ['applied', 'waiting', 'failed'] as const;
type Result = (typeof RESULTS)[number];

/** Measures how enforced restrictions are set again. */
export class EnforcementWatch {
  readonly #ended: Counter<'result'>;
  readonly #lag: QuickHistogram<never>;
  readonly #violations: Counter;
  #waiting: () => number = () => 0;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#ended = new Counter({
      name: 'gateway_enforcements_total',
      help: 'Enforcements by result: the vendor has set it, the person was not there and it waits, or it failed for now.',
      labelNames: ['result'],
      registers,
    });
    for (const result of RESULTS) this.#ended.inc({ result }, 0);
    this.#lag = new QuickHistogram(registry, {
      name: 'gateway_enforcement_lag_seconds',
      help: "The time from an event's arrival to the vendor's answer that what is enforced is set.",
      buckets: LAG_BUCKETS,
      labelNames: [],
    });
    this.#violations = new Counter({
      name: 'gateway_restriction_violations_total',
      help: 'People who began to publish what the vendor had said to be disabled.',
      registers,
    });
    const waiting = () => this.#waiting();
    new Gauge({
      name: 'gateway_enforcements_pending',
      help: 'People for whom this gateway has still to set what is enforced.',
      registers,
      collect(this: Gauge) {
        this.set(waiting());
      },
    });
  }

  /** `lagMs`: since the event came. */
  ended(result: Result, lagMs: number): void {
    this.#ended.inc({ result });
    if (result === 'applied') this.#lag.labels().observe(Math.max(0, lagMs) / 1000);
  }

  violated(): void {
    this.#violations.inc();
  }

  /** `waiting`: for how many people this gateway has still to set something. */
  showWaiting(waiting: () => number): void {
    this.#waiting = waiting;
  }
}
