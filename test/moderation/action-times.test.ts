import { afterEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { startPostgres } from '../postgres-server.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const HOUR_MS = 3_600_000;

const sandboxes: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of sandboxes.splice(0)) await sandbox.close();
});

async function start(epochMs: () => number, environment: Record<string, string> = {}): Promise<Sandbox> {
  const sandbox = await startTestSandbox(environment, { ...withoutJitter, epochMs });
  sandboxes.push(sandbox);
  return sandbox;
}

interface Action {
  id: string;
  requestedAt: string;
}

async function mute(sandbox: Sandbox): Promise<Action> {
  const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
  const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
  const query = 'query ($id: ID!) { moderationAction(id: $id) { id requestedAt finishedAt } }';
  const found = await sendText(sandbox, query, { id: data?.setUserMediaState.actionId });
  return (found.data as { moderationAction: Action }).moderationAction;
}

async function listed(sandbox: Sandbox, filter: object): Promise<string[]> {
  const query =
    'query ($filter: ModerationActionFilter) { moderationActions(filter: $filter) { edges { node { id } } } }';
  const { data } = await sendText(sandbox, query, { filter });
  const { edges } = (data as { moderationActions: { edges: { node: { id: string } }[] } }).moderationActions;
  return edges.map(({ node }) => node.id);
}

const timeOf = ({ requestedAt }: Action) => Date.parse(requestedAt);

it('goes on stamping actions with times that pass, in order, when the clock is put back an hour', async () => {
  let offsetMs = 0;
  const sandbox = await start(() => Date.now() + offsetMs);
  const before = await mute(sandbox);
  offsetMs = -HOUR_MS;
  const startedAt = performance.now();
  const actions = [before, await mute(sandbox)];
  while (performance.now() - startedAt < 500) actions.push(await mute(sandbox));

  const ids = actions.map(({ id }) => id);
  expect([...ids].sort()).toEqual(ids);
  const last = actions.at(-1) as Action;
  expect(timeOf(last) - timeOf(before)).toBeGreaterThanOrEqual(200);
  expect(timeOf(last) - timeOf(before)).toBeLessThan(30_000);
  // A filter by time tells them apart.
  const { requestedAt } = actions.at(-1) as Action;
  const later = actions.filter((action) => timeOf(action) >= Date.parse(requestedAt));
  expect(await listed(sandbox, { from: requestedAt })).toEqual(later.map(({ id }) => id).reverse());
  expect(await listed(sandbox, { to: before.requestedAt })).toEqual([]);
});

it('stamps actions with the time of the database that gateways share, however their own clocks differ', async () => {
  const postgres = await startPostgres();
  try {
    const environment = { DATABASE_URL: postgres.url };
    const ahead = await start(() => Date.now() + 20_000, environment);
    const behind = await start(() => Date.now() - 20_000, environment);
    const actions: Action[] = [];
    for (let times = 0; times < 5; times++) {
      for (const sandbox of [ahead, behind]) {
        actions.push(await mute(sandbox));
        // Their knowledge of the database's time is as exact as a round trip is short.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    const ids = actions.map(({ id }) => id);
    expect([...ids].sort()).toEqual(ids);
    for (const action of actions) expect(Math.abs(timeOf(action) - Date.now())).toBeLessThan(15_000);
  } finally {
    for (const sandbox of sandboxes.splice(0)) await sandbox.close();
    await postgres.remove();
  }
});
