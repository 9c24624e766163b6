import { setTimeout as sleep } from 'node:timers/promises';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../src/emulators/volcengine/volcengine-emulator.js';
import { RestrictionsDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { IllVendors } from './ill-vendors.js';
import { type JournalAfter, readJournal, untilQuiet } from './journal-after.js';
import { KilledGateways } from './killed-gateways.js';
import { Moderators } from './moderators.js';
import {
  answersAgainstActions,
  countsOf,
  endsAgainstActions,
  keysAgainstActions,
  mediaAgainstActions,
  quotaFaults,
  removalsAgainstActions,
  restrictionsAgainstActions,
  timedEntriesAgainstActions,
  unresolved,
} from './restriction-comparison.js';

const ROOM = { sdkAppId: 1400188366, roomId: 10006 };
const APP_ID = 123456;
const CREDENTIALS = { secretId: 'AKIDcrash', secretKey: 'crash-secret-key' };
/** Those that the vendors document. */
const TRTC_QPS = 20;
const VOLC_QPS = 60;
const PEOPLE = 8;
const MODERATORS = 12;
/** At most so many answers come between two kills. */
const ANSWERS_OF_A_ROUND = 60;
/** After so many, all is compared. */
const KILLS_AT_ONCE = 8;
const WEATHER_LASTS_MS = 5_000;
/** A lease and a few looks. On a busy machine calls are given up meanwhile, and are made again after longer and longer pauses. */
const QUIET_WITHIN_MS = 300_000;

export interface RestrictionReport {
  kills: number;
  answered: number;
  /** Requests whose answer never came. */
  cutOff: number;
  counts: ReturnType<typeof countsOf>;
  calls: number;
  /** The differences that were found. */
  faults: string[];
}

/**
 * Kills gateways, which share a journal, so many times in all, while moderators restrict a few people for a time, lift restrictions
 * and undo, and vendors lose and delay calls. Then waits for quiet, and compares the answers, the journal and the vendors.
 */
export async function runRestrictionRounds(
  kills: number,
  count: number,
  databaseUrl: string,
): Promise<RestrictionReport> {
  const trtc = await startTrtcEmulator({
    port: 0,
    ...CREDENTIALS,
    sdkAppIds: [ROOM.sdkAppId],
    callsPerSecond: TRTC_QPS,
  });
  const volcengine = await startVolcengineEmulator({
    port: 0,
    callsPerSecond: VOLC_QPS,
    accessKeyId: CREDENTIALS.secretId,
    secretAccessKey: CREDENTIALS.secretKey,
    appIds: [APP_ID],
  });
  const gateways = new KilledGateways(count, environment(databaseUrl, trtc, volcengine));
  const scope = 'moderation:media moderation:blacklist moderation:audit';
  const token = tokenOf('admin', { scope, ...EVERYWHERE });
  const moderators = new Moderators(gateways, token, ROOM);
  const weather = new IllVendors(trtc, volcengine);
  const faults: string[] = [];
  let journal: JournalAfter = { actions: [], restrictions: [] };
  try {
    for (let batch = 0; gateways.kills < kills; batch++) {
      const people = Array.from({ length: PEOPLE }, (_, index) => `person-${batch}-${index}`);
      for (const userId of people) trtc.enterRoom(ROOM.sdkAppId, ROOM.roomId, userId);
      const until = Math.min(kills, gateways.kills + KILLS_AT_ONCE);
      await killWhile(gateways, until, moderators, people, weather);
      faults.push(...(await untilQuiet(databaseUrl, QUIET_WITHIN_MS)));
      journal = await readJournal(databaseUrl);
      faults.push(...mediaAgainstActions(trtc, ROOM, people, journal.actions));
      faults.push(...(await shownAgainstActions(gateways, token, people, journal)));
      if (faults.length > 0) break;
    }
    await gateways.endAll('SIGTERM');
    const { actions, restrictions } = journal;
    return {
      kills: gateways.kills,
      answered: moderators.answers.length,
      cutOff: moderators.cutOff,
      counts: countsOf(restrictions, actions),
      calls: trtc.traffic().accepted,
      faults: [
        ...faults,
        ...answersAgainstActions(moderators.answers, actions),
        ...endsAgainstActions(restrictions, actions),
        ...keysAgainstActions(actions),
        ...unresolved(actions),
        ...timedEntriesAgainstActions(volcengine, APP_ID, actions),
        ...removalsAgainstActions(actions),
        ...quotaFaults('TRTC', trtc),
        ...quotaFaults('Volcengine', volcengine),
        ...moderators.faults,
        ...gateways.complaints,
      ],
    };
  } finally {
    weather.end();
    await gateways.endAll('SIGKILL');
    await trtc.close();
    await volcengine.close();
  }
}

async function killWhile(
  gateways: KilledGateways,
  until: number,
  moderators: Moderators,
  people: readonly string[],
  weather: IllVendors,
): Promise<void> {
  await gateways.startAll();
  weather.begin();
  const ended = moderators.run(MODERATORS, people);
  while (gateways.kills < until) {
    await moderators.answered(Math.random() * ANSWERS_OF_A_ROUND);
    await gateways.endSome();
  }
  await ended();
  // Until restrictions for seconds have ended: their ends would hide a wrong state.
  await sleep(WEATHER_LASTS_MS);
  weather.isWorst = true;
  await moderators.finish();
  weather.isWorst = false;
  weather.end();
}

async function shownAgainstActions(
  gateways: KilledGateways,
  token: string,
  people: readonly string[],
  { actions }: JournalAfter,
): Promise<string[]> {
  const url = gateways.url(0) ?? '';
  const faults: string[] = [];
  for (const userId of people) {
    const filter = { userId, status: ['IN_FORCE' as const, 'OVERRIDDEN' as const] };
    const { data } = await send({ url }, RestrictionsDocument, { filter, first: 200 }, { token });
    const shown = data?.restrictions.edges.map(({ node }) => node) ?? [];
    faults.push(...restrictionsAgainstActions(userId, shown, actions));
  }
  return faults;
}

function environment(
  databaseUrl: string,
  trtc: TrtcEmulator,
  volcengine: VolcengineEmulator,
): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    AUTH_JWT_SECRET: SECRET.toString(),
    CALLER_REQUESTS_PER_SECOND: '0',
    VENDOR_TIMEOUT_MS: '1000',
    VENDOR_DEADLINE_MS: '2500',
    TRTC_SECRET_ID: CREDENTIALS.secretId,
    TRTC_SECRET_KEY: CREDENTIALS.secretKey,
    TRTC_SDK_APP_IDS: `${ROOM.sdkAppId}`,
    TRTC_ENDPOINT: trtc.url,
    TRTC_QPS: `${TRTC_QPS}`,
    VOLC_ACCESS_KEY_ID: CREDENTIALS.secretId,
    VOLC_SECRET_ACCESS_KEY: CREDENTIALS.secretKey,
    VOLC_APP_IDS: `${APP_ID}`,
    VOLC_ENDPOINT: volcengine.url,
    VOLC_QPS: `${VOLC_QPS}`,
  };
}
