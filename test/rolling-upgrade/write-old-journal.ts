/**
 * Makes `test/journal/fixtures/journal-0.1.0.db`: a journal that a gateway of version 0.1.0 has written, with actions of
 * each kind and status, and left when it was killed with two of them under way. Beside it, in JSON, what its callers asked
 * for and were told.
 *
 * `node dist-bench/test/rolling-upgrade/write-old-journal.js <folder>`: a folder with that version, built.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { AddToBlacklistDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { adminToken, ROOM, startGateway, startVendors } from './gateways.js';

const OLD = resolve(process.argv[2] ?? '');
const FIXTURES = 'test/journal/fixtures';

const folder = mkdtempSync(join(tmpdir(), 'old-journal-'));
const file = join(folder, 'journal.db');
const vendors = await startVendors();
const { trtc, volcengine } = vendors;
for (const userId of ['alice', 'bob', 'carol']) trtc.enterRoom(ROOM.sdkAppId, ROOM.roomId, userId);
const gateway = startGateway(`file:${file}`, vendors, OLD);
const target = { url: await gateway.url(), tokens: { admin: await adminToken() } };
/** Without an answer: it was under way when the gateway was killed. */
const asked: { verb: 'mute' | 'add'; input: object; answer?: unknown }[] = [];

const mute = async (userId: string, key?: string) => {
  const input = {
    roomId: ROOM.roomId,
    userId,
    state: 'AUDIO_DISABLED' as const,
    ...(key && { idempotencyKey: key }),
  };
  const request = { verb: 'mute' as const, input };
  asked.push(request);
  const { data } = await send(target, SetUserMediaStateDocument, { input });
  Object.assign(request, { answer: data?.setUserMediaState });
};
const add = async (userIds: readonly string[], key?: string) => {
  const users = userIds.map((userId) => ({ userId, ext: { nickname: 'a "name"' } }));
  const input = { userId: '10001', inboxType: 2, users, reason: 'spam', ...(key && { idempotencyKey: key }) };
  const request = { verb: 'add' as const, input };
  asked.push(request);
  const { data } = await send(target, AddToBlacklistDocument, { input });
  Object.assign(request, { answer: data?.addToBlacklist });
};

await mute('alice', 'applied');
await mute('nobody', 'refused');
trtc.injectFault({ kind: 'silence', applied: true });
await mute('carol', 'unknown');
const unprivileged = { ...target, tokens: { admin: await adminToken('moderation:media', [1]) } };
await send(unprivileged, SetUserMediaStateDocument, {
  input: { roomId: ROOM.roomId, userId: 'alice', state: 'AUDIO_VIDEO_ENABLED' },
});
await add(['1', '2', '3'], 'added');
const failure = { code: 'UserNotExist', message: 'no such user' };
volcengine.injectFault({ kind: 'failedInfos', failedInfos: [{ userId: '5', ...failure }] });
await add(['4', '5'], 'added-in-part');
const error = { kind: 'error', applied: false } as const;
volcengine.injectFault({ ...error, status: 400, code: 'InvalidParameter', message: 'no', codeN: 1 });
await add(['6']);

// Under way when it is killed: the vendor has done the one, and has not heard of the other's users.
trtc.injectFault({ kind: 'silence', applied: false });
volcengine.injectFault({ kind: 'silence', applied: true });
const left = Promise.allSettled([mute('bob', 'left'), add(['7', '8'], 'left-too')]);
await sleep(1_000);
await gateway.kill();
await left;
await vendors.trtc.close();
await vendors.volcengine.close();

const db = new Database(file);
db.pragma('wal_checkpoint(TRUNCATE)');
const { killedAt } = db.prepare('select max(requested_at) + 2000 as killedAt from actions').get() as {
  killedAt: number;
};
db.close();
mkdirSync(FIXTURES, { recursive: true });
copyFileSync(file, join(FIXTURES, 'journal-0.1.0.db'));
writeFileSync(join(FIXTURES, 'journal-0.1.0.json'), `${JSON.stringify({ killedAt, asked }, null, 2)}\n`);
rmSync(folder, { recursive: true });
