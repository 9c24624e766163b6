/** The work of the peers for a mutation: one signed call to the vendor for each user, or for each ten users. */
import { stringify } from 'lossless-json';
import { Pool } from 'undici';
import { deriveTc3SigningKey, signTc3, tc3Date } from '../../src/vendors/trtc/signature.js';
import {
  canonicalQuery,
  deriveVolcengineSigningKey,
  sha256Hex,
  signVolcengine,
  volcengineXDate,
} from '../../src/vendors/volcengine/signature.js';

export interface MuteInput {
  roomId: number;
  userId: string;
  state: string;
}

export interface AddInput {
  userId: string;
  users: readonly { userId: string }[];
}

const SDK_APP_ID = 1400188366;
const APP_ID = 123456;
const STATES = ['AUDIO_VIDEO_ENABLED', 'AUDIO_VIDEO_DISABLED', 'AUDIO_DISABLED', 'VIDEO_DISABLED'];
const CONTENT_TYPE = 'application/json';
const USERS_PER_CALL = 10;
/** An id as long as the gateway's action ids. */
const ACTION_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

const [, , vendorUrl = ''] = process.argv;
const { host } = new URL(vendorUrl);
const vendor = new Pool(vendorUrl, { connections: null });

export async function setUserMediaState({ roomId, userId, state }: MuteInput): Promise<object> {
  const body = JSON.stringify({
    SdkAppId: SDK_APP_ID,
    RoomId: roomId,
    UserId: userId,
    IsMute: STATES.indexOf(state),
  });
  const answer = (await post('/', trtcHeaders(body), body)) as { Response: { RequestId: string } };
  return {
    __typename: 'SetUserMediaStateSuccess',
    sdkAppId: SDK_APP_ID,
    roomId,
    userId,
    state,
    vendorRequestId: answer.Response.RequestId,
    actionId: ACTION_ID,
  };
}

export async function addToBlacklist({ userId, users }: AddInput): Promise<object> {
  const calls: Promise<string>[] = [];
  for (let first = 0; first < users.length; first += USERS_PER_CALL) {
    calls.push(addBlackList(userId, users.slice(first, first + USERS_PER_CALL)));
  }
  return {
    __typename: 'AddToBlacklistSuccess',
    appId: APP_ID,
    userId,
    addedUserIds: users.map((user) => user.userId),
    vendorRequestIds: await Promise.all(calls),
    actionId: ACTION_ID,
  };
}

async function addBlackList(ownerId: string, users: AddInput['users']): Promise<string> {
  const body = stringify({
    AppId: APP_ID,
    UserId: BigInt(ownerId),
    InboxType: 0,
    BlackListInfos: users.map(({ userId }) => ({ BlackListUserId: BigInt(userId) })),
  });
  const query = { Action: 'AddBlackList', Version: '2020-12-01' };
  const path = `/?${canonicalQuery(query)}`;
  const answer = await post(path, volcengineHeaders(query, body ?? ''), body ?? '');
  return (answer as { ResponseMetadata: { RequestId: string } }).ResponseMetadata.RequestId;
}

async function post(path: string, headers: Record<string, string>, body: string): Promise<unknown> {
  const answer = await vendor.request({ method: 'POST', path, headers, body });
  return answer.body.json();
}

let trtcKey: { date: string; key: Buffer } | undefined;
let volcengineKey: { date: string; key: Buffer } | undefined;

function trtcHeaders(body: string): Record<string, string> {
  const timestampSeconds = Math.floor(Date.now() / 1_000);
  const date = tc3Date(timestampSeconds);
  if (trtcKey?.date !== date) trtcKey = { date, key: deriveTc3SigningKey('key', date, 'trtc') };
  const signedHeaders = { 'content-type': CONTENT_TYPE, host };
  const { authorization } = signTc3({
    method: 'POST',
    service: 'trtc',
    query: '',
    signedHeaders,
    body,
    timestampSeconds,
    secretId: 'id',
    signingKey: trtcKey.key,
  });
  return {
    ...signedHeaders,
    authorization,
    'x-tc-action': 'SetUserBlocked',
    'x-tc-version': '2019-07-22',
    'x-tc-timestamp': String(timestampSeconds),
    'x-tc-region': 'ap-singapore',
  };
}

function volcengineHeaders(query: Readonly<Record<string, string>>, body: string): Record<string, string> {
  const region = 'cn-north-1';
  const xDate = volcengineXDate(Date.now());
  const date = xDate.slice(0, 8);
  if (volcengineKey?.date !== date) {
    volcengineKey = { date, key: deriveVolcengineSigningKey('key', date, region, 'rtc') };
  }
  const signedHeaders = {
    'content-type': CONTENT_TYPE,
    host,
    'x-content-sha256': sha256Hex(body),
    'x-date': xDate,
  };
  const { authorization } = signVolcengine({
    method: 'POST',
    path: '/',
    query,
    signedHeaders,
    body,
    xDate,
    region,
    service: 'rtc',
    accessKeyId: 'id',
    signingKey: volcengineKey.key,
  });
  return { ...signedHeaders, authorization };
}
