import { type CompiledQuery, sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import { type DueEnd, readDueEnds } from './due-ends.js';
import type { MediaTarget } from './media-queries.js';
import { MediaSweep } from './media-sweep.js';
import type { PersonCall } from './media-wish.js';
import { PLAIN_HOLDS_MS } from './person-media.js';

/** So many calls of rooms are looked at to count those that were refused. */
const MOST_OPEN_CALLS = 50_000;

/** What has to be done for people's audio and video at some time, whoever asks for it. */
export class DueMedia {
  readonly #database: JournalDatabase;
  readonly #nowMs: () => number;
  readonly #sweep: MediaSweep;

  /** `nowMs`: the clock of `MediaStore`. */
  constructor(database: JournalDatabase, nowMs: () => number) {
    this.#database = database;
    this.#nowMs = nowMs;
    this.#sweep = new MediaSweep(database);
  }

  /** Those in these applications for whom a state must be sent once more by now, and for whom no gateway sends. */
  async dueAgain(
    applicationIds: readonly number[],
    limit: number,
  ): Promise<(MediaTarget & { call: string })[]> {
    const now = this.#nowMs();
    return this.#database.db
      .selectFrom('media_people')
      .where((row) =>
        row.or(
          applicationIds.flatMap((id) => [
            row('place', 'like', `room/${id}/%`),
            row('place', 'like', `str-room/${id}/%`),
          ]),
        ),
      )
      .where('again_at', '<=', now)
      .where((row) => row.or([row('owner', 'is', null), row('owned_until', '<', now)]))
      .select(['place', 'user_id as userId', 'call'])
      .orderBy('again_at')
      .limit(limit)
      .execute();
  }

  /** Lets a state wait that must be sent once more by now and was not. */
  async postponeAgain({ place, userId }: MediaTarget, pauseMs: number): Promise<void> {
    const now = this.#nowMs();
    const postpone = this.#database.db
      .updateTable('media_people')
      .set({ again_at: now + pauseMs })
      .where('place', '=', place)
      .where('user_id', '=', userId)
      .where('again_at', '<=', now);
    await this.#database.write([postpone.compile()], { places: [place] });
  }

  /**
   * The statement that lets the state of a person be sent once more, because of an action of which nobody knows any more whether it was
   * sent. It belongs into the transaction that says so.
   */
  sendAgain({ place, userId }: MediaTarget, call: PersonCall): CompiledQuery {
    const { db } = this.#database;
    const now = this.#nowMs();
    const own = (column: 'again_at' | 'doubt_since') => sql.ref<number | null>(`media_people.${column}`);
    return db
      .insertInto('media_people')
      .values({
        place,
        user_id: userId,
        call: JSON.stringify(call),
        owned_until: 0,
        turns: 0,
        sent_at: 0,
        again_at: now,
        doubt_since: now,
      })
      .onConflict((conflict) =>
        conflict.columns(['place', 'user_id']).doUpdateSet({
          again_at: sql<number>`coalesce(${own('again_at')}, ${now})`,
          doubt_since: sql<number>`case when ${own('again_at')} is null then ${now} else coalesce(${own('doubt_since')}, ${now}) end`,
        }),
      )
      .compile();
  }

  /** The restrictions in these applications whose end is due and not settled, those that wait for longest first. */
  async dueEnds(applicationIds: readonly number[], limit: number): Promise<DueEnd[]> {
    return readDueEnds(this.#database, '!=', { applicationIds, now: this.#nowMs(), limit });
  }

  /** Resolves with false if another gateway has taken the end. For `forMs`, no other takes it. */
  async takeEnd({ actionId, place, dueAt }: DueEnd, forMs: number): Promise<boolean> {
    const take = this.#database.db
      .updateTable('media_instructions')
      .set({ due_at: this.#nowMs() + forMs })
      .where('action_id', '=', actionId)
      .where('due_at', '=', dueAt)
      .where('ended_at', 'is', null);
    const [taken = 0] = await this.#database.write([take.compile()], { places: [place] });
    return taken > 0;
  }

  /** Notes that nothing has to be done any more for the end of an instruction. */
  async settleEnd({ actionId, place }: DueEnd): Promise<void> {
    const { db } = this.#database;
    const settle = db
      .updateTable('media_instructions')
      .set({ ended_at: this.#nowMs() })
      .where('action_id', '=', actionId)
      .where('ended_at', 'is', null);
    await this.#database.write([settle.compile()], { places: [place] });
  }

  /** Lets an end that failed for now wait, behind others that are due. */
  async postponeEnd({ actionId, place }: DueEnd, pauseMs: number): Promise<void> {
    const { db } = this.#database;
    const postpone = db
      .updateTable('media_instructions')
      .set({ due_at: this.#nowMs() + pauseMs })
      .where('action_id', '=', actionId)
      .where('ended_at', 'is', null);
    await this.#database.write([postpone.compile()], { places: [place] });
  }

  /**
   * The ends that are to come, and the time of the oldest. The people are among them whom the vendor has refused to free, since
   * that was asked for.
   */
  async openEnds(): Promise<{ pending: number; oldest: number | null }> {
    const { db } = this.#database;
    const ends = db
      .selectFrom('media_instructions')
      .where('ends_at', 'is not', null)
      .where('ended_at', 'is', null)
      .where('due_at', 'is not', null)
      .select((row) => [
        row.fn.countAll<number>().as('pending'),
        row.fn.min<number | null>('ends_at').as('oldest'),
      ]);
    // In the order of the index, because PostgreSQL may otherwise read all calls that were ever made.
    const open = db
      .selectFrom('media_progress')
      .where('due_at', 'is not', null)
      .select(['action_id', 'state'])
      .orderBy('due_at')
      .limit(MOST_OPEN_CALLS);
    const refused = db
      .selectFrom(open.as('call'))
      .innerJoin('actions', 'actions.id', 'call.action_id')
      .where('call.state', '=', 'FAILED')
      .select((row) => [
        row.fn.countAll<number>().as('pending'),
        row.fn.min<number | null>('actions.requested_at').as('oldest'),
      ]);
    const found = [await ends.executeTakeFirstOrThrow(), await refused.executeTakeFirstOrThrow()];
    const times = found.flatMap(({ oldest }) => (oldest === null ? [] : [Number(oldest)]));
    return {
      pending: found.reduce((sum, { pending }) => sum + Number(pending), 0),
      oldest: times.length > 0 ? Math.min(...times) : null,
    };
  }

  /** Removes some of what no longer counts. Resolves with whether there may be more. */
  sweep(): Promise<boolean> {
    return this.#sweep.sweep(this.#nowMs() - PLAIN_HOLDS_MS);
  }
}
