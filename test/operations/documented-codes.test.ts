import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { vendorError } from '../../src/errors/vendor-error.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { VENDORS } from '../../src/vendors/vendors.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import type { CommonFault } from '../vendors/vendor-samples.js';
import { SAMPLED_OPERATIONS } from './samples.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({ CALLER_REQUESTS_PER_SECOND: '0' }, withoutJitter);
});
afterAll(() => sandbox.close());

const onLists = SAMPLED_OPERATIONS.filter(({ operation }) => operation.vendor === 'VOLCENGINE_RTC');
const { documented, meaning } = VENDORS.VOLCENGINE_RTC.codes;

describe.each(onLists)('$mutation', (sampled) => {
  const { api, apisBefore, input, success, vendor } = sampled;

  beforeEach(async () => {
    sampled.fresh(sandbox);
    // A good answer, so that the faults of two tests together do not look like a vendor that is down.
    expect((await sampled.answer(sandbox, input)).__typename).toBe(success);
    sampled.fresh(sandbox);
  });

  const answerTo = (code: string, action: string) => {
    const fault = { kind: 'error', status: 400, code, message: 'words', action, times: 4 };
    vendor.emulator(sandbox).injectFault(fault as CommonFault);
    return sampled.answer(sandbox, input);
  };

  it.each(documented)('answers the code %s with its member', async (code) => {
    const { retry: _, ...means } = meaning(code);
    const expected = vendorError({ ...means, vendorCode: code }, 'VOLCENGINE_RTC');
    expect(await answerTo(code, api)).toMatchObject({
      __typename: expected.constructor.name,
      code: expected.code,
      outcome: expected.outcome,
      retryable: expected.retryable,
      vendor: 'VOLCENGINE_RTC',
      vendorCode: code,
      vendorRequestId: expect.any(String),
    });
    expect(sampled.isApplied(sandbox, input)).toBe(false);
  });

  describe.each(apisBefore)('whose call %s', (before) => {
    it.each(documented)('meets the code %s: nothing was applied', async (code) => {
      const { retry: _, ...means } = meaning(code);
      const expected = vendorError({ ...means, outcome: 'NOT_APPLIED' }, 'VOLCENGINE_RTC');
      expect(await answerTo(code, before)).toMatchObject({
        __typename: expected.constructor.name,
        code: expected.code,
        outcome: 'NOT_APPLIED',
        vendorCode: code,
      });
      expect(sampled.calls(sandbox)).not.toContain(api);
    });
  });
});
