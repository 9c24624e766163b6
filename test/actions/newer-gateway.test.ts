import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildSchema,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLUnionType,
  getNamedType,
  isEnumType,
} from 'graphql';
import type Database from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { openBeside } from '../journal/open-beside.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const folder = mkdtempSync(join(tmpdir(), 'newer-gateway-'));
const file = join(folder, 'journal.db');
const MEDIA = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
const BLACKLIST = { userId: '10001', users: [{ userId: '10002' }, { userId: '10003' }] };
const NEWER = 'OF_A_NEWER_GATEWAY';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const membersOf = (union: string) => schema.getPossibleTypes(schema.getType(union) as GraphQLUnionType);
const ERRORS = schema.getPossibleTypes(schema.getType('ModerationError') as GraphQLInterfaceType);

/** An answer with every possible field. */
const FIELDS = {
  code: 'VENDOR_TIMEOUT',
  message: 'words',
  outcome: 'UNKNOWN',
  retryable: true,
  issues: [],
  sdkAppId: 1400188366,
  roomId: 10006,
  state: 'AUDIO_DISABLED',
  appId: 123456,
  userId: '10001',
  addedUserIds: ['10002'],
  vendorRequestIds: [],
  failures: [],
};
const partly = (error: object) => ({
  ...FIELDS,
  __typename: 'AddToBlacklistPartialFailure',
  failures: [{ index: 1, userId: '10003', error }],
});

type Named = [what: string, answer: Readonly<Record<string, unknown>>];

/** A value that this version does not know, for each enum in each of these types. */
function newerValues(types: readonly GraphQLObjectType[]): Named[] {
  return types.flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => isEnumType(getNamedType(field.type)))
      .map(
        ({ name }): Named => [`${type.name}.${name}`, { ...FIELDS, __typename: type.name, [name]: NEWER }],
      ),
  );
}

const newerAnswers: Record<'media' | 'blacklist', Named[]> = {
  media: [
    ...newerValues(membersOf('SetUserMediaStateResult')),
    ['a new type', { __typename: 'SupersededError', message: 'words' }],
    ['a type of failures only', { ...FIELDS, __typename: 'SelfBlacklistError' }],
    ['a type of another mutation', { ...FIELDS, __typename: 'AddToBlacklistSuccess' }],
  ],
  blacklist: [
    ...newerValues(membersOf('AddToBlacklistResult')),
    ['a type of another mutation', { ...FIELDS, __typename: 'RoomNotFoundError' }],
    ...newerValues(ERRORS).map(([what, error]): Named => [`a failure’s ${what}`, partly(error)]),
    ['a failure of a new type', partly({ ...FIELDS, __typename: 'SupersededError' })],
    ['a failure that is no error', partly({ ...FIELDS, __typename: 'AddToBlacklistSuccess' })],
  ],
};

let sandbox: Sandbox;
/** The ids of the actions with these answers. */
const ids: Record<'media' | 'blacklist', string[]> = { media: [], blacklist: [] };
const start = () => startTestSandbox({ DATABASE_URL: `file:${file}` }, withoutJitter);

