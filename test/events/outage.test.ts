import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { RoomDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { holdWaitsOf } from '../held-waits.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { APP, CALLBACK_KEY, callbackBody, sendCallback } from './callbacks.js';

/** How long a callback is kept waiting at most: less than the five seconds that the vendor waits for its answer. */
const KEPT_WAITING_MS = 4_500;

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
});
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
    await expect.poll(() => statusOf(bela)).toBe(200);
    await expect.poll(userIds).toEqual(['anna', 'bela']);
    const told = lines.filter((line) => line.includes("the vendors' events can"));
    expect(told.map((line) => JSON.parse(line).msg)).toEqual([
      "the vendors' events cannot be stored: the vendors are asked to send them again",
      "the vendors' events can be stored again",
    ]);
  });

  it('is answered 503 within the five seconds that the vendor waits, although the server hangs', async () => {
    await sandbox.close();
    const { clock, count, end } = holdWaitsOf(KEPT_WAITING_MS);
    const environment = { DATABASE_URL: postgres.url, TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}` };
    sandbox = await startTestSandbox(environment, { clock });
    postgres.suspend();
    const bela = enter('bela');
    const statuses = Promise.all([bela, enter('carl')].map(statusOf));
    await expect.poll(count).toBe(2);
    end();
    expect(await statuses).toEqual([503, 503]);
    postgres.resume();
    await expect.poll(() => statusOf(bela)).toBe(200);
    await expect.poll(userIds).toContain('bela');
  });
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
});
