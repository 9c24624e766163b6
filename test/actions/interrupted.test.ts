import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActionIds } from '../../src/journal/action-id.js';
import type { ActionRecord, Intent } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { IN_FLIGHT_MS } from '../../src/vendors/calling/permits.js';
import { sendText } from '../graphql-client.js';
import { holdWaitsOf } from '../held-waits.js';
import { SAMPLED_OPERATIONS, type SampledOperation } from '../operations/samples.js';
import { NOTHING_AGAIN, startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';

const ELEVEN_MINUTES_MS = 11 * 60_000;
const DEADLINE_MS = 20_000;

const ids = new ActionIds(Date.now);

/** What a gateway records before it calls the vendor. */
function intentOf(sampled: SampledOperation, fields: Partial<Intent> = {}): Intent {
  const { operation, input, vendor } = sampled;
  const { call, room, ...plan } = operation.plan(input, vendor.connected as never);
  return {
    id: ids.next(),
    requestId: 'request',
    actor: 'admin',
    operation: sampled.journalName,
    ...plan,
    ...room,
    input: JSON.stringify(call),
    ...fields,
  };
}

const APPLIED = {
  status: 'APPLIED',
  answer: '{}',
  vendorRequestIds: [],
  attempts: 1,
  freesKey: false,
} as const;

describe.each(SAMPLED_OPERATIONS)(
  '$title, whose gateway died before its outcome was on record,',
  (sampled) => {
    const { input, vendor, api, proof, recovery } = sampled;
    let directory: string;
    let sandbox: Sandbox | undefined;
    /** Lets the gateway look for the first time, without its wait for calls of a dead gateway. */
    let letItLook: () => void;
    beforeEach(() => {
      directory = mkdtempSync(join(tmpdir(), 'interrupted-'));
    });
    afterEach(async () => {
      await sandbox?.close();
      sandbox = undefined;
      rmSync(directory, { recursive: true });
    });

    async function inJournal<T>(use: (journal: Journal) => Promise<T>): Promise<T> {
      const database = await openSqlite(join(directory, 'journal.db'));
      try {
        return await use(new Journal(database, 'a gateway that died', Date.now));
      } finally {
        await database.close();
      }
    }

    async function left(...intents: Intent[]): Promise<void> {
      await inJournal(async (journal) => {
        for (const intent of intents) await journal.begin(intent, 60_000);
      });
    }

    async function start(wasApplied: boolean): Promise<Sandbox> {
      const environment = {
        DATABASE_URL: `file:${join(directory, 'journal.db')}`,
        VENDOR_DEADLINE_MS: `${DEADLINE_MS}`,
        ...NOTHING_AGAIN,
      };
      const { clock, end } = holdWaitsOf(DEADLINE_MS + IN_FLIGHT_MS);
      letItLook = end;
      sandbox = await startSandboxWithoutEvents(environment, { ...withoutJitter, clock });
      sampled.prepare(sandbox, input);
      if (wasApplied) sampled.apply(sandbox, input);
      return sandbox;
    }

    async function statusOf({ id }: Intent): Promise<string> {
      const query = 'query ($id: ID!) { moderationAction(id: $id) { status } }';
      const { data } = await sendText(sandbox as Sandbox, query, { id });
      return (data as { moderationAction: { status: string } }).moderationAction.status;
    }

    /** What the journal says once the action is not pending any more. The gateway goes on. */
    async function resolved(intent: Intent): Promise<ActionRecord | undefined> {
      letItLook();
      await expect.poll(() => statusOf(intent)).not.toBe('PENDING');
      await sandbox?.close();
      return inJournal((journal) => journal.find(intent.id));
    }

    const canKnow = recovery === 'never knows' ? [] : [recovery];
    /** What recovery asks of the vendor. */
    const asked = { 'does it again': [api], looks: [proof], 'never knows': [] }[recovery];

    it.each(canKnow)('and which the vendor has done, is APPLIED only if it is done again', async () => {
      const intent = intentOf(sampled);
      await left(intent);
      const target = await start(true);
      const record = await resolved(intent);
      expect(sampled.isApplied(target, input)).toBe(true);
      expect(sampled.calls(target)).toEqual(asked);
      const answer = JSON.parse(record?.answer ?? '');
      if (recovery === 'does it again') {
        expect(record).toMatchObject({ status: 'APPLIED', recovered: true });
        expect(answer).toMatchObject({ __typename: sampled.success, actionId: intent.id });
        return;
      }
      // It may have been so before, so the action is credited with nothing.
      expect(record).toMatchObject({ status: 'UNKNOWN', recovered: true });
      const { failures, ...told } = answer;
      expect(failures).toMatchObject([{ error: { code: 'INTERRUPTED', outcome: 'UNKNOWN' } }]);
      const lists = Object.values(told).filter(Array.isArray);
      expect(lists.flat()).toEqual([]);
    });

    it.each(canKnow)('and which the vendor has not done, is done or REFUSED, as is true', async () => {
      const isDoneAgain = recovery === 'does it again';
      const intent = intentOf(sampled, { idempotencyKey: 'key', inputDigest: 'digest' });
      await left(intent);
      const target = await start(false);
      const record = await resolved(intent);
      expect(record).toMatchObject({ status: isDoneAgain ? 'APPLIED' : 'REFUSED', recovered: true });
      expect(sampled.isApplied(target, input)).toBe(isDoneAgain);
      expect(sampled.calls(target)).toEqual(asked);
      if (isDoneAgain) return;
      expect(JSON.parse(record?.answer ?? '')).toMatchObject({
        __typename: 'GatewayUnavailableError',
        code: 'INTERRUPTED',
        outcome: 'NOT_APPLIED',
      });
      // Nothing was applied, so the key may be used again.
      const again = intentOf(sampled, { idempotencyKey: 'key', inputDigest: 'another' });
      expect(await inJournal((journal) => journal.begin(again, 1000))).toEqual({
        begun: true,
        written: [
          expect.objectContaining({ changes: 1, rows: [] }),
          expect.objectContaining({ changes: 1, rows: [] }),
        ],
      });
    });

    it.each(recovery === 'never knows' ? [true, false] : [])(
      'is UNKNOWN and not done again, and keeps its key (done: %s)',
      async (wasDone) => {
        const intent = intentOf(sampled, { idempotencyKey: 'key', inputDigest: 'digest' });
        await left(intent);
        const target = await start(wasDone);
        const record = await resolved(intent);
        expect(record).toMatchObject({ status: 'UNKNOWN', recovered: true });
        expect(JSON.parse(record?.answer ?? '')).toMatchObject({ code: 'INTERRUPTED', outcome: 'UNKNOWN' });
        expect(sampled.isApplied(target, input)).toBe(wasDone);
        expect(sampled.calls(target)).toEqual([]);
        const again = intentOf(sampled, { idempotencyKey: 'key', inputDigest: 'digest' });
        expect(await inJournal((journal) => journal.begin(again, 1000))).toMatchObject({ begun: false });
      },
    );

    it.each([true, false])(
      'is UNKNOWN where a newer action of another operation has the same target (done: %s)',
      async (wasDone) => {
        const old = intentOf(sampled);
        const newer = { ...intentOf(sampled), operation: 'OPERATION_OF_A_NEWER_GATEWAY' };
        await left(old, newer);
        await inJournal((journal) => journal.end(newer.id, APPLIED));
        const target = await start(wasDone);
        const record = await resolved(old);
        expect(record).toMatchObject({ status: 'UNKNOWN', recovered: true });
        // It is not done after the newer one.
        expect(sampled.calls(target)).not.toContain(sampled.api);
      },
    );

    it.each(recovery === 'does it again' ? [true, false] : [])(
      'is not done again after an action on the whole place, but after an older one (newer: %s)',
      async (isNewer) => {
        const first = intentOf(sampled);
        const second = intentOf(sampled);
        const onWholePlace = { operation: 'ANOTHER_OPERATION', userIds: [] };
        const whole = { ...(isNewer ? second : first), ...onWholePlace };
        const action = isNewer ? first : second;
        await left(...(isNewer ? [action, whole] : [whole, action]));
        await inJournal((journal) => journal.end(whole.id, APPLIED));
        const target = await start(false);
        const record = await resolved(action);
        expect(record).toMatchObject({ status: isNewer ? 'UNKNOWN' : 'APPLIED', recovered: true });
        expect(sampled.calls(target)).toEqual(isNewer ? [] : [api]);
      },
    );

    it('is UNKNOWN, without a vendor call, when it is older than ten minutes', async () => {
      const old = intentOf(sampled, { id: v7({ msecs: Date.now() - ELEVEN_MINUTES_MS }) });
      await left(old);
      const target = await start(true);
      const record = await resolved(old);
      expect(record).toMatchObject({ status: 'UNKNOWN', recovered: true });
      expect(JSON.parse(record?.answer ?? '')).toMatchObject({ code: 'INTERRUPTED', outcome: 'UNKNOWN' });
      expect(sampled.calls(target)).toEqual([]);
    });

    it.each(canKnow)('stays PENDING while the vendor cannot answer', async () => {
      const intent = intentOf(sampled);
      await left(intent);
      const target = await start(false);
      vendor.emulator(target).injectFault({ ...vendor.unavailable, times: 1000 });
      letItLook();
      await expect.poll(() => sampled.calls(target).length).toBeGreaterThan(0);
      expect(await statusOf(intent)).toBe('PENDING');
    });

    it('is never APPLIED when the vendor refuses to answer', async () => {
      const intent = intentOf(sampled);
      await left(intent);
      const target = await start(true);
      vendor.emulator(target).injectFault({ ...vendor.refusal, times: 1000 });
      expect(await resolved(intent)).toMatchObject({ status: 'UNKNOWN', recovered: true });
    });
  },
);

it.each(SAMPLED_OPERATIONS)(
  'after a restart, a repeat of $title has the recorded answer, without a vendor call',
  async (sampled) => {
    const directory = mkdtempSync(join(tmpdir(), 'interrupted-'));
    const environment = { DATABASE_URL: `file:${join(directory, 'journal.db')}` };
    const input = { ...sampled.input, idempotencyKey: 'key' };
    try {
      const first = await startSandboxWithoutEvents(environment, withoutJitter);
      sampled.prepare(first, input);
      const answer = await sampled.answer(first, input);
      await first.close();
      expect(answer.__typename).toBe(sampled.success);
      const again = await startSandboxWithoutEvents(environment, withoutJitter);
      expect(await sampled.answer(again, input)).toEqual(answer);
      expect(sampled.calls(again)).toEqual([]);
      await again.close();
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
);
