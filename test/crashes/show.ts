import { setTimeout as sleep } from 'node:timers/promises';
import { startTrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { CallbackRelay } from './callback-relay.js';
import { readJournal, untilQuiet } from './journal-after.js';
import { KilledGateways } from './killed-gateways.js';
import { quotaFaults, unresolved } from './restriction-comparison.js';
import { exceptionFaults, mediaFaults } from './show-comparison.js';
import { ShowModerators } from './show-moderators.js';
import { ShowPeople } from './show-people.js';

const ROOM = { sdkAppId: 1400188366, roomId: 10006 };
const CREDENTIALS = { secretId: 'AKIDshow', secretKey: 'show-secret-key' };
const CALLBACK_KEY = 'showCallbackKey';
const TRTC_QPS = 60;
const PEOPLE = 200;
const MODERATORS = 4;
/** Longer than every duration, lease and pause. */
const QUIET_WITHIN_MS = 240_000;

export interface ShowReport {
  kills: number;
  answered: number;
  /** Of these: on the whole room. */
  onRooms: number;
  /** What the gateways have done by themselves. */
  automatic: number;
  calls: number;
  faults: string[];
}

/**
 * A show for so long: two gateways with one PostgreSQL, of which some are killed at random, and 200 people who leave, return and publish,
 * and whom four moderators restrict. Then waits until the vendor has what must hold for everybody who is there.
 */
export async function runShow(seconds: number, databaseUrl: string): Promise<ShowReport> {
  const trtc = await startTrtcEmulator({
    port: 0,
    ...CREDENTIALS,
    sdkAppIds: [ROOM.sdkAppId],
    callsPerSecond: TRTC_QPS,
  });
  const gateways = new KilledGateways(2, environment(databaseUrl, trtc.url));
  const relay = new CallbackRelay(gateways);
  const scope = 'moderation:media moderation:rooms moderation:audit';
  const token = tokenOf('moderator', { scope, ...EVERYWHERE });
  const urls = () => [0, 1].flatMap((index) => gateways.url(index) ?? []);
  const moderators = new ShowModerators(urls, ROOM, token);
  try {
    await gateways.startAll();
    await trtc.sendCallbacks({ url: await relay.start(), key: CALLBACK_KEY });
    const people = new ShowPeople(trtc, ROOM, PEOPLE);
    await trtc.callbacksSent();
    const ends = [people.begin(), ...Array.from({ length: MODERATORS }, () => moderators.begin(people))];
    const until = performance.now() + seconds * 1000;
    while (performance.now() < until) {
      await sleep(3_000 + Math.random() * 7_000);
      await gateways.endSome();
    }
    await Promise.all(ends.map((end) => end()));
    await trtc.callbacksSent();
    const faults = await untilQuiet(databaseUrl, QUIET_WITHIN_MS, async () =>
      mediaFaults((await readJournal(databaseUrl)).actions, ROOM, people),
    );
    await gateways.endAll('SIGTERM');
    const { actions } = await readJournal(databaseUrl);
    return {
      kills: gateways.kills,
      answered: moderators.answers,
      onRooms: actions.filter(({ operation, causedBy }) => operation === 'SET_ROOM_MEDIA_STATE' && !causedBy)
        .length,
      automatic: actions.filter(({ causedBy }) => causedBy !== undefined).length,
      calls: trtc.traffic().accepted,
      faults: [
        ...faults,
        ...unresolved(actions),
        ...exceptionFaults(actions),
        ...quotaFaults('TRTC', trtc),
        ...gateways.complaints,
      ],
    };
  } finally {
    await gateways.endAll('SIGKILL');
    await relay.close();
    await trtc.close();
  }
}

function environment(databaseUrl: string, trtcUrl: string): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    AUTH_JWT_SECRET: SECRET.toString(),
    CALLER_REQUESTS_PER_SECOND: '0',
    VENDOR_TIMEOUT_MS: '2000',
    VENDOR_DEADLINE_MS: '5000',
    TRTC_SECRET_ID: CREDENTIALS.secretId,
    TRTC_SECRET_KEY: CREDENTIALS.secretKey,
    TRTC_SDK_APP_IDS: `${ROOM.sdkAppId}`,
    TRTC_CALLBACK_KEYS: `${ROOM.sdkAppId}:${CALLBACK_KEY}`,
    TRTC_ENDPOINT: trtcUrl,
    TRTC_QPS: `${TRTC_QPS}`,
  };
}
