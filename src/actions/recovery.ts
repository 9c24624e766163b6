import type { FastifyBaseLogger } from 'fastify';
import { interrupted } from '../errors/journal-errors.js';
import type { ActionRecord, ActionStatus } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import { OutageLog } from '../journal/outage-log.js';
import type { MediaSender } from '../restrictions/media-sender.js';
import type { Clock } from '../time/clock.js';
import { Repeated } from '../time/repeated.js';
import { IN_FLIGHT_MS } from '../vendors/calling/permits.js';
import type { CallRequest } from '../vendors/calling/retry.js';
import type { ConnectedVendors } from '../vendors/vendors.js';
import { outcomeOf, withActionId } from './answer.js';
import { type Done, type InterruptedAction, journalName, type Operation } from './operation.js';
import type { TargetOrder } from './target-order.js';

const FIRST_LOOK_MS = 1_000;
const LOOK_EVERY_MS = 5_000;
/** Older actions become UNKNOWN: nobody expects them to be carried out so late. */
const TOO_OLD_MS = 10 * 60 * 1000;

export interface RecoveryOptions {
  operations: readonly Operation[];
  journal: Journal;
  vendors: ConnectedVendors;
  order: TargetOrder;
  media: MediaSender;
  clock: Clock;
  log: FastifyBaseLogger;
  /** How long the vendor's part of an action may take. */
  deadlineMs: number;
  /**
   * Whether no other gateway can use the journal. If so, every pending action that this gateway did not begin belongs to a
   * dead gateway. Otherwise an action belongs to a dead gateway once its lease has ended. By then, no call for it can be
   * under way.
   */
  aloneWithJournal: boolean;
  /** Whether an undo must not be carried out, because something newer than the undone action stands. */
  isObstructed: (undo: ActionRecord) => Promise<boolean>;
  /** Called for each action whose outcome was found out. */
  onRecovered?: ((status: ActionStatus) => void) | undefined;
}

/**
 * Finds out the outcomes of actions whose gateway died between intent and outcome. Each operation says how. An outcome that
 * cannot be found out is recorded as UNKNOWN.
 */
export class Recovery {
  readonly #options: RecoveryOptions;
  /** By the operation's name in the journal. */
  readonly #operations: ReadonlyMap<string, Operation>;
  readonly #outage: OutageLog;
  /** Whether the last look failed. */
  #wasLost = false;
  readonly #looks: Repeated;

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#operations = new Map(options.operations.map((operation) => [journalName(operation), operation]));
    this.#outage = new OutageLog(options.log, options.clock, {
      begin: 'pending actions cannot be looked for',
      end: 'pending actions can be looked for again',
    });
    // One look takes a limited number of actions, so there may be more.
    this.#looks = new Repeated(options.clock, async () => ((await this.#look()) > 0 ? 0 : LOOK_EVERY_MS));
  }

  /**
   * Starts to look for pending actions regularly. The first look waits until no call of a dead gateway can be under way.
   * An earlier look could find a target unchanged that the vendor is about to change.
   */
  start(): void {
    const { aloneWithJournal, deadlineMs } = this.#options;
    this.#looks.start(aloneWithJournal ? deadlineMs + IN_FLIGHT_MS : FIRST_LOOK_MS);
  }

  /** Resolves once the current look has ended. */
  close(): Promise<void> {
    return this.#looks.close();
  }

  async #look(): Promise<number> {
    const { journal, aloneWithJournal } = this.#options;
    try {
      if (this.#wasLost) {
        // During the outage leases have ended. Other gateways first need time to mark as refused what they refused then.
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
    let tell: (isRecorded: boolean) => void = () => {};
    const recorded = new Promise<boolean>((resolve) => {
      tell = resolve;
    });
    try {
      const found = tooOld ? this.#abandon(record) : await this.#findOut(record, recorded);
      // It is carried out again.
      if (!found) return tell(true);
      const answer = withActionId(found.answer, actionId);
      const durationMs = journal.now() - record.requestedAt;
      const outcome = outcomeOf(answer, record.userIds.length, found.attempts, durationMs);
      const ends = this.#operations
        .get(operation)
        ?.ends?.(actionId, JSON.parse(record.input), { ...outcome, recovered: true });
      await journal.resolve(actionId, { ...outcome, ends, alongside: found.alongside });
      tell(true);
      onRecovered?.(outcome.status);
      const line = { actionId, requestId, operation, status: outcome.status };
      log.warn(line, 'resolved an action that a gateway left pending');
    } catch (error) {
      tell(false);
      log.error({ err: error, actionId, requestId }, 'a pending action could not be resolved');
    }
  }

  #abandon({ id, operation, input }: ActionRecord): Done {
    const { media } = this.#options;
    const alongside = this.#operations.get(operation)?.abandoned?.(id, JSON.parse(input), media);
    return { ...nobodyKnows(), alongside };
  }

  async #findOut(record: ActionRecord, recorded: Promise<boolean>): Promise<Done | undefined> {
    const operation = this.#operations.get(record.operation);
    const vendor = operation && this.#options.vendors[operation.vendor];
    if (!vendor) return undefined;
    const held = operation.alongside && this.#options.media.hold(record);
    try {
      return await operation.recover(JSON.parse(record.input), vendor, this.#interrupted(record, recorded));
    } finally {
      held?.release();
    }
  }

  #interrupted(record: ActionRecord, recorded: Promise<boolean>): InterruptedAction {
    const { journal, order, media, clock, deadlineMs, isObstructed } = this.#options;
    const targetOf = (userId: string) => ({ place: record.place, userId });
    return {
      record,
      id: record.id,
      written: [],
      recorded,
      order,
      media,
      // The call waits in the line of the caller that asked for the action.
      vendorRequest: (): CallRequest => ({ caller: record.actor, deadline: clock.now() + deadlineMs }),
      isSuperseded: async (userId) =>
        (await journal.isSuperseded(record.id, targetOf(userId))) || isObstructed(record),
      undoneOf: (userIds) => journal.followedByOthers(record, userIds),
      newerOn: async (userId) => {
        const newest = await journal.newestOn(targetOf(userId));
        return newest && newest.id !== record.id ? this.#interrupted(newest, recorded) : undefined;
      },
    };
  }
}

/** The answer when nobody can find out whether the action was applied. */
export function nobodyKnows(): Done {
  return { answer: interrupted('UNKNOWN'), attempts: 0 };
}
