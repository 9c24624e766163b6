import type { Metrics } from './metrics.js';
import type { Traces, TracesOptions } from './traces.js';

/** Features that are off are absent. */
export interface Observing {
  metrics?: Metrics | undefined;
  traces?: Traces | undefined;
}

/** Starts metrics and traces. Features that are off are not even imported. */
export async function startObserving(
  /** The names of the mutations. Undefined when metrics are off. */
  operations: readonly string[] | undefined,
  { url, ...options }: Omit<TracesOptions, 'url'> & { url: URL | undefined },
): Promise<Observing> {
  const observing: Observing = {};
  if (operations) {
    const { Metrics } = await import('./metrics.js');
    observing.metrics = new Metrics(operations);
  }
  if (url) {
    const { Traces } = await import('./traces.js');
    observing.traces = new Traces({ url, ...options });
  }
  return observing;
}
