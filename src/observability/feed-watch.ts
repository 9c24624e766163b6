import { Counter, Gauge, type Registry } from 'prom-client';
import { QuickHistogram } from './quick-histogram.js';

/** In seconds. */
const LAG_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Why a stream has ended. */
export type StreamEnding = 'left' | 'complete' | 'slow' | 'token' | 'shutdown' | 'fault';

/** Measures the subscriptions. */
export class FeedWatch {
  readonly #lag: ReturnType<QuickHistogram<never>['labels']>;
  readonly #ended: Counter;
  readonly #refused: Counter;
  #subscribers: () => number = () => 0;

  constructor(registry: Registry) {
    const subscribers = () => this.#subscribers();
    new Gauge({
      name: 'gateway_feed_subscribers',
      help: 'Subscriptions that are open.',
      registers: [registry],
      collect() {
        this.set(subscribers());
      },
    });
    this.#lag = new QuickHistogram(registry, {
      name: 'gateway_feed_lag_seconds',
      help: 'From the time that an action ended until it was read for subscribers, and until each subscriber was told.',
      buckets: LAG_BUCKETS,
      labelNames: [],
    }).labels();
    this.#ended = new Counter({
      name: 'gateway_feed_streams_ended_total',
      help: 'Streams that have ended, by why.',
      labelNames: ['reason'],
      registers: [registry],
    });
    this.#refused = new Counter({
      name: 'gateway_feed_refused_total',
      help: 'Subscriptions that were refused, because too many were open.',
      labelNames: ['limit'],
      registers: [registry],
    });
    const reasons: readonly StreamEnding[] = ['left', 'complete', 'slow', 'token', 'shutdown', 'fault'];
    for (const reason of reasons) this.#ended.inc({ reason }, 0);
    for (const limit of ['gateway', 'caller']) this.#refused.inc({ limit }, 0);
  }

  /** `count` says how many subscriptions are open. */
  show(count: () => number): void {
    this.#subscribers = count;
  }

  /** An action was read, or a subscriber was told of it, so long after it ended. */
  read(lagMs: number): void {
    this.#lag.observe(lagMs / 1000);
  }

  ended(reason: StreamEnding): void {
    this.#ended.inc({ reason });
  }

  refused(limit: 'gateway' | 'caller'): void {
    this.#refused.inc({ limit });
  }
}
