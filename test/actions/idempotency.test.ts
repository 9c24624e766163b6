import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SAMPLED_OPERATIONS } from '../operations/samples.js';
import { NOTHING_AGAIN, startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';
import type { CommonFault } from '../vendors/vendor-samples.js';

let sandbox: Sandbox;
let keys = 0;

beforeAll(async () => {
  sandbox = await startSandboxWithoutEvents(NOTHING_AGAIN, withoutJitter);
});
afterAll(() => sandbox.close());

function newKey(): string {
  keys += 1;
  return `key-${keys}`;
}

describe.each(SAMPLED_OPERATIONS)('$title', (sampled) => {
  const { api, apisBefore, success, vendor } = sampled;
  const once = [...apisBefore, api];
  beforeEach(() => {
    for (const each of SAMPLED_OPERATIONS) each.vendor.emulator(sandbox).clearFaults();
    sampled.fresh(sandbox);
  });

  const ask = (idempotencyKey: string, change: object = {}) =>
    sampled.answer(sandbox, { ...sampled.input, idempotencyKey, ...change });
  const inject = (fault: CommonFault) => vendor.emulator(sandbox).injectFault({ ...fault, action: api });

  it('gives a repeat the recorded answer, without a vendor call', async () => {
    const key = newKey();
    const first = await ask(key);
    expect(first.__typename).toBe(success);
    expect(await ask(key)).toEqual(first);
    expect(sampled.calls(sandbox)).toEqual(once);
  });

  it('lets a repeat wait for the first while that runs', async () => {
    const key = newKey();
    vendor.emulator(sandbox).injectFault({ kind: 'delay', delayMs: 100 });
    const [first, second] = await Promise.all([ask(key), ask(key)]);
    expect(first.__typename).toBe(success);
    expect(second).toEqual(first);
    expect(sampled.calls(sandbox)).toEqual(once);
  });

  it('refuses the key for another input, whatever differs', async () => {
    const key = newKey();
    await ask(key);
    for (const change of [...sampled.otherInputs, { reason: 'spam' }]) {
      expect(await ask(key, change)).toMatchObject({
        __typename: 'IdempotencyConflictError',
        code: 'IDEMPOTENCY_CONFLICT',
        outcome: 'NOT_APPLIED',
      });
    }
    expect(sampled.calls(sandbox)).toEqual(once);
  });

  it('keeps its keys apart from those of the other operations', async () => {
    const key = newKey();
    await ask(key);
    for (const other of SAMPLED_OPERATIONS.filter(
      (each) => each.operation !== sampled.operation && !each.isInStrRoom,
    )) {
      other.prepare(sandbox, other.input);
      const answer = await other.answer(sandbox, { ...other.input, idempotencyKey: key });
      expect(answer.__typename).toBe(other.success);
    }
  });

  it('lets a client try again under its key after an answer that says that nothing was applied', async () => {
    const key = newKey();
    inject(vendor.refusal);
    expect(await ask(key)).toMatchObject({ outcome: 'NOT_APPLIED' });
    expect(sampled.isApplied(sandbox, sampled.input)).toBe(false);
    expect(await ask(key)).toMatchObject({ __typename: success });
    expect(sampled.isApplied(sandbox, sampled.input)).toBe(true);
  });

  it('does not act again after an answer that leaves it open', async () => {
    const key = newKey();
    inject(vendor.leftOpen);
    const first = await ask(key);
    expect(first).toMatchObject({ outcome: 'UNKNOWN' });
    expect(await ask(key)).toEqual(first);
    expect(sampled.calls(sandbox)).toEqual(once);
  });
});
