import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ModerationActionDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const folder = mkdtempSync(join(tmpdir(), 'newer-gateway-'));
const file = join(folder, 'journal.db');
afterAll(() => rmSync(folder, { recursive: true }));

const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED', idempotencyKey: 'key' } as const;
const start = () => startTestSandbox({ DATABASE_URL: `file:${file}` }, withoutJitter);
let actionId: string;

/** Leaves an action whose recorded answer is of a type that this gateway does not have. */
beforeAll(async () => {
  const sandbox = await start();
  const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
  actionId = data?.setUserMediaState.actionId ?? '';
  await sandbox.close();
  const db = new Database(file);
  const answer = JSON.stringify({ __typename: 'SupersededError', message: 'of a newer gateway' });
  db.prepare('update actions set answer = ? where id = ?').run(answer, actionId);
  db.close();
});

it('says of a recorded answer of an unknown type that a newer gateway gave it, not that it is still running', async () => {
  const sandbox = await start();
  try {
    const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
    expect(data?.setUserMediaState).toMatchObject({
      __typename: 'GatewayUnavailableError',
      code: 'ANSWER_OF_NEWER_GATEWAY',
      outcome: 'UNKNOWN',
      actionId,
    });
    const found = await send(sandbox, ModerationActionDocument, { id: actionId });
    expect(found.data?.moderationAction).toMatchObject({
      status: 'APPLIED',
      code: null,
      targets: [{ userId: '29376', outcome: 'APPLIED' }],
    });
    expect(sandbox.trtc.requests()).toEqual([]);
  } finally {
    await sandbox.close();
  }
});
