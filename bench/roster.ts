/**
 * Measures how many signed events a gateway on one core takes in, and how long a page of a large roster takes. Writes
 * `bench/ROSTER.md`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { execute, parse } from 'graphql';
import type { JournalDatabase } from '../src/journal/journal-database.js';
import type { RoomEvent } from '../src/vendors/calling/room-event.js';
import { startPostgres } from '../test/postgres-server.js';
import { compiled } from './compiled.js';
import {
  APP,
  CALLERS,
  MOST_AT_ONCE,
  type MutesBeside,
  measureIntake,
  measureMutesBeside,
  OFFERED_PER_SECOND,
  SECONDS,
} from './event-load.js';
import { atLeast, atMost, goal, goalRows, goalsTable } from './goals.js';
import { ROOT } from './processes.js';
import { measuredOn, today, writeGoals } from './results.js';
import { percentile } from './statistics.js';
import { table } from './table.js';

const { Roster } = await compiled<typeof import('../src/roster/roster.js')>('roster/roster.js');
const { ReadingLine } =
  await compiled<typeof import('../src/journal/reading-line.js')>('journal/reading-line.js');
const { ReadBudget } =
  await compiled<typeof import('../src/graphql/read-budget.js')>('graphql/read-budget.js');
const { openSqlite } = await compiled<typeof import('../src/journal/sqlite-database.js')>(
  'journal/sqlite-database.js',
);
const { openPostgres } = await compiled<typeof import('../src/journal/postgres-database.js')>(
  'journal/postgres-database.js',
);
const { systemClock } = await compiled<typeof import('../src/time/clock.js')>('time/clock.js');
const { buildGatewaySchema } = await compiled<typeof import('../src/schema.js')>('schema.js');

const ROOMS = 10_000;
const PEOPLE = 20_000;
const LARGE_ROOM = 1;
const PAGE_RUNS = 200;

const PEOPLE_FIELDS = `edges { cursor node {
  id userId role publishesAudio publishesVideo publishesScreen terminal enteredAt
} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
const ROOM_FIELDS = 'id sdkAppId roomId strRoomId open openedAt knownSince participantCount publisherCount';
const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
const roomPage = (args: string) =>
  `{ room(roomId: ${LARGE_ROOM}) { ${ROOM_FIELDS} participants(${args}) { ${PEOPLE_FIELDS} } } }`;
const PAGES: Readonly<Record<string, string>> = {
  'people, the first page': roomPage('first: 50'),
  'people, in the middle': roomPage(`first: 50, after: "${cursorOf('user-15000')}"`),
  'people who publish': roomPage('first: 50, publishing: true'),
  'people who do not publish': roomPage('first: 50, publishing: false'),
  'anchors, in the middle': roomPage(`first: 50, role: ANCHOR, after: "${cursorOf('user-15000')}"`),
  'people of unknown role: none': roomPage('first: 50, role: UNKNOWN'),
  'people by the beginning of their ids': roomPage('first: 50, userIdPrefix: "user-1999"'),
  'rooms, the first page': `{ rooms(first: 50) { edges { cursor node { ${ROOM_FIELDS} } } } }`,
  'rooms, in the middle': `{ rooms(first: 50, after: "${cursorOf(Date.now() - ROOMS / 2, '')}") {
    edges { cursor node { ${ROOM_FIELDS} } } } }`,
};

async function fill(database: JournalDatabase): Promise<void> {
  const roster = new Roster(database, Date.now);
  const start = Date.now() - ROOMS;
  const enter = (roomId: number, userId: string, atMs: number, index: number): RoomEvent => ({
    applicationId: APP,
    room: { roomId },
    kind: 'entered',
    type: 103,
    atMs,
    userId,
    role: index % 100 === 0 ? 'ANCHOR' : 'AUDIENCE',
  });
  const all: RoomEvent[] = [];
  for (let index = 0; index < PEOPLE; index++) {
    const userId = `user-${index}`;
    all.push(enter(LARGE_ROOM, userId, start, index));
    if (index % 1_000 === 0) {
      const published = { kind: 'audio-started', type: 203, atMs: start + 1 } as const;
      all.push({ applicationId: APP, room: { roomId: LARGE_ROOM }, userId, ...published });
    }
  }
  for (let index = 0; index < ROOMS; index++) {
    for (let person = 0; person < 3; person++)
      all.push(enter(10 + index, `p-${person}`, start + index, person));
  }
  for (let from = 0; from < all.length; from += 500) await roster.take(all.slice(from, from + 500));
}

interface Pages {
  name: string;
  ms: Readonly<Record<string, number[]>>;
}

/** Closes `database` afterwards. */
async function measurePages(name: string, database: JournalDatabase): Promise<Pages> {
  await fill(database);
  const schema = buildGatewaySchema();
  const gateway = {
    roster: new Roster(database, Date.now),
    readers: new ReadingLine(systemClock),
    readOutage: { failed() {}, succeeded() {} },
    vendors: { TENCENT_TRTC: { applicationIds: [APP] } },
  };
  const signal = new AbortController().signal;
  const caller = {
    sub: 'reader',
    scopes: new Set(['moderation:media']),
    rooms: 'all',
    strRooms: 'all',
    sdkAppIds: 'all',
  };
  const ms: Record<string, number[]> = {};
  for (const [page, text] of Object.entries(PAGES)) {
    const document = parse(text);
    const measured: number[] = [];
    for (let run = -20; run < PAGE_RUNS; run++) {
      const contextValue = { gateway, caller, signal, reads: new ReadBudget() };
      const startedAt = performance.now();
      const { data, errors } = await execute({ schema, document, contextValue });
      if (errors) throw errors[0];
      JSON.stringify(data);
      if (run >= 0) measured.push(performance.now() - startedAt);
    }
    ms[page] = measured;
    process.stdout.write(`${name} | ${page} | ${figures(measured)}\n`);
  }
  await database.close();
  return { name, ms };
}

