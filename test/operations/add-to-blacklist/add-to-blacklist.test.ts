import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VolcengineFault } from '../../../src/emulators/volcengine/volcengine-fault.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { VOLCENGINE_DOCUMENTED_CODES } from '../../../src/vendors/volcengine/codes.js';
import { AddToBlacklistDocument, type AddToBlacklistInput } from '../../generated/graphql.js';
import { send, sendText } from '../../graphql-client.js';
import { startSandboxWithoutEvents, withoutJitter } from '../../sandbox-gateway.js';

const APP = 123456;
const OWNER = '10001';
const MAX_INT64 = '9223372036854775807';
/** The shape that the vendor documents: UTC time, then hexadecimal digits. */
const REQUEST_ID = /^\d{14}[0-9A-F]{20}$/;

let patient: Sandbox;
/** For tests that wait for the end of a time limit. A busy machine reaches so short a one in others, too. */
let hasty: Sandbox;
/** The one of the test. */
let sandbox: Sandbox;

beforeAll(async () => {
  const start = (limits: Record<string, string>) =>
    startSandboxWithoutEvents({ VOLC_APP_IDS: '123456,654321', ...limits }, withoutJitter);
  patient = await start({});
  hasty = await start({ VENDOR_TIMEOUT_MS: '500', VENDOR_DEADLINE_MS: '4000' });
});
afterAll(() => Promise.all([patient.close(), hasty.close()]));

async function use(gateway: Sandbox): Promise<void> {
  sandbox = gateway;
  sandbox.volcengine.clearFaults();
  // A successful call first: otherwise the faults of two tests together would open the breaker.
  await addToBlacklist({ userId: OWNER, users: users('1') });
  sandbox.volcengine.reset();
  sandbox.volcengine.clearRequests();
}
beforeEach(() => use(patient));

async function addToBlacklist(input: AddToBlacklistInput) {
  const { status, data, errors } = await send(sandbox, AddToBlacklistDocument, { input });
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  if (!data) throw new Error('no data');
  return data.addToBlacklist;
}

function users(...userIds: string[]): AddToBlacklistInput['users'] {
  return userIds.map((userId) => ({ userId }));
}

function listed(owner = OWNER, inboxType = 0, app = APP): string[] {
  return [...sandbox.volcengine.blacklist(app, owner, inboxType).keys()];
}

/** `count` user ids from `first` on. */
function range(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(first + index));
}

describe('addToBlacklist, when the vendor adds the users,', () => {
  it("answers with the users in input order, and the vendor's request ids", async () => {
    const answer = await addToBlacklist({ userId: OWNER, users: users('10003', '10002') });

    expect(answer).toEqual({
      __typename: 'AddToBlacklistSuccess',
      appId: APP,
      userId: OWNER,
      addedUserIds: ['10003', '10002'],
      vendorRequestIds: [expect.stringMatching(REQUEST_ID)],
      actionId: expect.any(String),
    });
    expect(listed()).toEqual(['10006', '10003', '10002']);
    expect(sandbox.volcengine.requests()).toMatchObject([
      {
        action: 'AddBlackList',
        authenticated: true,
        body: '{"AppId":123456,"UserId":10001,"InboxType":0,"BlackListInfos":[{"BlackListUserId":10003},{"BlackListUserId":10002}]}',
      },
    ]);
  });

  it('sends each user’s ext, whatever keys it has', async () => {
    const ext = JSON.parse(
      '{"key":"value","__proto__":"p","constructor":"c","":"","键":"\\u0000 \\ud83d\\ude00"}',
    );
    await addToBlacklist({
      userId: OWNER,
      users: [
        { userId: '10002', ext },
        { userId: '10003', ext: {} },
      ],
    });

    const list = sandbox.volcengine.blacklist(APP, OWNER, 0);
    expect(Object.entries(list.get('10002') ?? {})).toEqual(Object.entries(ext));
    expect(list.get('10003')).toEqual({});
  });

  it('uses the inbox and the application that the input names', async () => {
    const answer = await addToBlacklist({
      appId: 654321,
      userId: OWNER,
      inboxType: 7,
      users: users('10002'),
    });

    expect(answer).toMatchObject({ __typename: 'AddToBlacklistSuccess', appId: 654321 });
    expect(listed(OWNER, 7, 654321)).toEqual(['10002']);
    expect(listed(OWNER, 7)).toEqual([]);
  });

  it.each([['0'], ['9007199254740993'], [MAX_INT64]])(
    'accepts the int64 %s as a user and as the owner of the list',
    async (id) => {
      expect(await addToBlacklist({ userId: OWNER, users: users(id) })).toMatchObject({ addedUserIds: [id] });
      expect(await addToBlacklist({ userId: id, users: users('1') })).toMatchObject({ userId: id });
      expect(listed()).toContain(id);
      expect(listed(id)).toEqual(['1']);
    },
  );

  it('accepts ids written as integers in the document, and keeps every digit', async () => {
    const { data } = await sendText(
      sandbox,
      `mutation { addToBlacklist(input: { userId: ${MAX_INT64}, users: [{ userId: 9007199254740993, ext: { a: "b" } }] }) {
        ... on AddToBlacklistSuccess { userId addedUserIds } } }`,
    );
    expect(data).toEqual({ addToBlacklist: { userId: MAX_INT64, addedUserIds: ['9007199254740993'] } });
    expect(sandbox.volcengine.blacklist(APP, MAX_INT64, 0).get('9007199254740993')).toEqual({ a: 'b' });
  });
});

