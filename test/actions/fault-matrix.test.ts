import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrtcFault } from '../../src/emulators/trtc/trtc-fault.js';
import type { VolcengineFault } from '../../src/emulators/volcengine/volcengine-fault.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const TIMEOUT_MS = 400;
/** The first attempt and three more. */
const ATTEMPTS = 4;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox(
    { VENDOR_TIMEOUT_MS: `${TIMEOUT_MS}`, VENDOR_DEADLINE_MS: '4000' },
    withoutJitter,
  );
});
afterAll(() => sandbox.close());

async function setUserMediaState() {
  const input = { roomId: 10006, userId: '29376', state: 'AUDIO_VIDEO_DISABLED' } as const;
  const { status, data, errors } = await send(sandbox, SetUserMediaStateDocument, { input });
  return { status, errors, answer: data?.setUserMediaState };
}

async function addToBlacklist() {
  const input = { userId: '10001', users: [{ userId: '10002' }] };
  const { status, data, errors } = await send(sandbox, AddToBlacklistDocument, { input });
  return { status, errors, answer: data?.addToBlacklist };
}

const mutations = {
  setUserMediaState: {
    run: setUserMediaState,
    success: 'SetUserMediaStateSuccess',
    emulator: () => sandbox.trtc,
    refuseNext: () =>
      sandbox.trtc.injectFault({ kind: 'error', code: 'UnauthorizedOperation.SdkAppId', message: '' }),
    applied: () => sandbox.trtc.mediaState(1400188366, 10006, '29376') === 1,
    looks: false,
  },
  addToBlacklist: {
    run: addToBlacklist,
    success: 'AddToBlacklistSuccess',
    emulator: () => sandbox.volcengine,
    refuseNext: () =>
      sandbox.volcengine.injectFault({ kind: 'error', status: 400, code: 'NoAuth', message: '' }),
    applied: () => sandbox.volcengine.blacklist(123456, '10001', 0).has('10002'),
    /** Whether the gateway can ask the vendor for the result. */
    looks: true,
  },
};

beforeEach(async () => {
  for (const { run, emulator } of Object.values(mutations)) {
    emulator().clearFaults();
    // A successful call first: otherwise the faults of two tests together would open the breaker.
    await run();
    emulator().reset();
    emulator().clearRequests();
  }
});

interface Row {
  name: string;
  fault: TrtcFault & VolcengineFault;
  member: string;
  code: string;
  outcome: 'NOT_APPLIED' | 'UNKNOWN';
  /** Whether the vendor makes the change before the fault. */
  applied: boolean;
  /** How often the call is sent while the fault lasts. */
  attempts?: number;
  /** Whether the request must have ended by the time of a look at the list. */
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
  },
  {
    name: 'silence',
    fault: { kind: 'silence', applied: false },
    ...unavailable,
    code: 'VENDOR_TIMEOUT',
    applied: false,
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

describe.each(Object.entries(mutations))(
  '%s meets',
  (_name, { run, success, emulator, refuseNext, applied, looks }) => {
    it.each(rows)('$name once: the call is sent again and succeeds', async ({ fault }) => {
      emulator().injectFault(fault);

      expect(await run()).toMatchObject({ status: 200, answer: { __typename: success } });
      expect(emulator().requests()).toHaveLength(2);
      expect(applied()).toBe(true);
    });

    it.each(rows)('$name every time: $member, $outcome', async (row) => {
      emulator().injectFault({ ...row.fault, times: 100 });

      const { status, errors, answer } = await run();
      expect({ status, errors }).toEqual({ status: 200, errors: undefined });
      expect(answer).toMatchObject({
        __typename: row.member,
        code: row.code,
        outcome: row.outcome,
        retryable: true,
      });
      expect(emulator().requests()).toHaveLength(row.attempts ?? ATTEMPTS);
      expect(applied()).toBe(row.applied);
    });

    it.each(rows)('$name, then a refusal: the outcome stays UNKNOWN, or is found out', async (row) => {
      emulator().injectFault(row.fault);
      refuseNext();

      const { answer } = await run();
      const isLookedFor = looks && row.outcome === 'UNKNOWN';
      if (isLookedFor && row.applied) expect(answer).toMatchObject({ __typename: success });
      else {
        const outcome = isLookedFor && row.settles ? 'NOT_APPLIED' : row.outcome;
        expect(answer).toMatchObject({ __typename: 'VendorPermissionDeniedError', outcome });
      }
      expect(applied()).toBe(row.applied);
      expect(emulator().requests()).toHaveLength(isLookedFor ? 3 : 2);
    });
  },
);

it('a mutation keeps its deadline when the vendor is slow at each attempt', async () => {
  const slow = await startTestSandbox(
    { VENDOR_TIMEOUT_MS: '400', VENDOR_DEADLINE_MS: '1000' },
    withoutJitter,
  );
  slow.trtc.injectFault({ kind: 'silence', times: 100 });
  const start = performance.now();
  const input = { roomId: 10006, userId: '29376', state: 'AUDIO_VIDEO_DISABLED' } as const;
  const { data } = await send(slow, SetUserMediaStateDocument, { input });

  expect(data?.setUserMediaState).toMatchObject({ code: 'VENDOR_TIMEOUT', outcome: 'UNKNOWN' });
  expect(slow.trtc.requests()).toHaveLength(2);
  // Two attempts of 400 ms. A third would end after the deadline. The rest is for a slow machine.
  expect(performance.now() - start).toBeGreaterThan(790);
  await slow.close();
});
