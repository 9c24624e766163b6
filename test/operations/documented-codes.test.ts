import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { TRTC_COMMON_CODES } from '../../src/vendors/trtc/codes.js';
import { VOLCENGINE_DOCUMENTED_CODES } from '../../src/vendors/volcengine/codes.js';
import { startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';
import { DOCUMENTED_CODES } from '../vendors/documented-codes.js';
import type { CommonFault } from '../vendors/vendor-samples.js';
import { SAMPLED_OPERATIONS } from './samples.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandboxWithoutEvents({ CALLER_REQUESTS_PER_SECOND: '0' }, withoutJitter);
});
afterAll(() => sandbox.close());

it('every documented code is tried', () => {
  const tried = (vendor: keyof typeof DOCUMENTED_CODES) =>
    DOCUMENTED_CODES[vendor].map(([code]) => code).sort();
  expect(tried('TENCENT_TRTC')).toEqual([...TRTC_COMMON_CODES].sort());
  expect(tried('VOLCENGINE_RTC')).toEqual([...VOLCENGINE_DOCUMENTED_CODES].sort());
});

// The codes of single apis for rooms are in room-codes.test.ts.
describe.each(SAMPLED_OPERATIONS)('$title', (sampled) => {
  const { api, apisBefore, input, success, vendor, operation } = sampled;
  const documented = DOCUMENTED_CODES[operation.vendor];

  beforeEach(async () => {
    sampled.fresh(sandbox);
    // A good answer, so that the faults of two tests together do not look like a vendor that is down.
    expect((await sampled.answer(sandbox, input)).__typename).toBe(success);
    sampled.fresh(sandbox);
  });

  const answerTo = (code: string, action: string) => {
    const fault = { kind: 'error', code, message: 'words', action, times: 4 };
    const status = operation.vendor === 'VOLCENGINE_RTC' ? { status: 400 } : {};
    vendor.emulator(sandbox).injectFault({ ...fault, ...status } as CommonFault);
    return sampled.answer(sandbox, input);
  };

  it.each(documented)('answers the code %s with a %s', async (code, member, outcome, retryable) => {
    expect(await answerTo(code, api)).toMatchObject({
      __typename: member,
      outcome,
      retryable,
      vendor: operation.vendor,
      vendorCode: code,
      vendorRequestId: expect.any(String),
    });
    expect(sampled.isApplied(sandbox, input)).toBe(false);
  });

  describe.each(apisBefore)('whose call %s', (before) => {
    it.each(documented)('meets the code %s: nothing was applied', async (code, member) => {
      expect(await answerTo(code, before)).toMatchObject({
        __typename: member,
        outcome: 'NOT_APPLIED',
        vendorCode: code,
      });
      expect(sampled.calls(sandbox)).not.toContain(api);
    });
  });
});
