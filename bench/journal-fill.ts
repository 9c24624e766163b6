/** Fills a journal with a million actions over 180 days, as a busy product has them, in a file or on a server. */
import Database from 'libsql';
import pg from 'pg';
import type { ActionStatus, Intent } from '../src/journal/action-record.js';
import { seededRandom } from '../test/vendors/calling/sliding-second-vendor.js';
import { compiled } from './compiled.js';

const { rowOf } = await compiled<typeof import('../src/journal/action-rows.js')>('journal/action-rows.js');

export const ROWS = 1_000_000;
const BATCH = 5_000;
export const DAY_MS = 86_400_000;
export const NEWEST = Date.UTC(2026, 0, 1);
const STEP_MS = (180 * DAY_MS) / ROWS;
const OLDEST = NEWEST - ROWS * STEP_MS;
export const MIDDLE = NEWEST - (ROWS / 2) * STEP_MS;
/** An application, a room and a moderator that were active only half a year ago. */
const LONG_AGO = OLDEST + DAY_MS;

/** One application of each vendor has most actions. Many applications share the rest. */
export const APP = 1400188366;
export const OLD_APP = 1400188368;
export const VOLC_APP = 123456;
export const SMALL_APPS = 700;
export const smallApp = (index: number) => 1400200000 + index;
export const smallVolcApp = (index: number) => 200000 + index;
export const BUSY_ROOM = 10006;
export const OLD_ROOM = 999_999;
export const ROOMS = 2_000;
/** A smaller index means a busier room. The numbers are short, so that a token can hold 1,200 of them. */
export const roomAt = (index: number) => 100 + index;

/** A fixed seed, so that every run makes the same rows. */
const random = seededRandom(1);
const upTo = (count: number) => Math.floor(random() * count);
/** Returns small numbers more often than large ones. */
const skewed = (count: number) => Math.floor(count * random() ** 3);
const hex = (digits: number) =>
  upTo(16 ** digits)
    .toString(16)
    .padStart(digits, '0');

export function idAt(time: number): string {
  const stamp = Math.floor(time).toString(16).padStart(12, '0');
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}

/** One service does most actions. Two hundred moderators and many list owners do the rest. */
function actor(time: number): string {
  if (time < LONG_AGO && random() < 0.01) return 'long-gone';
  const share = random();
  if (share < 0.6) return 'service';
  return share < 0.9 ? `moderator-${upTo(200)}` : `user-${upTo(5_000)}`;
}

/** A few rooms have most actions. One room has a tenth of all. */
function room(time: number): number {
  if (time < LONG_AGO && random() < 0.005) return OLD_ROOM;
  return random() < 0.15 ? BUSY_ROOM : roomAt(skewed(ROOMS));
}

/** One target is a robot that is muted and unmuted all day as a test: 100,000 actions. */
function mutedUser(): string {
  return random() < 1 / 7 ? 'robot' : `user-${Math.floor(50_000 * random() ** 2)}`;
}

function intentAt(time: number): Intent {
  const id = idAt(time);
  const common = { id, requestId: `request-${id.slice(-12)}`, actor: actor(time) };
  if (random() < 0.7) {
    const old = time < LONG_AGO && random() < 0.01;
    const applicationId = old ? OLD_APP : random() < 0.1 ? smallApp(skewed(SMALL_APPS)) : APP;
    const [roomId, userId] = [room(time), mutedUser()];
    const call = { sdkAppId: applicationId, roomId, userId, state: 'AUDIO_DISABLED', region: 'ap-singapore' };
    return {
      ...common,
      operation: 'SET_USER_MEDIA_STATE',
      place: `room/${applicationId}/${roomId}`,
      applicationId,
      roomId,
      userIds: [userId],
      input: JSON.stringify(call),
      ...(random() < 0.3 && { reason: 'spam in the chat, third time today' }),
    };
  }
  const applicationId = random() < 0.2 ? smallVolcApp(skewed(SMALL_APPS)) : VOLC_APP;
  const ownerId = `${9_000_000_000_000_000n + BigInt(upTo(20_000))}`;
  const users = Array.from({ length: 1 + upTo(7) }, () => ({ userId: `${10_000 + upTo(100_000)}` }));
  return {
    ...common,
    operation: 'ADD_TO_BLACKLIST',
    place: `list/${applicationId}/${ownerId}/0`,
    applicationId,
    listOwnerId: ownerId,
    userIds: users.map(({ userId }) => userId),
    input: JSON.stringify({ appId: applicationId, ownerId, inboxType: 0, users }),
  };
}

/** Unknown outcomes were many during an outage half a year ago, and few since. */
function statusAt(time: number, { operation }: Intent): Exclude<ActionStatus, 'PENDING'> {
  if (time < LONG_AGO && random() < 0.05) return 'UNKNOWN';
  const share = random();
  if (share < 0.93) return 'APPLIED';
  if (share < 0.97) return 'REFUSED';
  if (share < 0.985) return operation === 'ADD_TO_BLACKLIST' ? 'PARTIAL' : 'REFUSED';
  return share < 0.99999 ? 'DENIED' : 'UNKNOWN';
}

