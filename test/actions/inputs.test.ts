import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { SANDBOX_VALUES } from '../../src/emulators/variables.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startGateway } from '../../src/server.js';
import { VENDORS } from '../../src/vendors/vendors.js';
import { newSecret, signed } from '../identity/signed-tokens.js';
import { type AnyAnswer, SAMPLED_OPERATIONS } from '../operations/samples.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandboxWithoutEvents();
});
afterAll(() => sandbox.close());

function forgetCalls(): void {
  for (const { vendor } of SAMPLED_OPERATIONS) vendor.emulator(sandbox).clearRequests();
}

function expectNoCalls(): void {
  for (const sampled of SAMPLED_OPERATIONS) expect(sampled.calls(sandbox)).toEqual([]);
}

/** Path and code of each issue. */
function issuesOf(answer: AnyAnswer): [string, string][] {
  if (answer.__typename !== 'InvalidInputError') throw new Error(answer.__typename);
  return (answer.issues as { path: string; code: string }[]).map(({ path, code }) => [path, code]);
}

describe.each(SAMPLED_OPERATIONS)('$title', (sampled) => {
  const { input, applicationField: application } = sampled;
  beforeEach(forgetCalls);

  describe('without a vendor call', () => {
    afterEach(expectNoCalls);

    it.each(
      [5, true, [], ['text'], {}].flatMap((value) => [
        ['reason', value] as const,
        ['idempotencyKey', value] as const,
      ]),
    )('refuses the %s %j, of the wrong type, with 400, by name and rule', async (field, value) => {
      const { status, errors } = await sampled.send(sandbox, { ...input, [field]: value });
      expect(status).toBe(400);
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.message).toMatch(
        `Variable "$input" is not valid at "input.${field}": String cannot represent a non string value`,
      );
      expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    });

    it.each([1.5, '1', true, {}, 2 ** 31])(
      'refuses the application %j, which is no Int, with 400',
      async (value) => {
        const { status, errors } = await sampled.send(sandbox, { ...input, [application]: value });
        expect(status).toBe(400);
        expect(errors?.map(({ message }) => message)).toEqual([
          expect.stringMatching(`"input.${application}": Int cannot represent`),
        ]);
      },
    );

    it.each([
      ['an application of 0', { [application]: 0 }, [[application, 'OUT_OF_RANGE']]],
      ['an application below 0', { [application]: -1 }, [[application, 'OUT_OF_RANGE']]],
      ['a reason of 1001 characters', { reason: 'x'.repeat(1_001) }, [['reason', 'TOO_LONG']]],
      ['an empty key', { idempotencyKey: '' }, [['idempotencyKey', 'TOO_SHORT']]],
      ['a key of 256 characters', { idempotencyKey: 'x'.repeat(256) }, [['idempotencyKey', 'TOO_LONG']]],
      [
        'all of these at once',
        { [application]: -1, reason: 'x'.repeat(1_001), idempotencyKey: 'x'.repeat(256) },
        [
          [application, 'OUT_OF_RANGE'],
          ['reason', 'TOO_LONG'],
          ['idempotencyKey', 'TOO_LONG'],
        ],
      ],
    ])('answers %s with the rules that it breaks', async (_name, change, issues) => {
      const answer = await sampled.answer(sandbox, { ...input, ...change });
      expect(answer).toMatchObject({
        __typename: 'InvalidInputError',
        code: 'INVALID_INPUT',
        outcome: 'NOT_APPLIED',
        retryable: false,
        vendor: null,
      });
      expect(issuesOf(answer).sort()).toEqual([...issues].sort());
      expect(answer.message).toContain(issuesOf(answer)[0]?.[0]);
    });

    it('forbids an application that the gateway does not serve', async () => {
      const answer = await sampled.answer(sandbox, { ...input, [application]: 1 });
      expect(answer).toMatchObject({
        __typename: 'ForbiddenError',
        code: 'APPLICATION_NOT_SERVED',
        vendor: null,
      });
    });
  });

  it('takes a reason of 1000 characters and a key of 255', async () => {
    sampled.fresh(sandbox);
    const key = (sampled.isInStrRoom ? 'y' : 'x').repeat(255);
    const longest = { reason: 'x'.repeat(1_000), idempotencyKey: key };
    const answer = await sampled.answer(sandbox, { ...input, ...longest });
    expect(answer.__typename).toBe(sampled.success);
  });
});

describe.each(SAMPLED_OPERATIONS.filter(({ users }) => users))('the list of users in $title', (sampled) => {
  const { field = '', entry = String, path = String } = sampled.users ?? {};
  const { applicationField: application } = sampled;
  const inputWith = (...userIds: string[]) => ({ ...sampled.input, [field]: userIds.map(entry) });
  beforeEach(forgetCalls);

  it('must not be empty', async () => {
    const input = inputWith();
    expect(issuesOf(await sampled.answer(sandbox, input))).toEqual([[field, 'TOO_SHORT']]);
    const both = await sampled.answer(sandbox, { ...input, [application]: 0 });
    expect(issuesOf(both)).toEqual([
      [application, 'OUT_OF_RANGE'],
      [field, 'TOO_SHORT'],
    ]);
    expectNoCalls();
  });

  it('takes 1000 users, and no more', async () => {
    const userIds = Array.from({ length: 1_001 }, (_, index) => `${20_000 + index}`);
    const tooMany = await sampled.answer(sandbox, inputWith(...userIds));
    expect(issuesOf(tooMany)).toEqual([[field, 'TOO_LONG']]);
    expectNoCalls();
    // The rules of the input come before the question whether the application is served.
    const most = { ...inputWith(...userIds.slice(1)), [application]: 1 };
    expect(await sampled.answer(sandbox, most)).toMatchObject({ code: 'APPLICATION_NOT_SERVED' });
    expectNoCalls();
  });

  it('must not name a user twice', async () => {
    const answer = await sampled.answer(sandbox, inputWith('1', '2', '1', '2', '1'));
    expect(issuesOf(answer)).toEqual([2, 3, 4].map((index) => [path(index), 'DUPLICATE']));
    expectNoCalls();
  });
});

describe.each(SAMPLED_OPERATIONS)('where its vendor is off, $title', (sampled) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'inputs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('answers that it is, after the rules of the input', async () => {
    const secret = newSecret();
    const off: readonly string[] = VENDORS[sampled.operation.vendor].variables.required;
    const isOn = ([name]: [string, unknown]) => !off.includes(name);
    const gateway = await startGateway(
      readGatewayConfig({
        ...Object.fromEntries(Object.entries(SANDBOX_VALUES).filter(isOn)),
        HOST: '127.0.0.1',
        PORT: '0',
        LOG_LEVEL: 'silent',
        AUTH_JWT_SECRET: secret.toString(),
        DATABASE_URL: `file:${join(folder, 'journal.db')}`,
      }),
    );
    try {
      const claims = { sub: 'someone', exp: Math.floor(Date.now() / 1000) + 600 };
      const token = signed({ alg: 'HS256' }, claims, 'HS256', secret);
      const answer = await sampled.answer(gateway, sampled.input, { token });
      expect(answer).toMatchObject({
        __typename: 'VendorUnavailableError',
        code: 'VENDOR_OFF',
        outcome: 'NOT_APPLIED',
      });
      const invalid = await sampled.answer(gateway, { ...sampled.input, idempotencyKey: '' }, { token });
      expect(invalid.__typename).toBe('InvalidInputError');
    } finally {
      await gateway.close();
    }
  });
});
