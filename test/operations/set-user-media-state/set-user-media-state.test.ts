import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrtcFault } from '../../../src/emulators/trtc/trtc-fault.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { setUserBlocked } from '../../../src/vendors/trtc/calls/set-user-blocked.js';
import { TRTC_COMMON_CODES } from '../../../src/vendors/trtc/codes.js';
import { SetUserMediaStateDocument, type SetUserMediaStateInput } from '../../generated/graphql.js';
import { send } from '../../graphql-client.js';
import { NOTHING_GIVEN_UP, startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';
import { DOCUMENTED_CODES, type DocumentedCode } from '../../vendors/documented-codes.js';

const ROOM = 10006;
const USER = '29376';
const MUTE: SetUserMediaStateInput = { roomId: ROOM, userId: USER, state: 'AUDIO_VIDEO_DISABLED' };

let patient: Sandbox;
/** For tests that wait for the end of a time limit. A busy machine reaches so short a one in others, too. */
let hasty: Sandbox;
/** The one of the test. */
let sandbox: Sandbox;

beforeAll(async () => {
  const start = (limits: Record<string, string>) =>
    startTestSandbox({ TRTC_SDK_APP_IDS: '1400188366,1400188367', ...limits }, withoutJitter);
  patient = await start(NOTHING_GIVEN_UP);
  hasty = await start({ VENDOR_TIMEOUT_MS: '500', VENDOR_DEADLINE_MS: '4000' });
});
afterAll(() => Promise.all([patient.close(), hasty.close()]));

async function use(gateway: Sandbox): Promise<void> {
  sandbox = gateway;
  sandbox.trtc.clearFaults();
  // A successful call first: otherwise the faults of two tests together would open the breaker.
  const prepared = async () => (await setUserMediaState(MUTE)).__typename;
  await expect.poll(prepared).toBe('SetUserMediaStateSuccess');
  sandbox.trtc.reset();
  sandbox.trtc.clearRequests();
}
beforeEach(() => use(patient));
// What a hasty gateway sends once more must not fail too.
afterEach(() => sandbox.trtc.clearFaults());

async function setUserMediaState(input: SetUserMediaStateInput) {
  const { status, data, errors } = await send(sandbox, SetUserMediaStateDocument, { input });
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  if (!data) throw new Error('no data');
  return data.setUserMediaState;
}

function sentBodies(): unknown[] {
  return sandbox.trtc.requests().map(({ body }) => JSON.parse(body));
}

describe('setUserMediaState with a valid input', () => {
  it.each([
    ['AUDIO_VIDEO_ENABLED', 0],
    ['AUDIO_VIDEO_DISABLED', 1],
    ['AUDIO_DISABLED', 2],
    ['VIDEO_DISABLED', 3],
  ] as const)('sets %s as IsMute %i', async (state, isMute) => {
    const answer = await setUserMediaState({ ...MUTE, state });

    expect(answer).toEqual({
      __typename: 'SetUserMediaStateSuccess',
      sdkAppId: 1400188366,
      roomId: ROOM,
      strRoomId: null,
      userId: USER,
      state,
      restriction: null,
      vendorRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      actionId: expect.any(String),
    });
    expect(sandbox.trtc.mediaState(1400188366, ROOM, USER)).toBe(isMute);
    expect(sentBodies()).toEqual([{ SdkAppId: 1400188366, RoomId: ROOM, UserId: USER, IsMute: isMute }]);
  });

  it.each([
    ['AP_BEIJING', 'ap-beijing'],
    ['AP_GUANGZHOU', 'ap-guangzhou'],
    ['AP_SINGAPORE', 'ap-singapore'],
    [null, 'ap-singapore'],
    [undefined, 'ap-singapore'],
  ] as const)('calls the region %s as %s', async (region, header) => {
    const answer = await setUserMediaState({ ...MUTE, ...(region !== undefined && { region }) });

    expect(answer.__typename).toBe('SetUserMediaStateSuccess');
    expect(sandbox.trtc.requests()).toMatchObject([{ region: header, authenticated: true, applied: true }]);
  });

  it.each([1, 2 ** 31, 2 ** 32 - 2])('sets the state in room %i', async (roomId) => {
    sandbox.trtc.enterRoom(1400188366, roomId, USER);

    expect(await setUserMediaState({ ...MUTE, roomId })).toMatchObject({
      __typename: 'SetUserMediaStateSuccess',
      roomId,
    });
    expect(sandbox.trtc.mediaState(1400188366, roomId, USER)).toBe(1);
  });

  it('acts in the application that the input names', async () => {
    const answer = await setUserMediaState({ ...MUTE, sdkAppId: 1400188367 });

    expect(answer).toMatchObject({ __typename: 'SetUserMediaStateSuccess', sdkAppId: 1400188367 });
    expect(sandbox.trtc.mediaState(1400188367, ROOM, USER)).toBe(1);
    expect(sandbox.trtc.mediaState(1400188366, ROOM, USER)).toBe(0);
  });
});

describe('setUserMediaState with an input that only the vendor refuses', () => {
  it.each([
    [{ roomId: 4711 }, 'RoomNotFoundError', 'FailedOperation.RoomNotExist'],
    [{ userId: 'nobody' }, 'UserNotInRoomError', 'FailedOperation.UserNotExist'],
  ] as const)('answers %j with %s', async (change, member, vendorCode) => {
    expect(await setUserMediaState({ ...MUTE, ...change })).toMatchObject({
      __typename: member,
      outcome: 'NOT_APPLIED',
      retryable: false,
      vendor: 'TENCENT_TRTC',
      vendorCode,
      vendorRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });
});

/** Every code of the vendor's two documents. The union member is the design's; UNKNOWN where it may have acted. */
const CODES: readonly DocumentedCode[] = [
  ['FailedOperation.RoomNotExist', 'RoomNotFoundError', 'NOT_APPLIED', false],
  ['FailedOperation.SdkAppIdNotExist', 'ApplicationNotFoundError', 'NOT_APPLIED', false],
  ['FailedOperation.UserNotExist', 'UserNotInRoomError', 'NOT_APPLIED', false],
  ['InternalError.UserNotExist', 'UserNotInRoomError', 'NOT_APPLIED', false],
  ['InvalidParameter.RoomId', 'InvalidInputError', 'NOT_APPLIED', false],
  ['InvalidParameter.SdkAppId', 'InvalidInputError', 'NOT_APPLIED', false],
  ['InvalidParameter.UserId', 'InvalidInputError', 'NOT_APPLIED', false],
  ['InvalidParameterValue.RoomId', 'InvalidInputError', 'NOT_APPLIED', false],
  ['MissingParameter.RoomId', 'InvalidInputError', 'NOT_APPLIED', false],
  ['MissingParameter.SdkAppId', 'InvalidInputError', 'NOT_APPLIED', false],
  ['UnauthorizedOperation.SdkAppId', 'VendorPermissionDeniedError', 'NOT_APPLIED', false],
  ...DOCUMENTED_CODES.TENCENT_TRTC,
];

describe("setUserMediaState and the vendor's error codes", () => {
  it.each(CODES)('answers %s with a %s', async (code, member, outcome, retryable) => {
    sandbox.trtc.injectFault({ kind: 'error', code, message: 'as the vendor says', times: 10 });

    expect(await setUserMediaState(MUTE)).toMatchObject({
      __typename: member,
      outcome,
      retryable,
      vendor: 'TENCENT_TRTC',
      vendorCode: code,
      vendorRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('is tested with every documented code', () => {
    const documented = [...(setUserBlocked.ownCodes ?? []), ...TRTC_COMMON_CODES];
    expect(CODES.map(([code]) => code).sort()).toEqual(documented.sort());
  });

  it.each([
    ['InvalidParameter.RoomId', 'roomId'],
    ['InvalidParameterValue.RoomId', 'roomId'],
    ['MissingParameter.RoomId', 'roomId'],
    ['InvalidParameter.SdkAppId', 'sdkAppId'],
    ['MissingParameter.SdkAppId', 'sdkAppId'],
    ['InvalidParameter.UserId', 'userId'],
    ['UnsupportedRegion', 'region'],
    ['InvalidParameter', ''],
  ])('%s names the field "%s"', async (code, path) => {
    sandbox.trtc.injectFault({ kind: 'error', code, message: 'is wrong' });

    const answer = await setUserMediaState(MUTE);
    expect(answer).toMatchObject({
      code: 'INPUT_REFUSED_BY_VENDOR',
      issues: [{ path, code: 'REFUSED', message: `${code}: is wrong` }],
    });
  });

  it.each([
    ['AuthFailure.SomethingNew', 'VendorPermissionDeniedError', 'NOT_APPLIED'],
    ['InternalError.SomethingNew', 'VendorInternalError', 'UNKNOWN'],
    ['RequestLimitExceeded.SomethingNew', 'RateLimitedError', 'NOT_APPLIED'],
  ])('an unheard-of %s counts as its family: %s', async (code, member, outcome) => {
    sandbox.trtc.injectFault({ kind: 'error', code, message: '', times: 10 });
    expect(await setUserMediaState(MUTE)).toMatchObject({ __typename: member, outcome, vendorCode: code });
  });

  it.each(['Brand.New', 'FailedOperation.SomethingNew', 'constructor', 'toString.call', '.'])(
    'passes on the unknown code %s unchanged, with the outcome UNKNOWN',
    async (code) => {
      sandbox.trtc.injectFault({ kind: 'error', code, message: 'what the vendor says' });

      const answer = await setUserMediaState(MUTE);
      expect(answer).toMatchObject({
        __typename: 'UnknownVendorError',
        code: 'UNKNOWN',
        outcome: 'UNKNOWN',
        vendorCode: code,
        message: expect.stringContaining('what the vendor says'),
      });
      expect(sandbox.trtc.requests()).toHaveLength(1);
    },
  );
});

describe('setUserMediaState and vendor answers that cannot be read', () => {
  const deep = '['.repeat(100_000);
  const faults: readonly (readonly [name: string, fault: TrtcFault, code: string])[] = [
    [
      'a 200 with HTML',
      { kind: 'verbatim', status: 200, body: '<html>hello</html>' },
      'VENDOR_ANSWER_UNREADABLE',
    ],
    [
      'a 502 with HTML',
      { kind: 'verbatim', status: 502, body: '<h1>Bad gateway</h1>' },
      'VENDOR_UNAVAILABLE',
    ],
    ['a 503 with nothing', { kind: 'verbatim', status: 503 }, 'VENDOR_UNAVAILABLE'],
    ['a redirect', { kind: 'verbatim', status: 302, headers: { location: '/' } }, 'VENDOR_ANSWER_UNREADABLE'],
    ['an empty body', { kind: 'verbatim', status: 200 }, 'VENDOR_ANSWER_UNREADABLE'],
    ['a number', { kind: 'verbatim', status: 200, body: '7' }, 'VENDOR_ANSWER_UNREADABLE'],
    ['null', { kind: 'verbatim', status: 200, body: 'null' }, 'VENDOR_ANSWER_UNREADABLE'],
    [
      'an empty response',
      { kind: 'verbatim', status: 200, body: '{"Response":{}}' },
      'VENDOR_ANSWER_UNREADABLE',
    ],
    [
      'an error without a code',
      { kind: 'verbatim', status: 200, body: '{"Response":{"Error":{},"RequestId":"r"}}' },
      'VENDOR_ANSWER_UNREADABLE',
    ],
    [
      'an error that is a text',
      { kind: 'verbatim', status: 200, body: '{"Response":{"Error":"no","RequestId":"r"}}' },
      'VENDOR_ANSWER_UNREADABLE',
    ],
    [
      'a success with status 500',
      { kind: 'verbatim', status: 500, body: '{"Response":{"RequestId":"r"}}' },
      'VENDOR_UNAVAILABLE',
    ],
    ['JSON that never closes', { kind: 'verbatim', status: 200, body: deep }, 'VENDOR_ANSWER_UNREADABLE'],
    [
      'deeply nested JSON',
      { kind: 'verbatim', status: 200, body: deep + ']'.repeat(100_000) },
      'VENDOR_ANSWER_UNREADABLE',
    ],
    ['2 MB', { kind: 'verbatim', status: 200, body: 'x'.repeat(2_000_000) }, 'VENDOR_ANSWER_UNREADABLE'],
    ['a body cut off', { kind: 'truncate', bytes: 20 }, 'VENDOR_CONNECTION_LOST'],
    ['a reset', { kind: 'reset' }, 'VENDOR_CONNECTION_LOST'],
    ['a reset after the act', { kind: 'reset', applied: true }, 'VENDOR_CONNECTION_LOST'],
    ['silence', { kind: 'silence' }, 'VENDOR_TIMEOUT'],
    ['an answer too late', { kind: 'delay', delayMs: 1_500 }, 'VENDOR_TIMEOUT'],
  ];

  const gatewayFor = (code: string) => (code === 'VENDOR_TIMEOUT' ? hasty : patient);

  it.each(faults)('%s: VendorUnavailableError with the outcome UNKNOWN', async (_name, fault, code) => {
    await use(gatewayFor(code));
    sandbox.trtc.injectFault({ ...fault, times: 10 });

    expect(await setUserMediaState(MUTE)).toMatchObject({
      __typename: 'VendorUnavailableError',
      code,
      outcome: 'UNKNOWN',
      retryable: true,
      vendor: 'TENCENT_TRTC',
    });
    expect(sandbox.trtc.requests().length).toBeGreaterThan(1);
  });

  it('a 429 from a proxy: refused', async () => {
    sandbox.trtc.injectFault({ kind: 'verbatim', status: 429, body: 'slow down', times: 10 });
    expect(await setUserMediaState(MUTE)).toMatchObject({
      __typename: 'RateLimitedError',
      code: 'VENDOR_RATE_LIMITED',
      outcome: 'NOT_APPLIED',
    });
  });

  it.each(faults)(
    '%s: the call is sent again, because setting a state twice does no harm',
    async (_name, fault, code) => {
      await use(gatewayFor(code));
      sandbox.trtc.injectFault(fault);
      expect(await setUserMediaState(MUTE)).toMatchObject({ __typename: 'SetUserMediaStateSuccess' });
      expect(sandbox.trtc.mediaState(1400188366, ROOM, USER)).toBe(1);
    },
  );

  it('keeps the outcome UNKNOWN when the retry of a lost call is refused', async () => {
    sandbox.trtc.injectFault({ kind: 'reset', applied: true });
    sandbox.trtc.injectFault({ kind: 'error', code: 'FailedOperation.UserNotExist', message: '' });

    expect(await setUserMediaState(MUTE)).toMatchObject({
      __typename: 'UserNotInRoomError',
      outcome: 'UNKNOWN',
    });
    expect(sandbox.trtc.mediaState(1400188366, ROOM, USER)).toBe(1);
  });
});

describe('setUserMediaState with a wrong clock or credential', () => {
  it("corrects the gateway's clock by the vendor's", async () => {
    const slow = await startTestSandbox({}, { ...withoutJitter, epochMs: () => Date.now() - 3_600_000 });
    const { data } = await send(slow, SetUserMediaStateDocument, { input: MUTE });
    expect(data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
    expect(slow.trtc.requests().map(({ code }) => code)).toEqual(['AuthFailure.SignatureExpire', undefined]);

    await send(slow, SetUserMediaStateDocument, { input: MUTE });
    expect(slow.trtc.requests()).toHaveLength(3);
    await slow.close();
  });

  it('never shows the credential, even if the vendor quotes it', async () => {
    sandbox.trtc.injectFault({
      kind: 'error',
      code: 'New.Code',
      message: 'AKIDSandboxSandboxSandboxSandbox is bad',
    });
    expect(await setUserMediaState(MUTE)).toMatchObject({
      message: expect.stringContaining('[redacted] is bad'),
    });
  });
});
