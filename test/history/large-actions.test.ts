import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { ModerationActionsDocument, type ModerationActionsQuery } from '../generated/graphql.js';
import { post, send, sendText, type Target } from '../graphql-client.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';
import { bothDatabases } from './both-databases.js';
import { EVERYWHERE, SECRET, tokenOf } from './signed-callers.js';

/** The largest action of a request: a thousand users, each with about 900 bytes of `ext`. */
const USERS = 1_000;
const LARGE = 110;
const APP = 123456;
const token = tokenOf('auditor', { scope: 'moderation:audit', ...EVERYWHERE });

/** Half of the actions added all users, the other half all except one in ten. Returns their ids, newest first. */
async function fill(database: JournalDatabase): Promise<string[]> {
  const journal = new Journal(database, 'filler', Date.now);
  const userIds = Array.from(
    { length: USERS },
    (_, index) => `${9_000_000_000_000_000_000n + BigInt(index)}`,
  );
  const users = userIds.map((userId) => ({ userId, ext: { note: 'x'.repeat(860) } }));
  const input = JSON.stringify({ appId: APP, ownerId: '10001', inboxType: 7, users });
  const error = {
    __typename: 'AlreadyBlacklistedError',
    code: 'ALREADY_BLACKLISTED',
    message: 'The user is on the list already.',
    outcome: 'NOT_APPLIED',
    retryable: false,
    vendorCode: 'AlreadyOnTheBlackList',
  };
  const failures = userIds.flatMap((userId, index) => (index % 10 === 0 ? [{ index, userId, error }] : []));
  const common = { appId: APP, userId: '10001', addedUserIds: userIds, vendorRequestIds: [] };
  const answers = {
    APPLIED: { __typename: 'AddToBlacklistSuccess', ...common },
    PARTIAL: { __typename: 'AddToBlacklistPartialFailure', ...common, failures },
  } as const;
  const ids = Array.from({ length: LARGE }, () => journal.newId());
  for (const [index, id] of ids.entries()) {
    const status = index % 2 === 0 ? 'APPLIED' : 'PARTIAL';
    await journal.add(
      {
        id,
        requestId: 'request',
        actor: 'moderator',
        operation: 'ADD_TO_BLACKLIST',
        place: `list/${APP}/10001/0`,
        applicationId: APP,
        listOwnerId: '10001',
        userIds,
        input,
      },
      {
        status,
        answer: JSON.stringify(answers[status]),
        vendorRequestIds: ['vendor-1'],
        attempts: 1,
        freesKey: false,
      },
    );
  }
  return ids.reverse();
}

function open(url: string): Promise<JournalDatabase> {
  return url.startsWith('file:') ? openSqlite(url.slice('file:'.length)) : openPostgres(url, () => {});
}

describe.each(bothDatabases())('actions of 900 KB in %s', (_, databaseUrl) => {
  let gateway: StartedProcess;
  let target: Target;
  let ids: string[];

  beforeAll(async () => {
    const url = databaseUrl();
    const opened = await open(url);
    ids = await fill(opened);
    await opened.close();
    gateway = new StartedProcess(['--max-old-space-size=160', ...nodeArgsOf('start')], {
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'info',
      DATABASE_URL: url,
      AUTH_JWT_SECRET: SECRET.toString(),
      VOLC_ACCESS_KEY_ID: 'key',
      VOLC_SECRET_ACCESS_KEY: 'secret',
      VOLC_APP_IDS: `${APP}`,
    });
    target = { url: await gateway.url(), tokens: { admin: token } };
  }, 120_000);
  afterAll(async () => {
    gateway.child.kill('SIGTERM');
    await once(gateway.child, 'close');
  });

  /** The greatest memory that the gateway had at any time. */
  function peakMegabytes(): number {
    const status = readFileSync(`/proc/${gateway.child.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  }

  it('cost a list of ids no memory, though a document asks for it fifty times', async () => {
    const pages = Array.from(
      { length: 50 },
      (_, index) =>
        `p${index}: moderationActions(first: 200) { edges { node { id } } pageInfo { hasNextPage } }`,
    );
    const { data, errors } = await sendText(target, `{ ${pages.join(' ')} }`);
    expect(errors).toBeUndefined();
    const found = Object.values(data as Record<string, ModerationActionsQuery['moderationActions']>);
    expect(found).toHaveLength(50);
    for (const { edges, pageInfo } of found) {
      expect(edges.map(({ node }) => node.id)).toEqual(ids);
      expect(pageInfo.hasNextPage).toBe(false);
    }
    expect(peakMegabytes()).toBeLessThan(300);
  });

  it('are listed in pages that are shorter than asked for, each action once', async () => {
    const found: ModerationActionsQuery['moderationActions']['edges'][number]['node'][] = [];
    const lengths: number[] = [];
    let after: string | null = null;
    do {
      const variables: { first: number; after: string | null } = { first: 200, after };
      const { data, errors } = await send(target, ModerationActionsDocument, variables);
      if (!data) throw new Error(JSON.stringify(errors));
      const { edges, pageInfo } = data.moderationActions;
      lengths.push(edges.length);
      found.push(...edges.map(({ node }) => node));
      after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
      if (after !== null) expect(JSON.stringify(data).length).toBeLessThan(1_500_000);
    } while (after !== null);
    expect(Math.max(...lengths)).toBeLessThan(20);
    expect(found.map(({ id }) => id)).toEqual(ids);
    for (const { status, inboxType, targets } of found) {
      expect([inboxType, targets.length]).toEqual([7, USERS]);
      const failed = targets.filter(({ outcome, code }) => outcome === 'NOT_APPLIED' && code !== null).length;
      expect(failed).toBe(status === 'PARTIAL' ? USERS / 10 : 0);
    }
    expect(peakMegabytes()).toBeLessThan(300);
  });

  it.each([
    ['a field of each target by ninety names', () => `targets { ${aliases(90, 'userId')} }`],
    ['a field of each target by a name of 100 KB', () => `targets { ${'a'.repeat(100_000)}: userId }`],
    ['all targets by ninety names', () => aliases(90, 'targets { userId outcome code vendorCode }')],
  ])('are refused where the answer would be too large: %s', async (_, fields) => {
    const query = `{ moderationActions(first: 200) { edges { node { ${fields()} } } pageInfo { endCursor } } }`;
    const answer = await (await post(target, JSON.stringify({ query }))).text();
    expect(JSON.parse(answer)).toMatchObject({
      data: null,
      errors: [
        {
          message: 'The answer is too large: ask for less in one request.',
          extensions: { code: 'ANSWER_TOO_LARGE', outcome: 'NOT_APPLIED', retryable: false },
        },
      ],
    });
    expect(peakMegabytes()).toBeLessThan(300);
  });

  it("count together against one request's limit, and fields beyond the limit are refused", async () => {
    const page = 'moderationActions(first: 200) { edges { node { targets { userId outcome } } } }';
    const one = `moderationAction(id: "${ids[0]}") { targets { userId outcome } }`;
    const pages = Array.from({ length: 20 }, (_, index) => `p${index}: ${page} a${index}: ${one}`);
    const answer = await (await post(target, JSON.stringify({ query: `{ ${pages.join(' ')} }` }))).text();
    expect(answer.length).toBeLessThan(5_000_000);
    const { errors } = JSON.parse(answer) as { errors: { extensions: { code: string } }[] };
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['ANSWER_TOO_LARGE']));
    expect(peakMegabytes()).toBeLessThan(300);
  });
});

function aliases(count: number, field: string): string {
  return Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');
}
