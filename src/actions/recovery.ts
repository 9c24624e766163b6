import type { FastifyBaseLogger } from 'fastify';
import type { Gateway } from '../context.js';
import { interrupted } from '../errors/journal-errors.js';
import type { ActionRecord, Target } from '../journal/action-record.js';
import { OutageLog } from '../journal/outage-log.js';
import {
  AddToBlacklistPartialFailure,
  AddToBlacklistSuccess,
  BlacklistFailure,
} from '../operations/add-to-blacklist/add-to-blacklist.type.js';
import { setUserMediaStateAnswer } from '../operations/set-user-media-state/set-user-media-state.resolver.js';
import type { Clock } from '../time/clock.js';
import { IN_FLIGHT_MS } from '../vendors/calling/permits.js';
import type { CallRequest } from '../vendors/calling/retry.js';
import type { SetUserBlockedCall } from '../vendors/trtc/trtc-client.js';
import {
  type Blacklist,
  type BlacklistUser,
  MAX_USERS_PER_CALL,
} from '../vendors/volcengine/volcengine-client.js';
import { type Answer, outcomeOf, withActionId } from './recorded-answer.js';

const FIRST_LOOK_MS = 1_000;
const LOOK_EVERY_MS = 5_000;
/** After this, a media state is not what anybody expects any more, and nobody goes on asking the vendor. */
const TOO_OLD_MS = 10 * 60 * 1000;

/** What came of an action, as far as can be found out, and after how many calls; undefined: ask again later. */
type Found = { answer: Answer; attempts: number } | undefined;

/**
 * Finds out what came of actions whose gateway died between their intent and their outcome.
 *
 * A media state is an absolute one, so it is set again, unless something newer was asked for the same user. For
 * additions, the vendor is asked who is on the list. What cannot be found out is UNKNOWN.
 */
export class Recovery {
  readonly #gateway: Gateway;
  readonly #clock: Clock;
  readonly #log: FastifyBaseLogger;
  readonly #aloneWithJournal: { deadlineMs: number } | undefined;
  readonly #outage: OutageLog;
  /** The last look failed. */
  #wasLost = false;
  #cancel: () => void = () => {};
  #looking: Promise<void> | undefined;
  #closed = false;

