import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { newSecret, signed } from '../identity/signed-tokens.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const SECRET = newSecret();
const NOON = Date.UTC(2026, 10, 26, 12);
const DAY_MS = 24 * 60 * 60 * 1000;
const RECORDS_A_DAY = 100;

let folder: string;
let sandbox: Sandbox;
let now: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'denials-'));
  now = NOON;
  await start();
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<void> {
  const environment = {
    AUTH_JWT_SECRET: SECRET.toString(),
    DATABASE_URL: `file:${join(folder, 'journal.db')}`,
    CALLER_REQUESTS_PER_SECOND: '0',
  };
  sandbox = await startTestSandbox(environment, { ...withoutJitter, epochMs: () => now });
}

function token(sub: string, scope = ''): string {
  const exp = Math.floor(now / 1000) + 3600;
  return signed({ alg: 'HS256' }, { sub, exp, scope, rooms: '*' }, 'HS256', SECRET);
}

/** The size of a record on the disk in bytes, with the rows of its targets. */
function recordSizes(): number[] {
  const db = new Database(join(folder, 'journal.db'), { readonly: true } as Database.Options);
  try {
    const sizeOf = (row: object) =>
      Object.values(row).reduce<number>((sum, value) => sum + Buffer.byteLength(`${value ?? ''}`), 0);
    const targets = db.prepare('select * from action_targets').all() as { action_id: string }[];
    return (db.prepare('select * from actions').all() as { id: string }[]).map((action) =>
      targets
        .filter(({ action_id }) => action_id === action.id)
        .reduce((sum, target) => sum + sizeOf(target), sizeOf(action)),
    );
  } finally {
    db.close();
  }
}

async function mute(sub: string): Promise<string | null | undefined> {
  const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
  const { data } = await send(
    { url: sandbox.url },
    SetUserMediaStateDocument,
    { input },
    { token: token(sub) },
  );
  expect(data?.setUserMediaState).toMatchObject({ __typename: 'ForbiddenError', code: 'FORBIDDEN' });
  return data?.setUserMediaState.actionId;
}

it('a denied addition of 900 KB is recorded with the lengths of its lists', async () => {
  const ext = { note: 'x'.repeat(860) };
  const users = Array.from({ length: 1000 }, (_, index) => ({ userId: `${index + 1}`, ext }));
  const { data } = await send(
    { url: sandbox.url },
    AddToBlacklistDocument,
    { input: { userId: '10001', users, reason: 'spam' } },
    { token: token('nobody') },
  );
  expect(data?.addToBlacklist).toMatchObject({ __typename: 'ForbiddenError' });
  const [size = Infinity] = recordSizes();
  expect(size).toBeLessThan(2048);

  const query = `query ($id: ID!) { moderationAction(id: $id) {
    status actor operation applicationId listOwnerId inboxType reason targets { userId outcome } } }`;
  const auditor = { token: token('auditor', 'moderation:audit') };
  const id = data?.addToBlacklist.actionId;
  expect((await sendText({ url: sandbox.url }, query, { id }, auditor)).data).toEqual({
    moderationAction: {
      status: 'DENIED',
      actor: 'nobody',
      operation: 'ADD_TO_BLACKLIST',
      applicationId: 123456,
      listOwnerId: '10001',
      inboxType: 0,
      reason: 'spam',
      targets: ['1', '2', '3'].map((userId) => ({ userId, outcome: 'NOT_APPLIED' })),
    },
  });
});

it('no denied input makes a record of more than 4 KB', async () => {
  const text = (maxLength: number) =>
    fc.string({ unit: fc.constantFrom('a', '\u00e9', '\u65e5', '\u{1f600}', '"', '\\'), maxLength });
  const id = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String);
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        userId: id,
        inboxType: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
        reason: text(500),
        idempotencyKey: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 255 }),
        users: fc.uniqueArray(
          fc.record({ userId: id, ext: fc.dictionary(text(200), text(5000), { maxKeys: 5 }) }),
          { minLength: 1, maxLength: 20, selector: ({ userId }) => userId },
        ),
      }),
      fc.string({ unit: fc.constantFrom('a', '\u65e5'), minLength: 1, maxLength: 60 }),
      async (input, sub) => {
        const { data } = await send(
          { url: sandbox.url },
          AddToBlacklistDocument,
          { input },
          { token: token(sub) },
        );
        expect(data?.addToBlacklist).toMatchObject({ __typename: 'ForbiddenError' });
      },
    ),
    { numRuns: 60 },
  );
  const sizes = recordSizes();
  expect(sizes.length).toBeGreaterThan(40);
  expect(Math.max(...sizes)).toBeLessThan(4096);
});

it("a caller's first hundred denials of a day are recorded, over restarts, and later ones only denied", async () => {
  const ids = await Promise.all(Array.from({ length: 60 }, () => mute('mallory')));
  await sandbox.close();
  await start();
  for (let times = 0; times < 60; times++) ids.push(await mute('mallory'));
  expect(ids.filter((id) => id !== null)).toHaveLength(RECORDS_A_DAY);
  expect(recordSizes()).toHaveLength(RECORDS_A_DAY);

  // The limit counts for one caller and one day.
  expect(await mute('somebody else')).not.toBeNull();
  now += DAY_MS;
  expect(await mute('mallory')).not.toBeNull();
});