const figures = (ms: readonly number[]) =>
  [50, 99].map((percent) => percentile(ms, percent).toFixed(1)).join(' / ');

/** Times mean little on a machine that is busy with other work. */
const [loadBefore = 0] = loadavg();
const folder = mkdtempSync(join(tmpdir(), 'bench-roster-'));
const postgres = await startPostgres();
const intakes = [await measureIntake('SQLite'), await measureIntake('PostgreSQL', postgres.url)];
for (const intake of intakes) {
  process.stdout.write(
    `${intake.name}: ${intake.cpuUs.toFixed(0)} µs, ${figures(intake.ms)} ms, at most ${intake.mostPerSecond.toFixed(0)} a second\n`,
  );
}
const mutes = [await measureMutesBeside('SQLite'), await measureMutesBeside('PostgreSQL', postgres.url)];
for (const { name, quiet, beside } of mutes) {
  process.stdout.write(`${name}: mutes ${figures(quiet)} ms, beside events ${figures(beside)} ms\n`);
}
await postgres.remove();
const server = await startPostgres();
const pages = [
  await measurePages('SQLite', await openSqlite(join(folder, 'journal.db'))),
  await measurePages('PostgreSQL', await openPostgres(server.url, () => {})),
];
await server.remove();
rmSync(folder, { recursive: true });

const perSecond = OFFERED_PER_SECOND.toLocaleString('en');
const ratio = ({ quiet, beside }: MutesBeside, percent: number) =>
  percentile(beside, percent) / percentile(quiet, percent);
const goals = [
  ...intakes.map(({ name, ms, mostPerSecond }) =>
    goal(
      `${name}: signed events taken in, durable, on one core; p99 at ${perSecond} a second`,
      atLeast(mostPerSecond, OFFERED_PER_SECOND, 'a second'),
      atMost(percentile(ms, 99), 50, 'ms'),
    ),
  ),
  ...mutes.map((times) =>
    goal(
      `${times.name}: mutes beside ${perSecond} events a second / without events: p50, p99`,
      atMost(ratio(times, 50), 1.2),
      atMost(ratio(times, 99), 1.2),
    ),
  ),
  ...pages.map(({ name, ms }) =>
    goal(
      `${name}: a page of the roster, p99 of the slowest query`,
      atMost(Math.max(...Object.values(ms).map((of) => percentile(of, 99))), 10, 'ms'),
    ),
  ),
];
writeGoals('The roster', goals);
process.stdout.write(`\n${goalsTable(goalRows('The roster', goals, today()))}\n`);

writeFileSync(
  new URL('bench/ROSTER.md', ROOT),
  `# The roster

Written by \`npm run bench:roster\`. ${measuredOn()} PostgreSQL runs on the same machine, without fsync. The
load average before the measurement was ${loadBefore.toFixed(1)}; with much more than 0, times say little, and CPU times still hold.

${goalsTable(goalRows('The roster', goals, today()))}

## Signed events taken in

A gateway as a process of its own, on one core, takes signed callbacks of people who enter a thousand rooms, publish and leave. An
answer comes once the event is on disk. ${OFFERED_PER_SECOND.toLocaleString('en')} a second are sent on time for ${SECONDS} seconds, whether earlier ones are answered
or not; times are from the moment when each was due.

${table(
  [
    '',
    'CPU an event in µs',
    'answered a second',
    'p50 / p99 in ms',
    `with ${MOST_AT_ONCE} under way: a second`,
  ],
  intakes.map(({ name, ms, answered, seconds, mostPerSecond, cpuUs }) => [
    name,
    cpuUs.toFixed(0),
    (answered / seconds).toFixed(0),
    figures(ms),
    mostPerSecond.toFixed(0),
  ]),
)}

## Actions beside them

${CALLERS} callers mute without pause at a quota of 20 calls a second, which is used up. Every other round of ${SECONDS} seconds,
${OFFERED_PER_SECOND.toLocaleString('en')} events a second come as well. Cells are p50 / p99 of a mute in milliseconds.

${table(
  ['', 'without events', 'beside events', 'ratio of p50 / p99'],
  mutes.map(({ name, quiet, beside }) => [
    name,
    figures(quiet),
    figures(beside),
    [50, 99].map((percent) => ratio({ name, quiet, beside }, percent).toFixed(2)).join(' / '),
  ]),
)}

## Pages

${PEOPLE.toLocaleString('en')} people in a room, and ${ROOMS.toLocaleString('en')} rooms of three. Pages of 50 with all fields, from the query to the answer's text,
${PAGE_RUNS} times each. Cells are p50 / p99 in milliseconds.

${table(
  ['page', ...pages.map(({ name }) => name)],
  Object.keys(PAGES).map((page) => [page, ...pages.map(({ ms }) => figures(ms[page] ?? []))]),
)}
`,
);
