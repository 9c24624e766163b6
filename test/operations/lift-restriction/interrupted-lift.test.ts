import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../../src/journal/journal.js';
import { openSqlite } from '../../../src/journal/sqlite-database.js';
import { liftRestriction } from '../../../src/operations/lift-restriction/lift-restriction.operation.js';
import type { MediaSender } from '../../../src/restrictions/media-sender.js';
import { MediaStore } from '../../../src/restrictions/media-store.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { type Clock, systemClock } from '../../../src/time/clock.js';
import { ModerationActionDocument } from '../../generated/graphql.js';
import { send } from '../../graphql-client.js';
import { restrict } from '../../restriction-queries/timed-mutes.js';
import { startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';

const APP = 1400188366;
const PERSON = { roomId: 10006, userId: '29376' };
/** Timers run four times as fast. */
const hasty: Clock = { ...systemClock, after: (ms, callback) => systemClock.after(ms / 4, callback) };

describe('a lift whose gateway died', () => {
  let folder: string;
  let sandbox: Sandbox | undefined;
  const databaseUrl = () => `file:${join(folder, 'journal.db')}`;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'interrupted-lift-'));
  });
  afterEach(async () => {
    await sandbox?.close();
    sandbox = undefined;
    rmSync(folder, { recursive: true });
  });

  async function start(): Promise<Sandbox> {
    const environment = { DATABASE_URL: databaseUrl(), VENDOR_DEADLINE_MS: '3000' };
    sandbox = await startTestSandbox(environment, { ...withoutJitter, clock: hasty });
    sandbox.trtc.enterRoom(APP, PERSON.roomId, PERSON.userId);
    return sandbox;
  }

  async function give(): Promise<string> {
    const { url, tokens, close } = await start();
    const id = await restrict({ url, tokens }, { ...PERSON, audio: 'DISABLED' });
    await close();
    return id;
  }

  /** Records a lift as a gateway does before it calls the vendor, and dies. */
  async function beginLift(restrictionId: string): Promise<string> {
    const database = await openSqlite(join(folder, 'journal.db'));
    try {
      const journal = new Journal(database, 'a gateway that died', Date.now);
      const store = new MediaStore(
        database,
        { name: 'a gateway that died', isAlone: false, timeoutMs: 1_000 },
        Date.now,
      );
      const given = JSON.parse((await journal.find(restrictionId))?.input ?? '{}');
      const input = { restrictionId, found: { id: restrictionId, given } };
      const { call, room, ...plan } = liftRestriction.plan(input, {} as never);
      const id = journal.newId();
      const intent = { id, requestId: 'request', actor: 'anna', operation: 'LIFT_RESTRICTION' };
      // The turn to send ends at once, as if the gateway had died some time ago.
      const media = { store, turnMs: 0 } as MediaSender;
      const alongside = liftRestriction.alongside?.(id, call, media);
      const whole = { ...intent, ...plan, ...room, input: JSON.stringify(call) };
      await journal.begin(whole, 60_000, undefined, alongside);
      return id;
    } finally {
      await database.close();
    }
  }

  async function resolved(id: string) {
    const target = await start();
    const action = async () => {
      const { data } = await send(target, ModerationActionDocument, { id });
      return data?.moderationAction;
    };
    await expect.poll(async () => (await action())?.status, { timeout: 40_000 }).not.toBe('PENDING');
    const sent = target.trtc.requests().map(({ body }) => JSON.parse(body).IsMute);
    return { ...(await action()), sent };
  }

  it('is carried out by the next gateway', async () => {
    const lift = await beginLift(await give());
    expect(await resolved(lift)).toMatchObject({ status: 'APPLIED', recovered: true, sent: [0] });
  });
});