beforeAll(async () => {
  sandbox = await start();
  const media = await send(sandbox, SetUserMediaStateDocument, {
    input: { ...MEDIA, idempotencyKey: 'first' },
  });
  const blacklist = await send(sandbox, AddToBlacklistDocument, {
    input: { ...BLACKLIST, idempotencyKey: 'first' },
  });
  await sandbox.close();
  const db = openBeside(file);
  const mediaId = media.data?.setUserMediaState.actionId ?? '';
  copyRows(db, mediaId, 'media');
  copyRows(db, blacklist.data?.addToBlacklist.actionId ?? '', 'blacklist');
  addUnknown(db, mediaId);
  db.close();
  sandbox = await start();
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

/** Inserts the row of an action again, changed. */
function copy(db: Database.Database, id: string, change: object): string {
  const { _metadata, ...row } = db.prepare('select * from actions where id = ?').get(id) as Record<
    string,
    unknown
  >;
  const { count } = db.prepare('select count(*) as count from actions').get() as { count: number };
  const copied = `${id.slice(0, 24)}${count.toString(16).padStart(12, '0')}`;
  const values: Record<string, unknown> = { ...row, id: copied, idempotency_key: null, held_key: null };
  Object.assign(values, change);
  const columns = Object.keys(values);
  db.prepare(`insert into actions (${columns}) values (${columns.map(() => '?')})`).run(
    Object.values(values),
  );
  db.prepare(
    `insert into action_targets select user_id, ?, ?, application_id, room_id, actor
      from action_targets where action_id = ?`,
  ).run([copied, values.operation, id]);
  return copied;
}

function copyRows(db: Database.Database, id: string, of: 'media' | 'blacklist'): void {
  newerAnswers[of].forEach(([, answer], index) => {
    const key = `key-${index}`;
    const status = 'failures' in answer && answer.failures !== FIELDS.failures ? 'PARTIAL' : 'UNKNOWN';
    const change = { answer: JSON.stringify(answer), status, idempotency_key: key, held_key: key };
    ids[of].push(copy(db, id, change));
  });
}

/** Actions with new values outside the answer. */
function addUnknown(db: Database.Database, id: string): void {
  const lease = { lease_owner: 'another', lease_until: Date.now() + 3_600_000 };
  copy(db, id, { operation: NEWER });
  copy(db, id, { operation: NEWER, status: 'PENDING', answer: null, ...lease });
  copy(db, id, { status: NEWER });
  copy(db, id, { input: JSON.stringify({ ...MEDIA, state: NEWER }) });
}

const FOREIGN = {
  __typename: 'GatewayUnavailableError',
  code: 'ANSWER_OF_NEWER_GATEWAY',
  outcome: 'UNKNOWN',
};

it.each(newerAnswers.media.map(([what], index) => [what, index] as const))(
  'a repeat of setUserMediaState is told that a newer gateway has the answer: %s',
  async (_what, index) => {
    const input = { ...MEDIA, idempotencyKey: `key-${index}` };
    const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
    expect(data?.setUserMediaState).toMatchObject({ ...FOREIGN, actionId: ids.media[index] });
    expect(sandbox.trtc.requests()).toEqual([]);
  },
);

it.each(newerAnswers.blacklist.map(([what], index) => [what, index] as const))(
  'a repeat of addToBlacklist is told that a newer gateway has the answer: %s',
  async (_what, index) => {
    const input = { ...BLACKLIST, idempotencyKey: `key-${index}` };
    const { data } = await send(sandbox, AddToBlacklistDocument, { input });
    expect(data?.addToBlacklist).toMatchObject({ ...FOREIGN, actionId: ids.blacklist[index] });
    expect(sandbox.volcengine.requests()).toEqual([]);
  },
);

const [onMedia, onBlacklist] = [newerAnswers.media.length, newerAnswers.blacklist.length];
/** There are the copies, the two actions themselves, one with a new state, and one with a new status. */
const FILTERS: [filter: string, count: number][] = [
  ['{}', onMedia + onBlacklist + 3],
  ['{ from: "2020-01-01T00:00:00Z" }', onMedia + onBlacklist + 3],
  ['{ targetUserId: "29376" }', onMedia + 3],
  ['{ targetUserId: "29376", vendor: TENCENT_TRTC }', onMedia + 3],
  ['{ targetUserId: "10003" }', onBlacklist + 1],
  ['{ roomId: 10006 }', onMedia + 3],
  ['{ status: [PENDING] }', 0],
  ['{ status: [UNKNOWN, PARTIAL, PENDING] }', onMedia + onBlacklist],
];
interface Node {
  id: string;
  operation: string;
  status: string;
  code: string | null;
  message: string | null;
  state: string | null;
  targets: { userId: string; outcome: string; code: string | null }[];
}
const NODE = 'id operation vendor status code message state targets { userId outcome code }';

/** All pages, with a few actions in each. */
async function listed(filter: string): Promise<Node[]> {
  const query = `query ($after: String) { moderationActions(first: 7, filter: ${filter}, after: $after) {
    edges { node { ${NODE} } } pageInfo { hasNextPage endCursor } } }`;
  const nodes: Node[] = [];
  for (let after: string | undefined; ; ) {
    const { data, errors } = await sendText(sandbox, query, { after });
    expect(errors).toBeUndefined();
    const { edges, pageInfo } = (data as { moderationActions: Page }).moderationActions;
    nodes.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return nodes;
    after = pageInfo.endCursor;
  }
}
interface Page {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

it.each(FILTERS)(
  'moderationActions leaves out operations that this gateway does not know: %s',
  async (filter, count) => {
    const nodes = await listed(filter);
    expect(nodes.map(({ operation }) => operation)).not.toContain(NEWER);
    expect(nodes).toHaveLength(count);
  },
);

it('moderationActions shows values of a newer gateway as null, or as UNKNOWN if null is not allowed', async () => {
  const nodes = new Map((await listed('{}')).map((node) => [node.id, node]));
  const action = (of: 'media' | 'blacklist', what: string) =>
    nodes.get(ids[of][newerAnswers[of].findIndex(([name]) => name === what)] ?? '');
  const unknown = { code: null, message: 'words', status: 'UNKNOWN' };
  expect(action('media', 'RateLimitedError.code')).toMatchObject({
    ...unknown,
    targets: [{ userId: '29376', outcome: 'UNKNOWN', code: null }],
  });
  expect(action('media', 'a new type')).toMatchObject(unknown);
  expect(action('media', 'RateLimitedError.outcome')).toMatchObject({
    code: 'VENDOR_TIMEOUT',
    targets: [{ outcome: 'UNKNOWN', code: 'VENDOR_TIMEOUT' }],
  });
  const second = (code: string | null) => ({
    status: 'PARTIAL',
    targets: [{ outcome: 'APPLIED' }, { outcome: 'UNKNOWN', code }],
  });
  expect(action('blacklist', 'a failure’s RateLimitedError.code')).toMatchObject(second(null));
  expect(action('blacklist', 'a failure’s RateLimitedError.outcome')).toMatchObject(second('VENDOR_TIMEOUT'));

  const ofUser = await listed('{ targetUserId: "29376" }');
  expect(ofUser.filter(({ state }) => state === null)).toHaveLength(1);
  // The action with a new status, which no filter by status finds.
  const extra = ofUser.filter(({ id }) => !nodes.has(id));
  expect(extra).toMatchObject([{ status: 'UNKNOWN', targets: [{ outcome: 'UNKNOWN' }] }]);
});

it('moderationAction does not find an action whose operation this gateway does not know', async () => {
  const db = openBeside(file, { readonly: true });
  const rows = db.prepare('select id from actions where operation = ?').all(NEWER) as { id: string }[];
  db.close();
  expect(rows).toHaveLength(2);
  for (const { id } of rows) {
    const found = await sendText(sandbox, `query ($id: ID!) { moderationAction(id: $id) { ${NODE} } }`, {
      id,
    });
    expect(found).toMatchObject({ data: { moderationAction: null } });
    expect(found.errors).toBeUndefined();
  }
});
