import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { ENDLESS } from '../../src/journal/media-tables.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { KEYS_PER_MS } from '../../src/restrictions/media-queries.js';
import type { Restriction, RestrictionStatus } from '../../src/restrictions/restriction.js';
import type { Area } from '../../src/restrictions/restriction-ids.js';
import { Restrictions, type RestrictionsRequest } from '../../src/restrictions/restrictions.js';
import { placeOfRoom, type RoomName } from '../../src/values/room-name.js';
import { bothDatabases } from '../history/both-databases.js';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 0, 1);
/** To hunt, set it to any number. */
// biome-ignore lint/style/noProcessEnv: a setting of this test
const SEED = Number(process.env.SEED ?? 7);
const APPS = [1, 2, 3];
const ROOMS: readonly RoomName[] = [1, 2, 3, 4].flatMap((id) => [{ roomId: id }, { strRoomId: `s/${id}` }]);
const PLACES = APPS.flatMap((app) => ROOMS.map((room) => placeOfRoom(app, room)));
const USERS = ['anna', 'ben', 'carl'];
const ACTORS = ['service', 'moderator'];
const STATUSES: RestrictionStatus[] = [
  'IN_FORCE',
  'OVERRIDDEN',
  'WAITING_FOR_USER',
  'SUPERSEDED',
  'LIFTED',
  'EXPIRED',
];
/** More than a page looks at. */
const OLD_ONES = 1_300;

const idOf = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** An instruction with or without an end, given by an action in any state, ended or not, and undone or not. */
interface Given {
  app: number;
  room: RoomName;
  /** Empty: on everybody. */
  userId: string;
  actor: string;
  status: ActionState;
  media: readonly [audio: 0 | 1 | null, video: 0 | 1 | null];
  ends: 'plain' | 'endless' | 'over' | 'later';
  enforced: 0 | 1;
  ended: 'EXPIRED' | 'LIFTED' | 'LEFT' | 'SUPERSEDED' | undefined;
  /** The state of the action that ends it. */
  endStatus: ActionState;
  /** The state of the action that undoes it, and of one that undoes that. */
  undone: ActionState | undefined;
  undoUndone: ActionState | undefined;
  /** Nothing has to be done any more for its end, if it has ended. */
  settled: boolean;
  counts: 0 | 1;
}
type ActionState = 'APPLIED' | 'UNKNOWN' | 'PENDING' | 'REFUSED' | 'DENIED' | 'deleted';

const STATE = fc.constantFrom<ActionState>('APPLIED', 'APPLIED', 'UNKNOWN', 'PENDING', 'REFUSED', 'deleted');
const GIVEN: fc.Arbitrary<Given> = fc.record({
  app: fc.constantFrom(...APPS),
  room: fc.constantFrom(...ROOMS),
  userId: fc.constantFrom(...USERS, ...USERS, ''),
  actor: fc.constantFrom(...ACTORS),
  status: fc.constantFrom<ActionState>(
    'APPLIED',
    'APPLIED',
    'APPLIED',
    'UNKNOWN',
    'PENDING',
    'REFUSED',
    'DENIED',
    'deleted',
  ),
  media: fc.constantFrom<Given['media'][]>([0, null], [null, 0], [0, 0], [1, 1], [1, 0]),
  ends: fc.constantFrom('plain', 'endless', 'over', 'later', 'later'),
  enforced: fc.constantFrom(0, 1),
  ended: fc.constantFrom(undefined, undefined, undefined, 'EXPIRED', 'LIFTED', 'LEFT', 'SUPERSEDED'),
  endStatus: STATE,
  undone: fc.option(STATE, { nil: undefined, freq: 2 }),
  undoUndone: fc.option(STATE, { nil: undefined, freq: 2 }),
  settled: fc.boolean(),
  counts: fc.constantFrom(1, 1, 1, 1, 0),
});
const isRefused = (state: ActionState) => state === 'REFUSED' || state === 'DENIED';

/** Everybody in the room has been removed a little while ago, and has not come back. */
function dismissal(place: string) {
  const erased = (NOW - HOUR_MS) * KEYS_PER_MS;
  return sql`insert into rooms (place, application_id, room_id, first, active, created, dismissed, named, contested, lapsed, purged,
      erased, swept, open, known_since, heard_at, people, members, publishers)
    values (${place}, 1, 1, 1, ${erased}, 1, ${erased}, '[]', '[]', 0, 0, ${erased}, ${erased}, 0, 1, ${NOW}, 0, 0, 0)`;
}

