import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { Roster } from '../../src/roster/roster.js';
import { placeOfRoom, type RoomName } from '../../src/values/room-name.js';
import type { RoomEvent } from '../../src/vendors/calling/room-event.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { eras, eventsAt } from './eras.js';
import {
  closeQuiet,
  fold,
  forgetClosed,
  type ModelRoom,
  type ModelRooms,
  shownRooms,
  takeAll,
} from './roster-model.js';
import { deliveries } from './schedules.js';

let folder: string;
let postgres: PostgresServer;
const databases: Record<string, JournalDatabase[]> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roster-model-'));
  postgres = await startPostgres();
  databases.SQLite = [await openSqlite(join(folder, 'journal.db'))];
  const open = () => openPostgres(postgres.url, () => {});
  databases.PostgreSQL = [await open(), await open()];
});
afterAll(async () => {
  for (const database of Object.values(databases).flat()) await database.close();
  await postgres?.remove();
  rmSync(folder, { recursive: true });
});

/** Each schedule has an application of its own, so that all can use one database. */
let applications = 0;

describe.each([
  ['SQLite', 1],
  ['PostgreSQL', 2],
])('a roster on %s, of %i gateways', (name) => {
  it('equals a fold over the sorted events, whatever the order, the repeats and the gateways', async () => {
    const rosters = (databases[name] ?? []).map((database) => new Roster(database, () => Date.now()));
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ events, batches }) => {
        const applicationId = ++applications;
        const own = events.map((event) => ({ ...event, applicationId }));
        // Batches of the two gateways are under way at once.
        const lines = rosters.map((roster, gateway) =>
          batches
            .filter((_, index) => index % rosters.length === gateway)
            .reduce(
              (before, batch) =>
                before.then(() => roster.take(batch.map((index) => own[index] as RoomEvent))),
              Promise.resolve<unknown>(undefined),
            ),
        );
        await Promise.all(lines);

        const expected = fold(own);
        for (const [room, model] of expected) {
          expect(await roomOf(rosters[0] as Roster, applicationId, room)).toEqual(model);
        }
        await expectOpenRooms(rosters[0] as Roster, applicationId, expected);
      }),
      { numRuns: 100 },
    );
  }, 240_000);

  it('equals it also over days, in which it closes quiet rooms and forgets people and rooms', async () => {
    await fc.assert(
      fc.asyncProperty(eras, async (schedule) => {
        const applicationId = ++applications;
        // Each schedule begins after all others, because upkeep is for all applications.
        let now = nextStart;
        const rosters = (databases[name] ?? []).map((database) => new Roster(database, () => now));
        const [roster] = rosters as [Roster];
        const model: ModelRooms = new Map();
        for (const era of schedule) {
          now += era.afterMs;
          closeQuiet(model, now - DAY_MS);
          if (era.isSwept) {
            await sweepAll(roster);
            now += 16 * MINUTE_MS;
            await sweepAll(roster);
            forgetClosed(model);
          }
          const events = eventsAt(era, now, applicationId);
          for (const [index, batch] of era.batches.entries()) {
            const taking = rosters[index % rosters.length] as Roster;
            await taking.take(batch.map((at) => events[at] as RoomEvent));
          }
          takeAll(model, events, now);
        }
        await sweepAll(roster);
        nextStart = now + 2 * DAY_MS;
        const expected = shownRooms(model);
        for (const [room, known] of expected) {
          const found = await roomOf(roster, applicationId, room);
          const isOver = !known.isOpen && known.people.length === 0;
          if (found || !isOver) expect(found).toEqual(known);
        }
        await expectOpenRooms(roster, applicationId, expected);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  }, 240_000);
});

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
let nextStart = Date.now();

async function sweepAll(roster: Roster): Promise<void> {
  while (await roster.sweep());
}

async function roomOf(
  roster: Roster,
  applicationId: number,
  name: string | number,
): Promise<ModelRoom | undefined> {
  const room: RoomName = typeof name === 'number' ? { roomId: name } : { strRoomId: name };
  const found = await roster.findRoom(placeOfRoom(applicationId, room));
  if (!found) return undefined;
  const { isOpen, openedAt, knownSince, members, publishers } = found;
  const people = await roster.listPeople({ room: found, count: 1_000 });
  const publishing = await roster.listPeople({ room: found, count: 1_000, publishing: true });
  expect(publishing).toEqual(people.filter(({ audio, video, screen }) => audio || video || screen));
  for (const role of ['ANCHOR', 'AUDIENCE', null] as const) {
    const withRole = await roster.listPeople({ room: found, count: 1_000, role });
    expect(withRole).toEqual(people.filter((person) => person.role === (role ?? undefined)));
  }
  return { isOpen, openedAt, knownSince, members, publishers, people };
}

async function expectOpenRooms(
  roster: Roster,
  applicationId: number,
  expected: ReadonlyMap<string | number, ModelRoom>,
): Promise<void> {
  const open = await roster.listRooms({ applicationId, among: ['numeric', 'string'], count: 100 });
  const names = open.map(({ name }) => name.strRoomId ?? name.roomId);
  const wanted = [...expected].filter(([, { isOpen }]) => isOpen).map(([name]) => name);
  expect(new Set(names)).toEqual(new Set(wanted));
  const times = open.map(({ knownSince }) => knownSince);
  expect(times).toEqual([...times].sort((a, b) => b - a));
}
