import type { FastifyBaseLogger } from 'fastify';
import { interrupted } from '../errors/journal-errors.js';
import type { ActionRecord, ActionStatus } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import { OutageLog } from '../journal/outage-log.js';
import type { Clock } from '../time/clock.js';
import { IN_FLIGHT_MS } from '../vendors/calling/permits.js';
import type { CallRequest } from '../vendors/calling/retry.js';
import type { ConnectedVendors } from '../vendors/vendors.js';
import { outcomeOf, withActionId } from './answer.js';
import { type Done, type InterruptedAction, journalName, type Operation } from './operation.js';
import type { TargetOrder } from './target-order.js';

const FIRST_LOOK_MS = 1_000;
const LOOK_EVERY_MS = 5_000;
/** Nobody expects that an older action is carried out, and nobody goes on asking the vendor what came of it. */
const TOO_OLD_MS = 10 * 60 * 1000;

export interface RecoveryOptions {
  operations: readonly Operation[];
  journal: Journal;
  vendors: ConnectedVendors;
  order: TargetOrder;
  clock: Clock;
  log: FastifyBaseLogger;
  /** How long the vendor's part of an action may take. */
  deadlineMs: number;
  /**
   * No other gateway can have the journal. Then every pending action that is not this gateway's is a dead gateway's.
   * Otherwise an action is a dead gateway's once its lease has run out, which is long after all that could be sent for it.
   */
  aloneWithJournal: boolean;
  /** Told of each action that was resolved. */
  onRecovered?: ((status: ActionStatus) => void) | undefined;
}

/**
 * Finds out what came of actions whose gateway died between their intent and their outcome, as their operations say. What
 * cannot be found out is UNKNOWN.
 */
export class Recovery {
  readonly #options: RecoveryOptions;
  /** By the journal's name. */
  readonly #operations: ReadonlyMap<string, Operation>;
  readonly #outage: OutageLog;
  /** The last look failed. */
  #wasLost = false;
  #cancel: () => void = () => {};
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#operations = new Map(options.operations.map((operation) => [journalName(operation), operation]));
    this.#outage = new OutageLog(options.log, options.clock, {
      begin: 'pending actions cannot be looked for',
      end: 'pending actions can be looked for again',
    });
  }

  /**
   * Looks now and then from now on. The first look comes after all that a dead gateway may have sent has ended. An earlier
   * look could find a target unchanged that the vendor is about to change.
   */
  start(): void {
    const { aloneWithJournal, deadlineMs } = this.#options;
    this.#lookIn(aloneWithJournal ? deadlineMs + IN_FLIGHT_MS : FIRST_LOOK_MS);
  }

  /** Resolves when what is under way is over. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#looking;
  }

  #lookIn(ms: number): void {
    this.#cancel = this.#options.clock.after(ms, () => {
      this.#looking = this.#look().then((found) => {
        // Where there were some there may be more.
        if (!this.#closed) this.#lookIn(found > 0 ? 0 : LOOK_EVERY_MS);
      });
    });
  }

  async #look(): Promise<number> {
    const { journal, aloneWithJournal } = this.#options;
    try {
      if (this.#wasLost) {
        // After an outage, the other gateways first end what they refused meanwhile, though the leases are over.
        await journal.readTime();
        this.#wasLost = false;
        return 0;
      }
      const actions = await journal.takeOver(this.#recoverable(), {
        orBefore: journal.now() - TOO_OLD_MS,
        evenIfLeased: aloneWithJournal,
      });
      await Promise.all(actions.map((action) => this.#resolve(action)));
      this.#outage.succeeded();
      return actions.length;
    } catch (error) {
      this.#outage.failed('look', error);
      this.#wasLost = true;
      return 0;
    }
  }

  /** The operations of vendors that this gateway is configured for. */
  #recoverable(): string[] {
    const { operations, vendors } = this.#options;
    return operations.filter(({ vendor }) => vendors[vendor]).map(journalName);
  }

  async #resolve(record: ActionRecord): Promise<void> {
    const { journal, log, onRecovered } = this.#options;
    const { id: actionId, requestId, operation } = record;
    const tooOld = record.requestedAt < journal.now() - TOO_OLD_MS;
    try {
      const found = tooOld ? nobodyKnows() : await this.#findOut(record);
      if (!found) return;
      const answer = withActionId(found.answer, actionId);
      const durationMs = journal.now() - record.requestedAt;
      const outcome = outcomeOf(answer, record.userIds.length, found.attempts, durationMs);
      await journal.resolve(actionId, outcome);
      onRecovered?.(outcome.status);
      const line = { actionId, requestId, operation, status: outcome.status };
      log.warn(line, 'resolved an action that a gateway left pending');
    } catch (error) {
      log.error({ err: error, actionId, requestId }, 'a pending action could not be resolved');
    }
  }

  async #findOut(record: ActionRecord): Promise<Done | undefined> {
    const operation = this.#operations.get(record.operation);
    const vendor = operation && this.#options.vendors[operation.vendor];
    if (!vendor) return undefined;
    return operation.recover(JSON.parse(record.input), vendor, this.#interrupted(record));
  }

  #interrupted(record: ActionRecord): InterruptedAction {
    const { journal, order, clock, deadlineMs } = this.#options;
    const targetOf = (userId: string) => ({ place: record.place, userId });
    return {
      record,
      order,
      // A call waits for its slot among its own caller's.
      vendorRequest: (): CallRequest => ({ caller: record.actor, deadline: clock.now() + deadlineMs }),
      supersededOf: (userIds) =>
        those(userIds, (userId) => journal.isSuperseded(record.id, targetOf(userId))),
      undoneOf: (userIds) =>
        those(userIds, (userId) =>
          journal.isSupersededByOthers(record.id, targetOf(userId), record.operation),
        ),
      newerOn: async (userId) => {
        const newest = await journal.newestOn(targetOf(userId));
        return newest && newest.id !== record.id ? this.#interrupted(newest) : undefined;
      },
    };
  }
}

/** It cannot be found out whether the action was applied. */
export function nobodyKnows(): Done {
  return { answer: interrupted('UNKNOWN'), attempts: 0 };
}

/** One after the other, since there can be a thousand. */
async function those(
  userIds: readonly string[],
  isOne: (userId: string) => Promise<boolean>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const userId of userIds) {
    if (await isOne(userId)) found.add(userId);
  }
  return found;
}
