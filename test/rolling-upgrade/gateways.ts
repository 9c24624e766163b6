/** The old and the new gateway, as processes on one PostgreSQL in front of the same emulators. */
import { SignJWT } from 'jose';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../src/emulators/volcengine/volcengine-emulator.js';
import { STATES } from '../journal-comparison.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';

export const ROOM = { sdkAppId: 1400188366, roomId: 10006 };
export const APP_ID = 123456;
const SECRET = 'a secret for tests, of 32 bytes or more';
const CREDENTIALS = { secretId: 'AKIDupgrade', secretKey: 'upgrade-secret-key' };

export interface Vendors {
  trtc: TrtcEmulator;
  volcengine: VolcengineEmulator;
}

export async function startVendors(): Promise<Vendors> {
  const quota = { port: 0, callsPerSecond: 10_000 };
  const trtc = await startTrtcEmulator({ ...quota, ...CREDENTIALS, sdkAppIds: [ROOM.sdkAppId] });
  const volcengine = await startVolcengineEmulator({
    ...quota,
    accessKeyId: CREDENTIALS.secretId,
    secretAccessKey: CREDENTIALS.secretKey,
    appIds: [APP_ID],
  });
  return { trtc, volcengine };
}

/** Undefined: the user is not in the room. */
export function mediaStateAt(trtc: TrtcEmulator, userId: string): string | undefined {
  const state = trtc.mediaState(ROOM.sdkAppId, ROOM.roomId, userId);
  return state === undefined ? undefined : STATES[state];
}

const EVERYTHING = 'moderation:media moderation:blacklist moderation:audit';

export function adminToken(scope = EVERYTHING, rooms: '*' | number[] = '*'): Promise<string> {
  return new SignJWT({ scope, rooms })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('admin')
    .setExpirationTime('2h')
    .sign(Buffer.from(SECRET));
}

/** `folder`: where that version is built. Absent: this one. */
export function startGateway(
  databaseUrl: string,
  { trtc, volcengine }: Vendors,
  folder?: string,
): StartedProcess {
  const env = {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    AUTH_JWT_SECRET: SECRET,
    CALLER_REQUESTS_PER_SECOND: '0',
    VENDOR_DEADLINE_MS: '5000',
    TRTC_SECRET_ID: CREDENTIALS.secretId,
    TRTC_SECRET_KEY: CREDENTIALS.secretKey,
    TRTC_SDK_APP_IDS: `${ROOM.sdkAppId}`,
    TRTC_ENDPOINT: trtc.url,
    TRTC_QPS: '10000',
    VOLC_ACCESS_KEY_ID: CREDENTIALS.secretId,
    VOLC_SECRET_ACCESS_KEY: CREDENTIALS.secretKey,
    VOLC_APP_IDS: `${APP_ID}`,
    VOLC_ENDPOINT: volcengine.url,
    VOLC_QPS: '10000',
  };
  return new StartedProcess(nodeArgsOf('start'), env, { cwd: folder });
}