/** Writes it as the number-th of all, with its actions. */
async function write(database: JournalDatabase, given: Given, number: number): Promise<void> {
  const [own, end, undo, second] = [0, 1, 2, 3].map((index) => idOf(number * 10 + index)) as Ids;
  const { app, room, actor, userId, media, ended, undone, undoUndone } = given;
  const action = (id: string, state: ActionState | undefined) =>
    state === undefined || state === 'deleted'
      ? []
      : [
          sql`insert into actions (id, requested_at, status, operation, application_id, actor, attempts, recovered, request_id,
              vendor_request_ids, user_ids, input)
            values (${id}, ${NOW}, ${state}, 'SET_USER_MEDIA_STATE', ${app}, ${actor}, 1, 0, 'request', '[]', '[]', '{}')`,
        ];
  const undoing = (undone: string, by: string, state: ActionState | undefined) =>
    state === undefined ? [] : [sql`insert into undos (undone_id, action_id) values (${undone}, ${by})`];
  const givenAt = NOW - 2 * HOUR_MS + number;
  const endsAt = { plain: null, endless: ENDLESS, over: NOW - HOUR_MS, later: NOW + HOUR_MS }[given.ends];
  const isPlain = userId === '' && given.ends === 'endless' ? 1 : 0;
  const hasEnded = ended !== undefined && given.endStatus !== 'PENDING' && !isRefused(given.endStatus);
  const isUndone = undone === 'APPLIED' && undoUndone === undefined;
  const isOver = hasEnded || isUndone || isRefused(given.status) || given.ends === 'over';
  const queries = [
    ...action(own, given.status),
    ...action(end, ended && given.endStatus),
    ...action(undo, undone),
    ...undoing(own, undo, undone),
    ...action(second, undone && undoUndone),
    ...undoing(undo, second, undone && undoUndone),
    sql`insert into media_instructions (place, user_id, number, action_id, actor, application_id, audio, video, given_at, ends_at,
        ended_at, ended_how, end_action_id, due_at, enforced, plain, counts)
      values (${placeOfRoom(app, room)}, ${userId}, ${number}, ${own}, ${actor}, ${app}, ${media[0]}, ${media[1]}, ${givenAt},
        ${endsAt}, ${isOver && given.settled ? NOW : null}, ${ended ?? null}, ${ended ? end : null}, ${endsAt}, ${given.enforced},
        ${isPlain}, ${given.counts})`,
  ];
  await database.write(queries.map((query) => query.compile(database.db)));
}
type Ids = [string, string, string, string];

const AREAS: fc.Arbitrary<Area[]> = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...PLACES), { minLength: 1, maxLength: 6 }).map((places) => [{ places }]),
  fc.uniqueArray(fc.constantFrom(...APPS), { maxLength: 3 }).chain((apps) =>
    fc.tuple(
      ...apps.map((applicationId) =>
        fc.record({
          applicationId: fc.constant(applicationId),
          rooms: fc.constantFrom('all', 'numeric', 'string'),
        }),
      ),
    ),
  ) as fc.Arbitrary<Area[]>,
);
const REQUEST = fc.record({
  areas: AREAS,
  userId: fc.option(fc.constantFrom(...USERS, 'nobody', ''), { nil: undefined }),
  wholeRoom: fc.constantFrom(undefined, undefined, true, false),
  actor: fc.option(fc.constantFrom(...ACTORS, 'nobody'), { nil: undefined }),
  statuses: fc.option(fc.uniqueArray(fc.constantFrom(...STATUSES), { minLength: 1, maxLength: 4 }), {
    nil: undefined,
  }),
  count: fc.constantFrom(2, 7, 50),
});

function isIn(area: Area, { applicationId, room }: Restriction): boolean {
  if ('places' in area) return area.places.includes(placeOfRoom(applicationId, room));
  const kind = room.strRoomId === undefined ? 'numeric' : 'string';
  return area.applicationId === applicationId && (area.rooms === 'all' || area.rooms === kind);
}

function isSought(
  restriction: Restriction,
  { areas, userId, wholeRoom, actor, statuses }: RestrictionsRequest,
): boolean {
  return (
    areas.some((area) => isIn(area, restriction)) &&
    (userId === undefined || restriction.userId === userId) &&
    (wholeRoom === undefined || wholeRoom === (restriction.userId === undefined)) &&
    (actor === undefined || restriction.actor === actor) &&
    (statuses === undefined || statuses.includes(restriction.status))
  );
}

/** The ids on all pages, and how many pages they took. */
async function pagesOf(restrictions: Restrictions, request: RestrictionsRequest) {
  const ids: string[] = [];
  let before: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const page = await restrictions.list({ ...request, before });
    expect(page.restrictions.length).toBeLessThanOrEqual(request.count);
    ids.push(...page.restrictions.map(({ id }) => id));
    if (page.next === undefined) return { ids, pages };
    before = page.next;
  }
}

