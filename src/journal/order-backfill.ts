import type { FastifyBaseLogger } from 'fastify';
import { sql } from 'kysely';
import type { Clock } from '../time/clock.js';
import type { JournalDatabase } from './journal-database.js';
import { oldAction } from './old-actions.js';
import { OutageLog } from './outage-log.js';

/** A batch of this size takes some hundredths of a second. */
const ACTIONS_AT_ONCE = 100;
/** Limits a batch of long actions: an action can have a thousand targets and an input of a megabyte. */
const CHARACTERS_AT_ONCE = 200_000;

/**
 * Puts in order some of the actions that were recorded before `action_order` existed, newest first. Resolves with
 * whether there may be more. It may be stopped at any time, and several gateways may do it at once: each batch starts
 * where the last one ended, and rows that exist are not inserted twice.
 *
 * A pending action gets its place only after all newer actions have theirs. It is not taken over before that.
 */
export async function putSomeInOrder(database: JournalDatabase): Promise<boolean> {
  const { db, pages } = database;
  const from = await db.selectFrom('action_order_backfill').select('before_id').limit(1).executeTakeFirst();
  if (!from) return false;
  const { before_id: before } = from;
  const next = await db
    .selectFrom('actions')
    .select(['id', sql<number>`octet_length(user_ids) + octet_length(input)`.as('length')])
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(ACTIONS_AT_ONCE)
    .execute();
  let characters = 0;
  const ids = next.filter(({ length }, at) => {
    characters += length;
    return at === 0 || characters <= CHARACTERS_AT_ONCE;
  });
  const first = ids.at(-1)?.id;
  if (first === undefined) {
    await database.write([db.deleteFrom('action_order_backfill').compile()], { alone: true });
    return false;
  }
  const { place, number } = oldAction('actions', pages.dialect.name);
  const order = db
    .insertInto('action_order')
    .columns(['place', 'user_id', 'number', 'action_id'])
    .expression(
      sql`select ${place}, target.value, ${number}, actions.id
        from actions cross join ${database.rowsOf(sql.ref('actions.user_ids'))} as target
        where actions.id >= ${first} and actions.id < ${before}
          and actions.acts_in is null and actions.status <> 'DENIED' and ${place} is not null`,
    )
    .onConflict((conflict) => conflict.doNothing());
  const pending = db
    .updateTable('actions')
    .set({ acts_in: place })
    .where('id', '>=', first)
    .where('id', '<', before)
    .where('acts_in', 'is', null)
    .where('status', '=', sql.lit('PENDING'));
  const goOn = db
    .updateTable('action_order_backfill')
    .set({ before_id: first })
    .where('before_id', '>', first);
  await database.write([order.compile(), pending.compile(), goOn.compile()], { alone: true });
  return true;
}

/** The pause between two batches, so that they hardly delay actions. */
const PAUSE_MS = 20;
/** The pause after a failed batch. */
const RETRY_MS = 5_000;

/** Puts all older actions in order, in small batches, and then stops. */
export class OrderBackfill {
  readonly #journal: { putSomeInOrder(): Promise<boolean> };
  readonly #clock: Clock;
  readonly #log: FastifyBaseLogger;
  readonly #outage: OutageLog;
  #batches = 0;
  #cancel: () => void = () => {};
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(journal: { putSomeInOrder(): Promise<boolean> }, clock: Clock, log: FastifyBaseLogger) {
    this.#journal = journal;
    this.#clock = clock;
    this.#log = log;
    this.#outage = new OutageLog(log, clock, {
      begin: 'older actions cannot be put in order',
      end: 'older actions can be put in order again',
    });
  }

  start(): void {
    this.#goOnIn(0);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#running;
  }

  #goOnIn(ms: number): void {
    this.#cancel = this.#clock.after(ms, () => {
      this.#running = this.#putSome().then((pauseMs) => {
        if (pauseMs !== undefined && !this.#closed) this.#goOnIn(pauseMs);
      });
    });
  }

  /** Resolves with the pause before the next batch. Undefined: there are no more. */
  async #putSome(): Promise<number | undefined> {
    try {
      const more = await this.#journal.putSomeInOrder();
      this.#outage.succeeded();
      this.#batches += 1;
      if (more) return PAUSE_MS;
      if (this.#batches > 1) this.#log.info('all older actions are in order now');
      return undefined;
    } catch (error) {
      this.#outage.failed('batch', error);
      return RETRY_MS;
    }
  }
}
