/**
 * `npm run soak` runs one gateway for half an hour (`npm run soak -- 2`: two minutes) at about 80 % of both vendors' quotas,
 * with reads beside. In a second room a show goes on: people come, go and publish, which the vendor tells by events, and a moderator
 * restricts them, for some seconds or until that is lifted, one by one and all at once. Subscribers read along. The emulators fail now
 * and then. The soak watches memory and latency. At the end, it compares the answers to the callers, the journal, what subscribers
 * were told, and the state of the vendors. Writes `bench/RESULTS.md`.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { startTrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import { startVolcengineEmulator } from '../../src/emulators/volcengine/volcengine-emulator.js';
import { readJournal, untilQuiet } from '../../test/crashes/journal-after.js';
import { exceptionFaults, mediaFaults } from '../../test/crashes/show-comparison.js';
import { ShowModerators } from '../../test/crashes/show-moderators.js';
import { ShowPeople } from '../../test/crashes/show-people.js';
import {
  answersAgainstJournal,
  listsAgainstJournal,
  roomAgainstJournal,
} from '../../test/journal-comparison.js';
import { compiled } from '../compiled.js';
import { goalRows, goalsTable } from '../goals.js';
import { GATEWAY, MEASURED_CORE, startServer } from '../processes.js';
import { today, writeSection } from '../results.js';
import { injectFaults } from './faults.js';
import { Followers } from './followers.js';
import { type Compacted, type Sample, soakReport } from './soak-report.js';
import { ROOM, SteadyLoad, USERS } from './steady-load.js';

const DEFAULT_MINUTES = 30;
const SAMPLE_EVERY_MS = 10_000;
const COMPACT_EVERY_MS = 60_000;
/** The last seconds have no new faults, so that each fault has met its calls by the end. */
const SECONDS_WITHOUT_FAULTS = 10;
const APP_ID = 123456;
const QUOTAS = { trtc: 20, volcengine: 50 };
/** The show takes about as much of TRTC's quota as is missing to 80 %. */
const USED = { trtc: 0.5, volcengine: 0.8 };
const RATES = {
  mutesPerSecond: QUOTAS.trtc * USED.trtc,
  additionsPerSecond: QUOTAS.volcengine * USED.volcengine,
  readsPerSecond: 3,
};
const SHOW = { sdkAppId: ROOM.sdkAppId, roomId: 10007 };
const SHOW_PEOPLE = 30;
const SHOW_PAUSE_MS = [500, 1_500] as const;
/** Subscribers of the actions, and as many of the show's room. */
const FOLLOWERS = 5;
/** Longer than every duration, lease and pause. */
const QUIET_WITHIN_MS = 240_000;
const CALLBACK_KEY = 'soakCallbackKey';
const CREDENTIALS = { secretId: 'AKIDsoak', secretKey: 'soak-secret-key' };
const SECRET = randomBytes(32).toString('hex');

const minutes = Number(process.argv[2] ?? DEFAULT_MINUTES);
if (!(minutes > 0)) throw new Error(`not a number of minutes: ${process.argv[2]}`);

const { openSqliteForReading } = await compiled<typeof import('../../src/journal/sqlite-database.js')>(
  'journal/sqlite-database.js',
);

