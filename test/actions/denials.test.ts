import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { sendText } from '../graphql-client.js';
import { newSecret, signed } from '../identity/signed-tokens.js';
import { openBeside } from '../journal/open-beside.js';
import { anyText } from '../operations/listed-users.js';
import { SAMPLED_OPERATIONS } from '../operations/samples.js';
import { startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';

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
  sandbox = await startSandboxWithoutEvents(environment, { ...withoutJitter, epochMs: () => now });
}

function token(sub: string, scope = ''): string {
  const exp = Math.floor(now / 1000) + 3600;
  return signed({ alg: 'HS256' }, { sub, exp, scope, rooms: '*', str_rooms: '*' }, 'HS256', SECRET);
}

/** What a record takes on the disk, with the rows of its targets, in bytes. */
function recordSizes(): number[] {
  const db = openBeside(join(folder, 'journal.db'), { readonly: true });
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

describe.each(SAMPLED_OPERATIONS)('a denied $title', (sampled) => {
  async function deny(input: object, sub: string): Promise<unknown> {
    const answer = await sampled.answer({ url: sandbox.url }, input, { token: token(sub) });
    expect(answer).toMatchObject({ __typename: 'ForbiddenError', code: 'FORBIDDEN' });
    return answer.actionId;
  }

  it('of the largest size is recorded with counts in the place of its lists', async () => {
    const id = await deny({ ...sampled.largest, reason: 'spam' }, 'nobody');
    const [size = Infinity] = recordSizes();
    expect(size).toBeLessThan(2048);

    const shown = Object.keys(sampled.shown).join(' ');
    const query = `query ($id: ID!) { moderationAction(id: $id) {
      status actor operation reason ${shown} targets { userId outcome } } }`;
    const auditor = { token: token('auditor', 'moderation:audit') };
    const { field = '' } = sampled.users ?? {};
    const one = sampled.targets ? [sampled.largest] : [];
    const users = field ? (sampled.largest[field] as (string | { userId: string })[]) : one;
    const targets = users
      .slice(0, 3)
      .map((user) => ({ userId: typeof user === 'string' ? user : user.userId, outcome: 'NOT_APPLIED' }));
    expect((await sendText({ url: sandbox.url }, query, { id }, auditor)).data).toEqual({
      moderationAction: {
        status: 'DENIED',
        actor: 'nobody',
        operation: sampled.journalName,
        reason: 'spam',
        ...sampled.shown,
        targets,
      },
    });
  });

  it('makes no record of more than 4 KB, whatever the input', async () => {
    await fc.assert(
      fc.asyncProperty(
        sampled.anyInput,
        fc.record({
          reason: anyText(500),
          idempotencyKey: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 255 }),
        }),
        fc.string({ unit: fc.constantFrom('a', '\u65e5'), minLength: 1, maxLength: 60 }),
        async (input, fields, sub) => {
          await deny({ ...input, ...fields }, sub);
        },
      ),
      { numRuns: 60 },
    );
    const sizes = recordSizes();
    expect(sizes.length).toBeGreaterThan(40);
    expect(Math.max(...sizes)).toBeLessThan(4096);
  });

  it('is recorded a hundred times a day for each caller, over restarts, and denied all the same', async () => {
    const mallory = () => deny(sampled.input, 'mallory');
    const ids = await Promise.all(Array.from({ length: 60 }, mallory));
    await sandbox.close();
    await start();
    for (let times = 0; times < 60; times++) ids.push(await mallory());
    expect(ids.filter((id) => id !== null)).toHaveLength(RECORDS_A_DAY);
    expect(recordSizes()).toHaveLength(RECORDS_A_DAY);

    // It is about one caller, and about one day.
    expect(await deny(sampled.input, 'somebody else')).not.toBeNull();
    now += DAY_MS;
    expect(await mallory()).not.toBeNull();
  });
});
