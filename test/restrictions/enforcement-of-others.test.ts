import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import { CALLBACK_KEY, report } from '../events/callbacks.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { StartedProcess } from '../started-process.js';

const APP = 1400188366;
const ROOM = 10006;
const CREDENTIALS = { secretId: 'AKIDemulated', secretKey: 'a-secret-of-the-emulator' };
const VENDOR_TIMEOUT_MS = 2_000;
const PEOPLE = Array.from({ length: 40 }, (_, index) => `person-${index}`);
const token = tokenOf('moderator', { scope: 'moderation:media moderation:audit', ...EVERYWHERE });

let postgres: PostgresServer;
let trtc: TrtcEmulator;
const gateways: StartedProcess[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  trtc = await startTrtcEmulator({ ...CREDENTIALS, sdkAppIds: [APP], callsPerSecond: 10_000 });
});
afterAll(async () => {
  for (const gateway of gateways) await gateway.kill();
  await trtc.close();
  await postgres.remove();
});

async function startGateway(): Promise<{ gateway: StartedProcess; url: string }> {
  const gateway = new StartedProcess(nodeArgsOf('start'), {
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    DATABASE_URL: postgres.url,
    AUTH_JWT_SECRET: SECRET.toString(),
    TRTC_SECRET_ID: CREDENTIALS.secretId,
    TRTC_SECRET_KEY: CREDENTIALS.secretKey,
    TRTC_SDK_APP_IDS: `${APP}`,
    TRTC_ENDPOINT: trtc.url,
    TRTC_QPS: '10000',
    TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
    VENDOR_TIMEOUT_MS: `${VENDOR_TIMEOUT_MS}`,
    VENDOR_DEADLINE_MS: '4000',
  });
  gateways.push(gateway);
  return { gateway, url: await gateway.url() };
}

const isMute = (userId: string) => trtc.mediaState(APP, ROOM, userId);
/** How often the vendor was told of each person. */
function calls(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { body } of trtc.requests()) {
    const { UserId } = JSON.parse(body);
    counts.set(UserId, (counts.get(UserId) ?? 0) + 1);
  }
  return counts;
}

/** Resolves when the vendor has heard nothing for longer than a gateway waits before it sends something once more. */
async function untilQuiet(): Promise<void> {
  for (let before = -1; before !== trtc.requests().length; ) {
    before = trtc.requests().length;
    await new Promise((resolve) => setTimeout(resolve, 2 * VENDOR_TIMEOUT_MS));
  }
}

async function automaticActions(url: string): Promise<{ status: string }[]> {
  const query = `{ moderationActions(first: 100, filter: { automatic: true }) { edges { node { status } } } }`;
  const { data } = await sendText({ url }, query, {}, { token });
  type Page = { moderationActions: { edges: { node: { status: string } }[] } };
  return (data as Page).moderationActions.edges.map(({ node }) => node);
}

it('is enforced by another gateway on everybody whom a gateway had let in and was killed before it had muted them', async () => {
  const [first, second] = await Promise.all([startGateway(), startGateway()]);
  trtc.createRoom(APP, ROOM);
  for (const userId of PEOPLE) {
    const input = { roomId: ROOM, userId, audio: 'DISABLED', enforce: true } as const;
    const { data } = await send(second, SetUserMediaStateDocument, { input }, { token });
    expect(data?.setUserMediaState.__typename).toBe('SetUserMediaStateWaiting');
  }
  trtc.clearRequests();

  // The vendor's answers take a while, so most calls are under way when the gateway is killed.
  trtc.injectFault({ kind: 'delay', delayMs: 150, times: PEOPLE.length });
  await trtc.sendCallbacks({ url: `${first.url}/callbacks/trtc`, key: CALLBACK_KEY });
  for (const userId of PEOPLE) trtc.enterRoom(APP, ROOM, userId);
  await expect.poll(() => calls().size, { interval: 5 }).toBeGreaterThan(5);
  await first.gateway.kill();
  // The vendor sends what was not taken again, to the other gateway.
  await trtc.sendCallbacks({ url: `${second.url}/callbacks/trtc`, key: CALLBACK_KEY });

  await expect.poll(() => PEOPLE.filter((userId) => isMute(userId) !== 2), { timeout: 60_000 }).toEqual([]);
  const pending = async () =>
    (await automaticActions(second.url)).filter(({ status }) => status === 'PENDING');
  await expect.poll(pending, { timeout: 60_000 }).toEqual([]);
  expect((await automaticActions(second.url)).length).toBeLessThanOrEqual(2 * PEOPLE.length);
  await untilQuiet();
  // The gateway that died sent once. What it sent may still be carried out, so the other one's enforcement is sent once more after the
  // vendor's time limit, and so is the action that it finishes for the gateway that died.
  const most = 1 + 2 + 2;
  expect([...calls()].filter(([, times]) => times > most)).toEqual([]);
}, 180_000);

it('is enforced once where two gateways hear of it', async () => {
  const second = gateways[1];
  if (!second) throw new Error('the test before has started it');
  const third = await startGateway();
  const url = await second.url();
  const userId = 'heard-twice';
  const input = { roomId: ROOM, userId, audio: 'DISABLED', enforce: true } as const;
  await send({ url }, SetUserMediaStateDocument, { input }, { token });
  trtc.clearRequests();
  // Each of the two events comes to another gateway, while the vendor takes its time.
  trtc.injectFault({ kind: 'delay', delayMs: 400 });
  await trtc.sendCallbacks({ url: `${third.url}/callbacks/trtc`, key: CALLBACK_KEY });
  trtc.enterRoom(APP, ROOM, userId);
  await expect.poll(() => calls().get(userId)).toBe(1);
  await report(url, 203, { RoomId: ROOM, UserId: userId, EventMsTs: Date.now() });
  await expect.poll(() => isMute(userId)).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(calls().get(userId)).toBe(1);
}, 120_000);
