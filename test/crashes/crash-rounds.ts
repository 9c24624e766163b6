import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../src/emulators/volcengine/volcengine-emulator.js';
import {
  AddToBlacklistDocument,
  type AddToBlacklistMutation,
  SetUserMediaStateDocument,
  type SetUserMediaStateMutation,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import {
  answersAgainstJournal,
  listsAgainstJournal,
  roomAgainstJournal,
  STATES,
  undecided,
} from '../journal-comparison.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';
import { readJournal } from './journal-after.js';

const ROOM = { sdkAppId: 1400188366, roomId: 10006 };
const APP_ID = 123456;
const USERS = Array.from({ length: 30 }, (_, index) => `user-${index}`);
const CLIENTS = 20;
const SECRET = 'a secret for tests, of 32 bytes or more';
const CREDENTIALS = { secretId: 'AKIDcrash', secretKey: 'crash-secret-key' };
/** A round waits no longer for answers. */
const ANSWERED_WITHIN_MS = 20_000;
/** After this time (a lease and a few looks, on a busy machine) every pending action must have an outcome. */
const RESOLVED_WITHIN_MS = 180_000;

type Answer = SetUserMediaStateMutation['setUserMediaState'] | AddToBlacklistMutation['addToBlacklist'];

export interface CrashReport {
  kills: number;
  answered: number;
  /** Requests whose answer never came. */
  cutOff: number;
  actions: number;
  recovered: number;
  /** The differences that were found. */
  faults: string[];
}

/**
 * Kills a gateway under load at random moments, and starts it again, this many times. Then compares the callers' answers,
 * the journal, and the vendors' state.
 */
export async function runCrashRounds(rounds: number, databaseUrl: string): Promise<CrashReport> {
  const quota = { port: 0, callsPerSecond: 10_000 };
  const trtc = await startTrtcEmulator({ ...quota, ...CREDENTIALS, sdkAppIds: [ROOM.sdkAppId] });
  const volcengine = await startVolcengineEmulator({
    ...quota,
    accessKeyId: CREDENTIALS.secretId,
    secretAccessKey: CREDENTIALS.secretKey,
    appIds: [APP_ID],
  });
  for (const userId of USERS) trtc.enterRoom(ROOM.sdkAppId, ROOM.roomId, userId);
  const load = new Load(await token());
  const complaints: string[] = [];
  let gateway: StartedProcess | undefined;
  try {
    for (let round = 0; round < rounds; round++) {
      gateway = startGateway(databaseUrl, trtc, volcengine);
      const url = await gateway.url();
      for (const emulator of [trtc, volcengine]) {
        for (let fault = 0; fault < 20; fault++) {
          emulator.injectFault({ kind: 'delay', delayMs: Math.floor(Math.random() * 100), times: 5 });
        }
      }
      const clients = load.run(url);
      await load.answered(Math.random() * 60);
      await gateway.kill();
      await clients();
      complaints.push(gateway.stderr);
      trtc.clearFaults();
      volcengine.clearFaults();
    }
    gateway = startGateway(databaseUrl, trtc, volcengine);
    await noneIsPending(await gateway.url(), load.token);
    gateway.child.kill('SIGTERM');
    await gateway.exit;
    complaints.push(gateway.stderr);

    const { actions: journal } = await readJournal(databaseUrl);
    return {
      kills: rounds,
      answered: load.answers.length,
      cutOff: load.cutOff,
      actions: journal.length,
      recovered: journal.filter(({ recovered }) => recovered).length,
      faults: [
        ...answersAgainstJournal(load.answers, journal),
        ...roomAgainstJournal(trtc, ROOM, journal),
        ...listsAgainstJournal(volcengine, APP_ID, journal),
        ...undecided(journal),
        ...complaints.filter((complaint) => complaint !== ''),
      ],
    };
  } finally {
    await gateway?.kill();
    await trtc.close();
    await volcengine.close();
  }
}

/** Clients that mute and blacklist random users until their gateway is killed. */
class Load {
  readonly token: string;
  readonly answers: Answer[] = [];
  cutOff = 0;
  #users = 1;

  constructor(token: string) {
    this.token = token;
  }

  /** Resolves when so many more answers have come, on a busy machine too. */
  async answered(count: number): Promise<void> {
    const before = this.answers.length;
    const latest = performance.now() + ANSWERED_WITHIN_MS;
    while (this.answers.length <= before + count && performance.now() < latest) await sleep(1);
  }

  /** Returns a function that waits for their end, once the gateway was killed. */
  run(url: string): () => Promise<void> {
    const target = { url, tokens: { admin: this.token } };
    let over = false;
    const client = async () => {
      while (!over) {
        try {
          this.answers.push(await (Math.random() < 0.6 ? mute(target) : this.#add(target)));
        } catch {
          this.cutOff += 1;
          await sleep(5);
        }
      }
    };
    const clients = Array.from({ length: CLIENTS }, client);
    return async () => {
      over = true;
      await Promise.all(clients);
    };
  }

  async #add(target: { url: string; tokens: { admin: string } }): Promise<Answer> {
    const first = this.#users;
    this.#users += 25;
    const count = 1 + Math.floor(Math.random() * 25);
    const users = Array.from({ length: count }, (_, index) => ({ userId: `${first + index}` }));
    const input = { userId: `${900_000_000 + Math.floor(Math.random() * 5)}`, users };
    const { data } = await send(target, AddToBlacklistDocument, { input });
    if (!data) throw new Error('no data');
    return data.addToBlacklist;
  }
}

async function mute(target: { url: string; tokens: { admin: string } }): Promise<Answer> {
  const input = { ...ROOM, userId: anyOf(USERS), state: anyOf(STATES) };
  const { data } = await send(target, SetUserMediaStateDocument, { input });
  if (!data) throw new Error('no data');
  return data.setUserMediaState;
}

function anyOf<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}

function token(): Promise<string> {
  return new SignJWT({ scope: 'moderation:media moderation:blacklist moderation:audit', rooms: '*' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('admin')
    .setExpirationTime('2h')
    .sign(Buffer.from(SECRET));
}

function startGateway(
  databaseUrl: string,
  trtc: TrtcEmulator,
  volcengine: VolcengineEmulator,
): StartedProcess {
  return new StartedProcess(nodeArgsOf('start'), {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    AUTH_JWT_SECRET: SECRET,
    CALLER_REQUESTS_PER_SECOND: '0',
    // Every call is answered, also on a busy machine. If one were given up, its action could be UNKNOWN.
    VENDOR_TIMEOUT_MS: '20000',
    VENDOR_DEADLINE_MS: '20000',
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
  });
}

async function noneIsPending(url: string, token: string): Promise<void> {
  const query = '{ moderationActions(filter: { status: PENDING }, first: 1) { edges { node { id } } } }';
  const deadline = Date.now() + RESOLVED_WITHIN_MS;
  for (;;) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as { data?: { moderationActions: { edges: unknown[] } } };
    if (data?.moderationActions.edges.length === 0) return;
    // The comparison reports the rest.
    if (Date.now() > deadline) return;
    await sleep(100);
  }
}
