import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Intent, Outcome } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { StartedProcess } from '../started-process.js';

const NOON = Date.UTC(2026, 0, 31, 12);
const MINUTE_MS = 60_000;

let folder: string;
let postgres: PostgresServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'journal-export-'));
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.remove();
  rmSync(folder, { recursive: true });
});

const started: StartedProcess[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((process) => process.kill()));
});

function journalCommand(args: readonly string[], environment: Record<string, string> = {}): StartedProcess {
  const process = new StartedProcess([...nodeArgsOf('journal'), ...args], environment);
  started.push(process);
  return process;
}

async function ended(run: StartedProcess) {
  const code = await run.exit;
  return { code, stdout: run.stdout, stderr: run.stderr };
}

interface Line {
  id: string;
  status: string;
  actor: string;
  [field: string]: unknown;
}

async function exported(url: string, ...options: string[]): Promise<Line[]> {
  const { code, stdout, stderr } = await ended(journalCommand(['export', ...options], { DATABASE_URL: url }));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout === '' || stdout.endsWith('\n')).toBe(true);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** A UUIDv7 with a time this many minutes after noon. */
function idAt(minutes: number, count = 0): string {
  const time = (NOON + minutes * MINUTE_MS).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count.toString(16).padStart(12, '0')}`;
}

function mute(id: string, fields: Partial<Intent> = {}): Intent {
  return {
    id,
    requestId: 'request-1',
    actor: 'moderator',
    operation: 'SET_USER_MEDIA_STATE',
    place: 'room/1400188366/4294967294',
    applicationId: 1400188366,
    roomId: 4294967294,
    userIds: ['alice'],
    input: '{"sdkAppId":1400188366,"roomId":4294967294,"userId":"alice","state":"AUDIO_DISABLED"}',
    ...fields,
  };
}

const APPLIED: Outcome = {
  status: 'APPLIED',
  answer: '{"__typename":"SetUserMediaStateSuccess","state":"AUDIO_DISABLED"}',
  vendorRequestIds: ['vendor-1'],
  attempts: 1,
  durationMs: 12,
  freesKey: false,
};

function addition(id: string): Intent {
  const { roomId: _, ...intent } = mute(id, {
    operation: 'ADD_TO_BLACKLIST',
    place: 'list/123456/10001/0',
    applicationId: 123456,
    userIds: ['9223372036854775807', '2'],
    listOwnerId: '10001',
    input: JSON.stringify({
      appId: 123456,
      ownerId: '10001',
      inboxType: 0,
      users: [{ userId: '9223372036854775807', ext: { 原因: '骂人\n"twice"\u2028' } }, { userId: '2' }],
    }),
    reason: 'spam\r\nin two lines',
    idempotencyKey: 'key',
    inputDigest: 'digest-of-the-input',
  });
  return intent;
}

const PARTIAL: Outcome = {
  status: 'PARTIAL',
  answer: JSON.stringify({
    __typename: 'AddToBlacklistPartialFailure',
    addedUserIds: ['9223372036854775807'],
    failures: [
      {
        index: 1,
        userId: '2',
        error: {
          __typename: 'AlreadyBlacklistedError',
          code: 'ALREADY_BLACKLISTED',
          outcome: 'NOT_APPLIED',
          vendorCode: 'AlreadyOnTheBlackList',
        },
      },
    ],
  }),
  vendorRequestIds: [],
  attempts: 2,
  durationMs: 34,
  freesKey: false,
};

/** Each function opens an empty journal, and returns its address. */
const databases: Record<string, () => Promise<{ url: string; database: JournalDatabase }>> = {
  async SQLite() {
    const file = join(folder, 'exported', 'journal.db');
    return { url: `file:${file}`, database: await openSqlite(file) };
  },
  async PostgreSQL() {
    return { url: postgres.url, database: await openPostgres(postgres.url, () => {}) };
  },
};

describe.each(Object.entries(databases))('npm run journal -- export from %s', (_, open) => {
  let url: string;
  let database: JournalDatabase;
  let journal: Journal;

  // The journal stays open, as that of a running gateway.
  beforeAll(async () => {
    ({ url, database } = await open());
    journal = new Journal(database, 'gateway-1', () => NOON + 5 * MINUTE_MS);
    await journal.add(mute(idAt(0)), APPLIED);
    await journal.add(mute(idAt(1), { actor: 'other' }), { ...APPLIED, status: 'DENIED' });
    const added = addition(idAt(2));
    await journal.begin(added, 60_000);
    await journal.end(added.id, PARTIAL);
    await journal.begin(mute(idAt(3)), 60_000);
  });
  afterAll(() => journal.close());

  it('has every action, newest first, with its input and answer and an outcome for each target', async () => {
    const lines = await exported(url);
    expect(lines.map(({ id }) => id)).toEqual([3, 2, 1, 0].map((minutes) => idAt(minutes)));
    const [pending, partial, , applied] = lines;
    expect(pending).toEqual({
      id: idAt(3),
      requestedAt: '2026-01-31T12:03:00.000Z',
      requestId: 'request-1',
      actor: 'moderator',
      operation: 'SET_USER_MEDIA_STATE',
      vendor: 'TENCENT_TRTC',
      applicationId: 1400188366,
      roomId: 4294967294,
      state: 'AUDIO_DISABLED',
      targets: [{ userId: 'alice', outcome: 'PENDING' }],
      status: 'PENDING',
      vendorRequestIds: [],
      attempts: 0,
      recovered: false,
      automatic: false,
      input: { sdkAppId: 1400188366, roomId: 4294967294, userId: 'alice', state: 'AUDIO_DISABLED' },
    });
    expect(applied).toMatchObject({
      finishedAt: '2026-01-31T12:05:00.000Z',
      durationMs: 12,
      targets: [{ userId: 'alice', outcome: 'APPLIED' }],
      answer: { __typename: 'SetUserMediaStateSuccess', state: 'AUDIO_DISABLED' },
      vendorRequestIds: ['vendor-1'],
    });
    expect(partial).toMatchObject({
      listOwnerId: '10001',
      inboxType: 0,
      reason: 'spam\r\nin two lines',
      idempotencyKey: 'key',
      targets: [
        { userId: '9223372036854775807', outcome: 'APPLIED' },
        {
          userId: '2',
          outcome: 'NOT_APPLIED',
          code: 'ALREADY_BLACKLISTED',
          vendorCode: 'AlreadyOnTheBlackList',
        },
      ],
      input: JSON.parse(addition('').input),
      answer: JSON.parse(PARTIAL.answer),
    });
    expect(JSON.stringify(lines)).not.toContain('digest-of-the-input');
  });

  it('contains the actions that match all of its options', async () => {
    const cases: [string[], number[]][] = [
      [
        ['--from', '2026-01-31T12:01:00Z', '--to=2026-01-31T12:03:00.000Z'],
        [2, 1],
      ],
      [['--from', '2026-01-31', '--to', '2026-01-31T13:01+01:00'], [0]],
      [['--actor', 'other'], [1]],
      [
        ['--status', 'PARTIAL', '--status', 'PENDING'],
        [3, 2],
      ],
      [['--operation', 'SET_USER_MEDIA_STATE', '--status', 'APPLIED', '--actor', 'moderator'], [0]],
      [['--operation', 'ADD_TO_BLACKLIST', '--actor='], []],
      [['--list-owner', '10001'], [2]],
      [['--list-owner', '10002'], []],
    ];
    const found = await Promise.all(cases.map(([options]) => exported(url, ...options)));
    expect(found.map((lines) => lines.map(({ id }) => id))).toEqual(
      cases.map(([, minutes]) => minutes.map((minute) => idAt(minute))),
    );
  });

  it('does not change the journal', async () => {
    const { nowMs, db } = database;
    const rows = () => db.selectFrom('actions').selectAll().select(nowMs.as('now')).execute();
    const without = (all: Awaited<ReturnType<typeof rows>>) => all.map(({ now: _, ...row }) => row);
    const before = without(await rows());
    await exported(url);
    expect(without(await rows())).toEqual(before);
  });

  it('exports many pages, and ends although actions are recorded meanwhile', async () => {
    const many = Array.from({ length: 250 }, (_, count) => mute(idAt(10, count), { actor: 'busy' }));
    await Promise.all(many.map((intent) => journal.add(intent, APPLIED)));
    const run = journalCommand(['export', '--actor', 'busy'], { DATABASE_URL: url });
    let coming = true;
    const later = (async () => {
      for (let count = 0; coming; count++) {
        await journal.add(mute(idAt(20, count), { actor: 'busy' }), APPLIED);
      }
    })();
    const { code, stdout } = await ended(run);
    coming = false;
    await later;
    expect(code).toBe(0);
    const ids = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).id as string]));
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(ids.filter((id) => id < idAt(20))).toEqual(many.map(({ id }) => id).reverse());
  });

  it('ends without an error when its reader closes the pipe', async () => {
    const reason = 'x'.repeat(1000);
    const many = Array.from({ length: 1000 }, (_, count) => mute(idAt(30, count), { actor: 'long', reason }));
    await Promise.all(many.map((intent) => journal.add(intent, APPLIED)));
    const run = journalCommand(['export', '--actor', 'long'], { DATABASE_URL: url });
    run.child.stdout?.removeAllListeners('data').pause();
    await once(run.child.stdout as NodeJS.ReadableStream, 'readable');
    run.child.stdout?.destroy();
    expect(await ended(run)).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('npm run journal -- export of a journal that cannot be read', () => {
  it('prints one line, ends with exit code 1, and creates no file', async () => {
    const missing = join(folder, 'missing', 'journal.db');
    const notOurs = join(folder, 'not-ours.db');
    writeFileSync(notOurs, 'this is no database, whatever its name says. '.repeat(100));
    const empty = join(folder, 'empty.db');
    writeFileSync(empty, '');
    const cases = [
      [missing, /^The journal \S+journal\.db cannot be read: ENOENT.*\n$/],
      [notOurs, /^The journal \S+not-ours\.db cannot be read: .*not a database.*\n$/],
      [empty, /^The journal \S+empty\.db cannot be read: no gateway has used it yet\n$/],
      [folder, /^The journal \S+ cannot be read: .*\n$/],
    ] as const;
    const before = readdirSync(folder);
    const runs = await Promise.all(
      cases.map(([file]) => ended(journalCommand(['export'], { DATABASE_URL: `file:${file}` }))),
    );
    expect(runs).toEqual(
      cases.map(([, message]) => ({ code: 1, stdout: '', stderr: expect.stringMatching(message) })),
    );
    expect(readdirSync(folder)).toEqual(before);
    expect(existsSync(missing)).toBe(false);
    expect(statSync(empty).size).toBe(0);
    expect(readFileSync(notOurs, 'utf8')).toMatch(/^this is no database/);
  });

  it('shows no password', async () => {
    const { port } = new URL(postgres.url);
    const cases = [
      ['postgres://someone:hunter2@127.0.0.1:1/journal', /^The journal cannot be read: connect ECONNREFUSED/],
      [`postgres://nobody:hunter2@127.0.0.1:${port}/postgres`, /^The journal cannot be read: role "nobody"/],
      [`postgres://gateway:hunter2@127.0.0.1:${port}/template1`, /no gateway has used this database yet/],
      ['mysql://someone:hunter2@127.0.0.1/journal', /DATABASE_URL must be/],
    ] as const;
    const runs = await Promise.all(
      cases.map(([url]) => ended(journalCommand(['export'], { DATABASE_URL: url }))),
    );
    expect(runs).toEqual(
      cases.map(([, message]) => ({ code: 1, stdout: '', stderr: expect.stringMatching(message) })),
    );
    expect(JSON.stringify(runs)).not.toContain('hunter2');
  });
});