describe('addToBlacklist, when the vendor does not add users,', () => {
  it('answers with the failures in input order, each with its reason', async () => {
    const answer = await addToBlacklist({ userId: OWNER, users: users('10006', '10002', '10001', '10003') });

    expect(answer).toMatchObject({
      __typename: 'AddToBlacklistPartialFailure',
      addedUserIds: ['10002', '10003'],
      failures: [
        {
          index: 0,
          userId: '10006',
          error: {
            __typename: 'AlreadyBlacklistedError',
            code: 'ALREADY_BLACKLISTED',
            outcome: 'NOT_APPLIED',
            retryable: false,
            vendor: 'VOLCENGINE_RTC',
            vendorCode: 'AlreadyOnTheBlackList',
            vendorRequestId: expect.stringMatching(REQUEST_ID),
          },
        },
        {
          index: 2,
          userId: '10001',
          error: { __typename: 'SelfBlacklistError', code: 'SELF_BLACKLIST', vendorCode: 'AddSelfNotAllow' },
        },
      ],
    });
  });

  it('answers with a partial failure even when every user fails', async () => {
    expect(await addToBlacklist({ userId: OWNER, users: users('10006') })).toMatchObject({
      __typename: 'AddToBlacklistPartialFailure',
      addedUserIds: [],
      failures: [{ index: 0, userId: '10006' }],
    });
  });

  it('answers with UnknownVendorError and the vendor’s words for an unknown code', async () => {
    const failedInfos = [{ userId: '10002', code: 'SomethingNew', message: 'never heard of' }];
    sandbox.volcengine.injectFault({ kind: 'failedInfos', failedInfos });

    expect(await addToBlacklist({ userId: OWNER, users: users('10002', '10003') })).toMatchObject({
      addedUserIds: ['10003'],
      failures: [
        {
          userId: '10002',
          error: {
            __typename: 'UnknownVendorError',
            vendorCode: 'SomethingNew',
            message: expect.stringContaining('never heard of'),
            outcome: 'NOT_APPLIED',
          },
        },
      ],
    });
  });

  it('distinguishes such users from users whose call was refused or lost', async () => {
    sandbox.volcengine.injectFault({
      kind: 'error',
      status: 403,
      code: 'AccessDenied',
      codeN: 100013,
      message: '',
    });
    const answer = await addToBlacklist({ userId: OWNER, users: users(...range(20_000, 20)) });

    if (answer.__typename !== 'AddToBlacklistPartialFailure') throw new Error(answer.__typename);
    expect(answer.addedUserIds).toHaveLength(10);
    expect(answer.failures).toHaveLength(10);
    expect(new Set(answer.failures.map(({ error }) => error.__typename))).toEqual(
      new Set(['VendorPermissionDeniedError']),
    );
    const failed = answer.failures.map(({ userId }) => userId);
    expect(failed.concat(answer.addedUserIds).sort()).toEqual(range(20_000, 20));
    expect(new Set(listed())).toEqual(new Set(['10006', ...answer.addedUserIds]));
  });
});

