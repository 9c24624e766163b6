import { Counter, Gauge, type Registry } from 'prom-client';
import { QuickHistogram } from './quick-histogram.js';

/** In seconds. */
const LATENESS_BUCKETS = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400];

/** Measures the ends of what moderators have asked for a limited time. */
export class EndWatch {
  readonly #lateness: QuickHistogram<'kind'>;
  readonly #pending: Gauge<'kind'>;
  readonly #overdue: Gauge<'kind'>;
  readonly #givenUp: Counter<'kind'>;

  constructor(registry: Registry) {
    const labelNames = ['kind'] as const;
    const registers = [registry];
    this.#lateness = new QuickHistogram(registry, {
      name: 'gateway_end_lateness_seconds',
      help: 'How long after its time the end of a restriction, or of a user on a blacklist, was carried out.',
      buckets: LATENESS_BUCKETS,
      labelNames,
    });
    this.#pending = new Gauge({
      name: 'gateway_ends_pending',
      help: 'Ends that are still to come or to be carried out, in the whole database: of restrictions, or of users on blacklists. Users whom the vendor refuses to unmute are among them.',
      labelNames,
      registers,
    });
    this.#overdue = new Gauge({
      name: 'gateway_ends_overdue_seconds',
      help: 'How long ago the oldest end was due that has not been carried out, in the whole database.',
      labelNames,
      registers,
    });
    this.#givenUp = new Counter({
      name: 'gateway_ends_given_up_total',
      help: 'Ends that could not be carried out for a day, and are not tried again.',
      labelNames,
      registers,
    });
  }

  /** `kind`: what ends, `media` or `blacklist`. Its series exist from now on. */
  ofKind(kind: string): KindOfEnds {
    const lateness = this.#lateness.labels(kind);
    this.#givenUp.inc({ kind }, 0);
    this.#pending.set({ kind }, 0);
    this.#overdue.set({ kind }, 0);
    return {
      ended: (lateByMs) => lateness.observe(Math.max(0, lateByMs) / 1000),
      givenUp: (users) => this.#givenUp.inc({ kind }, users),
      show: (pending, overdueMs) => {
        this.#pending.set({ kind }, pending);
        this.#overdue.set({ kind }, Math.max(0, overdueMs) / 1000);
      },
    };
  }
}

/** The ends of one kind. Times are in milliseconds. */
export interface KindOfEnds {
  ended(lateByMs: number): void;
  givenUp(users: number): void;
  /** `overdueMs`: negative or 0 if no end is due. */
  show(pending: number, overdueMs: number): void;
}
