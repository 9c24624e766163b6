import type { Metrics } from './metrics.js';
import type { Traces, TracesOptions } from './traces.js';

/** What is absent is off. */
export interface Observing {
  metrics?: Metrics | undefined;
  traces?: Traces | undefined;
}

/** Makes metrics, and traces where they have an endpoint. Features that are off are not even imported. */
export async function startObserving(
  metricsOn: boolean,
  { endpoint, ...options }: Omit<TracesOptions, 'endpoint'> & { endpoint: URL | undefined },
): Promise<Observing> {
  const observing: Observing = {};
  if (metricsOn) {
    const { Metrics } = await import('./metrics.js');
    observing.metrics = new Metrics();
  }
  if (endpoint) {
    const { Traces } = await import('./traces.js');
    observing.traces = new Traces({ endpoint, ...options });
  }
  return observing;
}