/** Every documented code with its error. */
const CODES: readonly (readonly [string, number | undefined, number, string, string, boolean])[] = [
  ['UndefinedError', 100001, 500, 'VendorInternalError', 'UNKNOWN', true],
  ['InternalError', 100014, 500, 'VendorInternalError', 'UNKNOWN', true],
  ['MissingParameter', 100002, 400, 'InvalidInputError', 'NOT_APPLIED', false],
  ['MissingRequestInfo', 100004, 400, 'InvalidInputError', 'NOT_APPLIED', false],
  ['MissingAuthenticationToken', 100003, 401, 'VendorPermissionDeniedError', 'NOT_APPLIED', false],
  ['MissingSignature', 100005, 401, 'VendorPermissionDeniedError', 'NOT_APPLIED', false],
  ['InvalidAccessKey', 100009, 401, 'VendorPermissionDeniedError', 'NOT_APPLIED', false],
  ['SignatureDoesNotMatch', 100010, 401, 'VendorPermissionDeniedError', 'NOT_APPLIED', false],
  ['InvalidSecretToken', 100026, 401, 'VendorPermissionDeniedError', 'NOT_APPLIED', false],
  ['InvalidAuthorization', 100024, 400, 'VendorPermissionDeniedError', 'NOT_APPLIED', false],
  ['InvalidCredential', 100025, 400, 'VendorPermissionDeniedError', 'NOT_APPLIED', false],
  ['InvalidTimestamp', 100006, 403, 'VendorUnavailableError', 'NOT_APPLIED', true],
  ['ServiceNotFound', 100007, 404, 'VendorInternalError', 'NOT_APPLIED', false],
  ['InvalidActionOrVersion', 100008, 404, 'VendorInternalError', 'NOT_APPLIED', false],
  ['LackPolicy', 100012, 403, 'VendorPermissionDeniedError', 'NOT_APPLIED', false],
  ['AccessDenied', 100013, 403, 'VendorPermissionDeniedError', 'NOT_APPLIED', false],
  ['FailToConnect', 100015, 502, 'VendorUnavailableError', 'NOT_APPLIED', true],
  ['InternalServiceTimeout', 100016, 504, 'VendorUnavailableError', 'UNKNOWN', true],
  ['ServiceUnavailableTemp', 100019, 503, 'VendorUnavailableError', 'NOT_APPLIED', true],
  ['InternalServiceError', 100023, 502, 'VendorUnavailableError', 'UNKNOWN', true],
  ['FlowLimitExceeded', 100018, 429, 'RateLimitedError', 'NOT_APPLIED', true],
  ['AccountFlowLimitExceeded', 100027, 400, 'RateLimitedError', 'NOT_APPLIED', true],
  ['JsonParsingError', undefined, 400, 'InvalidInputError', 'NOT_APPLIED', false],
  ['InvalidParam', undefined, 400, 'InvalidInputError', 'NOT_APPLIED', false],
  ['AppNotFound', undefined, 400, 'ApplicationNotFoundError', 'NOT_APPLIED', false],
  ['AppStatusException', undefined, 400, 'ApplicationNotFoundError', 'NOT_APPLIED', false],
  ['NoAuth', undefined, 400, 'VendorPermissionDeniedError', 'NOT_APPLIED', false],
];

describe("addToBlacklist and the vendor's error codes", () => {
  const withEither = CODES.flatMap(([code, codeN, status, ...rest]) => [
    [code, codeN, status, ...rest] as const,
    [code, codeN, 200, ...rest] as const,
  ]);
  it.each(withEither)(
    'answers %s (%s, HTTP %i) with a %s',
    async (code, codeN, status, member, outcome, retryable) => {
      const error = { kind: 'error', status, code, message: 'as the vendor says', times: 10 } as const;
      sandbox.volcengine.injectFault(codeN === undefined ? error : { ...error, codeN });

      expect(await addToBlacklist({ userId: OWNER, users: users('10002', '10003') })).toMatchObject({
        __typename: member,
        outcome,
        retryable,
        vendor: 'VOLCENGINE_RTC',
        vendorCode: code,
        vendorRequestId: expect.stringMatching(REQUEST_ID),
      });
      expect(listed()).toEqual(['10006']);
    },
  );

  it('is tested with every documented code', () => {
    expect(CODES.map(([code]) => code).sort()).toEqual([...VOLCENGINE_DOCUMENTED_CODES].sort());
  });

  it.each([
    ['TrafficFlowLimitNew', 'RateLimitedError', 'NOT_APPLIED'],
    ['SomethingNew', 'UnknownVendorError', 'UNKNOWN'],
    ['constructor', 'UnknownVendorError', 'UNKNOWN'],
  ])('an unheard-of %s is a %s', async (code, member, outcome) => {
    sandbox.volcengine.injectFault({ kind: 'error', status: 400, code, message: 'words', times: 10 });
    expect(await addToBlacklist({ userId: OWNER, users: users('10002') })).toMatchObject({
      __typename: member,
      outcome,
      vendorCode: code,
    });
  });

  it('answers with one error when many calls meet the same error', async () => {
    sandbox.volcengine.injectFault({
      kind: 'error',
      status: 400,
      code: 'AppNotFound',
      message: '',
      times: 100,
    });
    expect(await addToBlacklist({ userId: OWNER, users: users(...range(20_000, 25)) })).toMatchObject({
      __typename: 'ApplicationNotFoundError',
      code: 'APPLICATION_NOT_FOUND',
    });
    expect(sandbox.volcengine.requests()).toHaveLength(3);
  });
});