function tokenOf(subject: string): Promise<string> {
  const scope = 'moderation:media moderation:rooms moderation:blacklist moderation:audit';
  return new SignJWT({ scope, rooms: '*' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setExpirationTime('12h')
    .sign(Buffer.from(SECRET));
}

const folder = mkdtempSync(join(tmpdir(), 'soak-'));
const journalFile = join(folder, 'journal.db');
const openJournal = () => openSqliteForReading(journalFile);
const trtc = await startTrtcEmulator({
  ...CREDENTIALS,
  sdkAppIds: [ROOM.sdkAppId],
  callsPerSecond: QUOTAS.trtc,
});
const volcengine = await startVolcengineEmulator({
  accessKeyId: CREDENTIALS.secretId,
  secretAccessKey: CREDENTIALS.secretKey,
  appIds: [APP_ID],
  callsPerSecond: QUOTAS.volcengine,
});
for (const userId of USERS) trtc.enterRoom(ROOM.sdkAppId, ROOM.roomId, userId);

const gateway = await startServer({
  ...GATEWAY,
  core: MEASURED_CORE,
  env: {
    HOST: '127.0.0.1',
    PORT: '0',
    METRICS_PORT: '0',
    DATABASE_URL: `file:${journalFile}`,
    AUTH_JWT_SECRET: SECRET,
    TRTC_SECRET_ID: CREDENTIALS.secretId,
    TRTC_SECRET_KEY: CREDENTIALS.secretKey,
    TRTC_SDK_APP_IDS: `${ROOM.sdkAppId}`,
    TRTC_ENDPOINT: trtc.url,
    TRTC_QPS: `${QUOTAS.trtc}`,
    TRTC_CALLBACK_KEYS: `${ROOM.sdkAppId}:${CALLBACK_KEY}`,
    VOLC_ACCESS_KEY_ID: CREDENTIALS.secretId,
    VOLC_SECRET_ACCESS_KEY: CREDENTIALS.secretKey,
    VOLC_APP_IDS: `${APP_ID}`,
    VOLC_ENDPOINT: volcengine.url,
    VOLC_QPS: `${QUOTAS.volcengine}`,
  },
});

await trtc.sendCallbacks({ url: `${gateway.url}/callbacks/trtc`, key: CALLBACK_KEY });
const people = new ShowPeople(trtc, SHOW, SHOW_PEOPLE);
await trtc.callbacksSent();

const load = new SteadyLoad({ url: gateway.url, tokens: { admin: await tokenOf('admin') } });
const moderators = new ShowModerators(() => [gateway.url], SHOW, await tokenOf('moderator'));
const subscribers = Array.from({ length: FOLLOWERS }, (_, index) => tokenOf(`follower-${index}`));
const followers = new Followers(gateway.url, await Promise.all(subscribers), SHOW);
await followers.areThere();
gateway.watchCollections();
const samples: Sample[] = [];
const startedAt = performance.now();
const takeSample = async () => {
  const { rssBytes, heapBytes, leftBytes } = await gateway.usage();
  const seconds = (performance.now() - startedAt) / 1_000;
  samples.push({ seconds, rssBytes, heapBytes, leftBytes, latencies: load.takeLatencies() });
};
const sampling = setInterval(takeSample, SAMPLE_EVERY_MS);
const compacted: Compacted[] = [];
const compact = async () => {
  const { rssBytes, threads = 0 } = await gateway.compactedUsage();
  compacted.push({ seconds: (performance.now() - startedAt) / 1_000, rssBytes, threads });
};
// Not before half time, because it closes gaps in the heap that would be there otherwise. Not after the load, which uses memory itself.
const compacting = setInterval(() => {
  const left = minutes * 60 - (performance.now() - startedAt) / 1_000;
  if (left < minutes * 30 && left > COMPACT_EVERY_MS / 2_000) void compact();
}, COMPACT_EVERY_MS);
const injected = injectFaults(minutes * 60 - SECONDS_WITHOUT_FAULTS, trtc, volcengine);
const endOfShow = [people.begin(), moderators.begin(people, SHOW_PAUSE_MS)];
await load.run(minutes * 60, RATES);
clearInterval(compacting);
clearInterval(sampling);
await Promise.all(endOfShow.map((end) => end()));
await trtc.callbacksSent();
const recorded = async () => (await readJournal(journalFile, openJournal)).actions;
const unquiet = await untilQuiet(
  journalFile,
  QUIET_WITHIN_MS,
  async () => mediaFaults(await recorded(), SHOW, people),
  openJournal,
);
const untold = await followers.compare(await recorded());
await gateway.stop();

const journal = await recorded();
const ofShow = journal.filter(({ roomId }) => roomId === SHOW.roomId);
const ofLoad = journal.filter(({ roomId }) => roomId !== SHOW.roomId);
const differences = [
  ...load.lost,
  ...answersAgainstJournal(load.answers, ofLoad),
  ...journal.filter(({ status }) => status === 'PENDING').map(({ id }) => `the action ${id} is PENDING`),
  ...roomAgainstJournal(trtc, ROOM, ofLoad),
  ...unquiet,
  ...exceptionFaults(ofShow),
  ...untold,
  ...listsAgainstJournal(volcengine, APP_ID, journal),
];
const traffic = { TRTC: trtc.traffic(), Volcengine: volcengine.traffic() };
const overQuota = traffic.TRTC.refused + traffic.Volcengine.refused - injected.throttled;
await Promise.all([trtc.close(), volcengine.close()]);
rmSync(folder, { recursive: true });

const report = soakReport({
  minutes,
  rates: RATES,
  samples,
  compacted,
  answers: load.answers,
  actions: ofLoad.length,
  show: {
    asked: ofShow.filter(({ causedBy }) => causedBy === undefined).length,
    automatic: ofShow.filter(({ causedBy }) => causedBy !== undefined).length,
    events: trtc.callbacks().at(-1)?.number ?? 0,
    subscribers: 2 * FOLLOWERS,
    told: followers.told + followers.roomEvents,
    interruptions: followers.interruptions,
  },
  vendorCalls: { TRTC: traffic.TRTC.accepted, Volcengine: traffic.Volcengine.accepted },
  overQuota,
  differences,
});
process.stdout.write(`${report.text}\n\n${goalsTable(goalRows('Soak', report.goals, today()))}\n`);
writeSection('Soak', report);
if (differences.length > 0) {
  process.stderr.write(`${differences.slice(0, 50).join('\n')}\n`);
  process.exitCode = 1;
}
