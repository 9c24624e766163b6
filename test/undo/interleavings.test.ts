import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../src/emulators/volcengine/volcengine-emulator.js';
import type { ActionRecord } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { ModerationActionsDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';
import { answersAgainst, anyStep, ListCallers, type Step, type Told } from './list-callers.js';
import { disagreements, OPERATIONS, type ToldAction } from './list-possibilities.js';

/** `INTERLEAVINGS=20` kills twenty gateways. */
const KILLS = Number(process.env.INTERLEAVINGS ?? 2);
const APP = 123456;
const CREDENTIALS = { accessKeyId: 'AKLTinterleaved', secretAccessKey: 'interleaved-secret' };
const CALLERS = ['anna', 'ben', 'cleo'];
const LISTS = 4;
const STEPS = 5;
const TOKENS = CALLERS.map((sub) => tokenOf(sub, { scope: 'moderation:blacklist', ...EVERYWHERE }));
const AUDITOR = tokenOf('auditor', { scope: 'moderation:audit', ...EVERYWHERE });

/** A short run may have no undo of its own that is carried out. */
const ONE_UNDO: readonly Step[] = [
  { what: { kind: 'remove', users: ['1'] }, lost: null },
  { what: { kind: 'add', users: ['1'], ext: { a: 'x' } }, lost: null },
  { what: { kind: 'undo', of: 0 }, lost: null },
];

let folder: string;
let vendor: VolcengineEmulator;
let gateway: StartedProcess | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interleavings-'));
  vendor = await startVolcengineEmulator({ port: 0, callsPerSecond: 10_000, ...CREDENTIALS, appIds: [APP] });
});
afterAll(async () => {
  await gateway?.kill();
  await vendor.close();
  rmSync(folder, { recursive: true });
});

function start(): StartedProcess {
  return new StartedProcess(nodeArgsOf('start'), {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'journal.db')}`,
    AUTH_JWT_SECRET: SECRET.toString(),
    CALLER_REQUESTS_PER_SECOND: '0',
    VENDOR_TIMEOUT_MS: '1000',
    VENDOR_DEADLINE_MS: '3000',
    VOLC_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    VOLC_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    VOLC_APP_IDS: `${APP}`,
    VOLC_ENDPOINT: vendor.url,
    VOLC_QPS: '10000',
  });
}

/** Waits until no action is pending: those of a gateway that was killed have been recovered. */
async function recovered(url: string): Promise<void> {
  const pending = async () => {
    const variables = { filter: { status: ['PENDING' as const] }, first: 1 };
    const { data } = await send({ url }, ModerationActionsDocument, variables, { token: AUDITOR });
    return data?.moderationActions.edges.length;
  };
  await expect.poll(pending, { timeout: 60_000, interval: 200 }).toBe(0);
}

/** By action: what GraphQL tells of each of its users. */
async function outcomesOf(url: string): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const outcomes = new Map<string, ReadonlyMap<string, string>>();
  let after: string | null = null;
  do {
    const variables: { first: number; after: string | null } = { first: 200, after };
    const { data } = await send({ url }, ModerationActionsDocument, variables, { token: AUDITOR });
    if (!data) throw new Error('no page of actions');
    const { edges, pageInfo } = data.moderationActions;
    for (const { node } of edges) {
      outcomes.set(node.id, new Map(node.targets.map(({ userId, outcome }) => [userId, outcome])));
    }
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return outcomes;
}

/** All actions, in the order of the journal. */
async function records(): Promise<ActionRecord[]> {
  const database = await openSqlite(join(folder, 'journal.db'));
  const journal = new Journal(database, 'a reader', Date.now);
  const rows = await database.db.selectFrom('actions').select('id').orderBy(sql`rowid`).execute();
  const found: ActionRecord[] = [];
  for (const { id } of rows) {
    const record = await journal.find(id);
    if (record) found.push(record);
  }
  await database.close();
  return found;
}

it(
  'vendor, journal and answers agree after any interleaving of changes and undos, lost answers and crashes',
  async () => {
    const lists = Array.from({ length: LISTS }, (_, index) => {
      const owner = String(10_000_001 + index);
      return { owner, callers: new ListCallers(owner, vendor, TOKENS) };
    });
    const seed = Number(process.env.SEED ?? Date.now());
    const stepsOf = (salt: number) =>
      fc.sample(
        fc.array(fc.array(anyStep, { minLength: STEPS, maxLength: STEPS }), {
          minLength: CALLERS.length,
          maxLength: CALLERS.length,
        }),
        { numRuns: LISTS, seed: seed + salt },
      );
    let outcomes: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map();
    const answered = () => lists.flatMap(({ callers }) => callers.answers).length;

    for (let round = 0; round <= KILLS; round++) {
      gateway = start();
      const url = await gateway.url();
      const run = (salt: number, lose = true) => {
        const steps = stepsOf(salt + 2 * round);
        const taken = (index: number) =>
          (steps[index] ?? []).map((some) => some.map((step) => (lose ? step : { ...step, lost: null })));
        return Promise.all(lists.map(({ callers }, index) => callers.run(url, taken(index))));
      };
      if (round === KILLS) {
        // Callers act before the recovery of what the gateway before left, and then on what it has found out.
        await run(0, false);
        await recovered(url);
        await lists[0]?.callers.run(url, [ONE_UNDO]);
        await run(1);
        outcomes = await outcomesOf(url);
        gateway.child.kill('SIGTERM');
        await gateway.exit;
      } else {
        const before = answered();
        let isOver = false;
        const running = run(0).then(() => {
          isOver = true;
        });
        // In the middle of the requests, wherever the machine is then.
        while (!isOver && answered() - before < 4 + ((seed + round) % 20)) await sleep(1);
        await gateway.kill();
        await running;
      }
      vendor.clearFaults();
      expect(gateway.stderr).toBe('');
    }

    const all = await records();
    const faults = lists.flatMap(({ owner, callers }) => {
      const ofList = all.filter(({ listOwnerId }) => listOwnerId === owner);
      const known = ofList
        .filter(({ operation }) => OPERATIONS.includes(operation))
        .map((record): ToldAction => ({ ...record, outcomes: outcomes.get(record.id) ?? new Map() }));
      return [
        ...disagreements(known, vendor.blacklist(APP, owner, 0)),
        ...answersAgainst(callers.answers as Told[], ofList),
      ];
    });
    expect(faults, `SEED=${seed}`).toEqual([]);
    // Without these, the test says little.
    expect(
      all.filter(({ undoes, status }) => undoes !== undefined && status === 'APPLIED').length,
    ).toBeGreaterThan(0);
    expect(all.length).toBeGreaterThan(LISTS * STEPS);
  },
  150_000 + KILLS * 30_000,
);
