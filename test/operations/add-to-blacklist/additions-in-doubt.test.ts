import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VolcengineFault } from '../../../src/emulators/volcengine/volcengine-fault.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { AddToBlacklistDocument, type AddToBlacklistMutation } from '../../generated/graphql.js';
import { send, sendText } from '../../graphql-client.js';
import { sampleValue, scrape } from '../../observability/scrape.js';
import { startSandboxWithoutEvents, withoutJitter } from '../../sandbox-gateway.js';

const APP = 123456;
const OWNER = '10001';
/** The user that is refused by the attempt after the lost one. */
const DOUBTFUL = '10002';
const OTHER = '10003';
/**
 * A lost send may come until a second after its time limit. After a reset, the look has to be over within the limit:
 * long enough that no pause of this machine's matters. A silence lasts as long as the limit.
 */
const TIMEOUTS_MS = { reset: 3_000, silence: 600 };
/**
 * Before the send must have ended: after the time limit of a silence, and so long after a reset that the look is over by
 * then.
 */
const LATE_MS = { reset: 2_500, silence: 900 };

type Answer = AddToBlacklistMutation['addToBlacklist'];
type Outcome = 'added' | 'NOT_APPLIED' | 'UNKNOWN';

/** What the gateway answered for a user. Undefined: nothing. */
function outcomeFor(answer: Answer | undefined, userId: string): Outcome | undefined {
  if (!answer) return undefined;
  if ('addedUserIds' in answer && answer.addedUserIds.includes(userId)) return 'added';
  if ('failures' in answer)
    return answer.failures.find((failure) => failure.userId === userId)?.error.outcome;
  return 'outcome' in answer ? answer.outcome : undefined;
}

function isListed({ volcengine }: Sandbox, userId: string): boolean {
  return volcengine.blacklist(APP, OWNER, 0).has(userId);
}

function actionsOf({ volcengine }: Sandbox): string[] {
  return volcengine.requests().map(({ action }) => action);
}

async function add(sandbox: Sandbox, ...userIds: string[]): Promise<Answer | undefined> {
  const input = { userId: OWNER, users: userIds.map((userId) => ({ userId })) };
  const { status, data, errors } = await send(sandbox, AddToBlacklistDocument, { input });
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  return data?.addToBlacklist;
}

/** What happens to the first send, whose answer is lost. */
const FIRST_SENDS = {
  'was applied, and its connection reset': { kind: 'reset', applied: true },
  'was not applied, and its connection reset': { kind: 'reset', applied: false },
  'lands after its connection was reset': { kind: 'reset', applied: true, appliedAfterMs: LATE_MS.reset },
  'was applied, without an answer': { kind: 'silence', applied: true },
  'was not applied, without an answer': { kind: 'silence', applied: false },
  'lands after its time limit': { kind: 'silence', applied: true, appliedAfterMs: LATE_MS.silence },
} as const satisfies Record<string, VolcengineFault>;
type FirstSend = keyof typeof FIRST_SENDS;

const refusedUser = (code: string): VolcengineFault => ({
  kind: 'failedInfos',
  action: 'AddBlackList',
  failedInfos: [{ userId: DOUBTFUL, code, message: '' }],
});
const REFUSALS: Readonly<Record<string, VolcengineFault>> = {
  'the user, by a new code': refusedUser('SomethingNew'),
  'the user, who may not be on their own list': refusedUser('AddSelfNotAllow'),
  'the whole call': { kind: 'error', action: 'AddBlackList', status: 403, code: 'NoAuth', message: '' },
  'the whole call, by its quota': { kind: 'throttle', action: 'AddBlackList', times: 3 },
};
const firstSends = Object.keys(FIRST_SENDS) as FirstSend[];

/** The retry of a lost send refuses one user or all. The value is the answer for a refused user. */
const EXPECTED: Readonly<Record<FirstSend, Outcome>> = {
  'was applied, and its connection reset': 'added',
  'was not applied, and its connection reset': 'UNKNOWN',
  'lands after its connection was reset': 'UNKNOWN',
  'was applied, without an answer': 'added',
  'was not applied, without an answer': 'NOT_APPLIED',
  'lands after its time limit': 'added',
};