describe.each(bothDatabases())('pages of restrictions of any kind, on %s', (kind, url) => {
  let database: JournalDatabase;
  let restrictions: Restrictions;
  /** The newest first. */
  let all: Restriction[];

  beforeAll(async () => {
    const opening =
      kind === 'SQLite' ? openSqlite(url().slice('file:'.length)) : openPostgres(url(), () => {});
    database = await opening;
    restrictions = new Restrictions(database, () => NOW);
    const given = fc.sample(GIVEN, { numRuns: 500, seed: SEED });
    const dismissed = PLACES.filter((_, index) => index % 2 === 0);
    await database.write(dismissed.map((place) => dismissal(place).compile(database.db)));
    await Promise.all(given.map((instruction, index) => write(database, instruction, index + 1)));
    const rows = given.map((_, index) => idOf((index + 1) * 10));
    all = await restrictions.find(rows);
  });
  afterAll(() => database.close());

  it('have every status', () => {
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(STATUSES));
    expect(new Set(all.map(({ userId }) => userId))).toEqual(new Set([...USERS, undefined]));
  });

  it.each(STATUSES)('hold all that are %s', async (status) => {
    const areas = APPS.map((applicationId) => ({ applicationId, rooms: 'all' as const }));
    const sought = all.filter((restriction) => restriction.status === status);
    const { ids } = await pagesOf(restrictions, { areas, statuses: [status], count: 7 });
    expect(ids).toEqual(sought.map(({ id }) => id));
  });

  it('hold all that is sought, and nothing else, the newest first', async () => {
    const property = fc.asyncProperty(REQUEST, async (request) => {
      const sought = all.filter((restriction) => isSought(restriction, request));
      expect((await pagesOf(restrictions, request)).ids).toEqual(sought.map(({ id }) => id));
    });
    await fc.assert(property, { numRuns: 100, seed: SEED });
  });

  describe('among very many others', () => {
    const app = 9;
    const areas = [{ applicationId: app, rooms: 'all' as const }];
    const lifted: Given = {
      ...{ app, room: { roomId: 1 }, userId: 'robot', actor: 'service', status: 'APPLIED', media: [0, 0] },
      ...{ ends: 'later', enforced: 0, ended: 'LIFTED', endStatus: 'APPLIED', settled: true, counts: 1 },
      ...{ undone: undefined, undoUndone: undefined },
    };
    const standing: Given = { ...lifted, userId: 'anna', ended: undefined, settled: false };
    let number = 1_000;
    const writeMany = (count: number, given: Given) =>
      Promise.all(Array.from({ length: count }, () => write(database, given, number++)));

    it('take few readings where the others have another status', async () => {
      await writeMany(OLD_ONES, lifted);
      const expired = await pagesOf(restrictions, { areas, statuses: ['EXPIRED'], count: 50 });
      expect(expired).toEqual({ ids: [], pages: 4 });
      const { ids, pages } = await pagesOf(restrictions, { areas, statuses: ['LIFTED'], count: 50 });
      expect([ids.length, pages]).toEqual([OLD_ONES, OLD_ONES / 50]);
    });

    it.each([{ statuses: undefined }, { statuses: ['IN_FORCE' as const] }])(
      'take one where they were refused, %o',
      async ({ statuses }) => {
        await write(database, standing, number++);
        await writeMany(120, { ...standing, status: 'REFUSED' });
        const page = await restrictions.list({ areas, statuses, count: 1 });
        expect(page.restrictions).toMatchObject([{ userId: 'anna', status: 'IN_FORCE' }]);
      },
    );

    it('are as they were where newer ones keep them from being counted', async () => {
      const ofCarl: Given = { ...standing, userId: 'carl', counts: 0 };
      await write(database, { ...ofCarl, ends: 'plain', counts: 1 }, number++);
      await write(database, { ...ofCarl, ends: 'over' }, number++);
      await write(database, { ...ofCarl, undone: 'APPLIED' }, number++);
      const { restrictions: found } = await restrictions.list({ areas, userId: 'carl', count: 50 });
      expect(found.map(({ status }) => status)).toEqual(['LIFTED', 'EXPIRED']);
    });

    it('are short where the status of too many others has to be found out', async () => {
      await writeMany(200, { ...standing, userId: 'ben', media: [0, null] });
      await write(database, { ...standing, userId: 'ben', media: [null, 0], ends: 'plain' }, number++);
      const find = vi.spyOn(restrictions, 'find');
      const page = await restrictions.list({ areas, userId: 'ben', statuses: ['SUPERSEDED'], count: 50 });
      const read = find.mock.calls.flatMap(([ids]) => ids);
      find.mockRestore();
      expect(page).toEqual({ restrictions: [], next: read.at(-1) });
      expect(read).toHaveLength(76);
    });
  });
});
