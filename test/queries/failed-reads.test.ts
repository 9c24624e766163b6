import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { vendorError } from '../../src/errors/vendor-error.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { VENDORS } from '../../src/vendors/vendors.js';
import { type GraphqlAnswer, send, sendText } from '../graphql-client.js';
import { startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';
import type { CommonFault } from '../vendors/vendor-samples.js';
import { SAMPLED_QUERIES, type SampledQuery } from './query-samples.js';

/** A busy machine has time for a good answer within it. */
const TIMEOUT_MS = 3_000;
const html = '<html><body>An error page</body></html>';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandboxWithoutEvents(
    { VENDOR_TIMEOUT_MS: `${TIMEOUT_MS}`, VENDOR_DEADLINE_MS: '30000', CALLER_REQUESTS_PER_SECOND: '0' },
    withoutJitter,
  );
});
afterAll(() => sandbox.close());

function read(
  { document, variables }: SampledQuery,
  more: object = {},
): Promise<GraphqlAnswer<Record<string, unknown>>> {
  return send(sandbox, document, { ...variables, ...more });
}

/** What a client gets of a query that failed: nothing of its field, and one error. */
async function extensionsOf(query: SampledQuery, more: object = {}): Promise<Record<string, unknown>> {
  const { status, data, errors } = await read(query, more);
  expect(status).toBe(200);
  expect(data).toEqual({ [query.query]: null });
  expect(errors).toHaveLength(1);
  expect(errors?.[0]).toMatchObject({ message: expect.any(String), path: [query.query] });
  return errors?.[0]?.extensions ?? {};
}

const faults: readonly (readonly [string, CommonFault, string])[] = [
  ['a reset', { kind: 'reset' }, 'VENDOR_CONNECTION_LOST'],
  ['silence', { kind: 'silence' }, 'VENDOR_TIMEOUT'],
  ['half an answer', { kind: 'truncate', bytes: 30 }, 'VENDOR_CONNECTION_LOST'],
  ['a 503', { kind: 'verbatim', status: 503, body: html }, 'VENDOR_UNAVAILABLE'],
  ['a 200 with HTML', { kind: 'verbatim', status: 200, body: html }, 'VENDOR_ANSWER_UNREADABLE'],
  ['an answer over quota', { kind: 'throttle' }, 'VENDOR_RATE_LIMITED'],
];

describe.each(SAMPLED_QUERIES)('$query', (query) => {
  const { api, vendor, sample } = query;
  const emulator = () => sample.emulator(sandbox);
  const calls = () =>
    emulator()
      .requests()
      .map(({ action }) => action);

  beforeEach(async () => {
    emulator().reset();
    // A good answer, so that the faults of two tests together do not look like a vendor that is down.
    expect((await read(query)).errors).toBeUndefined();
    emulator().reset();
  });

  it.each(VENDORS[vendor].codes.documented)(
    'gets the code %s as the extensions of an error',
    async (code) => {
      const fault = { kind: 'error', status: 400, code, message: 'vendor words', action: api, times: 4 };
      emulator().injectFault(fault as CommonFault);
      const { retry: _, ...meaning } = VENDORS[vendor].codes.meaning(code);
      const expected = vendorError({ ...meaning, outcome: 'NOT_APPLIED', vendorCode: code }, vendor);
      expect(await extensionsOf(query)).toMatchObject({
        code: expected.code,
        outcome: 'NOT_APPLIED',
        retryable: expected.retryable,
        vendor,
        vendorCode: code,
        vendorRequestId: expect.any(String),
      });
    },
  );

  it('gets a code that the vendor does not document as UNKNOWN', async () => {
    emulator().injectFault({ ...sample.leftOpen, action: api });
    expect(await extensionsOf(query)).toMatchObject({
      code: 'UNKNOWN',
      outcome: 'NOT_APPLIED',
      retryable: false,
      vendorCode: 'SomethingNew',
    });
  });

  it.each(faults)('meets %s once: it is sent again, and succeeds', async (_name, fault) => {
    emulator().injectFault({ ...fault, action: api });
    expect((await read(query)).errors).toBeUndefined();
    expect(calls()).toEqual([api, api]);
  });

  it.each(faults)(
    'meets %s every time, and is certain that nothing was changed',
    async (_name, fault, code) => {
      emulator().injectFault({ ...fault, action: api, times: 100 });
      const extensions = await extensionsOf(query);
      expect(extensions).toMatchObject({ code, outcome: 'NOT_APPLIED', retryable: true, vendor });
      expect(calls()).toEqual([api, api, api, api]);
    },
  );

  it('names the argument that breaks a rule, and does not call the vendor', async () => {
    expect(await extensionsOf(query, { appId: 0 })).toEqual({
      code: 'INVALID_INPUT',
      outcome: 'NOT_APPLIED',
      retryable: false,
      issues: [{ path: 'appId', code: 'OUT_OF_RANGE', message: 'must be 1 or more' }],
    });
    expect(calls()).toEqual([]);
  });

  it('is refused in an application that the gateway does not serve', async () => {
    expect(await extensionsOf(query, { appId: 654321 })).toEqual({
      code: 'APPLICATION_NOT_SERVED',
      outcome: 'NOT_APPLIED',
      retryable: false,
    });
    expect(calls()).toEqual([]);
  });

  it('does not take the answers of other fields along', async () => {
    emulator().injectFault({ ...sample.refusal, action: api });
    const users = api === 'IsInBlackList' ? ', userIds: ["1"]' : '';
    const text = `{ viewer { subject } ${query.query}(userId: "1"${users}) { __typename } }`;
    expect(await sendText(sandbox, text)).toMatchObject({
      status: 200,
      data: { viewer: { subject: expect.any(String) }, [query.query]: null },
      errors: [{ extensions: { code: 'VENDOR_PERMISSION_DENIED' } }],
    });
  });
});

it('a request may not call the vendor more often than 200 times', async () => {
  // So many calls at once take a while on a busy machine.
  const patient = await startSandboxWithoutEvents({
    VENDOR_TIMEOUT_MS: '30000',
    VENDOR_DEADLINE_MS: '60000',
  });
  const ids = Array.from({ length: 1_000 }, (_, index) => `${index + 1}`);
  const fields = ['a', 'b', 'c'].map(
    (name) => `${name}: blacklistMemberships(userId: "1", userIds: $ids) { isListed }`,
  );
  const text = `query ($ids: [Int64ID!]!) { ${fields.join(' ')} }`;
  const { data, errors } = await sendText(patient, text, { ids });
  const calls = patient.volcengine.requests().length;
  await patient.close();
  const lengths = Object.values(data as Record<string, unknown[] | null>).map((users) => users?.length);
  expect(lengths).toEqual([1_000, 1_000, undefined]);
  expect(errors).toMatchObject([
    { path: ['c'], extensions: { code: 'ANSWER_TOO_LARGE', outcome: 'NOT_APPLIED' } },
  ]);
  expect(calls).toBeLessThanOrEqual(200);
});