const look = { action: 'IsInBlackList', times: 10 } as const;
const metadata = { RequestId: 'r', Action: 'IsInBlackList' };
const looked = (infos: unknown): VolcengineFault => ({
  ...look,
  kind: 'verbatim',
  status: 200,
  body: JSON.stringify({ ResponseMetadata: metadata, Result: { IsInBlackListInfos: infos } }),
});
const LOOKS_IN_VAIN: Readonly<Record<string, VolcengineFault>> = {
  'meets an error of the vendor’s': {
    ...look,
    kind: 'error',
    status: 500,
    code: 'InternalError',
    message: '',
  },
  'is refused': { ...look, kind: 'error', status: 403, code: 'AccessDenied', message: '' },
  'is throttled': { ...look, kind: 'throttle' },
  'is never answered': { ...look, kind: 'silence' },
  'meets a firewall': { ...look, kind: 'verbatim', status: 403, body: '<html>' },
  'tells of somebody else': looked({ 4711: true }),
  'tells in another type': looked({ [DOUBTFUL]: 'true', [OTHER]: 1 }),
  'tells nothing': looked(undefined),
};

describe('addToBlacklist after a send with an unknown outcome', () => {
  const start = (timeoutMs: number) => {
    const limits = { VENDOR_TIMEOUT_MS: `${timeoutMs}`, VENDOR_DEADLINE_MS: '4500' };
    return startSandboxWithoutEvents(limits, withoutJitter);
  };
  let sandboxes: Readonly<Record<keyof typeof TIMEOUTS_MS, Sandbox>>;
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandboxes = { reset: await start(TIMEOUTS_MS.reset), silence: await start(TIMEOUTS_MS.silence) };
  });
  afterAll(() => Promise.all(Object.values(sandboxes).map((each) => each.close())));

  /** Prepares the gateway for such first sends. */
  async function prepare(kind: keyof typeof TIMEOUTS_MS): Promise<void> {
    sandbox = sandboxes[kind];
    sandbox.volcengine.clearFaults();
    // A successful call first: otherwise the faults of two tests together would open the breaker.
    await add(sandbox, '1');
    sandbox.volcengine.reset();
  }
  beforeEach(() => prepare('reset'));

  /** Whether the first send was applied, once that is certain. */
  async function expectNoLie(first: FirstSend, answer: Answer | undefined): Promise<void> {
    const { applied } = FIRST_SENDS[first];
    await expect.poll(() => sandbox.volcengine.requests()[0]?.applied).toBe(applied);
    for (const userId of [DOUBTFUL, OTHER]) {
      const outcome = outcomeFor(answer, userId);
      expect(outcome).toBeDefined();
      if (outcome !== 'UNKNOWN') expect(outcome === 'added').toBe(isListed(sandbox, userId));
    }
  }

  describe.each(firstSends)('that %s,', (first) => {
    beforeEach(() => prepare(FIRST_SENDS[first].kind));

    it.each(Object.entries(REFUSALS))(
      'does not take a retry that refuses %s as proof',
      async (_name, refusal) => {
        sandbox.volcengine.injectFault(FIRST_SENDS[first]);
        sandbox.volcengine.injectFault(refusal);
        const answer = await add(sandbox, DOUBTFUL, OTHER);

        expect(outcomeFor(answer, DOUBTFUL)).toBe(EXPECTED[first]);
        expect(actionsOf(sandbox).filter((action) => action === 'IsInBlackList')).toHaveLength(1);
        expect(actionsOf(sandbox).at(-1)).toBe('IsInBlackList');
        await expectNoLie(first, answer);
      },
    );

    it('counts a user who is on the list at the retry as added, without a call to IsInBlackList', async () => {
      sandbox.volcengine.injectFault(FIRST_SENDS[first]);
      sandbox.volcengine.injectFault(refusedUser('AlreadyOnTheBlackList'));
      const answer = await add(sandbox, DOUBTFUL, OTHER);
      expect(answer?.__typename).toBe('AddToBlacklistSuccess');
      expect(actionsOf(sandbox)).toEqual(['AddBlackList', 'AddBlackList']);
    });
  });

  describe.each([
    'was applied, and its connection reset',
    'was not applied, and its connection reset',
  ] as const)('that %s,', (first) => {
    it.each(Object.entries(LOOKS_IN_VAIN))(
      'answers UNKNOWN after a look at the list that %s',
      async (_name, vain) => {
        sandbox.volcengine.injectFault(FIRST_SENDS[first]);
        sandbox.volcengine.injectFault(refusedUser('SomethingNew'));
        sandbox.volcengine.injectFault(vain);
        const answer = await add(sandbox, DOUBTFUL, OTHER);

        expect(answer).toMatchObject({
          __typename: 'AddToBlacklistPartialFailure',
          addedUserIds: [OTHER],
          failures: [
            { userId: DOUBTFUL, error: { __typename: 'UnknownVendorError', vendorCode: 'SomethingNew' } },
          ],
        });
        expect(outcomeFor(answer, DOUBTFUL)).toBe('UNKNOWN');
        await expectNoLie(first, answer);
      },
    );
  });

  it('answers UNKNOWN after a failed look, even when the send must have ended', async () => {
    await prepare('silence');
    sandbox.volcengine.injectFault({ kind: 'silence', applied: false });
    sandbox.volcengine.injectFault(refusedUser('SomethingNew'));
    sandbox.volcengine.injectFault(looked(undefined));
    expect(outcomeFor(await add(sandbox, DOUBTFUL), DOUBTFUL)).toBe('UNKNOWN');
  });

  it('does not apply the refusal of one user to other users of the call', async () => {
    sandbox.volcengine.injectFault({ kind: 'reset', applied: false });
    sandbox.volcengine.injectFault(refusedUser('SomethingNew'));
    const answer = await add(sandbox, OTHER, DOUBTFUL);
    expect([outcomeFor(answer, OTHER), outcomeFor(answer, DOUBTFUL)]).toEqual(['added', 'UNKNOWN']);
    const [{ body = '' } = {}] = sandbox.volcengine.requests().slice(-1);
    expect(JSON.parse(body).BlackListUserIds).toEqual([Number(DOUBTFUL)]);
  });

  it('records the number of sends, and the same result as in the answer', async () => {
    sandbox.volcengine.injectFault({ kind: 'reset', applied: true });
    sandbox.volcengine.injectFault(refusedUser('SomethingNew'));
    const answer = await add(sandbox, DOUBTFUL);
    expect(answer?.__typename).toBe('AddToBlacklistSuccess');
    const { actionId: id } = answer as { actionId?: string };
    const text = 'query ($id: ID!) { moderationAction(id: $id) { status attempts vendorRequestIds } }';
    const { data } = await sendText(sandbox, text, { id });
    const { vendorRequestIds } = answer as { vendorRequestIds: string[] };
    expect(vendorRequestIds).toHaveLength(1);
    expect(data).toEqual({ moderationAction: { status: 'APPLIED', attempts: 2, vendorRequestIds } });
  });

  it('answers a certain refusal with NOT_APPLIED, without a call to IsInBlackList', async () => {
    sandbox.volcengine.injectFault(refusedUser('SomethingNew'));
    const answer = await add(sandbox, DOUBTFUL, OTHER);
    expect([outcomeFor(answer, DOUBTFUL), outcomeFor(answer, OTHER)]).toEqual(['NOT_APPLIED', 'added']);
    expect(actionsOf(sandbox)).toEqual(['AddBlackList']);
  });
});

