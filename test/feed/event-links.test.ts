import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LinkedActions } from '../../src/feed/linked-actions.js';
import { Journal } from '../../src/journal/journal.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { Restrictions } from '../../src/restrictions/restrictions.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument, UndoModerationActionDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { bothDatabases } from '../history/both-databases.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { NOTHING_AGAIN, startSandboxWithoutEvents } from '../sandbox-gateway.js';
import { eventsIn } from './followed-actions.js';
import { StreamReader } from './stream-reader.js';

const STREAMS = 12;
const token = tokenOf('admin', { scope: 'moderation:audit moderation:media', ...EVERYWHERE });
const LINKS = 'undoes { id } undoneBy { id } causedBy { id } restriction { id }';
/** Streams with different documents share no execution. */
const queries = Array.from(
  { length: STREAMS },
  (_, at) => `subscription { moderationActions { cursor kind action { id status a${at}: id ${LINKS} } } }`,
);

afterEach(() => void vi.restoreAllMocks());

describe.each(bothDatabases())('the links of events on %s', (_name, databaseUrl) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandboxWithoutEvents({
      DATABASE_URL: databaseUrl(),
      AUTH_JWT_SECRET: SECRET.toString(),
      ...NOTHING_AGAIN,
    });
  });
  afterAll(() => sandbox?.close());

  const mute = async (durationSeconds?: number) => {
    const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED', durationSeconds } as const;
    const { data } = await send(sandbox, SetUserMediaStateDocument, { input }, { token });
    return data?.setUserMediaState.actionId ?? '';
  };
  const undo = async (actionId: string) => {
    const { data } = await send(sandbox, UndoModerationActionDocument, { input: { actionId } }, { token });
    const undone = data?.undoModerationAction;
    if (undone?.__typename !== 'UndoModerationActionSuccess') throw new Error(JSON.stringify(undone));
    return undone.action.id;
  };
  const follow = async (query: string, after?: string) => {
    const variables = after === undefined ? {} : { after };
    const reader = await StreamReader.open(sandbox, { query, variables, token });
    await reader.until((answers) => answers.length > 0);
    return reader;
  };

  it('are told, and read for actions only that have some', async () => {
    const readers = await Promise.all(queries.map((query) => follow(query)));
    const read = [
      vi.spyOn(Journal.prototype, 'undosOf'),
      vi.spyOn(Journal.prototype, 'undoneBy'),
      vi.spyOn(Restrictions.prototype, 'ofActions'),
    ];
    const acts = 6;
    for (let done = 0; done < acts; done += 1) await mute();
    const told = (count: number) =>
      Promise.all(readers.map((reader) => reader.until((answers) => eventsIn(answers).length === 2 * count)));
    await told(acts);
    const none = { undoes: null, undoneBy: null, causedBy: null, restriction: null };
    for (const { answers } of readers) {
      expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
      for (const { action } of eventsIn(answers)) expect(action).toMatchObject(none);
    }
    expect(read.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0]);

    const timed = await mute(600);
    const undone = await mute();
    const undoing = await undo(undone);
    await told(acts + 3);
    for (const { answers } of readers) {
      const ends = eventsIn(answers)
        .slice(2 * acts)
        .filter(({ kind }) => kind === 'ENDED');
      expect(ends.map(({ action }) => action)).toMatchObject([
        { id: timed, restriction: { id: timed } },
        { id: undone, undoes: null },
        { id: undoing, undoes: { id: undone }, restriction: null },
      ]);
    }
    await Promise.all(readers.map((reader) => reader.close()));
  }, 60_000);

  it('are told as they are when an event is told, also of an event that is kept', async () => {
    const [query = ''] = queries;
    const live = await follow(query);
    const undone = await mute();
    await live.until((answers) => eventsIn(answers).length === 2);
    const [start] = live.answers;
    const undoing = await undo(undone);
    await live.until((answers) => eventsIn(answers).length === 4);
    const later = await follow(
      query
        .replace('subscription', 'subscription ($after: String)')
        .replace('Actions', 'Actions(after: $after)'),
      start?.data?.moderationActions?.cursor as string,
    );
    await later.until((answers) => eventsIn(answers).length === 4);
    await Promise.all([live.close(), later.close()]);
    const [, ended] = eventsIn(later.answers);
    expect(ended?.action).toMatchObject({ id: undone, undoneBy: { id: undoing } });
  }, 60_000);
});

describe('those who ask for links', () => {
  it('are answered together, by one reading at a time, and told if the journal cannot be read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'event-links-'));
    const database = await openSqlite(join(folder, 'journal.db'));
    const readings: string[] = [];
    const failed: unknown[] = [];
    const outage = {
      failed: (what: string) => void failed.push(what),
      succeeded: () => void readings.push('read'),
    };
    const linked = new LinkedActions(database.pages, outage);
    const ids = Array.from({ length: 300 }, (_, at) => `action-${at}`);
    await database.write([
      sql`insert into undos (undone_id, action_id) values ('action-1', 'action-2')`.compile(database.db),
    ]);
    const found = await Promise.all(ids.flatMap((id) => [linked.of(id), linked.of(id)]));
    expect(found.filter((links) => links.size > 0).map((links) => [...links])).toEqual([
      ['undoneBy'],
      ['undoneBy'],
      ['undoes'],
      ['undoes'],
    ]);
    expect(readings).toHaveLength(1);
    await database.close();
    await expect(linked.of('action-1')).rejects.toThrow();
    expect(failed).toEqual(['links of events']);
    rmSync(folder, { recursive: true });
  });
});
