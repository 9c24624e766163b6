import { sql } from 'kysely';
import type { ActionStatus } from '../journal/action-record.js';
import type { JournalDatabase, JournalPages } from '../journal/journal-database.js';
import { roomOfPlace } from '../values/room-name.js';
import { EVERYBODY } from './media-columns.js';
import type { MediaTarget } from './media-queries.js';
import { type ReadMedia, readPeople } from './people-media.js';
import { type GivenInstruction, type InstructionRow, instructionOf } from './person-media.js';
import { idsThatMayBe } from './possible-statuses.js';
import { type Restriction, type RestrictionStatus, stateOfRestriction, statusOf } from './restriction.js';
import { type RestrictionsSought, restrictionIds } from './restriction-ids.js';
import { type OpenRun, type Progress, readOpenRuns, readProgress } from './room-progress.js';
import { readUndos } from './undo-tree.js';

export interface RestrictionsRequest extends Omit<RestrictionsSought, 'isOpen'> {
  /** Absent: with any. */
  readonly statuses?: readonly RestrictionStatus[] | undefined;
  /** The `next` of the previous page. */
  readonly before?: string | undefined;
  readonly count: number;
}

export interface RestrictionPage {
  /** The newest first. */
  readonly restrictions: readonly Restriction[];
  /** Undefined: there are no more. A page with a `next` may have fewer than were asked for. */
  readonly next: string | undefined;
}

/** So many are looked at for one page, where most may have another status. */
const MOST_LOOKED_AT = 400;

/**
 * For one page, the status of so many more is found out than are asked for. It is not in the database: it follows from all instructions on
 * a person.
 */
const MOST_OTHERS = 25;

interface RestrictionRow extends Omit<InstructionRow, 'undos' | 'applied' | 'excepted'> {
  place: string;
  user_id: string;
  actor: string;
  reason: string | null;
  status: ActionStatus;
  finished_at: number | null;
  except_ids: string | null;
  applied: number;
  applied_at: number | null;
  violated_at: number | null;
}

const STANDING: ReadonlySet<RestrictionStatus> = new Set(['IN_FORCE', 'WAITING_FOR_USER', 'OVERRIDDEN']);

/** Reads restrictions, and what holds for people's audio and video. */
export class Restrictions {
  readonly #database: JournalDatabase;
  readonly #nowMs: () => number;

  /** `nowMs`: the clock of `MediaStore`. */
  constructor(database: JournalDatabase, nowMs: () => number) {
    this.#database = database;
    this.#nowMs = nowMs;
  }

