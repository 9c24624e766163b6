import { type CompiledQuery, sql } from 'kysely';
import { actionsOn } from '../journal/action-order.js';
import { hasRows } from '../journal/has-rows.js';
import type { JournalDatabase } from '../journal/journal-database.js';
import { type ListOperations, type ListPlace, readChanges, type TimedRow } from './entry-changes.js';
import { type Change, type StandingEnd, standingEnd } from './standing-end.js';

/** The end of an action, which is to be looked at. */
export interface DueEnd extends ListPlace {
  readonly actionId: string;
  readonly endsAt: number;
  readonly nextAt: number;
  readonly users: number;
}

/** How the ends of some users of a list stand. */
interface Ends {
  readonly rows: readonly TimedRow[];
  readonly standing: ReadonlyMap<string, StandingEnd>;
  /** The number of the newest action on any of the users. */
  readonly newest: number;
}

/** How the end of one action stands for those of its users who are left. */
export interface LookedAt {
  /** The users who are to be removed. */
  readonly ending: readonly string[];
  /** Those for whom an action decides that has not finished, or that was not read. */
  readonly open: readonly string[];
  /** When the tries began, later by all the time in which nobody tried although the end was due. */
  readonly triedSince: number;
  readonly newest: number;
}

export interface Totals {
  /** The number of users who are to be removed, now or later. */
  readonly pending: number;
  /** When the oldest end was due that has not been carried out. Undefined: there is none at all. */
  readonly firstEndsAt: number | undefined;
}

/** An action that was requested so long ago is recorded, if it ever will be. */
const RECORDED_AFTER_MS = 60_000;

/**
 * When users are to be removed from lists. What stands is derived from the journal whenever it is needed, so other actions need not
 * know of ends, and what older gateways do counts too.
 */
export class EntryTimers {
  readonly #database: JournalDatabase;
  readonly #operations: ListOperations;
  readonly #nowMs: () => number;

  /** `nowMs`: the journal's time, in milliseconds since the epoch. */
  constructor(database: JournalDatabase, operations: ListOperations, nowMs: () => number) {
    this.#database = database;
    this.#operations = operations;
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs();
  }

