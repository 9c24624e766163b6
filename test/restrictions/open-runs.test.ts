import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { Restrictions } from '../../src/restrictions/restrictions.js';
import { bothDatabases } from '../history/both-databases.js';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 0, 1);

let database: JournalDatabase;
let instructions = 0;

/** An instruction on everybody in the room, or on one person. Resolves with its action's id. */
async function instruct(place: string, { endedAt = null as number | null, userId = '' } = {}) {
  instructions += 1;
  const id = `00000000-0000-7000-8000-${String(instructions).padStart(12, '0')}`;
  const row = sql`insert into media_instructions
    (place, user_id, number, action_id, actor, application_id, audio, given_at, ends_at, ended_at)
    values (${place}, ${userId}, ${instructions}, ${id}, 'moderator', 1, 0, ${NOW}, ${NOW + HOUR_MS}, ${endedAt})`;
  await database.write([row.compile(database.db)]);
  return id;
}

async function call(actionId: string, userId: string, { dueAt = null as number | null, frees = 0 } = {}) {
  const row = sql`insert into media_progress (action_id, user_id, state, frees, rank, due_at)
    values (${actionId}, ${userId}, ${dueAt ? 'WANTED' : 'DONE'}, ${frees}, 0, ${dueAt})`;
  await database.write([row.compile(database.db)]);
}

describe.each(bothDatabases())(
  'the instructions on rooms whose calls are not all made, on %s',
  (kind, url) => {
    let restrictions: Restrictions;
    const openIn = async (...places: string[]) =>
      (await restrictions.openRuns(places)).sort((a, b) => (a.actionId < b.actionId ? -1 : 1));
    beforeAll(async () => {
      const open =
        kind === 'SQLite' ? openSqlite(url().slice('file:'.length)) : openPostgres(url(), () => {});
      database = await open;
      restrictions = new Restrictions(database, () => NOW);
    });
    afterAll(() => database.close());

    it('are those in the rooms that are asked for, each once', async () => {
      const first = await instruct('room/1/1');
      expect(await openIn('room/1/1')).toEqual([]);
      for (const userId of ['anna', 'ben']) await call(first, userId, { dueAt: NOW });
      const second = await instruct('room/1/2');
      await call(second, 'anna');
      await call(second, 'ben', { dueAt: NOW + HOUR_MS });
      const elsewhere = await instruct('room/1/3');
      await call(elsewhere, 'anna', { dueAt: NOW });

      expect(await openIn('room/1/1', 'room/1/2', 'room/1/4')).toEqual([
        { actionId: first, place: 'room/1/1' },
        { actionId: second, place: 'room/1/2' },
      ]);
      expect(await openIn('room/1/4')).toEqual([]);
    });

    it('leaves out those with all calls made, and those whose calls only undo something', async () => {
      const done = await instruct('room/2/1');
      await call(done, 'anna');
      const freeing = await instruct('room/2/1');
      await call(freeing, 'anna', { dueAt: NOW, frees: 1 });
      await instruct('room/2/1', { userId: 'anna' });

      expect(await openIn('room/2/1')).toEqual([]);
    });

    it('has those that have ended just now, until their calls are given up', async () => {
      const ended = await instruct('room/3/1', { endedAt: NOW - 60_000 });
      await call(ended, 'anna', { dueAt: NOW });
      expect(await openIn('room/3/1')).toEqual([{ actionId: ended, place: 'room/3/1' }]);

      const drop = sql`update media_progress set due_at = null, state = 'DROPPED' where action_id = ${ended}`;
      await database.write([drop.compile(database.db)]);
      expect(await openIn('room/3/1')).toEqual([]);
    });
  },
);
