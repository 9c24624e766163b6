import { sql } from 'kysely';
import { isVisible, type Visibility } from './action-filter.js';
import { ActionIds, firstIdAt } from './action-id.js';
import { type ActionPage, type PageRequest, readPage } from './action-pages.js';
import { type ActionRecord, type Intent, OPERATIONS, type Operation, type Outcome } from './action-record.js';
import { recordOf } from './action-rows.js';
import { type ActionWrites, prepareWrites } from './action-writes.js';
import { type JournalDatabase, NotWritten } from './journal-database.js';
import type { Patience } from './patience.js';
import { type ReadActions, readActions, type WantedOfActions } from './read-actions.js';
import type { ActionsTable } from './tables.js';

/** How long an idempotency key gives the recorded answer. */
const KEY_HELD_FOR_MS = 24 * 60 * 60 * 1000;
/** How long a gateway may take to resolve an action that it took over. */
const TAKEN_OVER_FOR_MS = 60_000;
const TAKEN_OVER_AT_ONCE = 20;
const DELETED_AT_ONCE = 100;

/**
 * The inputs that wait to be written may have so many characters in all: some more than the large requests that are let in
 * at once. While the database does not answer, callers do not wait as long as their intents do.
 */
const MAX_WAITING_LENGTH = 41_943_040;
/** What an intent takes besides its input. */
const INTENT_LENGTH = 3_000;
/** What is written to see whether anything can be. */
const PROBE: Intent = {
  id: firstIdAt(0),
  requestId: '',
  actor: '',
  operation: 'SET_USER_MEDIA_STATE',
  applicationId: 0,
  userIds: [''],
  input: '{}',
};
const NO_OUTCOME: Outcome = {
  status: 'REFUSED',
  answer: '{}',
  vendorRequestIds: [],
  attempts: 0,
  freesKey: true,
};

/** `begun: false`: another action of the same caller and operation holds the idempotency key. */
export type Begun = { begun: true } | { begun: false; holder: ActionRecord };

/**
 * The record of every moderation action: its intent is on disk before a vendor is called, its outcome before the
 * caller is answered. Newest first, by id.
 */
export class Journal {
  readonly #database: JournalDatabase;
  readonly #gatewayId: string;
  readonly #nowMs: () => number;
  readonly #ids: ActionIds;
  readonly #writes: ActionWrites;
  #waitingLength = 0;

  /**
   * `gatewayId` tells this process from every other that ever wrote to the same journal. `nowMs` is the time that actions
   * are stamped with, in milliseconds since the epoch; where it goes back, later actions sort before earlier ones.
   */
  constructor(database: JournalDatabase, gatewayId: string, nowMs: () => number) {
    this.#database = database;
    this.#gatewayId = gatewayId;
    this.#nowMs = nowMs;
    this.#ids = new ActionIds(nowMs);
    this.#writes = prepareWrites(database, { gateway: gatewayId, recoverer: recovererOf(gatewayId) });
  }

  /** The id of an action that begins now. */
  newId(): string {
    return this.#ids.next();
  }

