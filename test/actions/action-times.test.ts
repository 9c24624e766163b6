import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send, sendText, type Target } from '../graphql-client.js';
import { newSecret, signed } from '../identity/signed-tokens.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';
import { StartedProcess } from '../started-process.js';

const HOUR_MS = 3_600_000;
const SECRET = newSecret();
const TOKEN = signed(
  { alg: 'HS256' },
  {
    sub: 'admin',
    scope: 'moderation:media moderation:audit',
    rooms: '*',
    exp: Math.floor(Date.now() / 1000) + 3600,
  },
  'HS256',
  SECRET,
);

interface Action {
  id: string;
  requestedAt: string;
  /** The time of day when it was read. */
  readAt: number;
}
const timeOf = ({ requestedAt }: Action) => Date.parse(requestedAt);

async function mute(target: Target): Promise<Action> {
  const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
  const { data } = await send(target, SetUserMediaStateDocument, { input });
  const query = 'query ($id: ID!) { moderationAction(id: $id) { id requestedAt } }';
  const found = await sendText(target, query, { id: data?.setUserMediaState.actionId });
  const { moderationAction } = found.data as { moderationAction: Omit<Action, 'readAt'> };
  return { ...moderationAction, readAt: Date.now() };
}

async function listed(target: Target, filter: object): Promise<string[]> {
  const query =
    'query ($filter: ModerationActionFilter) { moderationActions(filter: $filter) { edges { node { id } } } }';
  const { data } = await sendText(target, query, { filter });
  const { edges } = (data as { moderationActions: { edges: { node: { id: string } }[] } }).moderationActions;
  return edges.map(({ node }) => node.id);
}

it('the times of actions keep their order when the clock is set back by an hour', async () => {
  let offsetMs = 0;
  const realNow = Date.now;
  // Sets the machine's clock for every reader.
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + offsetMs);
  const sandbox = await startSandboxWithoutEvents({}, withoutJitter);
  try {
    const before = await mute(sandbox);
    offsetMs = -HOUR_MS;
    const startedAt = performance.now();
    const actions = [before, await mute(sandbox)];
    let askedAt = startedAt;
    while (askedAt - startedAt < 500) {
      askedAt = performance.now();
      actions.push(await mute(sandbox));
    }

    const ids = actions.map(({ id }) => id);
    expect([...ids].sort()).toEqual(ids);
    const last = actions.at(-1) as Action;
    expect(timeOf(last) - timeOf(before)).toBeGreaterThanOrEqual(200);
    // A filter by time distinguishes them.
    const later = actions.filter((action) => timeOf(action) >= timeOf(last));
    expect(later.length).toBeLessThan(actions.length);
    expect(await listed(sandbox, { from: last.requestedAt })).toEqual(later.map(({ id }) => id).reverse());
    expect(await listed(sandbox, { to: before.requestedAt })).toEqual([]);
  } finally {
    await sandbox.close();
    vi.restoreAllMocks();
  }
});

describe('gateways on one PostgreSQL whose machines disagree about the time by 40 seconds', () => {
  let postgres: PostgresServer;
  let emulators: Sandbox;
  const gateways: StartedProcess[] = [];
  beforeEach(async () => {
    postgres = await startPostgres();
    emulators = await startSandboxWithoutEvents({}, withoutJitter);
  });
  afterEach(async () => {
    for (const gateway of gateways) await gateway.kill();
    await emulators.close();
    await postgres.remove();
  });

  /** A gateway on a machine whose clock is wrong by this much. */
  async function start(offsetMs: number): Promise<Target> {
    const clock = `const now = Date.now; Date.now = () => now() + ${offsetMs};`;
    const args = ['--import', `data:text/javascript,${encodeURIComponent(clock)}`, ...nodeArgsOf('start')];
    const gateway = new StartedProcess(args, {
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: postgres.url,
      AUTH_JWT_SECRET: SECRET.toString(),
      TRTC_SECRET_ID: 'AKIDSandboxSandboxSandboxSandbox',
      TRTC_SECRET_KEY: 'SandboxSecretKeyForTheEmulator',
      TRTC_SDK_APP_IDS: '1400188366',
      TRTC_ENDPOINT: emulators.trtc.url,
    });
    gateways.push(gateway);
    return { url: await gateway.url(), tokens: { admin: TOKEN } };
  }

  it("record actions with the database's time, so that later actions sort after earlier ones", async () => {
    const [ahead, behind] = await Promise.all([start(20_000), start(-20_000)]);
    const actions: Action[] = [];
    for (let times = 0; times < 5; times++) {
      for (const gateway of [ahead, behind]) {
        actions.push(await mute(gateway));
        // The gateways know the database's time with an error of one round trip, which a busy machine makes long.
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
    const ids = actions.map(({ id }) => id);
    expect([...ids].sort()).toEqual(ids);
    for (const action of actions) expect(Math.abs(timeOf(action) - action.readAt)).toBeLessThan(10_000);
  });
});
