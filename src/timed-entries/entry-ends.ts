import { setMaxListeners } from 'node:events';
import type { FastifyBaseLogger } from 'fastify';
import { automaticAsker } from '../actions/automatic-asker.js';
import type { Operation } from '../actions/operation.js';
import { type Engine, perform } from '../actions/perform.js';
import { inputOf } from '../blacklists/list-of-place.js';
import { journalUnavailable } from '../errors/journal-errors.js';
import type { ModerationError } from '../errors/moderation-error.js';
import { supersededBefore } from '../errors/undo-errors.js';
import { OutageLog } from '../journal/outage-log.js';
import type { KindOfEnds } from '../observability/end-watch.js';
import type { Traces } from '../observability/traces.js';
import { pauseAfter } from '../time/pause-after.js';
import { Repeated } from '../time/repeated.js';
import type { ConnectedVendor } from '../vendors/calling/connected-vendor.js';
import type { DueEnd, EntryTimers, LookedAt } from './entry-timers.js';

const LOOK_EVERY_MS = 1_000;
/** Where more ends are due than may be carried out at once. */
const NEXT_LOOK_MS = 100;
const MOST_ENDS_AT_ONCE = 50;
/** Calls for more users would wait for the quota until their deadline. */
const MOST_USERS_AT_ONCE = 2_000;
/** Added to the deadline of vendor calls: until then, no other gateway looks at an end that this one carries out. */
const TAKEN_FOR_MS = 5_000;
/** An end that fails is tried again for so long. Time in which no gateway could try does not count. */
const TRIED_FOR_MS = 24 * 60 * 60 * 1000;

export interface EntryEndsOptions {
  timers: EntryTimers;
  /** Removes users from a list. */
  removal: Operation;
  engine: Engine;
  log: FastifyBaseLogger;
  watch: KindOfEnds | undefined;
  /** Undefined when traces are off. */
  traces: Traces | undefined;
}

/**
 * Removes users from lists when their time is over, by actions like any other. Several gateways may look at the same ends: one of
 * them takes each end, and an action whose intent comes after another one's gives way to it.
 */
export class EntryEnds {
  readonly #options: EntryEndsOptions;
  readonly #outage: OutageLog;
  readonly #looks: Repeated;
  readonly #shutdown = new AbortController();
  /** By action: the ends that are being carried out, with the number of their users. */
  readonly #running = new Map<string, { users: number; over: Promise<void> }>();

  constructor(options: EntryEndsOptions) {
    // Each end listens.
    setMaxListeners(0, this.#shutdown.signal);
    const { clock } = options.engine;
    this.#options = options;
    this.#outage = new OutageLog(options.log, clock, {
      begin: 'ends of timed blacklist entries cannot be looked for',
      end: 'ends of timed blacklist entries can be looked for again',
    });
    this.#looks = new Repeated(clock, () => this.#look());
  }

  start(): void {
    this.#looks.start();
  }

  /** Resolves once the calls that were sent have been answered. What waits for the quota is left to other gateways. */
  async close(): Promise<void> {
    this.#shutdown.abort();
    await this.#looks.close();
    await Promise.all([...this.#running.values()].map(({ over }) => over));
  }

  async #look(): Promise<number> {
    const { timers } = this.#options;
    const vendor = this.#vendor;
    const limit = this.#freePlaces();
    if (!vendor || limit === 0) return LOOK_EVERY_MS;
    try {
      const due = await timers.due(vendor.applicationIds, limit);
      this.#outage.succeeded();
      for (const end of due) this.#begin(end);
      return due.length === limit ? NEXT_LOOK_MS : LOOK_EVERY_MS;
    } catch (error) {
      this.#outage.failed('look', error);
      return LOOK_EVERY_MS;
    }
  }

  get #vendor(): ConnectedVendor | undefined {
    const { engine, removal } = this.#options;
    return engine.vendors[removal.vendor];
  }

  /** While the vendor is down, one end at a time tries whether it is back. */
  #freePlaces(): number {
    const { breaker } = this.#vendor ?? {};
    if (!breaker || breaker.blocks) return 0;
    const most = breaker.state === 'CLOSED' ? MOST_ENDS_AT_ONCE : 1;
    return Math.max(0, most - this.#running.size);
  }

  #begin(end: DueEnd): void {
    if (this.#running.has(end.actionId)) return;
    const users = [...this.#running.values()].reduce((sum, { users }) => sum + users, 0);
    if (users > 0 && users + end.users > MOST_USERS_AT_ONCE) return;
    const over = this.#carryOut(end)
      .catch((error: unknown) => this.#outage.failed('end', error))
      .then(() => void this.#running.delete(end.actionId));
    this.#running.set(end.actionId, { users: end.users, over });
  }

  async #carryOut(end: DueEnd): Promise<void> {
    const { timers, engine, watch } = this.#options;
    if (!(await timers.take(end, timers.now() + engine.deadlineMs + TAKEN_FOR_MS))) return;
    const before = await timers.look(end);
    if (before.ending.length > 0) await this.#remove(end, before);
    const after = before.ending.length > 0 ? await timers.look(end) : before;
    const left = new Set([...after.ending, ...after.open]);
    const now = timers.now();
    for (const userId of before.ending) if (!left.has(userId)) watch?.ended(now - end.endsAt);
    const triedFor = now - after.triedSince;
    if (after.ending.length > 0 && triedFor > TRIED_FOR_MS) await this.#giveUp(end, after.ending);
    if (left.size > 0) await timers.postpone(end, now + pauseAfter(triedFor));
  }

  /** Rejects where the gateway itself has a fault. */
  async #remove(end: DueEnd, { ending, newest }: LookedAt): Promise<void> {
    const { timers, removal, engine, log, traces } = this.#options;
    const obstacle = async (own: string): Promise<ModerationError | undefined> => {
      try {
        const newer = await timers.newerThan(end, ending, newest, own);
        return newer === undefined ? undefined : supersededBefore(newer);
      } catch {
        return journalUnavailable();
      }
    };
    const causedBy = end.actionId;
    const asker = automaticAsker({ log, traces, signal: this.#shutdown.signal, causedBy });
    const addendum = { causedBy, obstacle };
    await perform(removal, inputOf(end.place, ending), { ...asker, gateway: engine }, addendum);
  }

  async #giveUp(end: DueEnd, userIds: readonly string[]): Promise<void> {
    const { timers, log, watch } = this.#options;
    const users = await timers.giveUp(end, userIds);
    watch?.givenUp(users);
    const line = { actionId: end.actionId, place: end.place, users };
    log.error(line, 'a timed blacklist entry could not be removed for a day: it stays');
  }
}