describe('addToBlacklist and vendor answers that cannot be read', () => {
  const metadata = { RequestId: 'r', Action: 'AddBlackList' };
  const verbatim = (result: unknown, status = 200): VolcengineFault => ({
    kind: 'verbatim',
    status,
    body: JSON.stringify({ ResponseMetadata: metadata, Result: result }),
  });
  const faults: readonly (readonly [name: string, fault: VolcengineFault, code: string])[] = [
    ['a 200 with HTML', { kind: 'verbatim', status: 200, body: '<html>' }, 'VENDOR_ANSWER_UNREADABLE'],
    ['a 502 with HTML', { kind: 'verbatim', status: 502, body: '<html>' }, 'VENDOR_UNAVAILABLE'],
    ['an empty body', { kind: 'verbatim', status: 200 }, 'VENDOR_ANSWER_UNREADABLE'],
    ['an empty object', { kind: 'verbatim', status: 200, body: '{}' }, 'VENDOR_ANSWER_UNREADABLE'],
    [
      'no request id',
      { kind: 'verbatim', status: 200, body: '{"ResponseMetadata":{}}' },
      'VENDOR_ANSWER_UNREADABLE',
    ],
    [
      'deeply nested JSON',
      { kind: 'verbatim', status: 200, body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
      'VENDOR_ANSWER_UNREADABLE',
    ],
    ['a result that is a list', verbatim([]), 'VENDOR_ANSWER_UNREADABLE'],
    ['failures that are no list', verbatim({ FailedInfos: {} }), 'VENDOR_ANSWER_UNREADABLE'],
    ['a failure without a code', verbatim({ FailedInfos: [{ UserId: 10002 }] }), 'VENDOR_ANSWER_UNREADABLE'],
    [
      'a failure of somebody else',
      verbatim({ FailedInfos: [{ UserId: 4711, Code: 'AddSelfNotAllow' }] }),
      'VENDOR_ANSWER_UNREADABLE',
    ],
    ['a success with status 500', verbatim({}, 500), 'VENDOR_UNAVAILABLE'],
    ['a body cut off', { kind: 'truncate', bytes: 40 }, 'VENDOR_CONNECTION_LOST'],
    ['a reset', { kind: 'reset' }, 'VENDOR_CONNECTION_LOST'],
    ['a reset after the act', { kind: 'reset', applied: true }, 'VENDOR_CONNECTION_LOST'],
    ['silence', { kind: 'silence' }, 'VENDOR_TIMEOUT'],
  ];

  const gatewayFor = (code: string) => (code === 'VENDOR_TIMEOUT' ? hasty : patient);

  it.each(faults)('%s: VendorUnavailableError with the outcome UNKNOWN', async (_name, fault, code) => {
    await use(gatewayFor(code));
    sandbox.volcengine.injectFault({ ...fault, times: 10 });
    expect(await addToBlacklist({ userId: OWNER, users: users('10002') })).toMatchObject({
      __typename: 'VendorUnavailableError',
      code,
      outcome: 'UNKNOWN',
      retryable: true,
    });
  });

  it.each(faults)(
    '%s: the call is sent again, and users that the first call added count as added',
    async (_name, fault, code) => {
      await use(gatewayFor(code));
      sandbox.volcengine.injectFault(fault);
      expect(await addToBlacklist({ userId: OWNER, users: users('10002') })).toMatchObject({
        __typename: 'AddToBlacklistSuccess',
        addedUserIds: ['10002'],
      });
      expect(listed()).toEqual(['10006', '10002']);
    },
  );

  it.each([
    ['an empty list', { FailedInfos: [] }],
    ['null', { FailedInfos: null }],
    ['no list', {}],
    ['no result', undefined],
  ])('%s of failures means that all were added', async (_name, result) => {
    sandbox.volcengine.injectFault(verbatim(result));
    expect(await addToBlacklist({ userId: OWNER, users: users('10002') })).toMatchObject({
      __typename: 'AddToBlacklistSuccess',
      vendorRequestIds: ['r'],
    });
    expect(sandbox.volcengine.requests()).toHaveLength(1);
  });
});
