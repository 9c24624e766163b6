import type { CompiledQuery } from 'kysely';
import { isVisible, type Slice } from './action-filter.js';
import { ActionIds } from './action-id.js';
import {
  followedByOthers,
  type NeighbouringAction,
  neighboursOf,
  newestActionOn,
  newestActionsOn,
  settledBefore,
} from './action-order.js';
import { type ActionPage, type PageRequest, readPage } from './action-pages.js';
import {
  type ActionRecord,
  type ActionStatus,
  type Intent,
  type Outcome,
  type Target,
  wholePlace,
} from './action-record.js';
import { type ActionWrites, prepareWrites } from './action-writes.js';
import type { Begun } from './begun.js';
import { countDenials } from './count-denials.js';
import { deleteSomeBefore } from './deletion.js';
import { findAction, holderOf } from './found-actions.js';
import { type JournalDatabase, NotWritten, type Written } from './journal-database.js';
import type { Patience } from './patience.js';
import { type ReadActions, readActions, type WantedOfActions } from './read-actions.js';
import { recovererOf, type TakeoverOptions, takeOver } from './takeover.js';
import { trialWrite } from './trial-write.js';
import { type UndoLink, undoneBy, undosOf } from './undo-links.js';

/** How long a repeated idempotency key is answered with the recorded answer. */
const KEY_HELD_FOR_MS = 24 * 60 * 60 * 1000;

/**
 * The greatest total length of the intents that wait to be written, in characters. It is a little more than the large
 * requests admitted at once can hold. Without this limit, memory would grow while a database does not answer, since
 * intents wait even after their callers have gone.
 */
const MAX_WAITING_LENGTH = 41_943_040;

/** The length of an intent without its input. */
const INTENT_LENGTH = 3_000;

/**
 * The record of every moderation action. An action's intent is on disk before the vendor is called, and its outcome
 * before the caller is answered.
 */
export class Journal {
  readonly #database: JournalDatabase;
  readonly #gatewayId: string;
  readonly #nowMs: () => number;
  readonly #ids: ActionIds;
  readonly #writes: ActionWrites;
  #waitingLength = 0;

