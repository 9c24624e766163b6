import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';
import { SAMPLED_OPERATIONS, type SampledOperation } from './samples.js';

/** Of every code that a document has for one of the apis for rooms: what becomes of it, and the field that is at fault. */
const MEANINGS: Readonly<Record<string, readonly [member: string, outcome: string, path?: string]>> = {
  'FailedOperation.RoomNotExist': ['RoomNotFoundError', 'NOT_APPLIED'],
  'FailedOperation.SdkAppIdNotExist': ['ApplicationNotFoundError', 'NOT_APPLIED'],
  'FailedOperation.UserNotExist': ['UserNotInRoomError', 'NOT_APPLIED'],
  InternalError: ['VendorInternalError', 'UNKNOWN'],
  'InternalError.GetRoomCacheIpError': ['VendorInternalError', 'UNKNOWN'],
  'InternalError.GetRoomFromCacheError': ['VendorInternalError', 'UNKNOWN'],
  'InternalError.UserNotExist': ['UserNotInRoomError', 'NOT_APPLIED'],
  InvalidParameter: ['InvalidInputError', 'NOT_APPLIED', ''],
  'InvalidParameter.RoomId': ['InvalidInputError', 'NOT_APPLIED', 'room'],
  'InvalidParameter.SdkAppId': ['InvalidInputError', 'NOT_APPLIED', 'sdkAppId'],
  'InvalidParameter.UserId': ['InvalidInputError', 'NOT_APPLIED', 'userId'],
  'InvalidParameter.UserIds': ['InvalidInputError', 'NOT_APPLIED', 'userIds'],
  'InvalidParameterValue.RoomId': ['InvalidInputError', 'NOT_APPLIED', 'room'],
  MissingParameter: ['InvalidInputError', 'NOT_APPLIED', ''],
  'MissingParameter.AppId': ['InvalidInputError', 'NOT_APPLIED', 'sdkAppId'],
  'MissingParameter.RoomId': ['InvalidInputError', 'NOT_APPLIED', 'room'],
  'MissingParameter.SdkAppId': ['InvalidInputError', 'NOT_APPLIED', 'sdkAppId'],
  'MissingParameter.UserId': ['InvalidInputError', 'NOT_APPLIED', 'userId'],
  'MissingParameter.UserIds': ['InvalidInputError', 'NOT_APPLIED', 'userIds'],
  'UnauthorizedOperation.SdkAppId': ['VendorPermissionDeniedError', 'NOT_APPLIED'],
};

const MUTE_CODES = [
  'FailedOperation.RoomNotExist',
  'FailedOperation.SdkAppIdNotExist',
  'FailedOperation.UserNotExist',
  'InternalError',
  'InvalidParameter',
  'InvalidParameter.RoomId',
  'InvalidParameter.SdkAppId',
  'InvalidParameter.UserId',
  'MissingParameter.RoomId',
  'MissingParameter.SdkAppId',
  'UnauthorizedOperation.SdkAppId',
];
const DISMISSAL_CODES = [
  'FailedOperation.RoomNotExist',
  'InternalError',
  'InternalError.GetRoomCacheIpError',
  'InvalidParameter.RoomId',
  'InvalidParameter.SdkAppId',
  'InvalidParameterValue.RoomId',
  'MissingParameter.RoomId',
  'MissingParameter.SdkAppId',
  'UnauthorizedOperation.SdkAppId',
];
const REMOVAL_CODES = [...DISMISSAL_CODES, 'InvalidParameter.UserIds', 'MissingParameter.UserIds'];

/** The codes in the vendor's document of each api. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  SetUserBlocked: [...MUTE_CODES, 'InternalError.UserNotExist', 'InvalidParameterValue.RoomId'],
  SetUserBlockedByStrRoomId: [
    ...MUTE_CODES,
    'MissingParameter',
    'MissingParameter.AppId',
    'MissingParameter.UserId',
  ],
  RemoveUser: [...REMOVAL_CODES, 'InternalError.GetRoomFromCacheError'],
  RemoveUserByStrRoomId: REMOVAL_CODES,
  DismissRoom: [...DISMISSAL_CODES, 'InternalError.GetRoomFromCacheError'],
  DismissRoomByStrRoomId: DISMISSAL_CODES,
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandboxWithoutEvents({}, withoutJitter);
});
afterAll(() => sandbox.close());

const IN_ROOMS = SAMPLED_OPERATIONS.filter(({ applicationField }) => applicationField === 'sdkAppId');

it('every api for rooms is tried', () => {
  expect(IN_ROOMS.map(({ api }) => api).sort()).toEqual(Object.keys(DOCUMENTS).sort());
});

describe.each(IN_ROOMS)('$title and the codes of $api:', (sampled) => {
  const documented = DOCUMENTS[sampled.api] ?? [];
  const others = Object.keys(MEANINGS).filter(
    (code) => !documented.includes(code) && !['InvalidParameter', 'MissingParameter'].includes(code),
  );
  beforeEach(() => {
    sandbox.trtc.clearFaults();
    sampled.fresh(sandbox);
  });

  async function answerTo(operation: SampledOperation, code: string) {
    sandbox.trtc.injectFault({ kind: 'error', code, message: 'is wrong', times: 10 });
    return operation.answer(sandbox, operation.input);
  }

  it.each(documented)('%s becomes what the table says', async (code) => {
    const [member, outcome, path] = MEANINGS[code] ?? [];
    const answer = await answerTo(sampled, code);
    expect(answer).toMatchObject({ __typename: member, outcome, vendor: 'TENCENT_TRTC', vendorCode: code });
    if (path === undefined) return;
    const room = sampled.isInStrRoom ? 'strRoomId' : 'roomId';
    expect(answer.issues).toMatchObject([{ path: path === 'room' ? room : path, code: 'REFUSED' }]);
  });

  it.each(others)('%s, of another api, is read like an unknown code', async (code) => {
    const family = code.split('.')[0] ?? '';
    const [member, outcome] =
      MEANINGS[family] ??
      {
        FailedOperation: ['UnknownVendorError', 'UNKNOWN'],
        InvalidParameterValue: ['InvalidInputError', 'NOT_APPLIED'],
      }[family] ??
      [];
    expect(await answerTo(sampled, code)).toMatchObject({ __typename: member, outcome, vendorCode: code });
  });
});

it.each(['InternalError.GetRoomCacheIpError', 'InternalError.GetRoomFromCacheError'])(
  'a removal and a dismissal that meet %s are sent again',
  async (code) => {
    for (const sampled of IN_ROOMS.filter(({ api }) => ['RemoveUser', 'DismissRoom'].includes(api))) {
      sandbox.trtc.clearFaults();
      sampled.fresh(sandbox);
      sandbox.trtc.injectFault({ kind: 'error', code, message: '', times: 3 });
      expect((await sampled.answer(sandbox, sampled.input)).__typename).toBe(sampled.success);
      expect(sampled.calls(sandbox)).toHaveLength(4);
    }
  },
);
