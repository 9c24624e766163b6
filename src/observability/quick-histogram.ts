import type { Histogram, Registry } from 'prom-client';

interface HistogramOptions<Label extends string> {
  name: string;
  help: string;
  /** Upper bounds, ascending. */
  buckets: readonly number[];
  labelNames: readonly Label[];
}

/**
 * A histogram whose observations cost a few additions. prom-client's own histogram builds a key from the labels and looks
 * it up at each observation. With several observations for each action, that would be a large part of an action's cost.
 */
export class QuickHistogram<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly type = 'histogram';
  readonly aggregator = 'sum';
  readonly labelNames: readonly Label[];
  readonly #buckets: readonly number[];
  readonly #series = new Map<string, Series>();

  constructor(registry: Registry, { name, help, buckets, labelNames }: HistogramOptions<Label>) {
    this.name = name;
    this.help = help;
    this.labelNames = labelNames;
    this.#buckets = buckets;
    // A registry uses only the members that this class has.
    registry.registerMetric(this as unknown as Histogram);
  }

  /** The series with these labels, in the order of `labelNames`. Once created, it is shown. */
  labels(...values: string[]): Series {
    const key = values.join();
    let series = this.#series.get(key);
    if (!series) {
      series = new Series(this.#buckets, values);
      this.#series.set(key, series);
    }
    return series;
  }

  /** Called by the registry at each scrape. */
  async get() {
    const values = [...this.#series.values()].flatMap((series) => {
      const labels = Object.fromEntries(this.labelNames.map((name, index) => [name, series.labels[index]]));
      return [
        ...series.cumulative().map(({ le, count }) => ({
          labels: { le, ...labels },
          value: count,
          metricName: `${this.name}_bucket`,
        })),
        { labels, value: series.sum, metricName: `${this.name}_sum` },
        { labels, value: series.count, metricName: `${this.name}_count` },
      ];
    });
    const { name, help, type, aggregator } = this;
    return { name, help, type, aggregator, values };
  }
}

class Series {
  readonly labels: readonly string[];
  readonly #buckets: readonly number[];
  /** One count for each bound, and one for values above all bounds. */
  readonly #counts: number[];
  sum = 0;
  count = 0;

  constructor(buckets: readonly number[], labels: readonly string[]) {
    this.labels = labels;
    this.#buckets = buckets;
    this.#counts = new Array(buckets.length + 1).fill(0);
  }

  observe(value: number): void {
    let index = 0;
    while (value > (this.#buckets[index] ?? Infinity)) index++;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.sum += value;
    this.count += 1;
  }

  cumulative(): { le: number | string; count: number }[] {
    let count = 0;
    return this.#counts.map((own, index) => {
      count += own;
      return { le: this.#buckets[index] ?? '+Inf', count };
    });
  }
}