  /** The ends in these applications that are to be looked at by now, the oldest first. */
  async due(applicationIds: readonly number[], limit: number): Promise<DueEnd[]> {
    if (!(await this.#hasAny())) return [];
    const { db, dialect } = this.#database.pages;
    return db
      .selectFrom('timed_targets')
      .where('next_at', '<=', this.#nowMs())
      .where(dialect.isIn(sql`application_id`, applicationIds))
      .groupBy(['next_at', 'action_id', 'place', 'application_id', 'ends_at'])
      .orderBy('next_at')
      .orderBy('action_id')
      .select(['action_id as actionId', 'next_at as nextAt', 'ends_at as endsAt', 'place'])
      .select(['application_id as applicationId', sql<number>`count(*)`.as('users')])
      .limit(limit)
      .execute();
  }

  /** Resolves with false if another gateway has taken the end. Until `until`, no other takes it. */
  async take({ actionId, nextAt }: DueEnd, until: number): Promise<boolean> {
    const now = sql`cast(${this.#nowMs()} as bigint)`;
    const [taken = 0] = await this.#database.write([
      this.#database.db
        .updateTable('timed_targets')
        .set({ next_at: until, tried_since: sql`coalesce(tried_since + ${now} - next_at, ${now})` })
        .where('action_id', '=', actionId)
        .where('next_at', '=', nextAt)
        .compile(),
    ]);
    return taken > 0;
  }

  /** Looks how the end of an action stands, and forgets the users for whom it does not stand any more. */
  async look(end: DueEnd): Promise<LookedAt> {
    const { actionId } = end;
    const own = await this.#database.pages.db
      .selectFrom('timed_targets')
      .where('action_id', '=', actionId)
      .select(['user_id', 'tried_since'])
      .execute();
    const userIds = own.map(({ user_id }) => user_id);
    const ends = await this.#endsOf(end, userIds);
    await this.#settle(ends);
    const ofKind = (kind: 'end' | 'open') =>
      userIds.filter((userId) => {
        const standing = ends.standing.get(userId);
        return standing?.kind === kind && (standing.kind === 'open' || standing.actionId === actionId);
      });
    const tried = own.flatMap(({ tried_since }) => tried_since ?? []);
    return {
      ending: ofKind('end'),
      open: ofKind('open'),
      triedSince: Math.min(this.#nowMs(), ...tried),
      newest: ends.newest,
    };
  }

  /** The newest action on any of the users, other than `own`, that `newest` does not include. Its id. */
  async newerThan(
    where: ListPlace,
    userIds: readonly string[],
    newest: number,
    own: string,
  ): Promise<string | undefined> {
    const newer = await actionsOn(this.#database, where, userIds, 2 * userIds.length + 1, newest);
    const { addition, removal } = this.#operations;
    return newer.find(({ id, operation }) => id !== own && [addition, removal].includes(operation))?.id;
  }

  /** The end is to be looked at again at this time. */
  async postpone({ actionId }: DueEnd, nextAt: number): Promise<void> {
    const { db } = this.#database;
    const update = db.updateTable('timed_targets').set({ next_at: nextAt }).where('action_id', '=', actionId);
    await this.#database.write([update.compile()]);
  }

  /** Forgets the end of an action for these users. Resolves with how many of them there were. */
  async giveUp({ actionId }: DueEnd, userIds: readonly string[]): Promise<number> {
    const [users = 0] = await this.#database.write([this.#delete({ actionId, userIds })]);
    return users;
  }

  /** When these users are to be removed from a list. Whoever is not to be is absent. */
  async endsIn(where: ListPlace, userIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const ends = await this.#endsOf(where, userIds, (change) => change.effect !== 'pending');
    return new Map(
      [...ends.standing].flatMap(([userId, standing]) =>
        standing.kind === 'end' ? [[userId, standing.endsAt] as const] : [],
      ),
    );
  }

  /**
   * Looks whether some ends stand that were not looked at since `time`, and forgets those that do not. So retention may delete what
   * tells of it. Resolves with how many were left, at most `limit`.
   */
  async check(time: number, limit: number): Promise<number> {
    if (!(await this.#hasAny())) return 0;
    const rows = await this.#database.pages.db
      .selectFrom('timed_targets')
      .where('checked_at', '<', time)
      .orderBy('checked_at')
      .select(['place', 'application_id as applicationId', 'user_id as userId', 'action_id as actionId'])
      .limit(limit)
      .execute();
    const places = new Map(rows.map((row) => [row.place, row]));
    for (const where of places.values()) {
      const inPlace = rows.filter(({ place }) => place === where.place);
      const ends = await this.#endsOf(where, [...new Set(inPlace.map(({ userId }) => userId))]);
      await this.#settle(ends);
    }
    return rows.length;
  }

  async totals(): Promise<Totals> {
    if (!(await this.#hasAny())) return { pending: 0, firstEndsAt: undefined };
    const { pending, first } = await this.#database.pages.db
      .selectFrom('timed_targets')
      .select((row) => [row.fn.countAll<number>().as('pending'), row.fn.min('ends_at').as('first')])
      .executeTakeFirstOrThrow();
    return { pending: Number(pending), firstEndsAt: first ?? undefined };
  }

  #hasAny(): Promise<boolean> {
    return hasRows(this.#database, 'timed_targets');
  }

  async #endsOf(
    where: ListPlace,
    userIds: readonly string[],
    counts: (change: Change) => boolean = () => true,
  ): Promise<Ends> {
    const rows = await this.#database.pages.db
      .selectFrom('timed_targets')
      .where('place', '=', where.place)
      .where(this.#isOneOf(userIds))
      .select(['action_id as actionId', 'user_id as userId', 'ends_at as endsAt', 'inherits'])
      .execute();
    const timed = [...new Set(rows.map(({ userId }) => userId))];
    if (timed.length === 0) return { rows, standing: new Map(), newest: 0 };
    const wanted = { where, userIds: timed, rows, counts };
    const { of, newest } = await readChanges(this.#database, this.#operations, wanted);
    const standing = new Map([...of].map(([userId, changes]) => [userId, standingEnd(changes)] as const));
    return { rows, standing, newest };
  }

  /** Forgets the rows that do not stand, and notes of those that do that they have been looked at. */
  async #settle({ rows, standing }: Ends): Promise<void> {
    const checkedAt = this.#nowMs() - RECORDED_AFTER_MS;
    const stands = ({ actionId, userId }: TimedRow) => {
      const end = standing.get(userId);
      return end?.kind === 'end' && end.actionId === actionId;
    };
    const isOpen = ({ userId }: TimedRow) => standing.get(userId)?.kind === 'open';
    const over = rows.filter((row) => !stands(row) && !isOpen(row));
    const queries = [
      ...byAction(over).map((some) => this.#delete(some)),
      ...byAction(rows.filter(stands)).map((some) => this.#confirm(some, checkedAt)),
    ];
    if (queries.length > 0) await this.#database.write(queries);
  }

  #delete({ actionId, userIds }: SomeUsers): CompiledQuery {
    const { db } = this.#database;
    return db
      .deleteFrom('timed_targets')
      .where('action_id', '=', actionId)
      .where(this.#isOneOf(userIds))
      .compile();
  }

  /** What stands does so by itself from now on, because what it stood on may be forgotten. */
  #confirm({ actionId, userIds }: SomeUsers, checkedAt: number): CompiledQuery {
    const checked = sql<number>`cast(${checkedAt} as bigint)`;
    return this.#database.db
      .updateTable('timed_targets')
      .set({
        inherits: 0,
        checked_at: sql`case when checked_at < ${checked} then ${checked} else checked_at end`,
      })
      .where('action_id', '=', actionId)
      .where(this.#isOneOf(userIds))
      .where((row) => row.or([row('inherits', '=', 1), row('checked_at', '<', checked)]))
      .compile();
  }

  #isOneOf(userIds: readonly string[]) {
    return sql<boolean>`user_id in (select value from ${this.#database.pages.dialect.texts(userIds)})`;
  }
}

interface SomeUsers {
  actionId: string;
  userIds: readonly string[];
}

function byAction(rows: readonly TimedRow[]): SomeUsers[] {
  const users = new Map<string, string[]>();
  for (const { actionId, userId } of rows) {
    const some = users.get(actionId);
    if (some) some.push(userId);
    else users.set(actionId, [userId]);
  }
  return [...users].map(([actionId, userIds]) => ({ actionId, userIds }));
}