  /**
   * `aloneWithJournal`: no other gateway can have the journal, so what is pending and not this one's is a dead one's;
   * `deadlineMs`: how long one may take to send it. Otherwise an action is a dead gateway's when its lease has run out,
   * which is long after that.
   */
  constructor(
    gateway: Gateway,
    clock: Clock,
    log: FastifyBaseLogger,
    aloneWithJournal?: { deadlineMs: number },
  ) {
    this.#gateway = gateway;
    this.#clock = clock;
    this.#log = log;
    this.#aloneWithJournal = aloneWithJournal;
    this.#outage = new OutageLog(log, clock, {
      begin: 'pending actions cannot be looked for',
      end: 'pending actions can be looked for again',
    });
  }

  /**
   * Looks now and then from now on. Not before all that a dead gateway may have sent has ended: until then, a look would
   * find a user not yet on a list whom the vendor is about to put there.
   */
  start(): void {
    const alone = this.#aloneWithJournal;
    this.#lookIn(alone ? alone.deadlineMs + IN_FLIGHT_MS : FIRST_LOOK_MS);
  }

  /** Resolves when what is under way is over. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#looking;
  }

  #lookIn(ms: number): void {
    this.#cancel = this.#clock.after(ms, () => {
      this.#looking = this.#look().then((found) => {
        // Where there were some there may be more.
        if (!this.#closed) this.#lookIn(found > 0 ? 0 : LOOK_EVERY_MS);
      });
    });
  }

  async #look(): Promise<number> {
    try {
      if (this.#wasLost) {
        // The gateways that live end now what they refused meanwhile, though their leases are over.
        await this.#gateway.journal.readTime();
        this.#wasLost = false;
        return 0;
      }
      const actions = await this.#gateway.journal.takeOver(this.#operations(), {
        orBefore: this.#gateway.journal.now() - TOO_OLD_MS,
        evenIfLeased: this.#aloneWithJournal !== undefined,
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

  /** Those of vendors that this gateway is configured for. */
  #operations(): string[] {
    const { trtc, volcengine } = this.#gateway;
    return [...(trtc ? ['SET_USER_MEDIA_STATE'] : []), ...(volcengine ? ['ADD_TO_BLACKLIST'] : [])];
  }

  async #resolve(action: ActionRecord): Promise<void> {
    const { journal } = this.#gateway;
    const tooOld = action.requestedAt < journal.now() - TOO_OLD_MS;
    try {
      const found = tooOld ? nobodyKnows() : await this.#findOut(action);
      if (!found) return;
      const answer = withActionId(found.answer, action.id);
      const outcome = outcomeOf(answer, found.attempts, journal.now() - action.requestedAt);
      await journal.resolve(action.id, outcome);
      this.#gateway.metrics?.actionRecovered(outcome.status);
      const { id: actionId, requestId, operation } = action;
      const line = { actionId, requestId, operation, status: outcome.status };
      this.#log.warn(line, 'resolved an action that a gateway left pending');
    } catch (error) {
      const { id: actionId, requestId } = action;
      this.#log.error({ err: error, actionId, requestId }, 'a pending action could not be resolved');
    }
  }

  #findOut(action: ActionRecord): Promise<Found> {
    return action.operation === 'SET_USER_MEDIA_STATE'
      ? this.#setAgain(action)
      : this.#askWhoIsListed(action);
  }

  async #setAgain(action: ActionRecord): Promise<Found> {
    const { trtc, journal } = this.#gateway;
    if (!trtc) return undefined;
    const call = JSON.parse(action.input) as SetUserBlockedCall;
    const target = { place: action.place, userId: call.userId };
    const result = await trtc.states.restore(call, this.#request(action), () =>
      journal.isSuperseded(action.id, target),
    );
    if (!result) return nobodyKnows();
    if (!result.ok && result.failure.retryable) return undefined;
    await this.#setNewerAgain(action, target);
    const answer = setUserMediaStateAnswer(call, result);
    // That it is refused now says nothing of what was sent before the crash.
    return { answer: result.ok ? answer : nobodyKnows().answer, attempts: result.attempts };
  }

  /** What another gateway set while this one was setting `action` again would be undone by it. */
  async #setNewerAgain(action: ActionRecord, target: Target): Promise<void> {
    const { trtc, journal } = this.#gateway;
    const newest = await journal.newestOn(target);
    if (!trtc || !newest || newest.id === action.id) return;
    const call = JSON.parse(newest.input) as SetUserBlockedCall;
    await trtc.states.restore(call, this.#request(newest), () => journal.isSuperseded(newest.id, target));
  }

  async #askWhoIsListed(action: ActionRecord): Promise<Found> {
    const { volcengine } = this.#gateway;
    if (!volcengine) return undefined;
    const { users, ...list } = JSON.parse(action.input) as Blacklist & { users: BlacklistUser[] };
    const listed = new Map<string, boolean>();
    let attempts = 0;
    for (let first = 0; first < users.length; first += MAX_USERS_PER_CALL) {
      const userIds = users.slice(first, first + MAX_USERS_PER_CALL).map(({ userId }) => userId);
      const result = await volcengine.client.isInBlackList(list, userIds, this.#request(action));
      attempts += result.attempts;
      if (!result.ok) return result.failure.retryable ? undefined : nobodyKnows();
      for (const [userId, isListed] of result.value) listed.set(userId, isListed);
    }
    const answer = additionAnswer(
      list,
      users.map(({ userId }) => userId),
      listed,
    );
    return { answer, attempts };
  }

  /** Waits for its slot among its own caller's. */
  #request({ actor }: ActionRecord): CallRequest {
    return this.#gateway.callRequest(actor);
  }
}

function additionAnswer(
  { appId, ownerId }: Blacklist,
  userIds: readonly string[],
  listed: ReadonlyMap<string, boolean>,
): Answer {
  const addedUserIds = userIds.filter((userId) => listed.get(userId));
  if (addedUserIds.length === 0) return interrupted('NOT_APPLIED');
  const common = { appId, userId: ownerId, addedUserIds, vendorRequestIds: [] };
  const failures = [...userIds.entries()]
    .filter(([, userId]) => !listed.get(userId))
    .map(([index, userId]) => new BlacklistFailure({ index, userId, error: interrupted('NOT_APPLIED') }));
  return failures.length === 0
    ? new AddToBlacklistSuccess(common)
    : new AddToBlacklistPartialFailure({ ...common, failures });
}

function nobodyKnows(): { answer: Answer; attempts: number } {
  return { answer: interrupted('UNKNOWN'), attempts: 0 };
}