  /**
   * `gatewayId` is unique among all processes that ever wrote to this journal. `nowMs` is the time that actions are
   * stamped with, in milliseconds since the epoch. If it goes back, later actions sort before earlier ones.
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
   * Resolves once the intent is on disk. For `leaseMs` from now, only this gateway may finish the action; after that,
   * any gateway may take it over. Rejects with `NotWritten` if the intent is not on disk and will not be, and with any
   * other error if it may be.
   *
   * `alongside` is written in the same transaction. It must change nothing if the intent is not inserted.
   */
  async begin(
    intent: Intent,
    leaseMs: number,
    patience?: Patience,
    alongside: readonly CompiledQuery[] = [],
  ): Promise<Begun> {
    for (;;) {
      const begun = await this.#insert(intent, leaseMs, patience, alongside);
      if (begun) return begun;
      const holder = await holderOf(this.#database, intent);
      if (holder && this.#holds(holder)) return { begun: false, holder };
      if (holder) await this.#freeKey(holder.id);
    }
  }

  /**
   * Resolves once the outcome is on disk, with true; or with false if recovery recorded another outcome, which stays.
   */
  async end(id: string, outcome: Outcome): Promise<boolean> {
    const written = await this.#writeWith(this.#writes.end(id, outcome, this.now()), outcome);
    return written[0]?.changes === 1;
  }

  /**
   * Ends those actions of `ids` that are recorded and pending, with one outcome. Resolves with their ids. It is for
   * actions that this gateway has refused although their intents may be on record.
   */
  async endAll(ids: readonly string[], outcome: Outcome): Promise<string[]> {
    const changes = await this.#database.write(ids.map((id) => this.#writes.refuse(id, outcome, this.now())));
    return ids.filter((_, index) => changes[index] === 1);
  }

  /** Records a denial. A denial is never pending. */
  async add(intent: Intent, outcome: Outcome, patience?: Patience): Promise<void> {
    const end = this.#writes.end(intent.id, outcome, this.now());
    await this.#database.write([...this.#writes.deny(intent), ...end], { patience });
  }

  /**
   * Counts the denials of `actor` since `time`, up to `limit`. `operations` must name every operation.
   */
  countDenials(actor: string, operations: readonly string[], time: number, limit: number): Promise<number> {
    return countDenials(this.#database, actor, operations, time, limit);
  }

  /** The database's time, in milliseconds since the epoch. */
  async readTime(): Promise<number> {
    const { db, nowMs } = this.#database;
    const { now } = await db.selectNoFrom(nowMs.as('now')).executeTakeFirstOrThrow();
    return now;
  }

  find(id: string): Promise<ActionRecord | undefined> {
    return findAction(this.#database, id);
  }

  /** The action that holds an idempotency key: no other action of the same caller and operation may use it now. */
  async keyHolder(
    of: Pick<Intent, 'actor' | 'operation' | 'idempotencyKey'>,
  ): Promise<ActionRecord | undefined> {
    const holder = await holderOf(this.#database, of);
    return holder && this.#holds(holder) ? holder : undefined;
  }

  /** Reads the `wanted` fields of one action, if the reader may see it. */
  async read(id: string, visible: readonly Slice[], wanted: WantedOfActions): Promise<ReadActions> {
    const found = await readActions(this.#database.pages, [id], wanted, 0);
    return found.actions.every((action) => isVisible(action, visible)) ? found : { actions: [], bytes: 0 };
  }

  /** Reads the `wanted` fields of these actions, if they have one of these statuses. */
  readAll(
    ids: readonly string[],
    wanted: WantedOfActions,
    maxBytes: number,
    statuses: readonly ActionStatus[],
  ): Promise<ReadActions> {
    return readActions(this.#database.pages, ids, wanted, maxBytes, statuses);
  }

  /** Reads one page of the actions that match a filter, newest first. */
  list(request: PageRequest): Promise<ActionPage> {
    return readPage(this.#database.pages, request);
  }

  /**
   * Takes over pending actions whose gateway has gone: those with an expired lease, or, if no other gateway can have
   * the journal, all. It never takes this gateway's own actions. If several gateways try, one gets each action. Actions
   * of operations outside `operations` are taken only if they are too old.
   */
  takeOver(operations: readonly string[], options: TakeoverOptions = {}): Promise<ActionRecord[]> {
    return takeOver(this.#database, this.#gatewayId, operations, options);
  }

  /**
   * Records the outcome of an action that this gateway took over. Does nothing if another gateway has recorded one
   * meanwhile.
   */
  async resolve(id: string, outcome: Outcome): Promise<void> {
    await this.#writeWith(this.#writes.resolve(id, outcome, this.now()), outcome);
  }

  /**
   * The newest action on a target, of any operation, leaving out actions that certainly changed nothing. Newer means
   * recorded later, regardless of the gateways' clocks.
   */
  async newestOn(target: Target): Promise<ActionRecord | undefined> {
    const id = await newestActionOn(this.#database, target);
    return id === undefined ? undefined : this.find(id);
  }

  /** Whether a newer action than `id` was recorded on the target, or on its whole place, and may have changed it. */
  async isSuperseded(id: string, { place, userId }: Target): Promise<boolean> {
    const targets = [userId, wholePlace(place)];
    const newer = await neighboursOf(this.#database, { id, place }, targets, 'after', 1);
    return newer.length > 0;
  }

  // The next methods pass on to functions of other files.
  newestOnEach(place: string, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return newestActionsOn(this.#database, place, userIds);
  }

  followedByOthers(
    action: Pick<ActionRecord, 'id' | 'place' | 'operation'>,
    userIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    return followedByOthers(this.#database, action, userIds);
  }

  settledBefore(
    action: Pick<ActionRecord, 'id' | 'place' | 'operation'>,
    userIds: readonly string[],
    limit: number,
  ): ReturnType<typeof settledBefore> {
    return settledBefore(this.#database, action, userIds, limit);
  }

  neighboursOf(
    action: Pick<ActionRecord, 'id' | 'place'>,
    userIds: readonly string[],
    side: 'before' | 'after',
    limit: number,
  ): Promise<NeighbouringAction[]> {
    return neighboursOf(this.#database, action, userIds, side, limit);
  }

  undosOf(ids: readonly string[]): Promise<UndoLink[]> {
    return undosOf(this.#database.pages, ids);
  }

  undoneBy(ids: readonly string[]): Promise<UndoLink[]> {
    return undoneBy(this.#database.pages, ids);
  }

  /**
   * Deletes some of the actions that were requested before `time`. Pending actions stay. Resolves with the number
   * deleted.
   */
  deleteSomeBefore(time: number): Promise<number> {
    return deleteSomeBefore(this.#database, time);
  }

  /** Throws if a quick check finds that the journal cannot be used. */
  check(): void {
    this.#database.check?.();
  }

  /** Tests that an action could be written, and leaves nothing behind. Rejects if not. */
  async tryToWrite(): Promise<void> {
    await this.#database.write(trialWrite(this.#database, this.#writes, this.newId()), { alone: true });
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  #writeWith(queries: CompiledQuery[], { alongside }: Outcome): Promise<Written[]> {
    if (alongside) queries.push(...alongside.queries);
    return this.#database.writeAndRead(queries, alongside && { places: [alongside.place] });
  }

  /** Undefined: nothing was inserted. */
  async #insert(
    intent: Intent,
    leaseMs: number,
    patience: Patience | undefined,
    alongside: readonly CompiledQuery[],
  ): Promise<Begun | undefined> {
    const length = intent.input.length + INTENT_LENGTH;
    if (this.#waitingLength + length > MAX_WAITING_LENGTH) {
      throw new NotWritten('too much waits to be written to the journal');
    }
    const alone = intent.idempotencyKey !== undefined;
    this.#waitingLength += length;
    try {
      const begin = this.#writes.begin(intent, leaseMs);
      const options = { alone, places: [intent.place], patience };
      const written = await this.#database.writeAndRead([...begin, ...alongside], options);
      return written[0]?.changes === 1 ? { begun: true, written } : undefined;
    } finally {
      this.#waitingLength -= length;
    }
  }

  #holds({ requestedAt }: ActionRecord): boolean {
    return requestedAt > this.now() - KEY_HELD_FOR_MS;
  }

  async #freeKey(id: string): Promise<void> {
    const free = this.#database.db.updateTable('actions').set({ held_key: null }).where('id', '=', id);
    await this.#database.write([free.compile()]);
  }
}