  /** The time that actions are stamped with, in milliseconds since the epoch. */
  now(): number {
    return Math.floor(this.#nowMs());
  }

  /**
   * Resolves once the intent is on disk. Until `leaseMs` from now this gateway answers for the action; after that, any
   * may take over. Rejects when the intent may not be on disk; with `NotWritten` when it is not and will not be.
   */
  async begin(intent: Intent, leaseMs: number, patience?: Patience): Promise<Begun> {
    for (;;) {
      if (await this.#insert(intent, leaseMs, patience)) return { begun: true };
      const holder = await this.#holderOf(intent);
      if (holder && holder.requested_at > this.now() - KEY_HELD_FOR_MS) {
        return { begun: false, holder: recordOf(holder) };
      }
      if (holder) await this.#freeKey(holder.id);
    }
  }

  /** Resolves once the outcome is on disk. False: recovery has found out another, which stays. */
  async end(id: string, outcome: Outcome): Promise<boolean> {
    const [ended] = await this.#database.write([this.#writes.end(id, outcome, this.now())]);
    return ended === 1;
  }

  /**
   * Ends those of `ids` that are on record and pending, with one outcome, and resolves with their ids. For actions that
   * this gateway has refused although their intents may be on record.
   */
  async endAll(ids: readonly string[], outcome: Outcome): Promise<string[]> {
    const changes = await this.#database.write(ids.map((id) => this.#writes.refuse(id, outcome, this.now())));
    return ids.filter((_, index) => changes[index] === 1);
  }

  /** Records something that was never under way: a denial. */
  async add(intent: Intent, outcome: Outcome, patience?: Patience): Promise<void> {
    const begin = this.#writes.begin(intent, 0, { holdingKey: false });
    const end = this.#writes.end(intent.id, outcome, this.now());
    await this.#database.write([...begin, end], { patience });
  }

  /** How many denials of `actor` are on record since `time`, if not `limit` or more. */
  async countDenials(actor: string, time: number, limit: number): Promise<number> {
    const denials = await this.#database.db
      .selectFrom('actions')
      .select('id')
      .where('actor', '=', actor)
      .where('status', '=', sql.lit('DENIED'))
      // In these words, since the index has only actions that are over.
      .where('status', '!=', sql.lit('PENDING'))
      .where('operation', 'in', OPERATIONS)
      .where('id', '>=', firstIdAt(time))
      .limit(limit)
      .execute();
    return denials.length;
  }

  /** The database's time, in milliseconds since the epoch. */
  async readTime(): Promise<number> {
    const { db, nowMs } = this.#database;
    const { now } = await db.selectNoFrom(nowMs.as('now')).executeTakeFirstOrThrow();
    return now;
  }

  async find(id: string): Promise<ActionRecord | undefined> {
    const row = await this.#database.db
      .selectFrom('actions')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && recordOf(row);
  }

  /** One action, as far as it is `wanted`, for a reader who may see it; none otherwise. */
  async read(id: string, visible: Visibility, wanted: WantedOfActions): Promise<ReadActions> {
    const found = await readActions(this.#database.pages, [id], wanted, 0);
    return found.actions.every((action) => isVisible(action, visible)) ? found : { actions: [], bytes: 0 };
  }

  /** A page of what a filter wants, newest first. */
  list(request: PageRequest): Promise<ActionPage> {
    return readPage(this.#database.pages, request);
  }

  /**
   * Takes over pending actions whose gateway has gone: those whose lease has run out or, where no other gateway can
   * have the journal, all. Never this gateway's own, for which it still answers. Of several gateways one gets each. Of an
   * operation that is not among `operations` only those requested before `orBefore`, which anybody can call too old.
   */
  async takeOver(
    operations: readonly Operation[],
    { orBefore = 0, evenIfLeased = false } = {},
  ): Promise<ActionRecord[]> {
    const { db, nowMs } = this.#database;
    const pending = await db
      .selectFrom('actions')
      .selectAll()
      .where('status', '=', sql.lit('PENDING'))
      .where('lease_owner', '!=', this.#gatewayId)
      .where((row) =>
        row.or([
          row('lease_until', '<', nowMs),
          // What it took over itself, and could not resolve yet, must not keep it from the others.
          ...(evenIfLeased ? [row('lease_owner', '!=', recovererOf(this.#gatewayId))] : []),
        ]),
      )
      .where((row) => row.or([row('operation', 'in', operations), row('requested_at', '<', orBefore)]))
      .orderBy('id')
      .limit(TAKEN_OVER_AT_ONCE)
      .execute();
    const taken = await Promise.all(pending.map((row) => this.#takeLease(row)));
    return pending.filter((_, index) => taken[index]).map(recordOf);
  }

  /** What came of an action that this gateway took over; nothing if somebody else has recorded it meanwhile. */
  async resolve(id: string, outcome: Outcome): Promise<void> {
    await this.#database.write([this.#writes.resolve(id, outcome, this.now())]);
  }

  /** The newest action on a user in the same room as `action` that may have changed something: perhaps itself. */
  async newestOn(userId: string, action: ActionRecord): Promise<ActionRecord | undefined> {
    const row = await this.#database.db
      .selectFrom('action_targets')
      .innerJoin('actions', 'actions.id', 'action_targets.action_id')
      .selectAll('actions')
      .where('action_targets.user_id', '=', userId)
      .where('action_targets.action_id', '>=', action.id)
      .where('actions.operation', '=', action.operation)
      .where('actions.application_id', '=', action.applicationId)
      .where('actions.room_id', '=', action.roomId ?? null)
      .where('actions.status', 'not in', ['REFUSED', 'DENIED'])
      .orderBy('action_targets.action_id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && recordOf(row);
  }

  /** Whether something newer was asked for the same user in the same room, and may have been done. */
  async isSuperseded(action: ActionRecord, userId: string): Promise<boolean> {
    const newest = await this.newestOn(userId, action);
    return newest !== undefined && newest.id !== action.id;
  }

  /** Deletes some of the actions that were requested before `time`; resolves with how many. Pending ones stay. */
  async deleteSomeBefore(time: number): Promise<number> {
    const { db } = this.#database;
    const old = await db
      .selectFrom('actions')
      .select(['id', 'user_ids'])
      .where('id', '<', firstIdAt(time))
      .where('status', '!=', 'PENDING')
      .orderBy('id')
      .limit(DELETED_AT_ONCE)
      .execute();
    if (old.length === 0) return 0;
    const targets = old.map(({ id, user_ids }) =>
      db
        .deleteFrom('action_targets')
        .where('action_id', '=', id)
        .where('user_id', 'in', sql<string>`(select value from ${this.#database.rowsOf(user_ids)})`)
        .compile(),
    );
    const ids = old.map(({ id }) => id);
    await this.#database.write([...targets, db.deleteFrom('actions').where('id', 'in', ids).compile()]);
    return ids.length;
  }

  /** Throws when the journal must not be used, as far as a look tells. */
  check(): void {
    this.#database.check?.();
  }

  /**
   * Writes what an action would, takes it back, and commits, which puts a mark on the disk all the same. Rejects when
   * that cannot be done.
   */
  async tryToWrite(): Promise<void> {
    const { db } = this.#database;
    const statement = (text: string) => sql.raw(text).compile(db);
    await this.#database.write(
      [
        statement('savepoint probe'),
        ...this.#writes.begin({ ...PROBE, id: this.newId() }, 0),
        // Of an action that there is not: it is the right to that counts.
        this.#writes.end(PROBE.id, NO_OUTCOME, 0),
        ...(this.#database.alsoProbed ?? []),
        statement('rollback to savepoint probe'),
      ],
      { alone: true },
    );
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  async #insert(intent: Intent, leaseMs: number, patience?: Patience): Promise<boolean> {
    const length = intent.input.length + INTENT_LENGTH;
    if (this.#waitingLength + length > MAX_WAITING_LENGTH) {
      throw new NotWritten('too much waits to be written to the journal');
    }
    const alone = intent.idempotencyKey !== undefined;
    this.#waitingLength += length;
    try {
      const [inserted] = await this.#database.write(this.#writes.begin(intent, leaseMs), { alone, patience });
      return inserted === 1;
    } finally {
      this.#waitingLength -= length;
    }
  }

  async #holderOf({ actor, operation, idempotencyKey }: Intent): Promise<ActionsTable | undefined> {
    return this.#database.db
      .selectFrom('actions')
      .selectAll()
      .where('actor', '=', actor)
      .where('operation', '=', operation)
      .where('held_key', '=', idempotencyKey ?? null)
      .executeTakeFirst();
  }

  async #freeKey(id: string): Promise<void> {
    const free = this.#database.db.updateTable('actions').set({ held_key: null }).where('id', '=', id);
    await this.#database.write([free.compile()]);
  }

  async #takeLease({ id, lease_owner, lease_until }: ActionsTable): Promise<boolean> {
    const { db, nowMs } = this.#database;
    const take = db
      .updateTable('actions')
      .set({
        lease_owner: recovererOf(this.#gatewayId),
        lease_until: sql<number>`${nowMs} + ${TAKEN_OVER_FOR_MS}`,
      })
      .where('id', '=', id)
      .where('status', '=', 'PENDING')
      .where('lease_owner', '=', lease_owner)
      .where('lease_until', '=', lease_until);
    const [taken] = await this.#database.write([take.compile()]);
    return taken === 1;
  }
}

/** Who answers for an action that a gateway has taken over; what that gateway began itself is not mistaken for it. */
function recovererOf(gatewayId: string): string {
  return `${gatewayId}/recovery`;
}
