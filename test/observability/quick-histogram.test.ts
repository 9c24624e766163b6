import { Histogram, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { QuickHistogram } from '../../src/observability/quick-histogram.js';

it('QuickHistogram shows the same as the histogram of prom-client', async () => {
  const options = { name: 'x_seconds', help: 'X.', buckets: [0.1, 0.5, 1], labelNames: ['a', 'b'] };
  const own = new Registry();
  const theirs = new Registry();
  const quick = new QuickHistogram(own, options);
  const histogram = new Histogram({ ...options, registers: [theirs] });
  for (const value of [0, 0.05, 0.1, 0.10001, 0.5, 0.7, 1, 1.5, 100]) {
    for (const labels of [
      ['1', '2'],
      ['1', `${value}`],
    ] as const) {
      quick.labels(...labels).observe(value);
      histogram.labels(...labels).observe(value);
    }
  }
  const text = await own.metrics();
  expect(text).toContain('x_seconds_bucket{le="+Inf",a="1",b="2"} 9');
  expect(text).toBe(await theirs.metrics());
});
