import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Emulators, startEmulators } from '../../src/emulators/emulators.js';
import { readEmulatorConfig, SANDBOX_VALUES } from '../../src/emulators/variables.js';
import type { JournalPages } from '../../src/journal/journal-database.js';
import { openPostgresForReading } from '../../src/journal/postgres-database.js';
import { openSqliteForReading } from '../../src/journal/sqlite-database.js';
import { signSandboxTokens } from '../../src/sandbox/sandbox-tokens.js';
import { type GatewayBefore, startGatewayBefore } from '../gateway-before.js';
import {
  AddToBlacklistDocument,
  type AddToBlacklistInput,
  BlacklistDocument,
  ModerationActionsDocument,
  type ModerationActionsQuery,
  RemoveFromBlacklistDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { withoutJitter } from '../sandbox-gateway.js';
import { StartedProcess } from '../started-process.js';

export const APP = 123456;
export const OWNER = '70001';
export const SOON = 1;
/** In seconds: late enough that what a test does next comes before the end, also on a busy machine. */
export const AFTERWARDS = 4;
/** An addition whose answer is late is in doubt, and then nobody is removed. So a busy machine has time for an answer. */
const LIMITS = { VENDOR_TIMEOUT_MS: '5000', VENDOR_DEADLINE_MS: '5000' };
const SECRET = 'a secret for tests, of 32 bytes or more';

export type Action = ModerationActionsQuery['moderationActions']['edges'][number]['node'];
export type Kind = 'SQLite' | 'PostgreSQL';

/** Lists on the vendor's emulator, and gateways in front of it that share one journal. */
export class TimedLists {
  readonly emulators: Emulators;
  readonly gateways: GatewayBefore[] = [];
  readonly databaseUrl: string;
  readonly #kind: Kind;
  readonly #running: { close(): Promise<void> }[];

  constructor(kind: Kind, databaseUrl: string, emulators: Emulators, running: { close(): Promise<void> }[]) {
    this.#kind = kind;
    this.databaseUrl = databaseUrl;
    this.emulators = emulators;
    this.#running = running;
  }

  async start(
    environment: Record<string, string> = {},
    options: Parameters<typeof startGatewayBefore>[2] = {},
  ): Promise<GatewayBefore> {
    const quiet = { VOLC_QPS: '10000', TRTC_QPS: '10000', CALLER_REQUESTS_PER_SECOND: '0' };
    const gateway = await startGatewayBefore(
      this.emulators,
      {
        ...quiet,
        ...LIMITS,
        DATABASE_URL: this.databaseUrl,
        ...environment,
      },
      { ...withoutJitter, ...options },
    );
    this.gateways.push(gateway);
    return gateway;
  }

  /** Starts a gateway as a process of its own, which can be killed. */
  async startProcess(): Promise<{ gateway: GatewayBefore; kill(): Promise<void> }> {
    const { trtc, volcengine } = this.emulators;
    const process = new StartedProcess(nodeArgsOf('start'), {
      ...SANDBOX_VALUES,
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: this.databaseUrl,
      AUTH_JWT_SECRET: SECRET,
      TRTC_ENDPOINT: trtc.url,
      VOLC_ENDPOINT: volcengine.url,
      ...LIMITS,
    });
    const tokens = await signSandboxTokens({ key: Buffer.from(SECRET), algorithm: 'HS256' });
    const kill = async () => {
      process.child.kill('SIGKILL');
      await process.exit;
    };
    return { gateway: { url: await process.url(), tokens, close: kill }, kill };
  }

  async stop(gateway: GatewayBefore): Promise<void> {
    this.gateways.splice(this.gateways.indexOf(gateway), 1);
    await gateway.close();
  }

  async close(): Promise<void> {
    for (const gateway of this.gateways.splice(0)) await gateway.close();
    for (const server of this.#running) await server.close();
  }

  get gateway(): GatewayBefore {
    const [gateway] = this.gateways;
    if (!gateway) throw new Error('no gateway runs');
    return gateway;
  }

  async add(userIds: readonly string[], input: Partial<AddToBlacklistInput> = {}, gateway = this.gateway) {
    const users = userIds.map((userId) => ({ userId }));
    const { data, errors } = await send(gateway, AddToBlacklistDocument, {
      input: { userId: OWNER, users, ...input },
    });
    expect(errors).toBeUndefined();
    const answer = data?.addToBlacklist;
    if (!answer) throw new Error('no answer');
    return answer;
  }

  async remove(userIds: string[], gateway = this.gateway) {
    const { data } = await send(gateway, RemoveFromBlacklistDocument, { input: { userId: OWNER, userIds } });
    return data?.removeFromBlacklist;
  }

  /** Who is on the list at the vendor. */
  listed(): string[] {
    return [...this.emulators.volcengine.blacklist(APP, OWNER, 0).keys()].toSorted();
  }

  /** By user: when the gateway says that the entry ends. */
  async ends(): Promise<Record<string, string | null>> {
    const { data, errors } = await send(this.gateway, BlacklistDocument, { userId: OWNER });
    expect(errors).toBeUndefined();
    const edges = data?.blacklist?.edges ?? [];
    return Object.fromEntries(edges.map(({ node: { userId, endsAt } }) => [userId, endsAt as string | null]));
  }

  /** The actions of the journal, the newest first. */
  async actions(filter: object = {}): Promise<Action[]> {
    const { data, errors } = await send(this.gateway, ModerationActionsDocument, { filter, first: 200 });
    expect(errors).toBeUndefined();
    return (data?.moderationActions.edges ?? []).map(({ node }) => node);
  }

  automatic(): Promise<Action[]> {
    return this.actions({ automatic: true });
  }

  /** The users whose ends the gateways remember, of one action or of all. */
  async timers(actionId?: string): Promise<string[]> {
    return this.read(async ({ db }) => {
      const rows = await db.selectFrom('timed_targets').select(['user_id', 'action_id']).execute();
      const those = rows.filter(({ action_id }) => actionId === undefined || action_id === actionId);
      return those.map(({ user_id }) => user_id).toSorted();
    });
  }

  async read<T>(use: (pages: JournalPages) => Promise<T>): Promise<T> {
    const open = this.#kind === 'SQLite' ? openSqliteForReading : openPostgresForReading;
    const pages = await open(this.databaseUrl.replace(/^file:/, ''));
    try {
      return await use(pages);
    } finally {
      await pages.close();
    }
  }

  /** Resolves when nobody is to be removed any more because of this action, or of any. */
  async ended(actionId?: string, timeout = 30_000): Promise<void> {
    await expect.poll(() => this.timers(actionId), { timeout, interval: 100 }).toEqual([]);
  }
}

/** Gives each test of a file lists of its own. */
export function withLists(kind: Kind): (() => TimedLists) & { postgres(): PostgresServer } {
  let postgres: PostgresServer | undefined;
  let folder: string;
  let lists: TimedLists;
  if (kind === 'PostgreSQL') {
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres?.remove());
  }
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'timed-lists-'));
    const running: { close(): Promise<void> }[] = [];
    const ports = { TRTC_EMULATOR_PORT: '0', VOLC_EMULATOR_PORT: '0' };
    const qps = { TRTC_QPS: '10000', VOLC_QPS: '10000' };
    const emulators = await startEmulators(readEmulatorConfig({ ...ports, ...qps }), (server) => {
      running.unshift(server);
      return server;
    });
    lists = new TimedLists(kind, postgres?.url ?? `file:${join(folder, 'journal.db')}`, emulators, running);
    if (postgres) await forgetAll(postgres.url);
  });
  afterEach(async () => {
    await lists.close();
    rmSync(folder, { recursive: true });
  });
  return Object.assign(() => lists, { postgres: () => postgres as PostgresServer });
}

/** What the test before has left must not disturb the next one. */
async function forgetAll(url: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  await client.connect();
  await client.query('drop schema public cascade');
  await client.query('create schema public');
  await client.end();
}
