/**
 * `npm run soak` runs one gateway for half an hour (`npm run soak -- 2`: two minutes) at 80 % of both vendors' quotas,
 * with reads beside. The emulators fail now and then. The soak watches memory and latency. At the end, it compares the
 * answers to the callers, the journal, and the state of the vendors. Writes `bench/RESULTS.md`.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { startTrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import { startVolcengineEmulator } from '../../src/emulators/volcengine/volcengine-emulator.js';
import type { ActionRecord } from '../../src/journal/action-record.js';
import { listedActions } from '../../test/journal/listed-actions.js';
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
import { type Sample, soakReport } from './soak-report.js';
import { ROOM, SteadyLoad, USERS } from './steady-load.js';

const DEFAULT_MINUTES = 30;
const SAMPLE_EVERY_MS = 10_000;
/** The last seconds have no new faults, so that each fault has met its calls by the end. */
const SECONDS_WITHOUT_FAULTS = 10;
const APP_ID = 123456;
const QUOTAS = { trtc: 20, volcengine: 50 };
const USED = 0.8;
const RATES = {
  mutesPerSecond: QUOTAS.trtc * USED,
  additionsPerSecond: QUOTAS.volcengine * USED,
  readsPerSecond: 8,
};
const CREDENTIALS = { secretId: 'AKIDsoak', secretKey: 'soak-secret-key' };
const SECRET = randomBytes(32).toString('hex');

const minutes = Number(process.argv[2] ?? DEFAULT_MINUTES);
if (!(minutes > 0)) throw new Error(`not a number of minutes: ${process.argv[2]}`);

const { Journal } = await compiled<typeof import('../../src/journal/journal.js')>('journal/journal.js');
const { openSqlite } = await compiled<typeof import('../../src/journal/sqlite-database.js')>(
  'journal/sqlite-database.js',
);

const token = await new SignJWT({
  scope: 'moderation:media moderation:blacklist moderation:audit',
  rooms: '*',
})
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject('admin')
  .setExpirationTime('12h')
  .sign(Buffer.from(SECRET));

const folder = mkdtempSync(join(tmpdir(), 'soak-'));
const journalFile = join(folder, 'journal.db');
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
    VOLC_ACCESS_KEY_ID: CREDENTIALS.secretId,
    VOLC_SECRET_ACCESS_KEY: CREDENTIALS.secretKey,
    VOLC_APP_IDS: `${APP_ID}`,
    VOLC_ENDPOINT: volcengine.url,
    VOLC_QPS: `${QUOTAS.volcengine}`,
  },
});

const load = new SteadyLoad({ url: gateway.url, tokens: { admin: token } });
const samples: Sample[] = [];
const startedAt = performance.now();
const takeSample = async () => {
  const { rssBytes, heapBytes } = await gateway.usage();
  const seconds = (performance.now() - startedAt) / 1_000;
  samples.push({ seconds, rssBytes, heapBytes, latencies: load.takeLatencies() });
};
const sampling = setInterval(takeSample, SAMPLE_EVERY_MS);
const injected = injectFaults(minutes * 60 - SECONDS_WITHOUT_FAULTS, trtc, volcengine);
await load.run(minutes * 60, RATES);
clearInterval(sampling);
await gateway.stop();

const journal = await readJournal();
const differences = [
  ...load.lost,
  ...answersAgainstJournal(load.answers, journal),
  ...journal.filter(({ status }) => status === 'PENDING').map(({ id }) => `the action ${id} is PENDING`),
  ...roomAgainstJournal(trtc, ROOM, journal),
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
  answers: load.answers,
  actions: journal.length,
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

/** Oldest first. */
async function readJournal(): Promise<ActionRecord[]> {
  const reader = new Journal(await openSqlite(journalFile), 'a reader', Date.now);
  const records = await listedActions(reader, {});
  await reader.close();
  return records.reverse();
}