describe('npm run journal with wrong arguments', () => {
  it('refuses a wrong option in one line that names it, with exit code 2', async () => {
    const cases: [string[], string][] = [
      [[], 'export'],
      [['delete'], "unknown command 'delete'"],
      [['export', 'twice'], "'twice'"],
      [['export', '--format', 'csv'], "'--format'"],
      [['export', '--from'], '--from'],
      [['export', '--from', '--to'], '--from'],
      [['export', '--from', 'yesterday'], '--from'],
      [['export', '--from', '2026-01-31T12:00'], '--from'],
      [['export', '--to', '2026-13-01'], '--to'],
      [['export', '--from', '2026-02-01', '--to', '2026-01-31'], '--from must be before --to'],
      [['export', '--status', 'APPLIED,PENDING'], '--status'],
      [['export', '--operation', ''], '--operation'],
      [['export', '--list-owner', '010001'], '--list-owner'],
    ];
    const runs = await Promise.all(cases.map(([args]) => ended(journalCommand(args))));
    for (const [index, { code, stdout, stderr }] of runs.entries()) {
      const [args, named] = cases[index] ?? [];
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(stderr).toMatch(/^journal: [^\n]+\n$/);
      expect(stderr).toContain(named);
    }
  });

  it('prints its usage for --help', async () => {
    const help = await ended(journalCommand(['--help']));
    expect(help).toMatchObject({ code: 0, stderr: '' });
    const options = ['--from', '--to', '--status', '--operation', '--actor', '--list-owner'];
    for (const option of ['export', ...options, 'DATABASE_URL']) {
      expect(help.stdout).toContain(option);
    }
    expect(await ended(journalCommand(['export', '-h']))).toEqual(help);
  });
});