function answerOf(intent: Intent, status: ActionStatus): object {
  const vendorRequestId = `vendor-request-${intent.id}`;
  const error = {
    __typename: 'RoomNotFoundError',
    code: 'ROOM_NOT_FOUND',
    message: 'The room does not exist (any more).',
    retryable: false,
    outcome: status === 'UNKNOWN' ? 'UNKNOWN' : 'NOT_APPLIED',
    vendor: 'TENCENT_TRTC',
    vendorCode: 'FailedOperation.RoomNotExist',
    vendorRequestId,
    actionId: intent.id,
  };
  if (status === 'APPLIED') {
    const __typename =
      intent.operation === 'ADD_TO_BLACKLIST' ? 'AddToBlacklistSuccess' : 'SetUserMediaStateSuccess';
    return { __typename, ...JSON.parse(intent.input), vendorRequestId, actionId: intent.id };
  }
  if (status !== 'PARTIAL') return error;
  const [first = '', ...addedUserIds] = intent.userIds;
  const failures = [{ index: 0, userId: first, error }];
  return { __typename: 'AddToBlacklistPartialFailure', addedUserIds, failures, actionId: intent.id };
}

function finishedRow(time: number) {
  const intent = intentAt(time);
  const status = statusAt(time, intent);
  const refused = status !== 'APPLIED' && status !== 'PARTIAL';
  const row = {
    ...rowOf(intent),
    status,
    answer: JSON.stringify(answerOf(intent, status)),
    vendor_code: refused ? 'FailedOperation.RoomNotExist' : null,
    vendor_request_ids: JSON.stringify([`vendor-request-${intent.id}`]),
    attempts: 1,
    recovered: 0,
    duration_ms: 40 + upTo(100),
    finished_at: Math.floor(time) + 150,
    lease_owner: null,
    lease_until: null,
  };
  const { id, operation, application_id, room_id, actor } = row;
  const targets = [...new Set(intent.userIds)].map((user_id) => ({
    user_id,
    action_id: id,
    operation,
    application_id,
    room_id,
    actor,
  }));
  return { row, targets };
}

type Insert = (table: string, rows: readonly object[]) => Promise<void>;

/** Removes the place, as gateways wrote rows before they recorded places. */
function withoutPlace({ acts_in: _, ...row }: ReturnType<typeof finishedRow>['row']): object {
  return row;
}

async function fill(name: string, insert: Insert, old: boolean): Promise<void> {
  const startedAt = performance.now();
  for (let first = 0; first < ROWS; first += BATCH) {
    const made = Array.from({ length: BATCH }, (_, index) => finishedRow(OLDEST + (first + index) * STEP_MS));
    await insert(
      'actions',
      made.map(({ row }) => (old ? withoutPlace(row) : row)),
    );
    await insert(
      'action_targets',
      made.flatMap(({ targets }) => targets),
    );
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(`\n${name}: ${ROWS} actions in ${seconds} s\n`);
}

/** Deletes the actions that an earlier run added to a kept journal. */
const LATER = ['action_targets where action_id', 'actions where id'].map(
  (rows) => `delete from ${rows} >= '${idAt(NEWEST)}'`,
);

/** `old`: the schema is from before places. */
interface FillOptions {
  old?: boolean;
}

/** Fills a file. A file that is already filled is reset to that state. */
export async function fillFile(file: string, { old = false }: FillOptions = {}): Promise<void> {
  const connection = new Database(file);
  for (const statement of LATER) connection.exec(statement);
  // These settings are faster than the gateway's, because nobody misses this data after a power cut.
  for (const setting of ['synchronous = OFF', 'cache_size = -1000000']) connection.pragma(setting);
  const filled = connection.prepare('select 1 from actions limit 1').all().length > 0;
  if (!filled) {
    await fill(
      'SQLite',
      async (table, rows) => {
        const columns = Object.keys(rows[0] ?? {});
        const statement = connection.prepare(
          `insert into ${table} (${columns}) values (${columns.map(() => '?')})`,
        );
        connection.exec('BEGIN');
        for (const row of rows) statement.run(...Object.values(row));
        connection.exec('COMMIT');
      },
      old,
    );
  }
  connection.close();
}

/** Fills a database. A database that is already filled is reset to that state. */
export async function fillServer(url: string, { old = false }: FillOptions = {}): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows: filled } = await client.query('select 1 from actions limit 1');
  if (filled.length === 0) {
    await client.query('set synchronous_commit = off');
    await fill(
      'PostgreSQL',
      async (table, rows) => {
        const columns = Object.keys(rows[0] ?? {});
        await client.query(
          `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`,
          [JSON.stringify(rows)],
        );
      },
      old,
    );
  }
  for (const statement of LATER) await client.query(statement);
  // Does what autovacuum would do in time.
  await client.query('vacuum analyze');
  await client.end();
}
