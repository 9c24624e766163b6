import type { Clock } from '../time/clock.js';
import type { Metrics } from './metrics.js';
import type { ActionTrace } from './traces.js';
import { type VendorTimings, VendorWatch } from './vendor-watch.js';

/** Measures one read from a vendor for the log, the metrics and the trace. */
export class ReadWatch extends VendorWatch {
  readonly #query: string;
  readonly #metrics: Metrics | undefined;

  /** `query`: the name of the query's field. */
  constructor(query: string, clock: Clock, metrics?: Metrics, request?: ActionTrace) {
    super(query, clock, request);
    this.#query = query;
    this.#metrics = metrics;
  }

  /** `result`: `OK`, or the code of the error. */
  end(result: string): VendorTimings {
    const endedAt = this.clock.now();
    this.#metrics?.readEnded(this.#query, result, endedAt - this.startedAt);
    this.trace?.end(endedAt, { 'gateway.result': result }, result !== 'OK');
    return this.timings(endedAt);
  }
}
