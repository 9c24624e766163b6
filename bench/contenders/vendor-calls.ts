/** The peers' signed calls to the vendors. */
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

/** An account at a vendor, and the vendor's address. */
interface VendorAccount {
  /** `http://127.0.0.1:4000` */
  url: string;
  keyId: string;
  key: string;
}

export interface VendorAccounts {
  trtc: VendorAccount;
  volcengine: VendorAccount;
}

export const SDK_APP_ID = 1400188366;
export const APP_ID = 123456;
const STATES = ['AUDIO_VIDEO_ENABLED', 'AUDIO_VIDEO_DISABLED', 'AUDIO_DISABLED', 'VIDEO_DISABLED'];
const CONTENT_TYPE = 'application/json';
const USERS_PER_CALL = 10;
/** Both vendors at one address, where nothing checks a signature. */
export function accountsAt(vendorUrl: string): VendorAccounts {
  const account = { url: vendorUrl, keyId: 'id', key: 'key' };
  return { trtc: account, volcengine: account };
}

/** A vendor takes ten users of a list in a call. */
export function* inCalls<User>(users: readonly User[]): Iterable<readonly User[]> {
  for (let first = 0; first < users.length; first += USERS_PER_CALL) {
    yield users.slice(first, first + USERS_PER_CALL);
  }
}

/** Each call resolves with the text of the vendor's answer, and rejects if none comes. */
export class VendorCalls {
  readonly #trtc: Vendor;
  readonly #volcengine: Vendor;

  constructor({ trtc, volcengine }: VendorAccounts) {
    this.#trtc = new Vendor(trtc);
    this.#volcengine = new Vendor(volcengine);
  }

  setUserBlocked({ roomId, userId, state }: MuteInput): Promise<string> {
    const body = JSON.stringify({
      SdkAppId: SDK_APP_ID,
      RoomId: roomId,
      UserId: userId,
      IsMute: STATES.indexOf(state),
    });
    return this.#trtc.post('/', trtcHeaders(this.#trtc, body), body);
  }

  addBlackList(ownerId: string, users: AddInput['users']): Promise<string> {
    const body =
      stringify({
        AppId: APP_ID,
        UserId: BigInt(ownerId),
        InboxType: 0,
        BlackListInfos: users.map(({ userId }) => ({ BlackListUserId: BigInt(userId) })),
      }) ?? '';
    const query = { Action: 'AddBlackList', Version: '2020-12-01' };
    const path = `/?${canonicalQuery(query)}`;
    return this.#volcengine.post(path, volcengineHeaders(this.#volcengine, query, body), body);
  }

  async close(): Promise<void> {
    await Promise.all([this.#trtc.pool.close(), this.#volcengine.pool.close()]);
  }
}

class Vendor {
  readonly pool: Pool;
  readonly host: string;
  readonly keyId: string;
  readonly #key: string;
  #signingKey: { date: string; key: Buffer } | undefined;

  constructor({ url, keyId, key }: VendorAccount) {
    this.pool = new Pool(url, { connections: null });
    this.host = new URL(url).host;
    this.keyId = keyId;
    this.#key = key;
  }

  async post(path: string, headers: Record<string, string>, body: string): Promise<string> {
    const answer = await this.pool.request({ method: 'POST', path, headers, body });
    return answer.body.text();
  }

  /** The key of the day. It is derived once. */
  signingKey(date: string, derive: (key: string) => Buffer): Buffer {
    if (this.#signingKey?.date !== date) this.#signingKey = { date, key: derive(this.#key) };
    return this.#signingKey.key;
  }
}

function trtcHeaders(vendor: Vendor, body: string): Record<string, string> {
  const timestampSeconds = Math.floor(Date.now() / 1_000);
  const date = tc3Date(timestampSeconds);
  const signedHeaders = { 'content-type': CONTENT_TYPE, host: vendor.host };
  const { authorization } = signTc3({
    method: 'POST',
    service: 'trtc',
    query: '',
    signedHeaders,
    body,
    timestampSeconds,
    secretId: vendor.keyId,
    signingKey: vendor.signingKey(date, (key) => deriveTc3SigningKey(key, date, 'trtc')),
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

function volcengineHeaders(
  vendor: Vendor,
  query: Readonly<Record<string, string>>,
  body: string,
): Record<string, string> {
  const region = 'cn-north-1';
  const xDate = volcengineXDate(Date.now());
  const date = xDate.slice(0, 8);
  const signedHeaders = {
    'content-type': CONTENT_TYPE,
    host: vendor.host,
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
    accessKeyId: vendor.keyId,
    signingKey: vendor.signingKey(date, (key) => deriveVolcengineSigningKey(key, date, region, 'rtc')),
  });
  return { ...signedHeaders, authorization };
}
