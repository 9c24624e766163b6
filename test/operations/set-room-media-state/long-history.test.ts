import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEWEST_OF_ROOM } from '../../../src/restrictions/forget-of-room.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { RestrictionsDocument, UndoModerationActionDocument } from '../../generated/graphql.js';
import { send, sendText } from '../../graphql-client.js';
import { bothDatabases } from '../../history/both-databases.js';
import { runSql } from '../../restriction-queries/timed-mutes.js';
import { NOTHING_GIVEN_UP, startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';
import { APP, TestRoom } from './rooms.js';

const ALL = ['ann', 'ben', 'host'];
let sandbox: Sandbox;

describe.each(bothDatabases())(
  'a room that was muted and unmuted a hundred times, with a journal on %s',
  (_name, databaseUrl) => {
    const room = new TestRoom(() => sandbox, 30_000);
    /** The ids of the restrictions that were not undone, and of those that were, the newest first. */
    const left: string[] = [];
    const undone: string[] = [];

    beforeAll(async () => {
      const environment = { ...NOTHING_GIVEN_UP, DATABASE_URL: databaseUrl() };
      sandbox = await startTestSandbox(environment, withoutJitter);
    });
    afterAll(() => sandbox?.close());

    async function undo(actionId: string): Promise<string | undefined> {
      const { data } = await send(sandbox, UndoModerationActionDocument, { input: { actionId } });
      return data?.undoModerationAction.__typename;
    }

    it('accepts each of them, and the undo of one in four', async () => {
      await room.enter(ALL);
      for (let index = 0; index < 100; index++) {
        const audio = index % 2 === 0 ? 'DISABLED' : 'ENABLED';
        const { actionId } = await room.accepted({ audio, exceptUserIds: index % 3 === 0 ? ['host'] : [] });
        if (index % 4 === 2) {
          expect(await undo(actionId)).toBe('UndoModerationActionSuccess');
          undone.unshift(actionId);
        } else left.unshift(actionId);
      }
    });

    it('is read with no more than what still counts of it', async () => {
      const counted = 'select user_id from media_instructions where place = ? and counts = 1';
      const rows = await runSql(databaseUrl(), counted, [`room/${APP}/${room.roomId}`]);
      // The last one of each kind came after the last look.
      expect(rows.length).toBeLessThanOrEqual(2 * (NEWEST_OF_ROOM + 1));
    });

    it('has all of its restrictions on record, as they are', async () => {
      const { data } = await send(sandbox, RestrictionsDocument, {
        filter: { roomId: room.roomId },
        first: 100,
      });
      const shown = new Map(data?.restrictions.edges.map(({ node }) => [node.id, node.status]));
      const [newest, ...older] = left;
      const expected = [
        [newest, 'IN_FORCE'],
        ...older.map((id) => [id, 'SUPERSEDED']),
        ...undone.map((id) => [id, 'LIFTED']),
      ];
      expect([...shown].toSorted()).toEqual(expected.toSorted());
    });

    it('has nobody muted who is not meant to be', async () => {
      await expect.poll(() => room.states(ALL), { timeout: 10_000 }).toEqual([0, 0, 0]);
    });

    it('is as it was before, action by action, as the newest are undone', async () => {
      // 99 enables; 98 was undone; 97 enables; 96 disables for all but the host; 95 enables.
      for (const id of left.slice(0, 2)) expect(await undo(id)).toBe('UndoModerationActionSuccess');
      await expect.poll(() => room.states(ALL), { timeout: 10_000 }).toEqual([2, 2, 0]);
      expect(await undo(left[2] ?? '')).toBe('UndoModerationActionSuccess');
      await expect.poll(() => room.states(ALL), { timeout: 10_000 }).toEqual([0, 0, 0]);
    });

    it('has nothing ended by an action that was refused', async () => {
      // No event has told of it.
      const unknown = new TestRoom(() => sandbox, 30_001);
      const given: string[] = [];
      for (let index = 0; index < NEWEST_OF_ROOM + 2; index++) {
        given.unshift((await unknown.accepted({ audio: 'DISABLED', enforce: true })).actionId);
      }
      const refused = await unknown.set({ audio: 'DISABLED' });
      expect(refused).toMatchObject({ __typename: 'RoomNotFoundError' });
      const query = 'query ($id: ID!) { moderationAction(id: $id) { status restriction { id } } }';
      const linkOf = (id: string | null | undefined) => sendText(sandbox, query, { id });
      expect((await linkOf(refused.actionId)).data).toMatchObject({
        moderationAction: { restriction: null },
      });
      for (const id of given) {
        expect((await linkOf(id)).data).toMatchObject({ moderationAction: { restriction: { id } } });
      }
    });
  },
);
