import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompiledQuery } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { Roster } from '../../src/roster/roster.js';
import type { ListedRoom } from '../../src/roster/roster-pages.js';
import { placeOfRoom, type RoomName } from '../../src/values/room-name.js';
import type { RoomEvent } from '../../src/vendors/calling/room-event.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';

/** A database of each kind for the tests of a file, from `beforeAll` on. */
export function rosterDatabases(): [name: string, database: () => JournalDatabase][] {
  let folder: string;
  let postgres: PostgresServer;
  let opened: JournalDatabase[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'roster-'));
    postgres = await startPostgres();
    opened = [await openSqlite(join(folder, 'journal.db')), await openPostgres(postgres.url, () => {})];
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
    await postgres?.remove();
    rmSync(folder, { recursive: true });
  });
  return ['SQLite', 'PostgreSQL'].map((name, index) => [name, () => opened[index] as JournalDatabase]);
}

/** 2026-12-01. */
export const START = 1_796_083_200_000;
let applications = 1_000;

/** A roster of an application of its own, with a clock that tests set. Times of events are seconds after `START`. */
export class TestRoster {
  readonly applicationId = ++applications;
  readonly roster: Roster;
  nowMs = START;

  constructor(database: JournalDatabase) {
    this.roster = new Roster(database, () => this.nowMs);
  }

  event(kind: RoomEvent['kind'], room: RoomName, second: number, more: Partial<RoomEvent> = {}): RoomEvent {
    return {
      applicationId: this.applicationId,
      room,
      ...(kind && { kind }),
      type: TYPES[kind ?? ''] ?? 999,
      atMs: START + second * 1000,
      ...more,
    };
  }

  take(...event: Parameters<TestRoster['event']>) {
    return this.roster.take([this.event(...event)]);
  }

  find(room: RoomName): Promise<ListedRoom | undefined> {
    return this.roster.findRoom(placeOfRoom(this.applicationId, room));
  }

  /** The ids of the people in the room. */
  async people(room: RoomName): Promise<string[]> {
    const found = await this.find(room);
    if (!found) return [];
    return (await this.roster.listPeople({ room: found, count: 1_000 })).map(({ userId }) => userId);
  }

  async sweepAll(): Promise<number> {
    let steps = 0;
    while (await this.roster.sweep()) steps++;
    return steps;
  }
}

/** The database, and how many rows its turns have read and were told to write. */
export function watched(database: JournalDatabase): {
  database: JournalDatabase;
  rows: { read: number; written: number };
} {
  const rows = { read: 0, written: 0 };
  const inTurn: JournalDatabase['inTurn'] = (work) =>
    database.inTurn(async (read) => {
      const done = await work(async (query) => {
        const found = await read(query);
        rows.read += found.length;
        return found;
      });
      rows.written += done.queries.reduce((sum, query) => sum + rowsGiven(query), 0);
      return done;
    });
  return { database: Object.create(database, { inTurn: { value: inTurn } }), rows };
}

/** Rows are given as one parameter, a JSON array. */
function rowsGiven({ parameters }: CompiledQuery): number {
  const [json] = parameters;
  return typeof json === 'string' && json.startsWith('[') ? JSON.parse(json).length : 1;
}

const TYPES: Readonly<Record<string, number>> = {
  opened: 101,
  dismissed: 102,
  entered: 103,
  left: 104,
  'role-changed': 105,
  'video-started': 201,
  'audio-started': 203,
  'audio-stopped': 204,
  'screen-started': 205,
};
