import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { RoomDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { APP, CALLBACK_KEY, callbackBody, sendCallback } from './callbacks.js';

let postgres: PostgresServer;
let sandbox: Sandbox;
let lines: string[];

beforeEach(async () => {
  postgres = await startPostgres();
  lines = [];
  sandbox = await startTestSandbox(
    { DATABASE_URL: postgres.url, LOG_LEVEL: 'info', TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}` },
    { logTo: { write: (line) => void lines.push(line) } },
  );
}, 60_000);
afterEach(async () => {
  postgres.resume();
  await sandbox.close();
  await postgres.remove();
});

const enter = (userId: string) =>
  callbackBody(103, { RoomId: 4711, EventMsTs: Date.now(), UserId: userId, Role: 20 });
const statusOf = async (body: string) => (await sendCallback(sandbox.url, body)).status;

async function userIds(): Promise<string[] | undefined> {
  const { data } = await send(sandbox, RoomDocument, { roomId: 4711, first: 200 });
  return data?.room?.participants.edges.map(({ node }) => node.userId);
}

describe('while PostgreSQL is away, a callback', () => {
  it('is answered 503, is taken when it comes again, and the outage is logged in two lines', async () => {
    const anna = enter('anna');
    expect(await statusOf(anna)).toBe(200);
    await postgres.stop();
    const bela = enter('bela');
    expect(await statusOf(bela)).toBe(503);
    expect(await statusOf(bela)).toBe(503);
    expect(await statusOf(anna)).toBe(503);
    expect((await sendCallback(sandbox.url, bela, { sign: null })).status).toBe(401);
    await postgres.start();
    await expect.poll(() => statusOf(bela), { timeout: 20_000 }).toBe(200);
    await expect.poll(userIds, { timeout: 20_000 }).toEqual(['anna', 'bela']);
    const told = lines.filter((line) => line.includes("the vendors' events can"));
    expect(told.map((line) => JSON.parse(line).msg)).toEqual([
      "the vendors' events cannot be stored: the vendors are asked to send them again",
      "the vendors' events can be stored again",
    ]);
  }, 60_000);

  it('is answered 503 within the five seconds that the vendor waits, although the server hangs', async () => {
    postgres.suspend();
    const startedAt = performance.now();
    const bela = enter('bela');
    const statuses = await Promise.all([bela, enter('carl')].map(statusOf));
    expect(statuses).toEqual([503, 503]);
    // The limit is the vendor's, and not one of speed.
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    postgres.resume();
    await expect.poll(() => statusOf(bela), { timeout: 20_000 }).toBe(200);
    await expect.poll(userIds, { timeout: 20_000 }).toContain('bela');
  }, 60_000);
});

it('a shutdown loses no event that was taken', async () => {
  const users = Array.from({ length: 60 }, (_, index) => `user-${index}`);
  const answers = users.map(async (userId) => ({
    userId,
    status: await statusOf(enter(userId)).catch(() => 'refused' as const),
  }));
  await Promise.race(answers);
  await sandbox.close();
  const taken = (await Promise.all(answers)).filter(({ status }) => status === 200);
  expect(taken.length).toBeGreaterThan(0);
  sandbox = await startTestSandbox({
    DATABASE_URL: postgres.url,
    TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
  });
  const known = await userIds();
  expect(known).toEqual(expect.arrayContaining(taken.map(({ userId }) => userId)));
}, 60_000);
