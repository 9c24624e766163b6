import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { send } from '../graphql-client.js';
import { sampleValue, scrape } from '../observability/scrape.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { SAMPLED_QUERIES } from './query-samples.js';

describe.each(SAMPLED_QUERIES)('$query', ({ query, vendor, document, variables, api, sample }) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startTestSandbox({ METRICS_PORT: '0' }, withoutJitter);
  });
  afterAll(() => sandbox.close());

  it('is measured by its result, and its calls by their codes', async () => {
    expect((await send(sandbox, document, variables)).errors).toBeUndefined();
    sample.emulator(sandbox).injectFault({ ...sample.refusal, action: api });
    expect((await send(sandbox, document, variables)).errors).toHaveLength(1);
    const samples = await scrape(sandbox);
    const reads = (result: string) =>
      sampleValue(samples, 'gateway_read_duration_seconds_count', { query, result });
    expect([reads('OK'), reads('VENDOR_PERMISSION_DENIED')]).toEqual([1, 1]);
    const calls = (code: string) =>
      sampleValue(samples, 'gateway_vendor_attempts_total', { vendor, api, code });
    expect([calls('OK'), calls('NoAuth')]).toEqual([1, 1]);
  });
});