  /** Reads a page. Restrictions of actions that were refused are left out. */
  async list({ statuses, before, count, ...sought }: RestrictionsRequest): Promise<RestrictionPage> {
    const { pages } = this.#database;
    // Whatever stands is among those for whose end nothing has been done yet.
    const isOpen = statuses?.every((status) => STANDING.has(status));
    const atOnce = statuses ? MOST_LOOKED_AT : count + 1;
    const found: Restriction[] = [];
    let last = before;
    let toRead = count + 1 + MOST_OTHERS;
    for (let lookedAt = 0; lookedAt < MOST_LOOKED_AT && toRead > 0; lookedAt += atOnce) {
      const ids = await restrictionIds(pages, { ...sought, isOpen }, last, atOnce);
      let left = await idsThatMayBe(pages, statuses, ids, this.#nowMs());
      while (left.length > 0) {
        const wanted = Math.max(count + 1 - found.length, MOST_OTHERS);
        const some = left.slice(0, Math.min(wanted, toRead));
        const read = await this.find(some);
        found.push(...read.filter(({ status }) => !statuses || statuses.includes(status)));
        if (found.length > count) return { restrictions: found.slice(0, count), next: found[count - 1]?.id };
        left = left.slice(some.length);
        toRead -= some.length;
        if (left.length > 0 && toRead <= 0) return { restrictions: found, next: some.at(-1) };
      }
      if (ids.length < atOnce) return { restrictions: found, next: undefined };
      last = ids.at(-1);
    }
    return { restrictions: found, next: last };
  }

  /** The restrictions with these ids, the newest first. Those of actions that were refused are left out. */
  async find(ids: readonly string[]): Promise<Restriction[]> {
    return ids.length === 0 ? [] : readRestrictions(this.#database.pages, ids, this.#nowMs());
  }

  /** By action: the restriction that it gave, or else the one that it ended. */
  async ofActions(ids: readonly string[]): Promise<ReadonlyMap<string, Restriction>> {
    const idOf = await this.idsOfActions(ids);
    const found = await this.find([...new Set(idOf.values())]);
    const byId = new Map(found.map((restriction) => [restriction.id, restriction]));
    const pairs = [...idOf].map(([action, id]) => [action, byId.get(id)] as const);
    return new Map(pairs.filter((pair): pair is [string, Restriction] => pair[1] !== undefined));
  }

  /**
   * The same, but only the ids. How a restriction stands follows from all instructions on a person, and takes many times as long to
   * read.
   */
  async idsOfActions(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { db, dialect } = this.#database.pages;
    const by = (column: 'action_id' | 'end_action_id') => sql`
      select ${sql.ref(`given.${column}`)} as "by", given.action_id as id from media_instructions as given
      where ${sql.ref(`given.${column}`)} in ${dialect.ids(ids)} and given.ends_at is not null
        and (select actions.status from actions where actions.id = given.action_id) not in ('REFUSED', 'DENIED')`;
    const { rows } = await sql<{ by: string; id: string }>`
      ${by('end_action_id')} union all ${by('action_id')}`.execute(db);
    const given = rows.filter((row) => row.by === row.id);
    return new Map([...rows, ...given].map(({ by: action, id }) => [action, id]));
  }

  /** How far those that are on rooms are. One of which there is nobody has zeros. */
  progressOf(ids: readonly string[]): Promise<ReadonlyMap<string, Progress>> {
    return readProgress(this.#database.pages, ids);
  }

  /** Those on these rooms of which calls are still to be made. */
  openRuns(places: readonly string[]): Promise<OpenRun[]> {
    return readOpenRuns(this.#database.pages, places, this.#nowMs());
  }

  /** What is known of these people's audio and video. */
  people(targets: readonly MediaTarget[]): Promise<(target: MediaTarget) => ReadMedia> {
    return readPeople(this.#database.pages, targets, this.#nowMs());
  }

  /** For each of these people, the restrictions that are in force or overridden, the newest first. */
  async standing(people: readonly ReadMedia[]): Promise<Restriction[][]> {
    const idsOn = people.map(({ instructions }) =>
      instructions
        .filter((own) => own.timed && !own.ofRoom && !own.revoked && !own.over)
        .filter((own) => statusOf(own, instructions) !== 'SUPERSEDED')
        .map(({ actionId }) => actionId),
    );
    const found = await this.find(idsOn.flat());
    return idsOn.map((ids) => found.filter(({ id }) => ids.includes(id)));
  }
}

async function readRestrictions(
  pages: JournalPages,
  ids: readonly string[],
  now: number,
): Promise<Restriction[]> {
  const { rows } = await sql<RestrictionRow>`
    select given.action_id, given.number, given.place, given.user_id, given.actor, actions.reason, actions.status,
      actions.finished_at, given.audio, given.video, given.given_at, given.ends_at, given.ended_how,
      given.enforced, given.plain, case when given.user_id = ${sql.lit(EVERYBODY)} then 1 else 0 end as of_room,
      given.except_ids, given.applied, given.applied_at, given.violated_at,
      given.end_action_id, false as revoked, false as pending,
      coalesce(ending.status = 'PENDING', false) as end_pending, coalesce(ending.status in ('REFUSED', 'DENIED'), false) as end_refused
    from media_instructions as given inner join actions on actions.id = given.action_id
      left join actions as ending on ending.id = given.end_action_id
    where given.action_id in ${pages.dialect.ids(ids)} and given.ends_at is not null
      and actions.status not in ('REFUSED', 'DENIED')
    order by given.action_id desc`.execute(pages.db);
  const targets = rows.map(({ place, user_id }) => ({ place, userId: user_id }));
  const personOf = await readPeople(pages, targets, now);
  const ownOf = (row: RestrictionRow) => {
    const read = personOf({ place: row.place, userId: row.user_id });
    return { read, known: read.instructions.find(({ actionId }) => actionId === row.action_id) };
  };
  // Where very many newer ones came since, it is not read with the others.
  const left = rows.filter((row) => !ownOf(row).known).map(({ action_id }) => action_id);
  const undos = await readUndos(pages, left);
  return rows.flatMap((row) => {
    const { read, known } = ownOf(row);
    const own = known ?? instructionOf({ ...row, excepted: 0 }, undos.get(row.action_id) ?? [], now, false);
    const person = known ? read : { ...read, instructions: inOrder([...read.instructions, own]) };
    const action = { status: row.status, finishedAt: row.finished_at ?? undefined };
    const applied = {
      applied: row.applied,
      appliedAt: row.applied_at ?? undefined,
      violatedAt: row.violated_at ?? undefined,
    };
    return [
      {
        id: row.action_id,
        ...roomOfPlace(row.place),
        userId: row.of_room ? undefined : row.user_id,
        exceptUserIds: row.except_ids === null ? [] : JSON.parse(row.except_ids),
        enforced: own.enforced === true,
        actor: row.actor,
        reason: row.reason ?? undefined,
        audio: own.audio,
        video: own.video,
        startedAt: own.givenAt,
        endsAt: row.plain ? undefined : own.endsAt,
        ...stateOfRestriction(own, person, action, applied),
      },
    ];
  });
}

/** The oldest first. */
function inOrder(instructions: readonly GivenInstruction[]): GivenInstruction[] {
  return instructions.toSorted((one, other) => one.number - other.number);
}