describe('a look at the blacklist', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());

  it('does not delay an answer beyond the deadline', async () => {
    const limits = { VENDOR_TIMEOUT_MS: '600000', VENDOR_DEADLINE_MS: '1500' };
    sandbox = await startSandboxWithoutEvents(limits, withoutJitter);
    sandbox.volcengine.injectFault({ kind: 'reset', applied: true });
    sandbox.volcengine.injectFault(refusedUser('SomethingNew'));
    sandbox.volcengine.injectFault({ kind: 'silence', action: 'IsInBlackList' });
    expect(outcomeFor(await add(sandbox, DOUBTFUL), DOUBTFUL)).toBe('UNKNOWN');
    expect(actionsOf(sandbox)).toEqual(['AddBlackList', 'AddBlackList', 'IsInBlackList']);
  });

  it('is made once for requests that share a call, and the metrics count it under its own api', async () => {
    // The first call uses up the quota, so that the next call takes all users that wait by then.
    const limits = { VOLC_QPS: '1', METRICS_PORT: '0' };
    sandbox = await startSandboxWithoutEvents(limits, withoutJitter);
    await add(sandbox, '1');
    sandbox.volcengine.clearRequests();
    sandbox.volcengine.injectFault({ kind: 'reset', applied: true });
    sandbox.volcengine.injectFault({
      ...refusedUser('SomethingNew'),
      kind: 'failedInfos',
      failedInfos: [DOUBTFUL, OTHER].map((userId) => ({ userId, code: 'SomethingNew', message: '' })),
    });
    const [first, second] = await Promise.all([add(sandbox, DOUBTFUL, '2'), add(sandbox, OTHER)]);
    expect(actionsOf(sandbox)).toEqual(['AddBlackList', 'AddBlackList', 'IsInBlackList']);
    expect(first).toMatchObject({ __typename: 'AddToBlacklistSuccess', addedUserIds: [DOUBTFUL, '2'] });
    expect(second).toMatchObject({ __typename: 'AddToBlacklistSuccess', addedUserIds: [OTHER] });

    const samples = await scrape(sandbox);
    const attempts = (api: string, code: string) =>
      sampleValue(samples, 'gateway_vendor_attempts_total', { api, code });
    expect(attempts('AddBlackList', 'connection-lost')).toBe(1);
    expect(attempts('IsInBlackList', 'OK')).toBe(1);
  });
});
