import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { SignJWT } from 'jose';
import Database from 'libsql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildPeer } from '../../bench/contenders/same-job/peer.js';
import { TRTC_SANDBOX_VALUES } from '../../src/emulators/trtc/variables.js';
import { VOLCENGINE_SANDBOX_VALUES } from '../../src/emulators/volcengine/variables.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { type GraphqlAnswer, send } from '../graphql-client.js';
import { NOTHING_GIVEN_UP, startSandboxWithoutEvents } from '../sandbox-gateway.js';

const SECRET = randomBytes(32).toString('hex');
const EVERYTHING = { scope: 'moderation:media moderation:blacklist', rooms: '*' };
const MUTE = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
const OWNER = '7000000000000000001';

let sandbox: Sandbox;
let peer: FastifyInstance;
let peerUrl: string;
let folder: string;

beforeAll(async () => {
  sandbox = await startSandboxWithoutEvents({ AUTH_JWT_SECRET: SECRET, ...NOTHING_GIVEN_UP });
  folder = mkdtempSync(join(tmpdir(), 'same-job-peer-'));
  const { TRTC_SECRET_ID, TRTC_SECRET_KEY } = TRTC_SANDBOX_VALUES;
  const { VOLC_ACCESS_KEY_ID, VOLC_SECRET_ACCESS_KEY } = VOLCENGINE_SANDBOX_VALUES;
  peer = buildPeer({
    accounts: {
      trtc: { url: sandbox.trtc.url, keyId: TRTC_SECRET_ID, key: TRTC_SECRET_KEY },
      volcengine: { url: sandbox.volcengine.url, keyId: VOLC_ACCESS_KEY_ID, key: VOLC_SECRET_ACCESS_KEY },
    },
    secret: SECRET,
    journalFile: join(folder, 'peer.db'),
    callsPerSecond: 10_000,
    logs: false,
  });
  peerUrl = await peer.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await peer.close();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});
beforeEach(reset);

function reset(): void {
  sandbox.trtc.reset();
  sandbox.volcengine.reset();
}

function tokenWith(claims: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('a moderator')
    .setExpirationTime('1h')
    .sign(Buffer.from(SECRET));
}

/** Asks the gateway and the peer, each with the vendors' state of the start. */
async function bothAnswers<Data, Variables>(
  document: Parameters<typeof send<Data, Variables>>[1],
  variables: Variables,
  claims: Record<string, unknown> = EVERYTHING,
) {
  const token = await tokenWith(claims);
  const ofGateway = await send(sandbox, document, variables, { token });
  reset();
  const ofPeer = await send({ url: peerUrl }, document, variables, { token });
  return { ofGateway: withoutIds(ofGateway), ofPeer: withoutIds(ofPeer) };
}

/** Ids are new each time. What is compared is whether there is one. */
function withoutIds<Data>({ status, data, errors }: GraphqlAnswer<Data>): unknown {
  const isId = (name: string, value: unknown) => /^(actionId|vendorRequestId)$/.test(name) && value !== null;
  const text = JSON.stringify({ status, data, errors }, (name, value) => {
    if (name === 'vendorRequestIds') return value.length;
    return isId(name, value) ? 'an id' : value;
  });
  return JSON.parse(text);
}

function answerIn(answer: unknown): { __typename: string } {
  const [own] = Object.values((answer as { data: Record<string, { __typename: string }> }).data);
  if (!own) throw new Error('no answer');
  return own;
}

function journalOfPeer(): unknown[] {
  const database = new Database(join(folder, 'peer.db'));
  const rows = database.prepare('select actor, operation, status from actions order by id').all();
  database.close();
  return rows;
}

describe('Mercurius doing the same job answers as the gateway', () => {
  it.each([
    ['a mute', MUTE, 'SetUserMediaStateSuccess', 'APPLIED'],
    ['a mute in a room that does not exist', { ...MUTE, roomId: 404 }, 'RoomNotFoundError', 'REFUSED'],
    ['a mute of somebody who is not there', { ...MUTE, userId: 'nobody' }, 'UserNotInRoomError', 'REFUSED'],
  ])('to %s, and records it', async (_what, input, type, status) => {
    const before = journalOfPeer();
    const { ofGateway, ofPeer } = await bothAnswers(SetUserMediaStateDocument, { input });
    expect(answerIn(ofPeer).__typename).toBe(type);
    expect(ofPeer).toEqual(ofGateway);
    const recorded = { actor: 'a moderator', operation: 'SET_USER_MEDIA_STATE', status };
    expect(journalOfPeer()).toEqual([...before, recorded]);
  });

  it.each([
    [
      '12 users, in two calls',
      Array.from({ length: 12 }, (_, index) => `${9_000_000_000 + index}`),
      'AddToBlacklistSuccess',
    ],
    ['the owner among others', [OWNER, '9000000001'], 'AddToBlacklistPartialFailure'],
  ])('to an addition of %s', async (_what, ids, type) => {
    const input = { userId: OWNER, users: ids.map((userId) => ({ userId })) };
    const { ofGateway, ofPeer } = await bothAnswers(AddToBlacklistDocument, { input });
    expect(answerIn(ofPeer).__typename).toBe(type);
    expect(ofPeer).toEqual(ofGateway);
  });

  it.each([
    ['without the scope', { ...EVERYTHING, scope: 'moderation:blacklist' }],
    ['for another room', { ...EVERYTHING, rooms: [10007] }],
  ])('to a token %s, and sends nothing', async (_what, claims) => {
    sandbox.trtc.clearRequests();
    const { ofGateway, ofPeer } = await bothAnswers(SetUserMediaStateDocument, { input: MUTE }, claims);
    expect(answerIn(ofPeer)).toMatchObject({ __typename: 'ForbiddenError' });
    // The gateway records what it denies. The peer does not.
    expect({ ...answerIn(ofPeer), actionId: null }).toEqual({ ...answerIn(ofGateway), actionId: null });
    expect(sandbox.trtc.requests()).toEqual([]);
  });

  it('to a token that nobody has signed, with the status 401', async () => {
    for (const url of [sandbox.url, peerUrl]) {
      const { status } = await send({ url }, SetUserMediaStateDocument, { input: MUTE }, { token: 'x.y.z' });
      expect(status).toBe(401);
    }
  });
});

describe('Mercurius doing the same job', () => {
  const askPeer = async () => {
    const token = await tokenWith(EVERYTHING);
    const { data } = await send({ url: peerUrl }, SetUserMediaStateDocument, { input: MUTE }, { token });
    return data?.setUserMediaState;
  };

  it('tells of a call that the vendor refuses because of its quota, and does not try again', async () => {
    sandbox.trtc.injectFault({ kind: 'error', code: 'RequestLimitExceeded', message: 'Later.' });
    expect(await askPeer()).toMatchObject({
      __typename: 'RateLimitedError',
      outcome: 'NOT_APPLIED',
      retryable: true,
      vendorCode: 'RequestLimitExceeded',
    });
    expect(journalOfPeer().at(-1)).toMatchObject({ status: 'REFUSED' });
  });

  it('does not know what came of a call whose answer is lost', async () => {
    sandbox.trtc.injectFault({ kind: 'reset', applied: true });
    expect(await askPeer()).toMatchObject({ __typename: 'VendorUnavailableError', outcome: 'UNKNOWN' });
    expect(journalOfPeer().at(-1)).toMatchObject({ status: 'UNKNOWN' });
  });
});
