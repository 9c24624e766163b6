import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteForReading } from '../../src/journal/sqlite-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { untilNothingIsInDoubt } from '../media-in-doubt.js';
import { SAMPLED_OPERATIONS, type SampledOperation } from '../operations/samples.js';
import { NOTHING_AGAIN, startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';
import type { CommonFault } from '../vendors/vendor-samples.js';

/** Only for faults that need a time limit. A busy machine has time for a good answer within it. */
const TIMEOUT_MS = 1_200;
/** The first, and three more. */
const ATTEMPTS = 4;

/** A gateway, and what the tests of one operation need besides. */
interface Tested {
  sandbox: Sandbox;
  /** Ends when nothing is to be sent once more for an earlier test. */
  settle(): Promise<unknown>;
  close(): Promise<void>;
}

const DEADLINE = { VENDOR_DEADLINE_MS: '20000' };
const folder = mkdtempSync(join(tmpdir(), 'fault-matrix-'));
let patient: Tested;
/** Most of the time their tests wait for the time limit. So each operation has a gateway, and they wait together. */
const hasty = new Map<SampledOperation, Tested>();

beforeAll(async () => {
  const sandbox = await startSandboxWithoutEvents({ ...DEADLINE, ...NOTHING_AGAIN }, withoutJitter);
  patient = { sandbox, settle: async () => {}, close: () => sandbox.close() };
  for (const sampled of SAMPLED_OPERATIONS) hasty.set(sampled, await startHasty(sampled.title));
});
afterAll(async () => {
  await Promise.all([patient, ...hasty.values()].map((tested) => tested.close()));
  rmSync(folder, { recursive: true });
});

async function startHasty(title: string): Promise<Tested> {
  const file = join(folder, `${title}.db`);
  const sandbox = await startSandboxWithoutEvents(
    { ...DEADLINE, DATABASE_URL: `file:${file}`, VENDOR_TIMEOUT_MS: `${TIMEOUT_MS}` },
    withoutJitter,
  );
  const journal = await openSqliteForReading(file);
  return {
    sandbox,
    settle: () => untilNothingIsInDoubt(journal.db),
    async close() {
      await journal.close();
      await sandbox.close();
    },
  };
}

interface Row {
  name: string;
  fault: CommonFault;
  member: string;
  code: string;
  outcome: 'NOT_APPLIED' | 'UNKNOWN';
  /** Whether the vendor does what it is asked before it misbehaves. */
  applied: boolean;
  /** How often it is sent while the fault lasts. */
  attempts?: number;
  /** The vendor is given up after a while, so that the time limit has to be short. */
  isSlow?: true;
  /** Whether the request cannot be on its way any more by the time of a look. */
  settles?: boolean;
}

const unavailable = { member: 'VendorUnavailableError', outcome: 'UNKNOWN' } as const;
const limited = { member: 'RateLimitedError', code: 'VENDOR_RATE_LIMITED', outcome: 'NOT_APPLIED' } as const;
const html = '<html><body>An error page</body></html>';

const rows: readonly Row[] = [
  {
    name: 'a reset before the vendor acts',
    fault: { kind: 'reset', applied: false },
    ...unavailable,
    code: 'VENDOR_CONNECTION_LOST',
    applied: false,
  },
  {
    name: 'a reset after the vendor has acted',
    fault: { kind: 'reset', applied: true },
    ...unavailable,
    code: 'VENDOR_CONNECTION_LOST',
    applied: true,
  },
  {
    name: 'an answer after the time limit',
    fault: { kind: 'delay', delayMs: 3 * TIMEOUT_MS },
    ...unavailable,
    code: 'VENDOR_TIMEOUT',
    applied: true,
    isSlow: true,
  },
  {
    name: 'silence',
    fault: { kind: 'silence', applied: false },
    ...unavailable,
    code: 'VENDOR_TIMEOUT',
    applied: false,
    isSlow: true,
    settles: true,
  },
  { name: 'a 429', fault: { kind: 'verbatim', status: 429, body: html }, ...limited, applied: false },
  {
    name: 'a 503',
    fault: { kind: 'verbatim', status: 503, body: html },
    ...unavailable,
    code: 'VENDOR_UNAVAILABLE',
    applied: false,
  },
  {
    name: "the vendor's answer to a call over its quota",
    fault: { kind: 'throttle' },
    ...limited,
    applied: false,
  },
  {
    name: 'a 200 with HTML, before the vendor acts',
    fault: { kind: 'verbatim', status: 200, body: html },
    ...unavailable,
    code: 'VENDOR_ANSWER_UNREADABLE',
    applied: false,
  },
  {
    name: 'a 200 with HTML, after the vendor has acted',
    fault: { kind: 'verbatim', status: 200, body: html, applied: true },
    ...unavailable,
    code: 'VENDOR_ANSWER_UNREADABLE',
    applied: true,
  },
  {
    name: "a firewall's 403 with HTML",
    fault: { kind: 'verbatim', status: 403, body: html },
    ...unavailable,
    code: 'VENDOR_ANSWER_UNREADABLE',
    applied: false,
    attempts: 2,
  },
  {
    name: 'a 405 without a body, after the vendor has acted',
    fault: { kind: 'verbatim', status: 405, applied: true },
    ...unavailable,
    code: 'VENDOR_ANSWER_UNREADABLE',
    applied: true,
    attempts: 2,
  },
  {
    name: 'a truncated body',
    fault: { kind: 'truncate', bytes: 30 },
    ...unavailable,
    code: 'VENDOR_CONNECTION_LOST',
    applied: true,
  },
];

const quickRows = rows.filter(({ isSlow }) => !isSlow);
const slowRows = rows.filter(({ isSlow }) => isSlow);

describe.each(SAMPLED_OPERATIONS)('$title', (sampled) => {
  testFaults(sampled, quickRows, () => patient);

  it.each(sampled.apisBefore)(
    'is refused its call %s: nothing is sent after it, and NOT_APPLIED',
    async (before) => {
      const sandbox = await begin(sampled, patient);
      const { vendor, input } = sampled;
      vendor.emulator(sandbox).injectFault({ ...vendor.refusal, action: before });
      expect(await sampled.answer(sandbox, input)).toMatchObject({
        __typename: 'VendorPermissionDeniedError',
        outcome: 'NOT_APPLIED',
      });
      expect(sampled.calls(sandbox)).toEqual([before]);
    },
  );
});

describe.concurrent.each(SAMPLED_OPERATIONS)('$title', (sampled) => {
  testFaults(sampled, slowRows, () => hasty.get(sampled) as Tested);
});

/** Takes what the gateway needs to be as if nothing had happened yet. */
async function begin(sampled: SampledOperation, { sandbox, settle }: Tested): Promise<Sandbox> {
  const { vendor, input, success } = sampled;
  vendor.emulator(sandbox).clearFaults();
  await settle();
  sampled.fresh(sandbox);
  // A good answer, so that the faults of two tests together do not look like a vendor that is down.
  expect((await sampled.answer(sandbox, input)).__typename).toBe(success);
  sampled.fresh(sandbox);
  expect(sampled.isApplied(sandbox, input)).toBe(false);
  return sandbox;
}

/** The tests run one after the other. */
function testFaults(sampled: SampledOperation, rows: readonly Row[], tested: () => Tested): void {
  const { api, apisBefore, proof, input, success, vendor } = sampled;
  const inject = (sandbox: Sandbox, fault: CommonFault, action = api) =>
    vendor.emulator(sandbox).injectFault({ ...fault, action });

  it.sequential.each(rows)('meets $name once: it is sent again, and succeeds', async (row) => {
    const sandbox = await begin(sampled, tested());
    inject(sandbox, row.fault);

    expect((await sampled.answer(sandbox, input)).__typename).toBe(success);
    expect(sampled.calls(sandbox)).toEqual([...apisBefore, api, api]);
    expect(sampled.isApplied(sandbox, input)).toBe(true);
  });

  it.sequential.each(rows)('meets $name every time: $member, $outcome', async (row) => {
    const sandbox = await begin(sampled, tested());
    inject(sandbox, { ...row.fault, times: 100 });

    const answer = await sampled.answer(sandbox, input);
    expect(answer).toMatchObject({
      __typename: row.member,
      code: row.code,
      outcome: row.outcome,
      retryable: true,
    });
    const attempts = Array.from({ length: row.attempts ?? ATTEMPTS }, () => api);
    expect(sampled.calls(sandbox)).toEqual([...apisBefore, ...attempts]);
    expect(sampled.isApplied(sandbox, input)).toBe(row.applied);
  });

  it.sequential.each(rows)(
    'meets $name, then a refusal: the outcome is as unknown as it was, or proved',
    async (row) => {
      const sandbox = await begin(sampled, tested());
      inject(sandbox, row.fault);
      inject(sandbox, vendor.refusal);

      const answer = await sampled.answer(sandbox, input);
      const looks = proof !== undefined && row.outcome === 'UNKNOWN' ? [proof] : [];
      if (looks.length > 0 && row.applied) expect(answer.__typename).toBe(success);
      else {
        const outcome = looks.length > 0 && row.settles ? 'NOT_APPLIED' : row.outcome;
        expect(answer).toMatchObject({ __typename: 'VendorPermissionDeniedError', outcome });
      }
      expect(sampled.isApplied(sandbox, input)).toBe(row.applied);
      expect(sampled.calls(sandbox)).toEqual([...apisBefore, api, api, ...looks]);
    },
  );

  // What goes before the call that counts changes nothing, so that its failure is certain.
  describe.each(apisBefore)('whose call %s', (before) => {
    it.sequential.each(rows)(
      'meets $name every time: nothing is sent after it, and NOT_APPLIED',
      async (row) => {
        const sandbox = await begin(sampled, tested());
        inject(sandbox, { ...row.fault, times: 100 }, before);

        const answer = await sampled.answer(sandbox, input);
        expect(answer).toMatchObject({ __typename: row.member, code: row.code, outcome: 'NOT_APPLIED' });
        expect(new Set(sampled.calls(sandbox))).toEqual(new Set([before]));
        expect(sampled.isApplied(sandbox, input)).toBe(false);
      },
    );
  });
}

describe('a vendor that is slow each time', () => {
  const slow = new Map<SampledOperation, Sandbox>();
  beforeAll(async () => {
    const limits = { VENDOR_TIMEOUT_MS: '1000', VENDOR_DEADLINE_MS: '2500' };
    for (const sampled of SAMPLED_OPERATIONS) {
      slow.set(sampled, await startSandboxWithoutEvents(limits, withoutJitter));
    }
  });
  afterAll(() => Promise.all([...slow.values()].map((sandbox) => sandbox.close())));

  it.concurrent.each(SAMPLED_OPERATIONS)('does not keep $title beyond the deadline', async (sampled) => {
    const sandbox = slow.get(sampled) as Sandbox;
    sampled.prepare(sandbox, sampled.input);
    const { api, apisBefore, vendor } = sampled;
    vendor.emulator(sandbox).injectFault({ kind: 'silence', times: 100, action: api });
    const answer = await sampled.answer(sandbox, sampled.input);

    expect(answer).toMatchObject({ code: 'VENDOR_TIMEOUT', outcome: 'UNKNOWN' });
    // Two attempts of a second, because a third would have to end after the deadline. One where this machine is slow.
    const attempts = sampled.calls(sandbox).slice(apisBefore.length);
    expect([[api], [api, api]]).toContainEqual(attempts);
  });
});
